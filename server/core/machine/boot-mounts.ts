/**
 * What is mounted before the system starts.
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/lib/utils.nix (`pathsNeededForBoot`)
 */
import type { Machine, MachineMount } from "./machine.ts";

const PATHS_NEEDED_FOR_BOOT: ReadonlySet<string> = new Set([
  "/",
  "/nix",
  "/nix/store",
  "/var",
  "/var/log",
  "/var/lib",
  "/var/lib/nixos",
  "/etc",
  "/usr",
]);

/** Whether the initrd mounts what is mounted there without being asked. */
export function isNeededForBoot(mountpoint: string): boolean {
  return PATHS_NEEDED_FOR_BOOT.has(mountpoint);
}

/** The mountpoint that a path lies on: the longest one above it, or itself. */
export function mountpointAbove(path: string, mountpoints: Iterable<string>): string | undefined {
  let found: string | undefined;
  for (const mountpoint of mountpoints) {
    const above = mountpoint === "/" ? "/" : `${mountpoint}/`;
    if (`${path}/`.startsWith(above) && mountpoint.length > (found?.length ?? 0)) found = mountpoint;
  }
  return found;
}

/** The mount that a path lies on. */
export function mountAbove(path: string, mounts: NonNullable<Machine["mounts"]>): MachineMount | undefined {
  const mountpoint = mountpointAbove(path, mounts.keys());
  return mountpoint === undefined ? undefined : mounts.get(mountpoint);
}
