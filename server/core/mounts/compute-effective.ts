/** Puts order and folding together: what is in effect on each btrfs of a layout, and which options do nothing. */
import type { BtrfsFilesystem, Layout, Mount } from "../disko/layout.ts";
import type { KernelVersion } from "../settings.ts";
import { checkOption } from "./check-option.ts";
import { createDeciders, PHASES, possibleDeciders } from "./deciders.ts";
import type {
  Decider,
  Effective,
  EffectiveFilesystem,
  EffectiveMount,
  FilesystemState,
  Installed,
} from "./effective.ts";
import { commonState, foldConditional, sameState } from "./fold.ts";
import { type Host, UNKNOWN_HOST } from "./host.ts";
import { ignoredOptions } from "./ignored-options.ts";
import { type MountOption, optionsOf, splitEntry } from "./mount-option.ts";
import { describeOption, MEASURED_KERNEL, OLDEST_KERNEL } from "./vocabulary.ts";

/**
 * `kernel` undefined: not known, so what is said holds on the oldest as on the measured one. `host`: what is mounted besides,
 * see host-file-systems.ts.
 */
export function computeEffective(layout: Layout, kernel?: KernelVersion, host: Host = UNKNOWN_HOST): Effective {
  const all = decided(layout, host);
  const on = (kernel: KernelVersion): EffectiveFilesystem[] =>
    all.map((one) => effectiveFilesystem(one, layout, { ...one, kernel, host }));
  if (kernel !== undefined) return { filesystems: on(kernel) };
  const measured = on(MEASURED_KERNEL);
  if (!layout.mounts.some(dependsOnKernel)) return { filesystems: measured };
  const oldest = on(OLDEST_KERNEL);
  return { filesystems: measured.map((one, index) => onBoth(one, oldest[index] ?? one)) };
}

function dependsOnKernel(mount: Mount): boolean {
  return optionsOf(mount).some(
    (option) => checkOption(option, MEASURED_KERNEL).kind !== checkOption(option, OLDEST_KERNEL).kind,
  );
}

/** What two kernels agree on. Who decides is the same for all. */
function onBoth(one: EffectiveFilesystem, other: EffectiveFilesystem): EffectiveFilesystem {
  const same = (a: FilesystemState | undefined, b: FilesystemState | undefined): FilesystemState | undefined =>
    a !== undefined && b !== undefined && sameState(a, b) ? a : undefined;
  const state = same(one.state, other.state);
  // A value that is too new for the oldest kernel is as much in vain there.
  const isTooNew = (option: MountOption): boolean =>
    state !== undefined && checkOption(option, OLDEST_KERNEL).kind === "not-yet";
  return {
    ...one,
    state,
    deciding: one.deciding.map(({ mount, state }, index) => ({
      mount,
      state: same(state, other.deciding[index]?.state),
    })),
    installed: installedOnBoth(one.installed, other.installed),
    mounts: one.mounts.map((mount, index) => {
      const also = new Set(other.mounts[index]?.ignored.map(({ option }) => option));
      return { ...mount, ignored: mount.ignored.filter(({ option }) => also.has(option) || isTooNew(option)) };
    }),
  };
}

function installedOnBoth(one: Installed | undefined, other: Installed | undefined): Installed | undefined {
  const also = new Map(other?.ignored.map((ignored) => [ignored.option, ignored.effective]));
  const ignored = one?.ignored.filter(({ option, effective }) => also.get(option) === effective) ?? [];
  return one === undefined || ignored.length === 0 ? undefined : { ...one, ignored };
}

/** What holds of a filesystem on every kernel. */
interface Decided extends Pick<EffectiveFilesystem, "filesystem" | "deciders"> {
  readonly mounts: readonly Mount[];
  /** The mount that nixos-install writes the store to, wherever it is. */
  readonly store: Mount | undefined;
}

function decided(layout: Layout, host: Host): Decided[] {
  const deciders = createDeciders(layout, host);
  const [store] = STORE.flatMap((path) => layout.mounts.filter(({ mountpoint }) => mountpoint.value === path));
  const byFilesystem = new Map<BtrfsFilesystem, Mount[]>(layout.btrfs.map((filesystem) => [filesystem, []]));
  for (const mount of layout.mounts) if (mount.btrfs !== undefined) byFilesystem.get(mount.btrfs)?.push(mount);
  return [...byFilesystem].map(([filesystem, mounts]) => {
    return { filesystem, mounts, store, deciders: deciders(filesystem, mounts) };
  });
}

function effectiveFilesystem({ filesystem, deciders }: Decided, layout: Layout, known: Known): EffectiveFilesystem {
  const { mounts, kernel } = known;
  const possible = possibleDeciders(deciders);
  const [decider, ...others] = possible ?? [];
  const state =
    possible !== undefined
      ? agreedState([...possible], known)
      : filesystem.complete && layout.complete
        ? agreedState(mounts, known)
        : undefined;
  const sure = PHASES.every((phase) => deciders[phase].kind === "known") && others.length === 0;
  return {
    filesystem,
    deciders,
    decider: sure ? decider : undefined,
    deciding: [...(possible ?? [])].map((mount) => ({ mount, state: stateBy(mount, known) })),
    state,
    installed: possible === undefined ? installedWith(deciders.install, known) : undefined,
    mounts: mounts.map((mount): EffectiveMount => {
      const options = optionsOf(mount);
      const isJudged = possible !== undefined && !possible.has(mount) && mount.replaced === undefined;
      return { mount, options, ignored: !isJudged || !state ? [] : ignoredOptions(options, state, kernel) };
    }),
  };
}

/** nixos-install writes the store to the deepest of these. */
const STORE = ["/nix/store", "/nix"];

/** Nothing that a host adds or remounts counts at install, so this holds for every host. */
function installedWith(decider: Decider, { mounts, store, kernel }: Known): Installed | undefined {
  if (decider.kind !== "known") return undefined;
  if (store === undefined || store === decider.mount || !mounts.includes(store)) return undefined;
  const options = optionsOf(decider.mount);
  const isKnown = [decider.mount, store].every(({ options, replaced }) => options.complete && replaced === undefined);
  if (!isKnown || [...options, ...optionsOf(store)].some((option) => isRefused(option, kernel))) return undefined;
  const state = foldConditional(options, kernel);
  const ignored = state ? ignoredOptions(optionsOf(store), state, kernel) : [];
  const stored = ignored.filter(({ changesStorage }) => changesStorage);
  return stored.length === 0 ? undefined : { decider: decider.mount, store, ignored: stored };
}

interface Known extends Pick<Decided, "mounts" | "store"> {
  readonly kernel: KernelVersion;
  readonly host: Host;
}

/** The state that each of `deciding` alone would come to, where it is the same for all and nothing changes it later. */
function agreedState(deciding: readonly Mount[], known: Known): FilesystemState | undefined {
  const [first, ...others] = deciding.map((mount) => stateBy(mount, known));
  if (first === undefined) return undefined;
  return others.every((other) => other !== undefined && sameState(first, other)) ? first : undefined;
}

/** What the filesystem comes to when `mount` is first; undefined where that is not certain. */
function stateBy(mount: Mount, { mounts, kernel, host }: Known): FilesystemState | undefined {
  if (!mount.options.complete || !mount.mountpoint.certain || mount.replaced !== undefined) return undefined;
  const options = optionsOf(mount);
  if (options.some((option) => isRefused(option, kernel))) return undefined;
  const added = addedByHost(mount, host).filter(({ name }) => isFilesystemWide(name));
  if (added.some((option) => isRefused(option, kernel))) return undefined;
  // disko installs without what the host adds; afterwards both lists are one, in an order that nobody promises.
  const lists = added.length === 0 ? [options] : [options, [...options, ...added], [...added, ...options]];
  const states = lists.flatMap((list) => foldConditional(list, kernel) ?? []);
  const state = states.length < lists.length ? undefined : states.length === 1 ? states[0] : commonState(states);
  if (state === undefined) return undefined;
  // systemd-remount-fs applies the options of "/usr" once more, to the whole filesystem.
  const remounted = mounts.filter((other) => other !== mount && other.mountpoint.value === "/usr");
  const after = remounted.map(
    (usr) =>
      usr.options.complete && usr.replaced === undefined && foldConditional([...options, ...optionsOf(usr)], kernel),
  );
  return after.every((later) => later && sameState(later, state)) ? state : undefined;
}

/** With such an option the mount fails, so nothing is in effect at all. */
function isRefused(option: MountOption, kernel: KernelVersion): boolean {
  const verdict = checkOption(option, kernel);
  switch (verdict.kind) {
    case "unknown":
    case "bad-value":
      return true;
    case "removed":
    case "not-yet":
      return verdict.effect === "fails";
    default:
      return /\s/.test(option.entry.value);
  }
}

/** Names nobody knows count as filesystem-wide: a later kernel may know them. */
function isFilesystemWide(name: string): boolean {
  return (describeOption(name)?.scope ?? "filesystem") === "filesystem";
}

function addedByHost(mount: Mount, host: Host): MountOption[] {
  if (host.kind === "unknown") return [];
  const { at } = mount.object;
  return host.fileSystems
    .filter((entry) => entry.name === mount.mountpoint.value)
    .flatMap(({ options }) => options.flatMap((value) => splitEntry({ value, at, certain: true, literal: false })));
}
