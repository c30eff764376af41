/**
 * What the kernel will really use: which mount of each btrfs filesystem decides the filesystem-wide options in each boot
 * phase, and what they come to. Measured rules, see mount-order.ts and fold.ts.
 */
import type { BtrfsFilesystem, Mount } from "../disko/layout.ts";
import type { MountOption } from "./mount-option.ts";

/** Who mounts the filesystem first in one phase. */
export type Decider =
  | { readonly kind: "known"; readonly mount: Mount }
  | { readonly kind: "race"; readonly candidates: readonly Mount[] }
  | { readonly kind: "unknown"; readonly why: string };

/** Phases in which a filesystem is mounted afresh. */
export type Phase = "install" | "bootScripted" | "bootSystemd";

/** Filesystem-wide settings that an option list comes to, by the kernel's own folding rules. Undefined: the kernel's default. */
export interface FilesystemState {
  readonly compress:
    | { readonly algorithm: "zlib" | "lzo" | "zstd"; readonly level: number | undefined; readonly force: boolean }
    | "off";
  readonly datacow: boolean;
  readonly datasum: boolean;
  /** Every other filesystem-wide setting by its canonical name, e.g. autodefrag → "on", commit → "30", discard → "async". */
  readonly others: ReadonlyMap<string, string>;
  /** Settings among `others` that options under a condition may change: nothing is known of them. */
  readonly unsure?: ReadonlySet<string>;
}

/** A filesystem-wide option on a mount that does not decide, asking for something else than what is in effect. */
export interface IgnoredOption {
  readonly option: MountOption;
  /** The setting it asks for (`compress`, `datacow`, `autodefrag`, …). */
  readonly setting: string;
  /** As a user would write what is asked and what is in effect: `compress=zstd:3`, `compress=no`, `datacow`; "the default" when the kernel decides. */
  readonly asked: string;
  readonly effective: string;
  /** True for compression and copy-on-write (and checksums): the data is stored in another way than asked. */
  readonly changesStorage: boolean;
}

export interface EffectiveMount {
  readonly mount: Mount;
  readonly options: readonly MountOption[];
  /** Empty on the deciding mount, and where the decider is not known. */
  readonly ignored: readonly IgnoredOption[];
}

export interface EffectiveFilesystem {
  readonly filesystem: BtrfsFilesystem;
  readonly deciders: Readonly<Record<Phase, Decider>>;
  /** The one mount that certainly decides in every phase; undefined when that is not certain. */
  readonly decider: Mount | undefined;
  /** Every mount that may decide in some phase, with what the filesystem comes to then; empty where that is not known. */
  readonly deciding: readonly { readonly mount: Mount; readonly state: FilesystemState | undefined }[];
  /** What is in effect on the whole filesystem; undefined when not known for certain. */
  readonly state: FilesystemState | undefined;
  readonly mounts: readonly EffectiveMount[];
  /** What is certain of the installation where the boot is not known; undefined where that is nothing. */
  readonly installed?: Installed | undefined;
}

/** The system is installed with other options than the mount asks for that it is written to. */
export interface Installed {
  /** Mounted first by disko. */
  readonly decider: Mount;
  /** Holds the store, which is nearly all that the installer writes. */
  readonly store: Mount;
  /** Its options in vain, those that say how data is stored. */
  readonly ignored: readonly IgnoredOption[];
}

export interface Effective {
  readonly filesystems: readonly EffectiveFilesystem[];
}
