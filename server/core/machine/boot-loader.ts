/**
 * The boot loader of a machine and where it wants to find its files, as far as its configuration says so for certain. Sources:
 * https://github.com/NixOS/nixpkgs/tree/master/nixos/modules/system/boot/loader
 * https://github.com/nix-community/lanzaboote/blob/master/nix/modules/lanzaboote.nix
 */
import type { Value } from "../nix/values/value.ts";
import { normalizePath } from "../text/path.ts";
import type { Location } from "../text/span.ts";
import { type Machine, placeOf, said, switchedOn } from "./machine.ts";

export type LoaderName = "systemd-boot" | "lanzaboote" | "limine" | "refind" | "grub";

export interface BootLoader {
  readonly name: LoaderName;
  /** The line that switches it on. */
  readonly at: Location | undefined;
  readonly firmware: "uefi" | "bios";
  /** Where it expects the EFI system partition; undefined where that is not known, and for BIOS. */
  readonly espAt: string | undefined;
}

/** Undefined where none is certain, or several are. */
export function bootLoader(machine: Machine | undefined): BootLoader | undefined {
  if (machine === undefined) return undefined;
  const found = [...UEFI_LOADERS].flatMap(([name, path]): BootLoader[] =>
    switchedOn(machine, path, false) === true
      ? [{ name, at: placeOf(machine, ...path), firmware: "uefi", espAt: espMountPoint(machine) }]
      : [],
  );
  const alone = [...UEFI_LOADERS.values()].every((path) => switchedOn(machine, path, false) === false);
  const grub = grubOf(machine, alone);
  const [loader, ...others] = grub ? [...found, grub] : found;
  return others.length === 0 && loader !== undefined && isKnown(loader, machine) ? loader : undefined;
}

const UEFI_LOADERS: ReadonlyMap<LoaderName, readonly string[]> = new Map([
  ["systemd-boot", ["boot", "loader", "systemd-boot", "enable"]],
  ["lanzaboote", ["boot", "lanzaboote", "enable"]],
  ["limine", ["boot", "loader", "limine", "enable"]],
  ["refind", ["boot", "loader", "refind", "enable"]],
]);

/** Where systemd-boot keeps kernels apart from the EFI system partition, if it does. */
export function xbootldrMountPoint(machine: Machine | undefined): string | undefined {
  const path = ["boot", "loader", "systemd-boot", "xbootldrMountPoint"];
  return bootLoader(machine)?.name === "systemd-boot" ? pathOf(said(machine, ...path)) : undefined;
}

/** Whether something is said of a way to boot without an EFI system partition: boards, virtual machines, images, containers. */
export function bootsOtherwise(machine: Machine | undefined): boolean {
  if (machine === undefined) return false;
  const platform = machine.facts.platform?.value;
  const said = OTHER_WAYS.some((path) => machine.configuration.option(path).kind !== "absent");
  return said || (platform !== undefined && !platform.startsWith("x86_64-"));
}

const OTHER_WAYS: readonly (readonly string[])[] = [
  ["boot", "loader", "grub", "device"],
  ["boot", "loader", "grub", "devices"],
  ["boot", "loader", "grub", "mirroredBoots"],
  ["boot", "loader", "generic-extlinux-compatible"],
  ["boot", "loader", "raspberryPi"],
  ["boot", "loader", "raspberry-pi"],
  ["boot", "loader", "external"],
  ["boot", "loader", "initScript"],
  ["boot", "isContainer"],
];

/** limine serves BIOS too; NixOS lets it where the machine has no UEFI. */
function isKnown({ name }: BootLoader, machine: Machine): boolean {
  if (name !== "limine") return true;
  const isPc = /^(x86_64|aarch64)-/.test(machine.facts.platform?.value ?? "");
  const efi = switchedOn(machine, ["boot", "loader", "limine", "efiSupport"], isPc);
  return efi === true && switchedOn(machine, ["boot", "loader", "limine", "biosSupport"], false) === false;
}

/** `boot.loader.efi.efiSysMountPoint`, by default /boot. */
function espMountPoint(machine: Machine): string | undefined {
  const path = ["boot", "loader", "efi", "efiSysMountPoint"];
  const state = machine.configuration.option(path);
  if (state.kind === "absent") return machine.whole ? "/boot" : undefined;
  return pathOf(said(machine, ...path));
}

/** `/boot/` is /boot. */
function pathOf(value: Value | undefined): string | undefined {
  const path = textOf(value);
  return path?.startsWith("/") ? normalizePath(path) : undefined;
}

const GRUB = ["boot", "loader", "grub"] as const;

/** GRUB is on by default, and switched off by other boot loaders: then it counts where it is `alone` and something is said of it. */
function grubOf(machine: Machine, alone: boolean): BootLoader | undefined {
  const enable = machine.configuration.option([...GRUB, "enable"]);
  const isOn =
    enable.kind === "absent"
      ? alone &&
        machine.whole &&
        ["device", "devices", "efiSupport"].some((name) => said(machine, ...GRUB, name) !== undefined)
      : switchedOn(machine, [...GRUB, "enable"], false) === true;
  const efi = efiOf(machine);
  if (!isOn || efi === undefined) return undefined;
  const at = placeOf(machine, ...GRUB, "enable") ?? placeOf(machine, ...GRUB, "efiSupport");
  if (!efi) return { name: "grub", at, firmware: "bios", espAt: undefined };
  const espAt = isUnset(machine, "mirroredBoots") ? espMountPoint(machine) : undefined;
  return { name: "grub", at, firmware: "uefi", espAt };
}

/** A hardware report of nixos-facter switches it on where the firmware is UEFI. */
function efiOf(machine: Machine): boolean | undefined {
  const efi = switchedOn(machine, [...GRUB, "efiSupport"], false);
  const isSaid = machine.configuration.option([...GRUB, "efiSupport"]).kind !== "absent";
  return isSaid || REPORTS.every((path) => machine.configuration.option(path).kind === "absent") ? efi : undefined;
}

/** https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/hardware/facter/boot.nix, and the modules before those. */
const REPORTS: readonly (readonly string[])[] = [["hardware", "facter"], ["facter"]];

/** Devices that GRUB is installed on by name, without those that disko adds. Undefined where they are not known. */
export function grubDevices(machine: Machine): readonly string[] | undefined {
  const own = isUnset(machine, "device") ? [] : [textOf(said(machine, ...GRUB, "device"))];
  const several = isUnset(machine, "devices") ? [] : textsOf(said(machine, ...GRUB, "devices"));
  if (!isUnset(machine, "mirroredBoots") || several === undefined) return undefined;
  const all = [...own, ...several];
  return all.every((one) => one !== undefined) ? all.filter((one) => one !== "" && one !== "nodev") : undefined;
}

/** `boot.loader.grub.device`, where that is the only option that names a device. */
export function onlyGrubDevice(machine: Machine): string | undefined {
  if (!isUnset(machine, "devices") || !isUnset(machine, "mirroredBoots")) return undefined;
  return textOf(said(machine, ...GRUB, "device"));
}

function isUnset(machine: Machine, name: string): boolean {
  return machine.whole && machine.configuration.option([...GRUB, name]).kind === "absent";
}

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "string" ? value.value : undefined;
}

function textsOf(value: Value | undefined): readonly (string | undefined)[] | undefined {
  if (value?.kind !== "list") return undefined;
  return value.items.map((item) => (item.kind === "item" && item.certain ? textOf(item.thunk.force()) : undefined));
}
