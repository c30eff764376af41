import { knownString } from "../disko/attribute-value.ts";
import type { BtrfsFilesystem, DiskoObject, Layout } from "../disko/layout.ts";
import { isMadeBefore, madeDevices } from "../disko/made-devices.ts";
import { mkfsCommand } from "../mounts/mkfs-command.ts";
import { defineRule } from "./rule.ts";

/** A further device of a btrfs that is to hold something else too. */
export const deviceWithContent = defineRule({
  code: "DSK335",
  name: "device-with-content",
  consequence: "install",
  needsWholeFiles: true,
  docs: {
    what: "A btrfs on several devices names one that has a content of its own.",
    why: "mkfs.btrfs takes the whole device. It refuses one that holds something or is in use; with `-f` it overwrites what disko has just put there, and mounting that fails. A device that belongs to a btrfs elsewhere has no `content`; one that is encrypted goes by the name of its LUKS container.",
    bad: `{
  disko.devices.disk.a = {
    device = "/dev/disk/by-id/nvme-A";
    content = {
      type = "gpt";
      partitions.data = { size = "100%"; content = { type = "luks"; name = "crypt-a"; }; };
    };
  };
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-B";
    content = { type = "btrfs"; extraArgs = [ "-d raid1" "/dev/disk/by-partlabel/disk-a-data" ]; mountpoint = "/data"; };
  };
}`,
    good: `{
  disko.devices.disk.a = {
    device = "/dev/disk/by-id/nvme-A";
    content = {
      type = "gpt";
      partitions.data = { size = "100%"; content = { type = "luks"; name = "crypt-a"; }; };
    };
  };
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-B";
    content = { type = "btrfs"; extraArgs = [ "-d raid1" "/dev/mapper/crypt-a" ]; mountpoint = "/data"; };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/mkfs.btrfs.html",
      "https://github.com/nix-community/disko/blob/master/example/luks-btrfs-raid.nix",
    ],
  },

  *check({ layout }) {
    for (const filesystem of layout.btrfs) {
      const command = mkfsCommand(filesystem);
      for (const word of command?.devices ?? []) {
        const device = madeDevices(layout).get(word.text);
        const [content] = device?.children ?? [];
        if (device === undefined || content === undefined || content.conditional || content === filesystem.object)
          continue;
        if (holds(content, filesystem.object) || isMadeBefore(device, filesystem.object, layout) !== true) continue;
        const forced = command?.options.some(({ option }) => option.long === "force") ?? false;
        if (forced && !isMissed(content, filesystem, layout)) continue;
        const container = content.type === "luks" ? knownString(content, "name") : undefined;
        const happens =
          container !== undefined
            ? "It is in use by then, so mkfs.btrfs refuses it and the installation stops when the disk is already wiped."
            : forced
              ? "With `-f` mkfs.btrfs overwrites that, and the installation stops where it is to be mounted."
              : "mkfs.btrfs refuses a device that holds something, and the installation stops when the disk is already wiped.";
        const todo =
          container === undefined
            ? "Take the content away, or name another device."
            : `Name the open container instead: \`/dev/mapper/${container}\`.`;
        yield {
          at: word.at,
          message: `\`${word.text}\` is to belong to this btrfs, and has a content of its own (\`${content.type}\`). ${happens} ${todo}`,
          related: [{ at: content.at, message: "its own content" }],
        };
      }
    }
  },
});

/** Whether anything comes to grief when the content is overwritten. Some give a member an empty btrfs, for `-f` to take. */
function isMissed(content: DiskoObject, { subvolumes }: BtrfsFilesystem, { btrfs }: Layout): boolean {
  if (content.open) return false;
  if (content.type === "filesystem") return content.attributes.has("mountpoint");
  const other = btrfs.find(({ object }) => object === content);
  if (other === undefined) return content.type !== "btrfs";
  // Its subvolumes are there all the same where both have them.
  const names = subvolumes.map(({ name }) => name);
  return other.complete && other.subvolumes.some(({ name }) => !names.includes(name));
}

function holds(object: DiskoObject, other: DiskoObject): boolean {
  return object === other || (other.parent !== undefined && holds(object, other.parent));
}
