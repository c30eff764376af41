/**
 * Who decides the filesystem-wide options of each btrfs of a layout. With "/" on it that is "/", always. Otherwise the
 * order of all mounts decides: at install of those that disko makes, at boot of the whole host. So without knowing the host
 * nothing is said of its boot.
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
  if (roots.some(isReplaced)) return unknownEverywhere('a module says by force what is mounted at "/"');
  if (root !== undefined && mounts.includes(root)) {
    if (roots.length > 1) return unknownEverywhere('several mounts stand at "/"');
    if (!isCertain(root)) return unknownEverywhere('whether "/" is mounted from it is not known');
    const decider: Decider = { kind: "known", mount: root };
    return { install: decider, bootScripted: decider, bootSystemd: decider };
  }
  const entries = wholeHost(filesystem, layout, host);
  const isOnIt = ({ mount }: Entry): boolean => mount !== undefined && mounts.includes(mount);
  if (typeof entries === "string") {
    const boot: Decider = { kind: "unknown", why: entries };
    return { install: firstByDisko(filesystem, layout, host, isOnIt), bootScripted: boot, bootSystemd: boot };
  }
  const first = firstMounts(entries, isOnIt, ({ mount }) => mount !== undefined);
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

function isReplaced({ replaced }: Mount): boolean {
  return replaced !== undefined;
}

interface Entry extends OrderedMount {
  /** Undefined for what only the host mounts. */
  readonly mount: Mount | undefined;
}

/**
 * disko's mount script makes disko's own mounts and looks at nothing else of them than where and of what they are, so the
 * layout alone tells what comes first. One without a "/" may be the lesser part of what disko mounts.
 */
function firstByDisko(
  filesystem: BtrfsFilesystem,
  layout: Layout,
  host: Host,
  isOnIt: (entry: Entry) => boolean,
): Decider {
  const unknown = (why: string): Decider => ({ kind: "unknown", why });
  if (host.kind === "unknown" && host.mountsMoreByDisko) return unknown("other modules define devices too");
  if (!layout.mounts.some(({ mountpoint }) => mountpoint.value === "/")) return unknown(OTHERS_UNKNOWN);
  const why = whyNotAllKnown(filesystem, layout);
  if (why !== undefined) return unknown(why);
  if (layout.mounts.some(lacksDevice)) return unknown(DEVICES_UNKNOWN);
  const entries = layout.mounts.map((mount): Entry => {
    const { mountpoint, device, fsType } = mount;
    const place = { name: mountpoint.value, mountpoint: mountpoint.value, device, fsType };
    return { ...place, options: [], depends: [], neededForBoot: false, mount };
  });
  return toDecider(firstMounts(entries, isOnIt).install);
}

const OTHERS_UNKNOWN = "the other mounts of the host are not known";
const DEVICES_UNKNOWN = "not all devices are known";

function whyNotAllKnown(filesystem: BtrfsFilesystem, layout: Layout): string | undefined {
  if (!layout.complete || !filesystem.complete || !layout.mounts.every(isCertain)) {
    return "not all mounts of the layout are known";
  }
  const points = layout.mounts.map((mount) => mount.mountpoint.value);
  return new Set(points).size < points.length ? "several mounts stand at one place" : undefined;
}

/** What is mounted from elsewhere may be mounted from a mount of the filesystem. */
function lacksDevice({ device, object }: Mount): boolean {
  return device === undefined && object.type === "nodev";
}

/** All mounts of the host; or why they are not known. */
function wholeHost(filesystem: BtrfsFilesystem, layout: Layout, host: Host): Entry[] | string {
  if (host.kind === "unknown") return "the other mounts of the host are not known";
  if (layout.mounts.some(isReplaced)) return "a module says by force what is mounted";
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
    if (lacksDevice(mount)) return DEVICES_UNKNOWN;
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
