/** Small layouts made by hand, so that mounts/ is tested without a parser. Places are counted through, one per string. */
import type {
  BtrfsFilesystem,
  DiskoObject,
  Layout,
  Mount,
  OptionEntry,
  OptionList,
  Subvolume,
  Written,
} from "../../../server/core/disko/layout.ts";
import { type MountOption, splitEntry } from "../../../server/core/mounts/mount-option.ts";
import type { Location } from "../../../server/core/text/span.ts";

const PATH = "/disko.nix";
let nextPlace = 0;

function place(length: number): Location {
  const start = nextPlace;
  nextPlace += length + 1;
  return { path: PATH, span: { start, end: start + length } };
}

function written<T>(value: T, certain = true): Written<T> {
  return { value, at: place(String(value).length + 2), certain };
}

export interface MountSpec {
  readonly options?: readonly (string | { readonly maybe: string })[];
  /** Options may be there that are not known. */
  readonly incomplete?: boolean;
  /** The whole subvolume exists only under a condition that is not known. */
  readonly conditional?: boolean;
  readonly name?: string;
}

export interface FilesystemSpec {
  readonly device?: string;
  /** Mounted subvolumes by mountpoint. */
  readonly mounts: Readonly<Record<string, readonly string[] | MountSpec>>;
  readonly complete?: boolean;
}

export interface LayoutSpec {
  readonly btrfs: readonly FilesystemSpec[];
  /** Mounts of other filesystems: mountpoint → type, or type, device and options. */
  readonly others?: Readonly<
    Record<string, { readonly fsType: string; readonly device?: string; readonly options?: readonly string[] }>
  >;
  readonly complete?: boolean;
}

function object(type: string, name: string, conditional = false): DiskoObject {
  return {
    type,
    name,
    path: ["disko", "devices", name],
    at: place(name.length),
    conditional,
    open: false,
    parent: undefined,
    attributes: new Map(),
    children: [],
  };
}

export function optionList(spec: MountSpec): OptionList {
  const entries = (spec.options ?? []).map((option): OptionEntry => {
    const text = typeof option === "string" ? option : option.maybe;
    return { ...written(text, typeof option === "string"), literal: true };
  });
  return {
    entries,
    complete: !spec.incomplete,
    written: spec.options !== undefined,
    key: undefined,
    binding: undefined,
    list: undefined,
  };
}

/** The options of one list as mount(8) sees them: `options("noatime", "compress=zstd")`. */
export function options(...texts: readonly string[]): MountOption[] {
  return optionList({ options: texts }).entries.flatMap(splitEntry);
}

function makeFilesystem(spec: FilesystemSpec, index: number): { filesystem: BtrfsFilesystem; mounts: Mount[] } {
  const device = spec.device ?? `/dev/disk/by-partlabel/disk-main-root${index || ""}`;
  const parts = Object.entries(spec.mounts).map(([mountpoint, given]) => {
    const mount: MountSpec = Array.isArray(given) ? { options: given } : (given as MountSpec);
    const name = mount.name ?? (mountpoint === "/" ? "@" : `@${mountpoint.slice(1).replaceAll("/", "-")}`);
    const subvolume: Subvolume = {
      object: object("btrfs_subvol", name, mount.conditional),
      name,
      mountpoint: { kind: "known", ...written(mountpoint) },
      options: optionList(mount),
    };
    return { subvolume, mountpoint: written(mountpoint) };
  });
  const filesystem: BtrfsFilesystem = {
    object: object("btrfs", "root"),
    name: "root",
    device,
    subvolumes: parts.map(({ subvolume }) => subvolume),
    mountpoint: { kind: "absent" },
    options: optionList({}),
    complete: spec.complete ?? true,
  };
  const mounts = parts.map(({ subvolume, mountpoint }): Mount => {
    return {
      object: subvolume.object,
      name: subvolume.name,
      mountpoint,
      options: subvolume.options,
      fsType: "btrfs",
      device,
      btrfs: filesystem,
    };
  });
  return { filesystem, mounts };
}

/** `makeLayout({ btrfs: [{ mounts: { "/": ["compress=zstd"], "/home": [] } }] })` */
export function makeLayout(spec: LayoutSpec): Layout {
  const filesystems = spec.btrfs.map(makeFilesystem);
  const others = Object.entries(spec.others ?? {}).map(([mountpoint, other]): Mount => {
    return {
      object: object("nodev", mountpoint),
      name: mountpoint,
      mountpoint: written(mountpoint),
      options: optionList({ options: other.options ?? [] }),
      fsType: other.fsType,
      device: other.device ?? other.fsType,
      btrfs: undefined,
    };
  });
  return {
    path: PATH,
    objects: [],
    problems: [],
    btrfs: filesystems.map(({ filesystem }) => filesystem),
    mounts: [...filesystems.flatMap(({ mounts }) => mounts), ...others],
    complete: spec.complete ?? true,
    unknowns: [],
  };
}
