import type { Layout } from "../disko/layout.ts";
import { swapFilePath, swapFilesOf } from "../disko/swap-files.ts";
import { type Machine, placeOf } from "../machine/machine.ts";
import { swapFilesByHand } from "../machine/swap-by-hand.ts";
import { snapshottedPlaces } from "../stack/snapshotted-places.ts";
import type { Location } from "../text/span.ts";
import { defineRule } from "./rule.ts";

/** A swap file in a subvolume that something takes snapshots of. */
export const swapFileInSnapshots = defineRule({
  code: "DSK343",
  name: "swap-file-in-snapshots",
  consequence: "silent",
  ofMachine: true,
  needsWholeFiles: true,
  docs: {
    what: "A swap file in a subvolume that snapper or btrbk takes snapshots of.",
    why: "A subvolume with an active swap file cannot be snapshotted: every snapshot fails with `Text file busy`. One that is taken while the swap is off shares the file, and then swapon fails. A subvolume for the swap file alone is left out of snapshots of what is above.",
    bad: `{
  system.stateVersion = "25.11";
  services.snapper.configs.root.SUBVOLUME = "/";
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes."@" = { mountpoint = "/"; swap.swapfile.size = "8G"; };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  services.snapper.configs.root.SUBVOLUME = "/";
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes."@" = { mountpoint = "/"; };
      subvolumes."@swap" = { mountpoint = "/.swapvol"; swap.swapfile.size = "8G"; };
    };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/Swapfile.html",
      "https://github.com/torvalds/linux/blob/v6.12/fs/btrfs/ioctl.c",
    ],
  },

  *check({ layout, machine }) {
    if (machine === undefined) return;
    const snapshotted = snapshottedPlaces(machine.configuration);
    const service = SERVICES.flatMap((path) => placeOf(machine, ...path) ?? [])[0];
    for (const { path, at, mountpoint } of filesIn(layout, machine)) {
      if (!snapshotted.includes(mountpoint)) continue;
      yield {
        at,
        message: `No snapshot of ${mountpoint} can be taken while the machine swaps to ${path}: each fails with "Text file busy". Put the swap file into a subvolume of its own, such as \`"@swap" = { mountpoint = "/.swapvol"; swap.swapfile.size = …; };\`.`,
        related: service ? [{ at: service, message: "takes the snapshots" }] : [],
      };
    }
  },
});

const SERVICES = [
  ["services", "snapper", "configs"],
  ["services", "btrbk", "instances"],
] as const;

interface File {
  readonly path: string;
  readonly at: Location;
  /** Of the subvolume that it lies in. */
  readonly mountpoint: string;
}

function filesIn(layout: Layout, machine: Machine | undefined): File[] {
  const made = swapFilesOf(layout).flatMap((file) => {
    const path = swapFilePath(file);
    const { mountpoint, object } = file;
    return path === undefined || mountpoint.kind !== "known"
      ? []
      : [{ path, at: object.at, mountpoint: mountpoint.value }];
  });
  const byHand = swapFilesByHand(machine, layout).map(({ path, at, mount }) => ({
    path,
    at: at ?? mount.object.at,
    mountpoint: mount.mountpoint.value,
  }));
  return [...made, ...byHand];
}
