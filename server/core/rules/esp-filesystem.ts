import { certainString } from "../disko/attribute-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { contentOf, gptPartitions, partitionKind } from "../machine/boot-partitions.ts";
import type { Fix } from "../text/finding.ts";
import type { Location } from "../text/span.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { replaceString } from "./source-fix.ts";

/** An EFI system partition that firmware cannot read. */
export const espFilesystem = defineRule({
  code: "DSK609",
  name: "esp-filesystem",
  consequence: "boot",
  docs: {
    what: "The EFI system partition holds something else than a FAT filesystem.",
    why: "Firmware starts the boot loader from there, and FAT is what UEFI makes it read. The machine installs, or bootctl refuses the partition at the end of it (`is not a FAT EFI System Partition`), and finds nothing to boot.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        ESP = { size = "1G"; type = "EF00"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/boot"; }; };
        root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        ESP = { size = "1G"; type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; }; };
        root = { size = "100%"; content = { type = "btrfs"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    sources: [
      "https://uefi.org/specs/UEFI/2.10/13_Protocols_Media_Access.html#file-system-format",
      "https://github.com/systemd/systemd/issues/23282",
    ],
  },

  *check(context) {
    const esps = gptPartitions(context.layout.objects).filter((one) => partitionKind(one) === "esp");
    const unreadable = esps.flatMap((esp) => unreadableContent(esp, context) ?? []);
    // One that firmware can read is enough.
    if (unreadable.length < esps.length) return;
    for (const { esp, at, what, fixes } of unreadable) {
      yield {
        at,
        message: `Partition \`${esp.name}\` is the EFI system partition (EF00) and holds ${what}. Firmware reads FAT only and finds no boot loader there: the machine does not boot. ${fixes.length > 0 ? 'Write `format = "vfat"`.' : "Give it a type of its own, and the boot loader a partition with `vfat`."}`,
        fixes,
      };
    }
  },
});

interface Unreadable {
  readonly esp: DiskoObject;
  readonly at: Location;
  readonly what: string;
  readonly fixes: readonly Fix[];
}

/** Undefined where firmware may be able to read it: no content, an array of several disks, or something not known. */
function unreadableContent(esp: DiskoObject, { syntax }: RuleContext): Unreadable | undefined {
  const content = contentOf(esp);
  if (content === undefined || content.conditional) return undefined;
  const type = certainString(content, "type");
  if (type === undefined) return undefined;
  if (content.type !== "filesystem") {
    const what = UNREADABLE.get(content.type);
    return what === undefined ? undefined : { esp, at: type.at, what, fixes: [] };
  }
  const format = certainString(content, "format");
  // A name that no mkfs has is DSK309's.
  if (format === undefined || !OTHER_FORMATS.has(format.value)) return undefined;
  const fixes = replaceString(syntax, format.at, [format.value, "vfat"], false);
  return { esp, at: format.at, what: format.value, fixes };
}

const OTHER_FORMATS: ReadonlySet<string> = new Set(["ext2", "ext3", "ext4", "btrfs", "xfs", "f2fs", "ntfs", "exfat"]);

const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ["luks", "a LUKS container"],
  ["btrfs", "btrfs"],
  ["swap", "swap"],
  ["zfs", "ZFS"],
  ["lvm_pv", "a volume of LVM"],
  ["bcachefs", "bcachefs"],
]);
