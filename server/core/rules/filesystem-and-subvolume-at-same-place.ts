import { isMountedInInitrd } from "../mounts/mount-order.ts";
import { defineRule } from "./rule.ts";

/** The top level of a btrfs filesystem and one of its subvolumes at the same mountpoint. */
export const filesystemAndSubvolumeAtSamePlace = defineRule({
  code: "DSK302",
  name: "filesystem-and-subvolume-at-same-place",
  consequence: "boot",
  docs: {
    what: "A btrfs content has a mountpoint, and one of its subvolumes has the same.",
    why: "The installer mounts the top level there and installs into it; NixOS joins both entries and mounts the subvolume, which is empty. At / the machine does not boot.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      mountpoint = "/";
      subvolumes."@".mountpoint = "/";
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes."@".mountpoint = "/";
    };
  };
}`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix"],
  },

  *check({ layout }) {
    for (const { mountpoint, subvolumes, name, object } of layout.btrfs) {
      if (mountpoint.kind !== "known" || !mountpoint.certain || object.conditional) continue;
      for (const subvolume of subvolumes) {
        const other = subvolume.mountpoint;
        if (other.kind !== "known" || !other.certain || other.value !== mountpoint.value) continue;
        if (subvolume.object.conditional || isTopLevel(subvolume.name)) continue;
        // NixOS may be told by force to mount what disko installs into.
        if (layout.mounts.some((mount) => mount.object === subvolume.object && mount.replaced !== undefined)) continue;
        yield {
          at: mountpoint.at,
          // An installation leaves nothing at a data mountpoint that the boot would miss.
          consequence: isMountedInInitrd(other.value) ? "boot" : "silent",
          message: `The top level of the btrfs on \`${name}\` and its subvolume \`${subvolume.name}\` are both mounted at ${other.value}: disko installs into the top level, the booted system mounts \`${subvolume.name}\`. Remove this mountpoint.`,
          related: [{ at: other.at, message: `\`${subvolume.name}\` is mounted here` }],
        };
      }
    }
  },
});

/** As the kernel reads `subvol=`: what is named by slashes and single dots alone is the top level itself. */
function isTopLevel(subvolume: string): boolean {
  return subvolume.split("/").every((part) => part === "" || part === ".");
}
