/** A btrfs filesystem in a file, mounted by the real kernel. Everything it makes is unmounted and removed again. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why no real mounts can be made here; undefined where they can. */
export function whyNoKernel(): string | undefined {
  if (process.getuid?.() !== 0) return "only root can mount";
  if (!readFileSync("/proc/filesystems", "utf8").includes("btrfs")) return "the kernel has no btrfs";
  for (const tool of ["mkfs.btrfs", "losetup", "mount", "unshare", "nsenter", "chattr", "filefrag"]) {
    if (spawnSync("which", [tool]).status !== 0) return `there is no ${tool}`;
  }
  const probe = spawnSync("losetup", ["-f"]);
  return probe.status === 0 ? undefined : `no loop device is free: ${probe.stderr.toString().trim()}`;
}

export interface MountRequest {
  readonly subvolume: string;
  readonly mountpoint: string;
  /** Elements of `mountOptions`; each becomes a `-o` of its own, as in disko's mount script. */
  readonly options: readonly string[];
}

export type MountOutcome =
  /** Superblock options as in the last field of mountinfo. */
  { readonly ok: true; readonly superblock: readonly string[] } | { readonly ok: false; readonly error: string };

export interface BtrfsImage {
  /** Mounts one after the other on a fresh mount of the filesystem, and unmounts all again. */
  mountAll(requests: readonly MountRequest[]): MountOutcome[];
  remove(): void;
}

/** Smallest size mkfs.btrfs takes without complaint is 109 MiB; the file is sparse. */
const IMAGE_SIZE = 160 * 1024 * 1024;

export function createBtrfsImage(subvolumes: readonly string[]): BtrfsImage {
  const folder = mkdtempSync(join(tmpdir(), "btrfs-image-"));
  const image = join(folder, "image");
  const root = join(folder, "root");
  writeFileSync(image, "");
  truncateSync(image, IMAGE_SIZE);
  mkdirSync(root);
  execFileSync("mkfs.btrfs", ["-q", image]);
  const device = execFileSync("losetup", ["-f", "--show", image], { encoding: "utf8" }).trim();
  try {
    execFileSync("mount", [device, root]);
    for (const name of subvolumes) execFileSync("btrfs", ["-q", "subvolume", "create", join(root, name)]);
    execFileSync("umount", [root]);
  } catch (error) {
    spawnSync("umount", [root]);
    spawnSync("losetup", ["-d", device]);
    throw error;
  }

  return {
    mountAll(requests) {
      const mounted: string[] = [];
      try {
        return requests.map((request, index) => {
          const target = join(folder, `mount-${index}`);
          mkdirSync(target, { recursive: true });
          const options = [...request.options, `subvol=${request.subvolume}`].flatMap((option) => ["-o", option]);
          const result = spawnSync("mount", [device, target, "-t", "btrfs", ...options], { encoding: "utf8" });
          if (result.status !== 0) return { ok: false, error: result.stderr.trim() };
          mounted.push(target);
          return { ok: true, superblock: superblockOptions(target) };
        });
      } finally {
        for (const target of mounted.reverse()) execFileSync("umount", [target]);
      }
    },
    remove() {
      spawnSync("losetup", ["-d", device]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function superblockOptions(mountpoint: string): string[] {
  const line = readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .find((entry) => entry.split(" ")[4] === mountpoint);
  if (line === undefined) throw new Error(`${mountpoint} is not in mountinfo`);
  return (line.split(" ").at(-1) ?? "").split(",");
}
