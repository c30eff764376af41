/**
 * Partitions that firmware and boot loaders know by their type: the EFI system partition, the one that GRUB embeds itself in
 * on BIOS machines, and the extended boot loader partition.
 * https://uefi.org/specs/UEFI/2.10/05_GUID_Partition_Table_Format.html
 * https://uapi-group.org/specifications/specs/discoverable_partitions_specification/
 * https://www.gnu.org/software/grub/manual/grub/html_node/BIOS-installation.html
 */
import { stringOf } from "../disko/attribute-value.ts";
import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject } from "../disko/layout.ts";

/** `linux`: what disko takes where no type is written, or its like. */
export type PartitionKind = "esp" | "bios-boot" | "xbootldr" | "linux" | "other";

const KINDS: ReadonlyMap<string, PartitionKind> = new Map([
  ["EF00", "esp"],
  ["C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "esp"],
  ["EF02", "bios-boot"],
  ["21686148-6449-6E6F-744E-656564454649", "bios-boot"],
  ["EA00", "xbootldr"],
  ["BC13C2FF-59E6-4262-A352-B275FD6F7172", "xbootldr"],
  ["8300", "linux"],
  ["0FC63DAF-8483-4772-8E79-3D69D8477DE4", "linux"],
]);

/** What a partition of a GPT is typed; undefined where that is not known for certain. */
export function partitionKind(partition: DiskoObject): PartitionKind | undefined {
  const type = stringOf(partition, "type");
  if (type.kind === "absent") return partition.conditional ? undefined : "linux";
  if (type.kind !== "known" || !type.certain) return undefined;
  return KINDS.get(type.value.toUpperCase()) ?? "other";
}

/** The partition of a GPT that a content lies in directly. */
export function partitionOf(content: DiskoObject): DiskoObject | undefined {
  return content.parent?.type === "gpt_partition" ? content.parent : undefined;
}

/** Partitions of every GPT. */
export function gptPartitions(objects: readonly DiskoObject[]): DiskoObject[] {
  return [...everyObject(objects)].filter(({ type }) => type === "gpt_partition");
}

/** The content of a partition; undefined where it has none, or several compete. */
export function contentOf({ children }: DiskoObject): DiskoObject | undefined {
  return children.length === 1 ? children[0] : undefined;
}

/** Whether all partitions of a table are known. */
export function knowsPartitions(table: DiskoObject): boolean {
  const written = table.attributes.get("partitions")?.definitions ?? [];
  return (
    !table.open &&
    !table.conditional &&
    written.every(({ value, certain }) => value.kind === "attrs" && value.open === undefined && certain)
  );
}

/** What `mkfs` and `mount` call FAT, the one filesystem that every firmware reads. */
export function isFat(format: string | undefined): boolean {
  return format === "vfat" || format === "msdos" || format === "fat";
}
