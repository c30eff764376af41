/**
 * The vdevs of a ZFS pool against the devices that belong to it. disko compares the two lists before it makes the pool; a
 * member is a path, or the name of a disk that stands for its partition labelled `disk-NAME-zfs`.
 */
import { attributeState, certainStrings } from "./certain-value.ts";
import { contentDevice } from "./device-path.ts";
import { everyObject } from "./every-object.ts";
import type { Groups } from "./group-members.ts";
import type { DiskoObject, Written } from "./layout.ts";

export interface TopologyGap {
  readonly pool: DiskoObject;
  readonly name: string;
  /** Members that are no device of the pool. */
  readonly strangers: readonly Pick<Written<string>, "value" | "at">[];
  /** Devices of the pool that no vdev has. */
  readonly forgotten: readonly { readonly object: DiskoObject; readonly device: string }[];
}

/** Pools whose vdevs are certainly not made of all their devices, each once. */
export function topologyGaps({ kind, groups, members }: Groups): TopologyGap[] {
  if (kind.group !== "zpool" || members.some(({ joins }) => joins === undefined)) return [];
  return groups.flatMap(({ object: pool, name }) => {
    const topology = pool.children.find(({ type }) => type === "topology");
    const written = topology && membersIn(topology);
    if (name === undefined || written === undefined || pool.conditional) return [];
    const devices = members
      .filter(({ joins }) => joins?.value === name)
      .map(({ object }) => ({ object, device: contentDevice(object) }));
    if (devices.some(({ object, device }) => device === undefined || object.conditional)) return [];
    const paths = new Set(written.map(({ value }) => pathOf(value)));
    const known = new Set(devices.map(({ device }) => device));
    const strangers = written.filter(({ value }) => !known.has(pathOf(value)));
    const forgotten = devices.flatMap(({ object, device }) =>
      device === undefined || paths.has(device) ? [] : [{ object, device }],
    );
    return strangers.length + forgotten.length === 0 ? [] : [{ pool, name, strangers, forgotten }];
  });
}

function pathOf(member: string): string {
  return member.startsWith("/") ? member : `/dev/disk/by-partlabel/disk-${member}-zfs`;
}

/** Every member of every vdev; undefined where one of them is not known. */
function membersIn(
  topology: DiskoObject,
): readonly { readonly value: string; readonly at: Written<string>["at"] }[] | undefined {
  const lists = [
    ...["spare", "cache"].map((name) => certainStrings(attributeState(topology, name))),
    ...everyObject(topology.children).map((vdev) => certainStrings(attributeState(vdev, "members"))),
  ];
  const found = lists.flatMap((list) => list ?? []);
  return lists.includes(undefined) || topology.open || topology.conditional ? undefined : found;
}
