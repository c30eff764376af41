/**
 * What disko accepts where: its module types as data, taken by evaluating nix-community/disko 1.13.0 at commit
 * 878ec37d6a8f52c6c801d0e2a2ad554c75b9353c (2026-03-14), https://github.com/nix-community/disko/tree/master/lib/types.
 * The descriptions are our own. Attributes whose name starts with `_` are in `schema-internals.ts`. All of it is held
 * against disko itself by test/nix/disko-schema.test.ts.
 */
import { FILESYSTEM_OBJECTS } from "./schema-filesystems.ts";
import { STORAGE_OBJECTS } from "./schema-storage.ts";
import { attrsOf, optional, ref, type SchemaAttribute, type SchemaObject, str } from "./schema-type.ts";

/** Shell hooks; they exist on every object whose schema says so, and nowhere else. */
export const HOOKS: readonly string[] = [
  "preCreateHook",
  "postCreateHook",
  "preMountHook",
  "postMountHook",
  "preUnmountHook",
  "postUnmountHook",
];

/** `disko.devices` itself. */
const DEVICES: SchemaObject = {
  description: "Everything disko sets up, by kind.",
  hooks: false,
  attributes: {
    bcachefs_filesystems: optional(attrsOf(ref("bcachefs_filesystem")), "bcachefs filesystems over several devices."),
    disk: optional(attrsOf(ref("disk")), "Block devices."),
    lvm_vg: optional(attrsOf(ref("lvm_vg")), "LVM volume groups."),
    mdadm: optional(attrsOf(ref("mdadm")), "MD RAID devices."),
    nodev: optional(attrsOf(ref("nodev")), "Filesystems without a block device, such as tmpfs."),
    zpool: optional(attrsOf(ref("zpool")), "ZFS pools."),
  },
};

/**
 * Options next to `disko.devices`, those of older releases included (disko's module.nix and lib/make-disk-image.nix).
 * A newer disko may have more.
 */
export const DISKO_OPTIONS: readonly string[] = [
  "devices",
  "rootMountPoint",
  "enableConfig",
  "checkScripts",
  "testMode",
  "tests",
  "memSize",
  "imageBuilder",
  "imageBuilderQemu",
  "extraRootModules",
  "extraPostVM",
  "extraDependencies",
];

const OBJECTS: Readonly<Record<string, SchemaObject>> = {
  devices: DEVICES,
  ...STORAGE_OBJECTS,
  ...FILESYSTEM_OBJECTS,
};

const HOOK: SchemaAttribute = optional(str, "Shell commands that disko runs around its own.");

/** The schema object of that name; throws for a name that is not in the schema: that is our own bug. */
export function schemaObject(type: string): SchemaObject {
  const object = OBJECTS[type];
  if (object === undefined) throw new Error(`no schema object "${type}"`);
  return object;
}

/** Whether disko has objects of this type. */
export function isSchemaObject(type: string): boolean {
  return Object.hasOwn(OBJECTS, type);
}

/** An attribute of a schema object, its hooks included; undefined when the object has none of that name. */
export function schemaAttribute(type: string, name: string): SchemaAttribute | undefined {
  const object = schemaObject(type);
  if (Object.hasOwn(object.attributes, name)) return object.attributes[name];
  return object.hooks && HOOKS.includes(name) ? HOOK : undefined;
}

const REQUIRED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(OBJECTS).map(([type, { attributes }]) => [
    type,
    Object.keys(attributes).filter((name) => attributes[name]?.required),
  ]),
);

/** Names of the attributes that disko has no default for. */
export function requiredAttributes(type: string): readonly string[] {
  return REQUIRED.get(type) ?? [];
}

/** Names of the attributes that may be written on a schema object, hooks included. */
export function attributeNames(type: string): readonly string[] {
  const object = schemaObject(type);
  return object.hooks ? [...Object.keys(object.attributes), ...HOOKS] : Object.keys(object.attributes);
}
