/** Attributes that disko has a default for (`null`, as a rule) and cannot do without where the object is what it is. */
import type { DiskoObject } from "./layout.ts";

/** Names of those that are certainly not set; disko stops at the first. */
export function neededAttributes(object: DiskoObject): readonly string[] {
  const name = neededAttribute(object);
  return name !== undefined && isUnset(object, name) ? [name] : [];
}

function neededAttribute(object: DiskoObject): string | undefined {
  switch (object.type) {
    // parted wants a name for every partition of a GPT table and for none of an MBR table.
    case "table_partition":
      return isOnly(object.parent, "format", "gpt", true) ? "name" : undefined;
    case "zfs_volume":
      return "size";
    case "lv":
      return isOnly(object, "lvm_type", "thinlv", false) ? "pool" : undefined;
    default:
      return undefined;
  }
}

/** `otherwise`: where it is not set. */
function isOnly(object: DiskoObject | undefined, name: string, text: string, otherwise: boolean): boolean {
  const attribute = object?.attributes.get(name);
  if (attribute === undefined) return otherwise && object?.open !== true;
  return attribute.definitions.every(
    ({ value, certain }) => certain && value.kind === "string" && value.value === text,
  );
}

function isUnset({ attributes }: DiskoObject, name: string): boolean {
  const definitions = attributes.get(name)?.definitions ?? [];
  return definitions.every(({ value, certain }) => certain && value.kind === "null");
}
