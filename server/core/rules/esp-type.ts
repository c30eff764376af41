import type { DiskoObject, Layout, Mount } from "../disko/layout.ts";
import { loaderInWords } from "../machine/boot-esp.ts";
import { type BootLoader, bootLoader, bootsOtherwise, xbootldrMountPoint } from "../machine/boot-loader.ts";
import { contentOf, gptPartitions, isFat, partitionKind, partitionOf } from "../machine/boot-partitions.ts";
import { insertBinding } from "../nix/syntax/edits.ts";
import type { Consequence, Fix } from "../text/finding.ts";
import { setNamedAt } from "./option-edits.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { fixIn, replaceString } from "./source-fix.ts";

/** A partition for boot files that does not say so by its type. */
export const espType = defineRule({
  code: "DSK604",
  name: "esp-type",
  consequence: "risk",
  ofMachine: true,
  docs: {
    what: "What the boot loader takes for its EFI system partition is not typed as one.",
    why: "disko types a partition 8300 (Linux) where nothing else is written. UEFI firmware looks for a system partition by type, and bootctl, which installs systemd-boot, refuses another one at the end of the installation: `has wrong type for an EFI System Partition (ESP)`.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        ESP = { size = "1G"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; }; };
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
      "https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html",
      "https://github.com/nix-community/disko/issues/528",
      "https://github.com/NixOS/nixpkgs/issues/296059",
    ],
  },

  *check(context) {
    const { layout, machine } = context;
    const loader = bootLoader(machine);
    for (const mount of layout.mounts) {
      const partition = mount.mountpoint.certain ? partitionOf(mount.object) : undefined;
      const kind = partition && partitionKind(partition);
      if (partition === undefined || kind === undefined) continue;
      const { name = "" } = partition;
      const at = partition.attributes.get("type")?.definitions[0]?.at ?? partition.at;
      const written = typeInWords(partition);
      if (mount.mountpoint.value === xbootldrMountPoint(machine)) {
        if (kind === "xbootldr") continue;
        yield {
          at,
          message: `Partition \`${name}\` is mounted at ${mount.mountpoint.value}, which \`boot.loader.systemd-boot.xbootldrMountPoint\` names, and is ${written}. bootctl takes only the type EA00 there: installing the boot loader fails at the end. Write \`type = "EA00"\`.`,
          consequence: "install",
          fixes: typeFix(partition, "EA00", context),
        };
      } else if (kind !== "esp") {
        const meant = loader
          ? isEspOf(loader, mount)
          : !bootsOtherwise(machine) && !namesBoard(context) && looksLikeEsp(partition, mount, layout);
        if (!meant) continue;
        yield {
          at,
          message: `Partition \`${name}\`, mounted at ${mount.mountpoint.value}, is ${written}. ${whatComes(loader)} Write \`type = "EF00"\`.`,
          consequence: consequenceFor(loader),
          fixes: typeFix(partition, "EF00", context),
        };
      }
    }
  },
});

function isEspOf({ firmware, espAt }: BootLoader, { mountpoint }: Mount): boolean {
  return firmware === "uefi" && mountpoint.value === espAt;
}

function consequenceFor(loader: BootLoader | undefined): Consequence {
  return loader?.name === "systemd-boot" ? "install" : "risk";
}

function whatComes(loader: BootLoader | undefined): string {
  if (loader === undefined) {
    return "UEFI firmware looks for a system partition by its type, and bootctl refuses another one: the machine may find nothing to boot.";
  }
  return loader.name === "systemd-boot"
    ? "systemd-boot needs an EFI system partition there, and bootctl refuses this one: installing the boot loader fails at the end, when the disk is formatted."
    : `${loaderInWords(loader)} is installed there, but UEFI firmware looks for a system partition by its type: the machine may find nothing to boot.`;
}

/**
 * Where nothing is known of the boot loader: a small FAT under /boot of a layout that has no partition to boot from by its
 * type, and nothing else that another way of booting would need.
 */
function looksLikeEsp(partition: DiskoObject, mount: Mount, layout: Layout): boolean {
  return (
    layout.complete &&
    isFat(mount.fsType) &&
    BOOT_PLACES.has(mount.mountpoint.value) &&
    partitionKind(partition) === "linux" &&
    !partition.open &&
    !partition.attributes.has("attributes") &&
    !partition.attributes.has("hybrid") &&
    gptPartitions(layout.objects).every((one) => {
      const kind = partitionKind(one);
      // One without content was there before disko, and may be what the machine starts from.
      return contentOf(one) !== undefined && (kind === "linux" || kind === "other");
    })
  );
}

/** Boards and their firmware, which reads any FAT: named in a file whose host is not known. */
function namesBoard({ layout, machine, syntax }: RuleContext): boolean {
  const text = machine === undefined ? syntax(layout.path)?.text : undefined;
  return (
    text !== undefined && /aarch64|armv|riscv|raspberry|\brpi|extlinux|\bu-?boot|rockchip|boot\/firmware/i.test(text)
  );
}

const BOOT_PLACES: ReadonlySet<string> = new Set(["/boot", "/boot/efi", "/boot/EFI", "/efi"]);

function typeInWords(partition: DiskoObject): string {
  const type = partition.attributes.get("type")?.definitions[0]?.value;
  return type?.kind === "string"
    ? `typed "${type.value}"`
    : "typed 8300 (Linux), as disko does where no type is written";
}

function typeFix(partition: DiskoObject, wanted: string, { syntax }: RuleContext): Fix[] {
  const type = partition.attributes.get("type")?.definitions[0];
  if (type)
    return type.value.kind === "string" ? replaceString(syntax, type.at, [type.value.value, wanted], false) : [];
  const { path, span } = partition.at;
  const tree = syntax(path);
  const set = tree && setNamedAt(tree, span);
  const edits = tree && set && insertBinding(tree, set.span, `type = "${wanted}";`);
  return fixIn(path, edits, `Write \`type = "${wanted}"\``, false);
}
