import { certainString } from "../disko/attribute-value.ts";
import { luksInWords } from "../disko/encryption-names.ts";
import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { isPlaceholder } from "../disko/partition-label.ts";
import type { Location } from "../text/span.ts";
import { defineRule } from "./rule.ts";

/** One device for two contents: a disk that is listed twice, a LUKS name that is given twice. */
export const sameDeviceTwice = defineRule({
  code: "DSK316",
  name: "same-device-twice",
  consequence: "install",
  docs: {
    what: "Two disks have the same `device`, or two LUKS contents the same `name`.",
    why: "The second disk finds the partition table of the first and renames its partitions, which disko then no longer finds. The second LUKS is never opened, because its name is taken, and its content is made on the first; NixOS refuses two devices under one name.",
    bad: `{
  disko.devices.disk.a = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "gpt"; partitions.root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; }; };
  };
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "gpt"; partitions.data = { size = "100%"; content = { type = "btrfs"; mountpoint = "/data"; }; }; };
  };
}`,
    good: `{
  disko.devices.disk.a = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "gpt"; partitions.root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; }; };
  };
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-ANOTHER";
    content = { type = "gpt"; partitions.data = { size = "100%"; content = { type = "btrfs"; mountpoint = "/data"; }; }; };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/v1.13.0/lib/types/gpt.nix",
      "https://github.com/nix-community/disko/blob/v1.13.0/lib/types/luks.nix",
    ],
  },

  *check({ layout }) {
    const first = new Map<string, DiskoObject>();
    for (const object of everyObject(layout.objects)) {
      const made = deviceMade(object);
      if (made === undefined) continue;
      const other = first.get(made.device);
      if (other === undefined) first.set(made.device, object);
      else {
        yield {
          at: made.at,
          message: said(object, other, made.device),
          related: [{ at: other.at, message: object.type === "luks" ? "has the same name" : "is the same device" }],
        };
      }
    }
  },
});

/** The device that a disk or LUKS with a content writes on, where it is certain. */
function deviceMade(object: DiskoObject): { readonly device: string; readonly at: Location } | undefined {
  if (object.open || object.children.length === 0) return undefined;
  if (object.type === "disk") {
    const device = certainString(object, "device");
    return device && !isPlaceholder(device.value) ? { device: device.value, at: device.at } : undefined;
  }
  const name = object.type === "luks" ? certainString(object, "name") : undefined;
  return name && { device: `/dev/mapper/${name.value}`, at: name.at };
}

function said(object: DiskoObject, other: DiskoObject, device: string): string {
  if (object.type === "disk" && other.type === "disk") {
    return `Disks \`${other.name}\` and \`${object.name}\` are the same device, ${device}: the installation formats it twice, and the partitions of \`${other.name}\` lose their names. Give each its own.`;
  }
  if (object.type === "luks" && other.type === "luks") {
    return `Two LUKS have the name \`${device.replace("/dev/mapper/", "")}\`: NixOS refuses the second, and disko alone never opens it and makes its content on the first. Give each its own name.`;
  }
  const luks = object.type === "luks" ? object : other;
  const disk = object.type === "luks" ? other : object;
  return `Disk \`${disk.name}\` is ${device}, which ${luksInWords(luks)} has a content on: the installation formats it twice. Leave one of the two out.`;
}
