import { certainString } from "../disko/attribute-value.ts";
import type { DiskoObject, Written } from "../disko/layout.ts";
import { lastingName, reportedDisk } from "../machine/capacity.ts";
import { contains } from "../text/span.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { isQuoted, replaceString, sourceAt } from "./source-fix.ts";

/** Disks by the name that the kernel gave them: the next boot may give it to another. */
export const rawDeviceName = defineRule({
  code: "DSK317",
  name: "raw-device-name",
  consequence: "better",
  ofMachine: true,
  docs: {
    what: "A disk is named as the kernel found it: /dev/sda, /dev/nvme0n1.",
    why: "The kernel numbers disks in the order in which they answer, and a USB stick or another disk can change it from one boot to the next. disko wipes whatever has the name at that moment. A name under /dev/disk/by-id stays with the disk. Nothing is said of virtual disks, or where the name is only a default that others override.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/sda";
    content = { type = "gpt"; partitions.root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; }; };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/ata-EXAMPLE_123456";
    content = { type = "gpt"; partitions.root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; }; };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/docs/quickstart.md",
      "https://wiki.archlinux.org/title/Persistent_block_device_naming",
    ],
  },

  *check({ layout, machine, syntax }) {
    if (machine?.facts.hardware?.value.virtual === true) return;
    for (const disk of layout.objects) {
      const device = disk.type === "disk" ? writtenName(disk) : undefined;
      if (device === undefined || !isSetTo(disk, device, syntax)) continue;
      const reported = reportedDisk(machine, disk);
      const better = reported && lastingName(reported);
      const advice =
        better === undefined
          ? "Write its name under /dev/disk/by-id, which stays with it."
          : `Write ${better}, as the hardware report calls it.`;
      yield {
        at: device.at,
        message: `The kernel may give the name ${device.value} to another disk at the next boot, and disko wipes the one that has it. ${advice}`,
        fixes: better === undefined ? [] : replaceString(syntax, device.at, [device.value, better], false),
      };
    }
  },
});

/** A name of the kernel, written out where the disk is: not a default, an argument, or a name that others give. */
function writtenName(disk: DiskoObject): Written<string> | undefined {
  const device = certainString(disk, "device");
  const binding = disk.attributes.get("device")?.binding;
  if (device === undefined || binding === undefined || disk.children.length === 0) return undefined;
  if (binding.path !== device.at.path || !contains(binding.span, device.at.span)) return undefined;
  return /^\/dev\/(?:[sh]d[a-z]+|nvme[0-9]+n[0-9]+)$/.test(device.value) ? device : undefined;
}

/** `device = "/dev/sda";` and not `device = lib.mkDefault "/dev/sda";` or a part of something computed. */
function isSetTo(disk: DiskoObject, { at, value }: Written<string>, syntax: RuleContext["syntax"]): boolean {
  const binding = disk.attributes.get("device")?.binding;
  const before = binding && sourceAt(syntax, { ...binding, span: { start: binding.span.start, end: at.span.start } });
  return isQuoted(syntax, at, value) && /^[^={}()]*=\s*$/.test(before ?? "");
}
