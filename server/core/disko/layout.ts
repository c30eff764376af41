/**
 * The layout as written: what disko will make of a file, every value with the place it was written at. It is the ground
 * that mounts and rules stand on. Data only; `lower.ts` makes it.
 */
import type { UnknownValue, Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";

/** A value of the file with its place. `certain` false: defined only under a condition that is not known. */
export interface Written<T> {
  readonly value: T;
  readonly at: Location;
  readonly certain: boolean;
}

/** A value that is written, not written (`absent`), or written but not knowable. */
export type Maybe<T> =
  | ({ readonly kind: "known" } & Written<T>)
  | { readonly kind: "unknown"; readonly why: string; readonly at: Location | undefined }
  | { readonly kind: "absent" };

/** One object of disko's schema (a disk, a content, a partition, a subvolume …). */
export interface DiskoObject {
  /** Type of the schema: `disk`, `gpt`, `gpt_partition`, `btrfs`, `btrfs_subvol`, … */
  readonly type: string;
  /** The attribute name it stands under (`main`, `@home`), where it has one. */
  readonly name: string | undefined;
  /** Attribute path from the file's top, e.g. ["disko","devices","disk","main"]. */
  readonly path: readonly string[];
  /** The name as written, else the expression. Where a finding on the object as a whole points. */
  readonly at: Location;
  /** Exists only under a condition that is not known. */
  readonly conditional: boolean;
  /** May have further attributes that are not known. */
  readonly open: boolean;
  readonly parent: DiskoObject | undefined;
  /** Attributes as written, by name, with every definition (several where `mkMerge` or `//` meet). */
  readonly attributes: ReadonlyMap<string, DiskoAttribute>;
  /** Schema objects directly below (content, partitions, subvolumes, lvs …), in attribute order. */
  readonly children: readonly DiskoObject[];
}

export interface DiskoAttribute {
  readonly name: string;
  /** The name as written; the value's place where the name is computed. */
  readonly key: Location;
  /** The binding `name = value;` where it is a single one that a fix may remove. */
  readonly binding: Location | undefined;
  readonly definitions: readonly Definition[];
}
/** One definition after `mkIf`, `mkMerge`, `mkDefault`, `mkForce` are taken off. */
export interface Definition {
  readonly value: Value;
  readonly at: Location;
  readonly certain: boolean;
}

/** What the schema walk found wrong: facts of structure, said by the DSK1xx rules. */
export type StructureProblem =
  | {
      readonly kind: "unknown-attribute";
      readonly at: Location;
      readonly object: DiskoObject;
      readonly name: string;
      readonly binding: Location | undefined;
      readonly suggestion: string | undefined;
    }
  | {
      readonly kind: "wrong-type";
      readonly at: Location;
      readonly object: DiskoObject;
      readonly name: string;
      /** It is not the attribute itself that does not fit, but an item of its list. */
      readonly isItem?: true;
      readonly expected: string;
      readonly actual: string;
      readonly value: Value;
    }
  | {
      readonly kind: "value-mismatch";
      readonly at: Location;
      readonly object: DiskoObject;
      readonly name: string;
      readonly isItem?: true;
      readonly expected: string;
      readonly actual: string;
      readonly value: Value;
      readonly suggestion: string | undefined;
    }
  | { readonly kind: "missing-attribute"; readonly at: Location; readonly object: DiskoObject; readonly name: string }
  | {
      readonly kind: "internal-attribute";
      readonly at: Location;
      readonly object: DiskoObject;
      readonly name: string;
      readonly binding: Location | undefined;
      /** disko refuses any value for it. */
      readonly isReadOnly: boolean;
    }
  | {
      readonly kind: "unknown-content-type";
      readonly at: Location;
      readonly actual: string;
      readonly accepted: readonly string[];
      readonly suggestion: string | undefined;
    }
  | { readonly kind: "missing-content-type"; readonly at: Location; readonly accepted: readonly string[] };

/** A value that its attribute does not take. */
export type Misfit = Extract<StructureProblem, { kind: "wrong-type" | "value-mismatch" }>;

/** `mountOptions` of one mount. */
export interface OptionList {
  /** Elements in order. disko passes each as its own unquoted `-o`, so one element may hold several options. */
  readonly entries: readonly OptionEntry[];
  /** False when options may be there that are not known. */
  readonly complete: boolean;
  /** Whether the attribute is written at all; if not, `entries` is disko's default `defaults`. */
  readonly written: boolean;
  /** The attribute's name as written. */
  readonly key: Location | undefined;
  /** The whole `mountOptions = …;` binding, where it is one. */
  readonly binding: Location | undefined;
  /** The list literal, where the whole list is one literal that a fix may edit. */
  readonly list: Location | undefined;
}
export interface OptionEntry extends Written<string> {
  /** `at` is a plain string literal in the source whose text, without quotes, is `value`. */
  readonly literal: boolean;
}

/** One entry of the resulting `fileSystems`. */
export interface Mount {
  /** The object that has the mountpoint: btrfs_subvol, btrfs, filesystem, nodev, zfs_fs … */
  readonly object: DiskoObject;
  /** For messages: subvolume name, else partition name, else mountpoint. */
  readonly name: string;
  readonly mountpoint: Written<string>;
  readonly options: OptionList;
  readonly fsType: string | undefined;
  /** Device path as disko computes it (`/dev/disk/by-partlabel/disk-main-root`, `/dev/mapper/crypted`); undefined when not known. */
  readonly device: string | undefined;
  /** The btrfs content this is a mount of. */
  readonly btrfs: BtrfsFilesystem | undefined;
  /**
   * disko's script mounts it as it is here, but NixOS takes other options, or another mount or none, in its place, for
   * certain or under a condition: a module sets them by force. See taken-by-nixos.ts.
   */
  readonly replaced?: "options" | "mount" | undefined;
}

/** A `type = "btrfs"` content: one filesystem. */
export interface BtrfsFilesystem {
  readonly object: DiskoObject;
  /** For messages: name of the partition, LUKS or logical volume that holds it. */
  readonly name: string;
  readonly device: string | undefined;
  readonly subvolumes: readonly Subvolume[];
  /** The content's own mountpoint (top level of the filesystem). */
  readonly mountpoint: Maybe<string>;
  readonly options: OptionList;
  /** False when subvolumes or mountpoints may be there that are not known. */
  readonly complete: boolean;
}
export interface Subvolume {
  readonly object: DiskoObject;
  /** Path of the subvolume in the filesystem: `name` if set, else the attribute name. */
  readonly name: string;
  readonly mountpoint: Maybe<string>;
  readonly options: OptionList;
}

export interface Layout {
  /** The file that was evaluated. Places may lie in files it imports. */
  readonly path: string;
  /** Top-level objects below `disko.devices`. */
  readonly objects: readonly DiskoObject[];
  readonly problems: readonly StructureProblem[];
  readonly btrfs: readonly BtrfsFilesystem[];
  /** Every mount whose mountpoint is known, of every filesystem type, in attribute order. */
  readonly mounts: readonly Mount[];
  /** False when mounts may be there that are not known. */
  readonly complete: boolean;
  /** A file beside it defines devices too and has names that this one lacks: together they may be the layout of one host. */
  readonly fragment?: true | undefined;
  /** `disko.enableConfig` is off, or may be: NixOS hears nothing of these filesystems, swaps and LUKS devices. */
  readonly installsOnly?: true | undefined;
  /** What could not be known, with its place, for `eval` and debugging. */
  readonly unknowns: readonly UnknownValue[];
}
