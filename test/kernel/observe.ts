/** What the kernel says of a mounted machine, and what a plan promised, side by side. */
import { expect } from "vitest";
import type { Promised } from "../../server/core/plan/plan.ts";
import { type Machine, quote } from "./machine.ts";

/** One btrfs mount in `/proc/self/mountinfo`: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
interface KernelMount {
  readonly mountpoint: string;
  /** Of this mount alone. */
  readonly own: readonly string[];
  /** Of the filesystem. */
  readonly superblock: readonly string[];
}

function mountsOf({ root, run }: Machine): KernelMount[] {
  return run("cat /proc/self/mountinfo")
    .split("\n")
    .flatMap((line) => {
      const [before = "", after = ""] = line.split(" - ");
      const [, , , , target = "", own = ""] = before.split(" ");
      const [type, , superblock = ""] = after.split(" ");
      if (type !== "btrfs" || (target !== root && !target.startsWith(`${root}/`))) return [];
      const mountpoint = target.slice(root.length) || "/";
      return [{ mountpoint, own: own.split(","), superblock: superblock.split(",") }];
    });
}

/** How a file that was just written lies on the disk. */
interface Written {
  readonly copyOnWrite: boolean;
  readonly compressed: boolean;
}

const PROBE = ".probe";

/** Writes text that shrinks well into a new file in a new folder of each of `folders`, and removes it again. */
function writeIn({ root, run }: Machine, folders: readonly string[]): Written[] {
  const probes = folders.map((folder) => quote(`${root}${folder}/${PROBE}`));
  const files = probes.map((probe) => `${probe}/file`).join(" ");
  const [attributes = "", extents = ""] = run(`
    mkdir ${probes.join(" ")}
    for file in ${files}; do printf '%0300000d' 0 > "$file"; done
    sync ${files}
    lsattr ${files}
    echo %
    filefrag -v ${files}
    rm -r ${probes.join(" ")}
  `).split("%\n");
  const flags = attributes.trim().split("\n");
  const maps = extents.split("File size of").slice(1);
  return folders.map((_, index) => ({
    copyOnWrite: !flags[index]?.split(" ")[0]?.includes("C"),
    compressed: maps[index]?.includes("encoded") ?? false,
  }));
}

/** Compares every mount and every directory of a mounted machine with what was promised of it. */
export function expectPromiseKept(machine: Machine, { filesystems, noCopyOnWrite }: Promised): void {
  const mounted = mountsOf(machine);
  const promised = filesystems.flatMap((filesystem) => filesystem.mounts.map((mount) => ({ filesystem, mount })));
  expect(mounted.map(({ mountpoint }) => mountpoint).sort()).toEqual(
    promised.map(({ mount }) => mount.mountpoint).sort(),
  );
  const inPlace = (path: string): boolean => noCopyOnWrite.some((one) => path === one || path.startsWith(`${one}/`));
  const written = writeIn(
    machine,
    promised.map(({ mount }) => mount.mountpoint),
  );
  const seen = promised.map(({ mount: { mountpoint } }, index) => {
    const found = mounted.find((one) => one.mountpoint === mountpoint);
    return {
      mountpoint,
      compress: found?.superblock.find((option) => option.startsWith("compress")) ?? "compress=no",
      datacow: !found?.superblock.includes("nodatacow"),
      noatime: found?.own.includes("noatime"),
      new: written[index],
    };
  });
  expect(seen).toEqual(
    promised.map(({ filesystem: { compress, datacow }, mount: { mountpoint, noatime } }) => {
      const copyOnWrite = datacow && !inPlace(mountpoint);
      const compressed = copyOnWrite && compress !== "compress=no";
      return { mountpoint, compress, datacow, noatime, new: { copyOnWrite, compressed } };
    }),
  );
  if (noCopyOnWrite.length === 0) return;
  const folders = noCopyOnWrite.map((path) => quote(machine.root + path));
  const attributes = machine
    .run(`lsattr -d ${folders.join(" ")} | cut -d' ' -f1`)
    .trim()
    .split("\n");
  expect(noCopyOnWrite.filter((_, index) => !attributes[index]?.includes("C"))).toEqual([]);
  expect(machine.run(folders.map((path) => `btrfs property get ${path} compression`).join("\n"))).toBe("");
  expect(writeIn(machine, noCopyOnWrite)).toEqual(noCopyOnWrite.map(() => ({ copyOnWrite: false, compressed: false })));
}
