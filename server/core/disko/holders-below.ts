/** What a content rests on: up through partitions, LUKS, volume groups and arrays to the disks. */
import { knownString } from "./attribute-value.ts";
import { objectName } from "./device-path.ts";
import { everyObject } from "./every-object.ts";
import type { DiskoObject } from "./layout.ts";

/** Contents that give what holds them to something named elsewhere: type, and the attribute with the name. */
const MEMBERS: Readonly<Record<string, { readonly type: string; readonly by: string }>> = {
  lvm_vg: { type: "lvm_pv", by: "vg" },
  mdadm: { type: "mdraid", by: "name" },
  zpool: { type: "zfs", by: "pool" },
};

/** A volume group inside itself is refused by disko; a broken file may have one. */
const MAX_DEPTH = 16;

/**
 * Each way from `content` down to a disk: everything on it, the nearest first. Undefined where a volume group, an array or
 * a pool has no known members, or the content names its own device.
 */
export function holdersBelow(
  content: DiskoObject,
  objects: readonly DiskoObject[],
  depth = 0,
): readonly (readonly DiskoObject[])[] | undefined {
  // Made on a device of its own choice, not on what it stands in.
  if (content.attributes.has("device")) return undefined;
  const way: DiskoObject[] = [];
  for (let holder = content.parent; holder !== undefined; holder = holder.parent) {
    way.push(holder);
    const member = MEMBERS[holder.type];
    if (member === undefined) continue;
    const name = objectName(holder);
    if (name === undefined || depth > MAX_DEPTH) return undefined;
    const members = everyObject(objects).filter(
      (one) => one.type === member.type && knownString(one, member.by) === name,
    );
    if (members.length === 0) return undefined;
    const ways: (readonly DiskoObject[])[] = [];
    for (const one of members) {
      const below = holdersBelow(one, objects, depth + 1);
      if (below === undefined) return undefined;
      ways.push(...below.map((rest) => [...way, ...rest]));
    }
    return ways;
  }
  return [way];
}
