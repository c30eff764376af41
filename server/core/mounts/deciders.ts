/**
 * Who decides the filesystem-wide options of each btrfs of a layout. With "/" on it that is "/", always. Otherwise the
 * order of the whole host decides, so without knowing the host nothing is said.
 */
import type { BtrfsFilesystem, Layout, Mount } from "../disko/layout.ts";
import type { Decider, EffectiveFilesystem, Phase } from "./effective.ts";
import type { Host } from "./host.ts";
import { type FirstMount, firstMounts, type OrderedMount } from "./mount-order.ts";

type Deciders = EffectiveFilesystem["deciders"];

export const PHASES: readonly Phase[] = ["install", "bootScripted", "bootSystemd"];

export function decidersOf(filesystem: BtrfsFilesystem, layout: Layout, host: Host): Deciders {
  const mounts = layout.mounts.filter((mount) => mount.btrfs === filesystem);
  const roots = layout.mounts.filter((mount) => mount.mountpoint.value === "/");
  const [root] = roots;
  if (root !== undefined && mounts.includes(root)) {
    if (roots.length > 1) return unknownEverywhere('several mounts stand at "/"');
    if (!isCertain(root)) return unknownEverywhere('whether "/" is mounted from it is not known');
    const decider: Decider = { kind: "known", mount: root };
    return { install: decider, bootScripted: decider, bootSystemd: decider };
  }
  const entries = wholeHost(filesystem, layout, host);
  if (typeof entries === "string") return unknownEverywhere(entries);
  const first = firstMounts(
    entries,
    (entry) => entry.mount !== undefined && mounts.includes(entry.mount),
    (entry) => entry.mount !== undefined,
  );
  const initrd = host.kind === "known" ? host.initrd : undefined;
  const scripted = toDecider(first.bootScripted);
  const systemd = toDecider(first.bootSystemd);
  // A host boots in one way only: where it says which, the other one is not asked.
  return {
    install: toDecider(first.install),
    bootScripted: initrd === "systemd" ? systemd : scripted,
    bootSystemd: initrd === "scripted" ? scripted : systemd,
  };
}

/** Every mount that may decide in some phase; undefined where one of the phases is not known. */
export function possibleDeciders(deciders: Deciders): ReadonlySet<Mount> | undefined {
  const mounts = new Set<Mount>();
  for (const phase of PHASES) {
    const decider = deciders[phase];
    if (decider.kind === "unknown") return undefined;
    for (const mount of decider.kind === "known" ? [decider.mount] : decider.candidates) mounts.add(mount);
  }
  return mounts;
}

function unknownEverywhere(why: string): Deciders {
  const decider: Decider = { kind: "unknown", why };
  return { install: decider, bootScripted: decider, bootSystemd: decider };
}

function isCertain(mount: Mount): boolean {
  return mount.mountpoint.certain && !mount.object.conditional;
}

interface Entry extends OrderedMount {
  /** Undefined for what only the host mounts. */
  readonly mount: Mount | undefined;
}

/** All mounts of the host; or why they are not known. */
function wholeHost(filesystem: BtrfsFilesystem, layout: Layout, host: Host): Entry[] | string {
  if (host.kind === "unknown") return "the other mounts of the host are not known";
  if (!layout.complete || !filesystem.complete || !layout.mounts.every(isCertain)) {
    return "not all mounts of the layout are known";
  }
  const points = layout.mounts.map((mount) => mount.mountpoint.value);
  if (new Set(points).size < points.length) return "several mounts stand at one place";
  const own = new Map(host.fileSystems.map((entry) => [entry.name, entry]));
  const entries: Entry[] = [];
  for (const mount of layout.mounts) {
    const point = mount.mountpoint.value;
    const addition = own.get(point);
    own.delete(point);
    if (addition !== undefined && addition.mountpoint !== point) return "a mount is moved by `fileSystems`";
    const { complete, entries: options } = mount.options;
    if (!complete || options.some(({ certain }) => !certain)) return "not all mount options are known";
    if (mount.device === undefined && mount.object.type === "nodev") return "not all devices are known";
    entries.push({
      name: point,
      mountpoint: point,
      device: mount.device,
      fsType: mount.fsType,
      options: [...options.flatMap(({ value }) => value.split(",")), ...(addition?.options ?? [])],
      depends: addition?.depends ?? [],
      neededForBoot: addition?.neededForBoot ?? false,
      mount,
    });
  }
  for (const other of own.values()) {
    const mayBeTheSame = other.fsType === undefined || other.fsType === "btrfs" || other.fsType === "auto";
    if (mayBeTheSame) return `\`fileSystems."${other.name}"\` may be the same filesystem`;
    entries.push({ ...other, mount: undefined });
  }
  return entries;
}

function toDecider(first: FirstMount<Entry>): Decider {
  switch (first.kind) {
    case "unknown":
      return first;
    case "known":
      return first.mount.mount === undefined
        ? { kind: "unknown", why: "the host mounts it itself" }
        : { kind: "known", mount: first.mount.mount };
    case "race":
      return {
        kind: "race",
        candidates: first.candidates.flatMap(({ mount }) => (mount === undefined ? [] : [mount])),
      };
    default:
      return first satisfies never;
  }
}
