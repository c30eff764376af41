import { holderName } from "../disko/filesystems.ts";
import { wholeGroups } from "../disko/group-members.ts";
import { topologyGaps } from "../disko/pool-topology.ts";
import { allDevices } from "../machine/all-devices.ts";
import { defineRule } from "./rule.ts";

/** A ZFS pool whose vdevs are not made of exactly the devices that say they belong to it. */
export const poolMembersDiffer = defineRule({
  code: "DSK114",
  name: "pool-members-differ",
  consequence: "install",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "The vdevs of a ZFS pool name other devices than those that belong to the pool.",
    why: "disko compares the two before it makes the pool, and makes none where they differ; the installation stops at the first dataset, when the disks are already partitioned.",
    bad: `{
  disko.devices = {
    disk.a = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = { type = "gpt"; partitions.tank = { size = "100%"; content = { type = "zfs"; pool = "tank"; }; }; };
    };
    zpool.tank = {
      mode.topology = { type = "topology"; vdev = [ { members = [ "a" ]; } ]; };
      datasets.root = { type = "zfs_fs"; mountpoint = "/"; };
    };
  };
}`,
    good: `{
  disko.devices = {
    disk.a = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = { type = "gpt"; partitions.zfs = { size = "100%"; content = { type = "zfs"; pool = "tank"; }; }; };
    };
    zpool.tank = {
      mode.topology = { type = "topology"; vdev = [ { members = [ "a" ]; } ]; };
      datasets.root = { type = "zfs_fs"; mountpoint = "/"; };
    };
  };
}`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/zpool.nix"],
  },

  *check({ layout, machine }) {
    const whole = allDevices(layout, machine);
    if (whole === undefined) return;
    for (const { pool, name, strangers, forgotten } of wholeGroups(whole)
      .filter(({ mayBeThere }) => !mayBeThere)
      .flatMap(topologyGaps)) {
      for (const { value, at } of strangers) {
        const meaning = value.startsWith("/") ? "" : `, which stands for /dev/disk/by-partlabel/disk-${value}-zfs,`;
        yield {
          at,
          message: `\`${value}\`${meaning} is no device of the pool \`${name}\`: disko makes no pool where the two differ, and the installation stops at the first dataset, when the disks are already partitioned. Name a disk whose partition \`zfs\` has \`pool = "${name}"\`, or write the path of the device.`,
          related: forgotten.map(({ object, device }) => ({ at: object.at, message: `belongs to it as ${device}` })),
        };
      }
      if (strangers.length > 0) continue;
      for (const { object, device } of forgotten) {
        yield {
          at: object.at,
          message: `\`${holderName(object)}\` belongs to the pool \`${name}\`, and none of its vdevs has ${device}: disko makes no pool where the two differ, and the installation stops at the first dataset, when the disks are already partitioned. Add it to a vdev.`,
          related: [{ at: pool.at, message: "the pool" }],
        };
      }
    }
  },
});
