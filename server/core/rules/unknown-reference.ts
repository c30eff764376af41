import { holderName } from "../disko/filesystems.ts";
import { membersOfNothing, wholeGroups } from "../disko/group-members.ts";
import { allDevices } from "../machine/all-devices.ts";
import { enumerate } from "../text/enumerate.ts";
import { didYouMean } from "../text/similar.ts";
import { defineRule } from "./rule.ts";
import { replaceString } from "./source-fix.ts";

/** A physical volume, array member, pool member whose group is not in the layout. */
export const unknownReference = defineRule({
  code: "DSK111",
  name: "unknown-reference",
  consequence: "silent",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "A partition is prepared for a volume group, array, pool or bcachefs filesystem that the layout does not have.",
    why: "disko connects members and groups by name only while it formats. A member of something that is not there is noted down, and nothing is made of it: no error, and a device that stays empty.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        root = { size = "40G"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
        data = { size = "100%"; content = { type = "lvm_pv"; vg = "data"; }; };
      };
    };
  };
}`,
    good: `{
  disko.devices = {
    disk.main = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = {
        type = "gpt";
        partitions = {
          root = { size = "40G"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
          data = { size = "100%"; content = { type = "lvm_pv"; vg = "data"; }; };
        };
      };
    };
    lvm_vg.data = {
      type = "lvm_vg";
      lvs.srv = { size = "100%FREE"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/srv"; }; };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/types/lvm_pv.nix",
      "https://github.com/nix-community/disko/blob/master/lib/types/mdraid.nix",
      "https://github.com/nix-community/disko/blob/master/lib/types/zfs.nix",
      "https://github.com/nix-community/disko/blob/master/lib/types/bcachefs.nix",
    ],
  },

  *check({ layout, machine, syntax }) {
    const whole = allDevices(layout, machine);
    if (whole === undefined) return;
    for (const found of wholeGroups(whole)) {
      const { kind, groups } = found;
      const names = groups.flatMap(({ name }) => name ?? []);
      for (const { object, joins } of membersOfNothing(found)) {
        const near = didYouMean(joins.value, names);
        const there =
          names.length === 0
            ? `the layout has no \`${kind.set}.${joins.value}\``
            : `the layout has only ${enumerate(
                names.map((name) => `\`${kind.set}.${name}\``),
                "and",
              )}`;
        const advice = near === undefined ? `Define \`${kind.set}.${joins.value}\`.` : `Did you mean "${near}"?`;
        yield {
          at: joins.at,
          message: `\`${holderName(object)}\` is prepared for the ${kind.word} \`${joins.value}\`, and ${there}: the installation goes through, and nothing is ever made of the device. ${advice}`,
          related: groups.map((group) => ({ at: group.object.at, message: `this ${kind.word} is there` })),
          fixes: near === undefined ? [] : replaceString(syntax, joins.at, [joins.value, near], false),
        };
      }
    }
  },
});
