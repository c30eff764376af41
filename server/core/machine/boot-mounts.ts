/** What a path of the running machine lies on. */
import type { Machine, MachineMount } from "./machine.ts";

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
