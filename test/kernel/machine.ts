/**
 * A machine of its own in a mount namespace: disks on loop devices under the names that a layout gives them, and a root
 * that is mounted, looked at and unmounted again. Nothing of it is seen outside, and all of it goes away.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Machine {
  /** Where the machine's "/" is mounted. */
  readonly root: string;
  /** Runs a script of bash under `set -eu` in the namespace. Throws, with all that it printed, where it fails. */
  run(script: string): string;
  /** The same in the machine itself: its "/" is "/", and its programs are those that /nix/sw/bin has links for. */
  inside(script: string): string;
  unmount(): void;
  remove(): void;
}

/** Sparse; large enough for mkfs.btrfs to make its usual profiles. */
const DISK_SIZE = "512M";

const IN_NIX = ["/usr/bin/env", "PATH=/nix/sw/bin", "bash"];

/** What a program needs to run below another root: folders of this machine, and its links into /usr. */
const BINDS = ["usr", "dev", "proc", "sys"];
const LINKS = ["bin", "sbin", "lib", "lib64"];

/** Names in "/" that are not the machine's own. */
export const HOST_FOLDERS: readonly string[] = [...BINDS, ...LINKS];

/** `devices`: paths below /dev, one for each disk. */
export function createMachine(devices: readonly string[]): Machine {
  const folder = mkdtempSync(join(tmpdir(), "disko-machine-"));
  const root = join(folder, "root");
  const disks = join(folder, "disks");
  mkdirSync(root);
  mkdirSync(disks);
  const holder = spawn("unshare", ["--mount", "--propagation", "private", "sleep", "infinity"], { stdio: "ignore" });
  const loops: string[] = [];
  const remove = (): void => {
    const clear = `umount -R ${root}; losetup -d ${loops.join(" ")}`;
    spawnSync("nsenter", ["-m", "-t", String(holder.pid), "bash", "-c", clear]);
    holder.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    waitForNamespace(holder.pid);
    const enter = ["-m", "-t", String(holder.pid)];
    const run = (script: string): string => bash("nsenter", [...enter, "bash", "-euc", script], script);
    // In memory, so that nothing waits for the disk of the machine below; and not above the root: a mount that is below
    // the file it is made from would hold itself for good.
    run(`mount -t tmpfs disks ${disks}`);
    for (const [index] of devices.entries()) {
      const image = join(disks, `disk-${index}`);
      loops.push(run(`truncate -s ${DISK_SIZE} ${image}; losetup -f --show ${image}`).trim());
    }
    run(devicesScript(disks, devices, loops));
    return {
      root,
      run,
      inside(script) {
        run(`cd ${root}; ${bindScript(root)}`);
        return bash("nsenter", [...enter, "chroot", root, ...IN_NIX, "-euc", script], script);
      },
      unmount: () => void run(`! mountpoint -q ${root} || umount -R ${root}`),
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** `unshare` has called its program once the namespaces differ. */
function waitForNamespace(pid: number | undefined): void {
  const own = readlinkSync("/proc/self/ns/mnt");
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const program = readFileSync(`/proc/${pid}/comm`, "utf8").trim();
    if (program === "sleep" && readlinkSync(`/proc/${pid}/ns/mnt`) !== own) return;
  }
  throw new Error("no mount namespace could be made");
}

/** https://www.kernel.org/doc/html/latest/admin-guide/devices.html */
const NODES = { null: "1 3", zero: "1 5", full: "1 7", random: "1 8", urandom: "1 9", tty: "5 0" };

/** A /dev with little more than the disks, so that a layout may call them what it likes. */
function devicesScript(folder: string, devices: readonly string[], loops: readonly string[]): string {
  const nodes = Object.entries(NODES).map(([name, number]) => `mknod -m 666 ${folder}/dev/${name} c ${number}`);
  return `
    mkdir ${folder}/dev && mount -t tmpfs dev ${folder}/dev
    ${nodes.join("\n")}
    ${loops.map((loop) => `mknod ${folder}${loop} b 7 ${/\d+$/.exec(loop)?.[0]}`).join("\n")}
    ln -s /proc/self/fd ${folder}/dev/fd
    mount --move ${folder}/dev /dev
    ${devices.map((path, index) => `mkdir -p ${dirname(path)}; ln -s ${loops[index]} ${path}`).join("\n")}
  `;
}

function bindScript(root: string): string {
  const links = LINKS.filter((name) => existsSync(`/${name}`));
  return [
    ...BINDS.map((name) => `mountpoint -q ${name} || { mkdir -p ${name}; mount --rbind /${name} ${name}; }`),
    ...links.map((name) => `[ -e ${root}/${name} ] || ln -s usr/${name} ${name}`),
  ].join("\n");
}

function bash(command: string, args: readonly string[], script: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  if (status === 0) return stdout;
  throw new Error(`${error?.message ?? `exit ${status}`}\n${stdout}${stderr}\nscript:\n${script}`);
}

/** As a shell reads it back. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
