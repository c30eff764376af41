import { groupsOfNothing, wholeGroups } from "../disko/group-members.ts";
import { allDevices } from "../machine/all-devices.ts";
import { defineRule } from "./rule.ts";

/** A volume group, array, pool or bcachefs filesystem that no device belongs to. */
export const groupWithoutMembers = defineRule({
  code: "DSK112",
  name: "group-without-members",
  consequence: "install",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "A volume group, array, pool or bcachefs filesystem has no device.",
    why: "disko makes it of the contents that name it. With none, `vgcreate`, `mdadm` or `zpool create` is started without a device and the installation stops, after the disks were partitioned.",
    bad: `{
  disko.devices = {
    disk.main = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = { type = "zfs"; pool = "tank"; };
    };
    zpool.rpool.datasets.root = { type = "zfs_fs"; mountpoint = "/"; };
  };
}`,
    good: `{
  disko.devices = {
    disk.main = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = { type = "zfs"; pool = "rpool"; };
    };
    zpool.rpool.datasets.root = { type = "zfs_fs"; mountpoint = "/"; };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/types/lvm_vg.nix",
      "https://github.com/nix-community/disko/blob/master/lib/types/mdadm.nix",
      "https://github.com/nix-community/disko/blob/master/lib/types/zpool.nix",
      "https://github.com/nix-community/disko/blob/master/lib/types/bcachefs_filesystem.nix",
    ],
  },

  *check({ layout, machine }) {
    const whole = allDevices(layout, machine);
    if (whole === undefined) return;
    for (const found of wholeGroups(whole)) {
      const { kind } = found;
      for (const { object, name } of groupsOfNothing(found)) {
        yield {
          at: object.at,
          message: `No device belongs to the ${kind.word} \`${name}\`: the installation stops there, when the disks are already partitioned. Give it one: \`content = { type = "${kind.member}"; ${kind.attribute} = "${name}"; };\`.`,
        };
      }
    }
  },
});
