/** The order in which disko makes the partitions of a GPT, and what each takes of the disk. */
import { certainString, stringOf } from "./attribute-value.ts";
import type { DiskoObject } from "./layout.ts";

/**
 * Partitions in order of creation: by `priority` (100 for EF02, 9001 for size 100%, else 1000), then by name. Undefined
 * where an attribute that decides it, or a partition, is not known for certain.
 */
export function partitionsInOrder(table: DiskoObject): readonly DiskoObject[] | undefined {
  if (table.type !== "gpt" || table.open || table.conditional) return undefined;
  const written = table.attributes.get("partitions")?.definitions ?? [];
  if (written.some(({ value, certain }) => value.kind !== "attrs" || value.open !== undefined || !certain)) {
    return undefined;
  }
  const ranked = table.children.map((partition) => ({ partition, priority: priorityOf(partition) }));
  if (ranked.some(({ partition, priority }) => partition.conditional || priority === undefined)) return undefined;
  return ranked.sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0)).map(({ partition }) => partition);
}

function priorityOf(partition: DiskoObject): number | undefined {
  const written = partition.attributes.get("priority");
  if (written !== undefined) {
    const [only, ...others] = written.definitions;
    return only?.certain && others.length === 0 && only.value.kind === "int" ? Number(only.value.value) : undefined;
  }
  const size = stringOf(partition, "size");
  const type = stringOf(partition, "type");
  for (const one of [size, type]) {
    if (one.kind === "unknown" || (one.kind === "known" && !one.certain)) return undefined;
  }
  if (partition.open) return undefined;
  if (size.kind === "known" && size.value === "100%") return 9001;
  return type.kind === "known" && type.value === "EF02" ? 100 : 1000;
}

/**
 * Whether a partition takes all the room that is left: size 100%, 0 or none, and neither start nor end of its own.
 * (sgdisk takes 0 for the start or end of the largest free block.)
 */
export function takesTheRest(partition: DiskoObject): boolean {
  const own = ["start", "end"].some((name) => partition.attributes.has(name));
  if (own || partition.open || partition.conditional) return false;
  if (!partition.attributes.has("size")) return true;
  const size = certainString(partition, "size")?.value;
  return size !== undefined && /^(?:100%|0+[KMGTP]?)$/.test(size);
}
