import { contentDevice, objectName } from "../disko/device-path.ts";
import type { BtrfsFilesystem, DiskoObject, Layout } from "../disko/layout.ts";
import { isMadeBefore, labelledPartition, madeDevices, topOf } from "../disko/made-devices.ts";
import { mkfsCommand } from "../mounts/mkfs-command.ts";
import type { MkfsWord } from "../mounts/mkfs-words.ts";
import { didYouMean } from "../text/similar.ts";
import { defineRule } from "./rule.ts";
import { fitsInQuotes, isQuoted, replaceSource, type SyntaxOf } from "./source-fix.ts";

/** A further device of a btrfs that does not exist when mkfs.btrfs runs. */
export const deviceNotThereYet = defineRule({
  code: "DSK332",
  name: "device-not-there-yet",
  consequence: "install",
  needsWholeFiles: true,
  docs: {
    what: "A btrfs on several devices names one that the installation has not made yet, or never makes.",
    why: "disko makes disks in the order of their names, and what is on a disk in the order of its partitions. mkfs.btrfs runs when the turn of its content comes, and needs all devices at that time: LUKS containers open, partitions made. So a btrfs belongs to the last of its devices.",
    bad: `{
  disko.devices.disk.a = {
    device = "/dev/disk/by-id/nvme-A";
    content = {
      type = "gpt";
      partitions.data = {
        size = "100%";
        content = { type = "btrfs"; extraArgs = [ "-d raid1" "/dev/disk/by-partlabel/disk-b-data" ]; mountpoint = "/data"; };
      };
    };
  };
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-B";
    content = { type = "gpt"; partitions.data = { size = "100%"; }; };
  };
}`,
    good: `{
  disko.devices.disk.a = {
    device = "/dev/disk/by-id/nvme-A";
    content = { type = "gpt"; partitions.data = { size = "100%"; }; };
  };
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-B";
    content = {
      type = "gpt";
      partitions.data = {
        size = "100%";
        content = { type = "btrfs"; extraArgs = [ "-d raid1" "/dev/disk/by-partlabel/disk-a-data" ]; mountpoint = "/data"; };
      };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/example/luks-btrfs-raid.nix",
      "https://github.com/nix-community/disko/blob/master/lib/default.nix",
    ],
  },

  *check({ layout, syntax }) {
    for (const filesystem of layout.btrfs) {
      for (const word of mkfsCommand(filesystem)?.devices ?? []) {
        const device = madeDevices(layout).get(word.text);
        if (device === undefined) yield* neverMade(word, filesystem, layout, syntax);
        else if (isSure(device) && isSure(filesystem.object)) yield* madeLater(word, device, filesystem, layout);
      }
    }
  },
});

function isSure(object: DiskoObject): boolean {
  return !object.conditional && (object.parent === undefined || isSure(object.parent));
}

const STOPS = "mkfs.btrfs does not find it, and the installation stops when the disk is already wiped.";

function* madeLater(word: MkfsWord, device: DiskoObject, { object }: BtrfsFilesystem, layout: Layout) {
  if (isMadeBefore(device, object, layout) !== false) return;
  const [here, there] = [topOf(object), topOf(device)];
  const own = contentDevice(object);
  const name = own === undefined ? "this device" : `\`${own}\``;
  const related = [{ at: device.at, message: "is made after it" }];
  if (here === there) {
    yield {
      at: word.at,
      message: `\`${word.text}\` is opened after this btrfs is made: disko fills the partitions of \`${here.name}\` one after the other. ${STOPS} Give the partition that it is on a lower \`priority\`, or move the btrfs into it and name ${name} in its \`extraArgs\`.`,
      related,
    };
  } else if (there.type === "disk") {
    yield {
      at: word.at,
      message: `\`${word.text}\` is made with disk \`${there.name}\`, which comes after \`${here.name}\`: disko takes disks in the order of their names. ${STOPS} Move the btrfs to the disk that comes last, and name ${name} in its \`extraArgs\`.`,
      related,
    };
  } else {
    yield {
      at: word.at,
      message: `\`${word.text}\` is made when all disks are done, after the btrfs on \`${here.name}\`. ${STOPS} Make the btrfs on it, and name ${name} in its \`extraArgs\`.`,
      related,
    };
  }
}

/** A label that disko would make of a disk of this layout, and does not. */
function* neverMade(word: MkfsWord, { object }: BtrfsFilesystem, layout: Layout, syntax: SyntaxOf) {
  const labelled = labelledPartition(word.text, layout);
  const table = labelled?.disk.children.find(({ type }) => type === "gpt");
  if (labelled === undefined || table === undefined || !isKnownWhole(table) || !isSure(object)) return;
  const names = table.children.flatMap((partition) => objectName(partition) ?? []);
  const meant = didYouMean(labelled.partition, names);
  const wanted = word.text.slice(0, -labelled.partition.length) + meant;
  yield {
    at: word.at,
    message: `Disk \`${labelled.disk.name}\` has no partition with the label of \`${word.text}\`. ${STOPS} Its partitions are ${names.map((name) => `\`${name}\``).join(", ")}.${meant === undefined ? "" : ` Did you mean \`${meant}\`?`}`,
    fixes:
      meant !== undefined &&
      word.element === word.text &&
      isQuoted(syntax, word.at, word.element) &&
      fitsInQuotes(wanted)
        ? [replaceSource(word.at, `"${wanted}"`, `Write "${wanted}"`, false)]
        : [],
  };
}

/** Every partition is known, with the label that disko gives it of its own. */
function isKnownWhole(table: DiskoObject): boolean {
  const { definitions = [] } = table.attributes.get("partitions") ?? {};
  const whole = definitions.every(
    ({ value, certain }) => value.kind === "attrs" && value.open === undefined && certain,
  );
  return (
    whole &&
    !table.open &&
    isSure(table) &&
    table.children.length > 0 &&
    table.children.every(
      (partition) =>
        !partition.open &&
        !partition.conditional &&
        objectName(partition) !== undefined &&
        !partition.attributes.has("label"),
    )
  );
}
