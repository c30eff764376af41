import { mkfsCommand } from "../mounts/mkfs-command.ts";
import { LEAST_DEVICES } from "../mounts/mkfs-options.ts";
import { deviceCount, profilesGiven } from "../mounts/mkfs-profiles.ts";
import { defineRule } from "./rule.ts";

/** A profile that needs more devices than the btrfs is made of. */
export const tooFewDevices = defineRule({
  code: "DSK333",
  name: "too-few-devices",
  consequence: "install",
  needsWholeFiles: true,
  docs: {
    what: "A btrfs is to be made with a profile that needs more devices than it gets.",
    why: "mkfs.btrfs counts the devices on its command line: the content's own, which disko gives, and those in `extraArgs`. With too few for the profile it refuses, when the disks are already wiped and partitioned. A second btrfs content elsewhere is a filesystem of its own, no second copy.",
    bad: `{
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "-d raid1" "-m raid1" ]; mountpoint = "/data"; };
  };
}`,
    good: `{
  disko.devices.disk.a = {
    device = "/dev/disk/by-id/nvme-OTHER";
    content = { type = "gpt"; partitions.data = { size = "100%"; }; };
  };
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "-d raid1" "-m raid1" "/dev/disk/by-partlabel/disk-a-data" ]; mountpoint = "/data"; };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/mkfs.btrfs.html#profiles",
      "https://github.com/nix-community/disko/blob/master/example/luks-btrfs-raid.nix",
    ],
  },

  *check({ layout }) {
    for (const filesystem of layout.btrfs) {
      const command = mkfsCommand(filesystem);
      const count = deviceCount(filesystem);
      if (command === undefined || count === undefined) continue;
      // Words that are no paths are told already, and what they were meant for is not known.
      if (command.stops.length > 0 || command.devices.some(({ text }) => !text.startsWith("/"))) continue;
      for (const { of, profile, word } of profilesGiven(command)) {
        const least = LEAST_DEVICES.get(profile) ?? 1;
        if (count >= least) continue;
        const has = count === 1 ? "one device" : `${count} devices`;
        const single = count === 1 ? (of === "metadata" ? " For two copies on one device write `dup`." : "") : "";
        yield {
          at: word.at,
          message: `\`${profile}\` for ${of} needs at least ${least} devices, and this btrfs is made of ${has}: mkfs.btrfs refuses it, and the installation stops when the disk is already wiped and partitioned. Name the paths of the other devices in \`extraArgs\`.${single}`,
        };
      }
    }
  },
});
