/**
 * Who decides the filesystem-wide options of each btrfs of a layout. With "/" on it that is "/", always. Otherwise the
 * order of all mounts decides: at install of those that disko makes, at boot of the whole host. So without knowing the host
 * nothing is said of its boot.
 */
import type { BtrfsFilesystem, Layout, Mount } from "../disko/layout.ts";
import type { Decider, EffectiveFilesystem, Phase } from "./effective.ts";
import type { Host } from "./host.ts";
import { type FirstMount, firstMounts, type MountOrder, mountOrder, type OrderedMount } from "./mount-order.ts";

type Deciders = EffectiveFilesystem["deciders"];

export const PHASES: readonly Phase[] = ["install", "bootScripted", "bootSystemd"];

/** Who decides for each btrfs of `layout`; `mounts`: those of the filesystem that is asked for. */
export function createDeciders(
  layout: Layout,
  host: Host,
): (filesystem: BtrfsFilesystem, mounts: readonly Mount[]) => Deciders {
  const roots = layout.mounts.filter((mount) => mount.mountpoint.value === "/");
  const [root] = roots;
  // The order is that of all mounts, so it is the same for every filesystem; only that of "/" needs none.
  let whole: OrderOf | string | undefined;
  let byDisko: OrderOf | string | undefined;
  return (filesystem, mounts) => {
    if (roots.some(isReplaced)) return unknownEverywhere('a module says by force what is mounted at "/"');
    if (root !== undefined && mounts.includes(root)) {
      if (roots.length > 1) return unknownEverywhere('several mounts stand at "/"');
      if (!isCertain(root)) return unknownEverywhere('whether "/" is mounted from it is not known');
      const decider: Decider = { kind: "known", mount: root };
      return { install: decider, bootScripted: decider, bootSystemd: decider };
    }
    if (!filesystem.complete) return unknownEverywhere(NOT_ALL_MOUNTS);
    whole ??= wholeOrder(layout, host);
    if (typeof whole === "string") {
      byDisko ??= orderByDisko(layout, host);
      const boot: Decider = { kind: "unknown", why: whole };
      const install: Decider =
        typeof byDisko === "string"
          ? { kind: "unknown", why: byDisko }
          : toDecider(firstMounts(byDisko(filesystem)).install);
      return { install, bootScripted: boot, bootSystemd: boot };
    }
    const first = firstMounts(whole(filesystem));
    const initrd = host.kind === "known" ? host.initrd : undefined;
    const scripted = toDecider(first.bootScripted);
    const systemd = toDecider(first.bootSystemd);
    // A host boots in one way only: where it says which, the other one is not asked.
    return {
      install: toDecider(first.install),
      bootScripted: initrd === "systemd" ? systemd : scripted,
      bootSystemd: initrd === "scripted" ? scripted : systemd,
    };
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

/** The mounts of one filesystem in the order of all. */
type OrderOf = (filesystem: BtrfsFilesystem) => MountOrder<Entry>;

/** Parted once: a layout may have hundreds of filesystems. */
function ofEach({ install, boot }: MountOrder<Entry>): OrderOf {
  const [installed, booted] = [install && byFilesystem(install), boot && byFilesystem(boot)];
  return (filesystem) => ({
    install: installed && (installed.get(filesystem) ?? []),
    boot: booted && (booted.get(filesystem) ?? []),
  });
}

function byFilesystem(entries: readonly Entry[]): ReadonlyMap<BtrfsFilesystem, readonly Entry[]> {
  const found = new Map<BtrfsFilesystem, Entry[]>();
  for (const entry of entries) {
    const filesystem = entry.mount?.btrfs;
    if (filesystem === undefined) continue;
    const there = found.get(filesystem);
    if (there) there.push(entry);
    else found.set(filesystem, [entry]);
  }
  return found;
}

/**
 * disko's mount script makes disko's own mounts and looks at nothing else of them than where and of what they are, so the
 * layout alone tells what comes first. One without a "/" may be the lesser part of what disko mounts.
 */
function orderByDisko(layout: Layout, host: Host): OrderOf | string {
  if (host.kind === "unknown" && host.mountsMoreByDisko) return "other modules define devices too";
  if (!layout.mounts.some(({ mountpoint }) => mountpoint.value === "/")) return OTHERS_UNKNOWN;
  const why = whyNotAllKnown(layout);
  if (why !== undefined) return why;
  if (layout.mounts.some(lacksDevice)) return DEVICES_UNKNOWN;
  const entries = layout.mounts.map((mount): Entry => {
    const { mountpoint, device, fsType } = mount;
    const place = { name: mountpoint.value, mountpoint: mountpoint.value, device, fsType };
    return { ...place, options: [], depends: [], neededForBoot: false, mount };
  });
  return ofEach(mountOrder(entries));
}

const NOT_ALL_MOUNTS = "not all mounts of the layout are known";
const OTHERS_UNKNOWN = "the other mounts of the host are not known";
const DEVICES_UNKNOWN = "not all devices are known";

function whyNotAllKnown(layout: Layout): string | undefined {
  if (!layout.complete || !layout.mounts.every(isCertain)) return NOT_ALL_MOUNTS;
  const points = layout.mounts.map((mount) => mount.mountpoint.value);
  return new Set(points).size < points.length ? "several mounts stand at one place" : undefined;
}

/** What is mounted from elsewhere may be mounted from a mount of the filesystem. */
function lacksDevice({ device, object }: Mount): boolean {
  return device === undefined && object.type === "nodev";
}

function wholeOrder(layout: Layout, host: Host): OrderOf | string {
  const entries = wholeHost(layout, host);
  return typeof entries === "string" ? entries : ofEach(mountOrder(entries, ({ mount }) => mount !== undefined));
}

/** All mounts of the host; or why they are not known. */
function wholeHost(layout: Layout, host: Host): Entry[] | string {
  if (host.kind === "unknown") return OTHERS_UNKNOWN;
  if (layout.mounts.some(isReplaced)) return "a module says by force what is mounted";
  const why = whyNotAllKnown(layout);
  if (why !== undefined) return why;
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
