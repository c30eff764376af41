/**
 * Which mount of a filesystem comes first. The first mount's filesystem-wide options count and later ones are ignored, so
 * this decides what btrfs really does. The order is the one that disko's mount script, NixOS' scripted initrd and systemd
 * use, ties included: nixpkgs sorts attribute names by bytes, then `lib.toposort` pulls forward what others lie below.
 */
import { compareText } from "../nix/values/order.ts";
import type { Phase } from "./effective.ts";

/** What the order looks at; one entry of `fileSystems`. */
export interface OrderedMount {
  /** Attribute name in `fileSystems`: the mountpoint, as a rule. */
  readonly name: string;
  readonly mountpoint: string;
  readonly device: string | undefined;
  readonly fsType: string | undefined;
  readonly options: readonly string[];
  readonly depends: readonly string[];
  readonly neededForBoot: boolean;
}

/** https://github.com/NixOS/nixpkgs/blob/master/nixos/lib/utils.nix (`pathsNeededForBoot`) */
const NEEDED_FOR_BOOT: ReadonlySet<string> = new Set([
  "/",
  "/nix",
  "/nix/store",
  "/var",
  "/var/log",
  "/var/lib",
  "/var/lib/nixos",
  "/etc",
  "/usr",
]);

function withSlash(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

/**
 * nixpkgs' `fsBefore`: `b` lies on, is mounted from, or depends on a path below `a`. Of `mounts`, those before each one, by
 * the folders above what it names: comparing each with each takes seconds on a host with a thousand mounts.
 */
function mountsBefore<M extends OrderedMount>(mounts: readonly M[]): (mount: M) => readonly M[] {
  const byPath = new Map<string, M[]>();
  for (const mount of mounts) {
    const path = withSlash(mount.mountpoint);
    const there = byPath.get(path);
    if (there) there.push(mount);
    else byPath.set(path, [mount]);
  }
  return ({ device = "", mountpoint, depends }) =>
    [device, mountpoint, ...depends].flatMap((path) =>
      foldersOf(withSlash(path)).flatMap((one) => byPath.get(one) ?? []),
    );
}

/** `/a/b/` → `/`, `/a/`, `/a/b/`. */
function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.indexOf("/"); end >= 0; end = path.indexOf("/", end + 1)) folders.push(path.slice(0, end + 1));
  return folders;
}

/** nixpkgs' `lib.toposort`, with its order of ties; undefined where mounts wait for each other. */
function topologicalSort<M extends OrderedMount>(mounts: readonly M[]): M[] | undefined {
  const before = mountsBefore(mounts);
  const sorted = new Set<M>();
  const waitsFor = (mount: M): Set<M> => new Set(before(mount).filter((one) => one !== mount && !sorted.has(one)));
  let left = mounts;
  let at = 0;
  for (;;) {
    const first = left[at];
    if (first === undefined) return [...sorted];
    // As nearly all do: nothing is copied for it.
    if (waitsFor(first).size === 0) {
      sorted.add(first);
      at += 1;
      continue;
    }
    let next = first;
    let visited: M[] = [];
    let rest: readonly M[] = left.slice(at + 1);
    for (;;) {
      const current = next;
      const awaited = waitsFor(current);
      if (awaited.size === 0) break;
      if (visited.some((mount) => awaited.has(mount))) return undefined;
      const [follow, ...more] = rest.filter((mount) => awaited.has(mount));
      if (follow === undefined) break;
      rest = [...more, ...rest.filter((mount) => !awaited.has(mount))];
      visited = [current, ...visited];
      next = follow;
    }
    sorted.add(next);
    left = [...visited, ...rest];
    at = 0;
  }
}

/** The order in which all of `mounts` are made; undefined where they wait for each other. */
export function orderMounts<M extends OrderedMount>(mounts: readonly M[]): M[] | undefined {
  return topologicalSort([...mounts].sort((a, b) => compareText(a.name, b.name)));
}

function isNeededForBoot(mount: OrderedMount): boolean {
  return mount.neededForBoot || isMountedInInitrd(mount.mountpoint);
}

/** Whether NixOS mounts `mountpoint` in the initrd without being asked. */
export function isMountedInInitrd(mountpoint: string): boolean {
  return NEEDED_FOR_BOOT.has(mountpoint);
}

/** Who may be first: one is certain, several race, none is not known (`why` completes "not known: …"). */
export type FirstMount<M> =
  | { readonly kind: "known"; readonly mount: M }
  | { readonly kind: "race"; readonly candidates: readonly M[] }
  | { readonly kind: "unknown"; readonly why: string };

/** All mounts of a host in the order in which they are made; undefined where they wait for each other. */
export interface MountOrder<M> {
  readonly install: readonly M[] | undefined;
  readonly boot: readonly M[] | undefined;
}

/** `mounts` is the whole host; at install disko mounts only its own, which `byDisko` tells, and knows nothing of `depends`. */
export function mountOrder<M extends OrderedMount>(
  mounts: readonly M[],
  byDisko: (mount: M) => boolean = () => true,
): MountOrder<M> {
  const install = orderMounts(mounts.filter(byDisko).map((mount) => ({ ...mount, depends: [], mount })));
  return { install: install?.map(({ mount }) => mount), boot: orderMounts(mounts) };
}

/** The first mount of one filesystem, whose mounts these are, per phase. */
export function firstMounts<M extends OrderedMount>({
  install,
  boot,
}: MountOrder<M>): Readonly<Record<Phase, FirstMount<M>>> {
  return { install: firstOf(install), ...firstAtBoot(boot) };
}

const CYCLE = { kind: "unknown", why: "the mounts wait for each other" } as const;

function firstOf<M>(ordered: readonly M[] | undefined): FirstMount<M> {
  if (ordered === undefined) return CYCLE;
  const [mount] = ordered;
  return mount === undefined ? { kind: "unknown", why: "nothing mounts it" } : { kind: "known", mount };
}

function firstAtBoot<M extends OrderedMount>(
  ordered: readonly M[] | undefined,
): Readonly<Record<"bootScripted" | "bootSystemd", FirstMount<M>>> {
  if (ordered === undefined) return { bootScripted: CYCLE, bootSystemd: CYCLE };
  const inInitrd = ordered.filter(isNeededForBoot);
  if (inInitrd.length > 0) return { bootScripted: firstOf(inInitrd), bootSystemd: firstBySystemd(inInitrd) };
  const first = firstBySystemd(ordered.filter((mount) => !mount.options.some((option) => WAITS.has(option))));
  return { bootScripted: first, bootSystemd: first };
}

/** What stage 2 does not mount by itself. */
const WAITS: ReadonlySet<string> = new Set(["noauto", "x-systemd.automount"]);

/** systemd starts every mount at once, but for those below another: whichever has nothing above it may be first. */
function firstBySystemd<M extends OrderedMount>(pool: readonly M[]): FirstMount<M> {
  const candidates = pool.filter((mount) => !pool.some((other) => isAbove(other, mount)));
  if (candidates.length > 1) {
    if (pool.some((mount) => mount.options.some((option) => ORDERING.test(option)))) {
      return { kind: "unknown", why: "units of systemd order the mounts" };
    }
    return { kind: "race", candidates };
  }
  return firstOf(candidates);
}

const ORDERING = /^x-systemd\.(requires|after|before|wants)/;

function isAbove(above: OrderedMount, below: OrderedMount): boolean {
  return above.mountpoint !== below.mountpoint && withSlash(below.mountpoint).startsWith(withSlash(above.mountpoint));
}
