/**
 * What disko declares for itself, all of it with names that begin with `_`. Most of it may be read only; the rest takes a
 * value, as disko's own code gives it one, and may go with any release.
 */
import { schemaObject } from "./schema.ts";

/** Scripts, configuration and packages that disko makes of an object. Every object that has hooks has them. */
const MADE: readonly string[] = ["_config", "_create", "_meta", "_mount", "_pkgs", "_unmount"];

const SETTABLE: Readonly<Record<string, readonly string[]>> = {
  devices: [
    "_config",
    "_create",
    "_destroy",
    "_destroyFormatMount",
    "_disko",
    "_formatMount",
    "_legacyDestroy",
    "_meta",
    "_mount",
    "_packages",
    "_scripts",
    "_unmount",
  ],
  bcachefs: ["_parent"],
  bcachefs_filesystem: ["_parent"],
  btrfs: ["_parent"],
  filesystem: ["_parent"],
  gpt: ["_parent"],
  gpt_partition: ["_index"],
  luks: ["_parent"],
  lvm_pv: ["_parent"],
  mdraid: ["_parent"],
  swap: ["_parent"],
  table: ["_parent"],
  table_partition: ["_index"],
  zfs: ["_parent"],
  zfs_fs: ["_createFilesystem", "_name", "_parent"],
  zfs_volume: ["_parent"],
};

/** Names that a layout may not set on an object of the type: disko refuses a second value for them. */
export function readOnlyInternals(type: string): readonly string[] {
  if (type === "gpt_hybrid") return ["_create"];
  return schemaObject(type).hooks ? MADE : [];
}

/** Names that disko takes a value for, though none is meant to be given. */
export function settableInternals(type: string): readonly string[] {
  return SETTABLE[type] ?? [];
}

/** Whether an object of the type has an internal attribute of that name, and whether it takes a value. */
export function internalAttribute(type: string, name: string): "read-only" | "settable" | undefined {
  if (readOnlyInternals(type).includes(name)) return "read-only";
  return settableInternals(type).includes(name) ? "settable" : undefined;
}
