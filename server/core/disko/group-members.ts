/**
 * What is made of several devices (volume groups, arrays, pools, bcachefs filesystems) and the contents that join it by
 * name. disko connects the two while it formats: each member writes its device to a list under that name, and whatever
 * has the name is made of the list.
 */
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
  return KINDS.map((kind): Groups => {
    const groups = all
      .filter(({ type }) => type === kind.group)
      .map((object) => ({ object, name: objectName(object) }));
    const members = all
      .filter(({ type }) => type === kind.member)
      .map((object) => ({ object, joins: joined(object, kind.attribute) }));
    return { kind, groups, members };
  }).filter(({ groups, members }) => hasRoot || (groups.length > 0 && members.length > 0));
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

/** Groups that are certainly there and that certainly nothing joins. */
export function groupsOfNothing({ groups, members }: Groups): { object: DiskoObject; name: string }[] {
  if (members.some(({ joins }) => joins === undefined)) return [];
  return groups.flatMap(({ object, name }) =>
    name === undefined || object.conditional || members.some(({ joins }) => joins?.value === name)
      ? []
      : [{ object, name }],
  );
}
