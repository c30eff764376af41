/**
 * What is made of several devices (volume groups, arrays, pools, bcachefs filesystems) and the contents that join it by
 * name. disko connects the two while it formats: each member writes its device to a list under that name, and whatever
 * has the name is made of the list.
 */
import type { Value } from "../nix/values/value.ts";
import { stringOf } from "./attribute-value.ts";
import { objectName } from "./device-path.ts";
import { everyObject } from "./every-object.ts";
import type { DiskoObject, Layout, Written } from "./layout.ts";

export interface GroupKind {
  /** Type of the content that joins, and the attribute that says what it joins. */
  readonly member: string;
  readonly attribute: string;
  /** Type of the group, and the attribute of `disko.devices` that holds such groups. */
  readonly group: string;
  readonly set: string;
  /** In words: "volume group". */
  readonly word: string;
}

const KINDS: readonly GroupKind[] = [
  { member: "lvm_pv", attribute: "vg", group: "lvm_vg", set: "lvm_vg", word: "volume group" },
  { member: "mdraid", attribute: "name", group: "mdadm", set: "mdadm", word: "array" },
  { member: "zfs", attribute: "pool", group: "zpool", set: "zpool", word: "pool" },
  {
    member: "bcachefs",
    attribute: "filesystem",
    group: "bcachefs_filesystem",
    set: "bcachefs_filesystems",
    word: "bcachefs filesystem",
  },
];

export interface Group {
  readonly object: DiskoObject;
  /** Undefined where it is not known. */
  readonly name: string | undefined;
}

export interface Member {
  readonly object: DiskoObject;
  /** The name of what it joins; undefined where it is not known for certain. */
  readonly joins: Written<string> | undefined;
}

/** All groups of one kind, and all members. */
export interface Groups {
  readonly kind: GroupKind;
  readonly groups: readonly Group[];
  readonly members: readonly Member[];
  /** A disk is to keep what is on it, or its partitions were made by hand: a group may be there without members here. */
  readonly mayBeThere: boolean;
}

/**
 * Groups and members by kind, where nothing of them can be missing from sight: the layout is known to its end, and it is
 * no fragment beside others, since it has disks of its own and either both sides of the kind or a root.
 */
export function wholeGroups(layout: Layout): readonly Groups[] {
  if (!layout.complete || !layout.objects.some(({ type, children }) => type === "disk" && children.length > 0))
    return [];
  const hasRoot = layout.mounts.some(({ mountpoint }) => mountpoint.value === "/");
  const all = everyObject(layout.objects);
  const mayBeThere = all.some(keepsWhatIsThere);
  return KINDS.map((kind): Groups => {
    const groups = all
      .filter(({ type }) => type === kind.group)
      .map((object) => ({ object, name: objectName(object) }));
    const members = all
      .filter(({ type }) => type === kind.member)
      .map((object) => ({ object, joins: joined(object, kind.attribute) }));
    return { kind, groups, members, mayBeThere };
  }).filter(({ groups, members }) => hasRoot || (groups.length > 0 && members.length > 0));
}

/** disko leaves such a disk alone when it wipes, and makes no pool or volume group that it finds. */
function keepsWhatIsThere(object: DiskoObject): boolean {
  if (object.type === "disk") {
    return object.attributes.get("destroy")?.definitions.some(({ value }) => !isTrue(value)) === true;
  }
  return object.type === "gpt" && object.children.length === 0;
}

function isTrue(value: Value): boolean {
  return value.kind === "bool" && value.value;
}

/** Names of groups and members whose other side the layout lacks. */
export function danglingNames(layout: Layout): readonly string[] {
  return wholeGroups(layout).flatMap((found) => [
    ...membersOfNothing(found).map(({ joins }) => joins.value),
    ...groupsOfNothing(found).map(({ name }) => name),
  ]);
}

function joined(object: DiskoObject, attribute: string): Written<string> | undefined {
  const name = stringOf(object, attribute);
  return name.kind === "known" && name.certain ? name : undefined;
}

/** Members that certainly join something that is certainly not there. */
export function membersOfNothing({ groups, members }: Groups): { object: DiskoObject; joins: Written<string> }[] {
  if (groups.some(({ name }) => name === undefined)) return [];
  return members.flatMap(({ object, joins }) =>
    joins === undefined || groups.some(({ name }) => name === joins.value) ? [] : [{ object, joins }],
  );
}

/** Groups that are certainly there and that certainly nothing joins, though there is nothing else to make them of. */
export function groupsOfNothing({ groups, members, mayBeThere }: Groups): { object: DiskoObject; name: string }[] {
  if (mayBeThere || members.some(({ joins }) => joins === undefined)) return [];
  return groups.flatMap(({ object, name }) =>
    name === undefined || object.conditional || members.some(({ joins }) => joins?.value === name)
      ? []
      : [{ object, name }],
  );
}
