/**
 * What should be: the recommended layout as decisions, each with what, why and what it costs, and as changes of the file.
 * The planner (`make-plan.ts`) decides, `write-changes.ts` turns changes into edits; nobody above decides a second time.
 */
import type { BtrfsFilesystem, Layout, Mount } from "../disko/layout.ts";
import type { Effective } from "../mounts/effective.ts";
import type { MountOption } from "../mounts/mount-option.ts";
import type { WriteBinding } from "../nix/write/expression.ts";
import type { Environment, KernelVersion, Priority, Target } from "../settings.ts";
import type { Reason } from "../stack/need.ts";
import type { Evidence, Toolstack } from "../stack/toolstack.ts";
import type { Location } from "../text/span.ts";

/** What a plan is made from. */
export interface PlanInput {
  readonly layout: Layout;
  readonly effective: Effective;
  readonly toolstack: Toolstack;
  readonly choices: PlanChoices;
  /** What the file and its host set beside the devices. */
  readonly surroundings: Surroundings;
}

export interface PlanChoices {
  readonly priority: Priority;
  readonly environment: Environment;
  readonly target: Target;
  /** The user said so; else it is the default. Findings are milder about a default. */
  readonly chosen: { readonly priority: boolean; readonly environment: boolean; readonly target: boolean };
  readonly kernel: KernelVersion | undefined;
}

/** What is known of the NixOS configuration around the layout. */
export interface Surroundings {
  /** Whether the file is a NixOS module, so that `systemd.tmpfiles` in it takes effect. */
  readonly module: "yes" | "no" | "unknown";
  /** Lines of `systemd.tmpfiles.rules` of the host that are known, and whether there may be more. */
  readonly tmpfiles: { readonly lines: readonly string[]; readonly complete: boolean };
  /** `services.btrfs.autoScrub.enable`: undefined where nobody sets it; where that is not known it counts as set. */
  readonly autoScrub: boolean | undefined;
  /** `pkgs` is an argument of the file's outermost function. */
  readonly pkgsInScope: boolean;
  /** Text of a source at a place. Without it a hook that names `pkgs` is not recognized: its value is not known. */
  readonly sourceOf?: ((at: Location) => string | undefined) | undefined;
  /** Mountpoints beside those of the layout: the host's own `fileSystems`, and directories that it keeps elsewhere. */
  readonly otherMountpoints?: readonly string[] | undefined;
}

export interface Plan {
  readonly choices: PlanChoices;
  /** Everything that was decided, also what the file has already; in the order they are told. */
  readonly decisions: readonly Decision[];
  /** What others might expect, and why it is not done. */
  readonly notDone: readonly NotDone[];
  /** Filesystems that nothing is planned for. */
  readonly refusals: readonly Refusal[];
  /** What the result comes to, when every decision that is on by default is carried out. */
  readonly promise: Promised;
}

export type DecisionKind =
  | "compression"
  | "access-time"
  | "identical-options"
  | "no-copy-on-write"
  | "copy-on-write"
  | "subvolume"
  | "scrub";

export interface Decision {
  /** Stable over runs on the same file: `no-copy-on-write:/var/lib/postgresql`. */
  readonly id: string;
  readonly kind: DecisionKind;
  /** "No copy-on-write for /var/lib/postgresql" */
  readonly what: string;
  /** One line for the comment that is written beside the change, if one is. */
  readonly comment: string | undefined;
  readonly why: readonly Reason[];
  /** What is given up: "No checksums and no compression for these files." "Nothing." where it is so. */
  readonly cost: string;
  /** The tools that it is for, with their evidence. */
  readonly tools: readonly { readonly id: string; readonly name: string; readonly evidence: readonly Evidence[] }[];
  /** Where the file says otherwise today; undefined where nothing is written yet. */
  readonly at: Location | undefined;
  /** The filesystem it is about. */
  readonly filesystem: BtrfsFilesystem;
  /** Path that it is about, where it is about one. */
  readonly path: string | undefined;
  /** Empty: the file is so already. */
  readonly changes: readonly Change[];
  /** Carried out unless the user says otherwise. A new mount on a running machine is not. */
  readonly byDefault: boolean;
  /** Adds or moves a mount. */
  readonly addsMount: boolean;
  /** The configuration certainly does the opposite, at a risk for data; the plan says so and leaves it. */
  readonly contradicted: boolean;
  /** Commands to run before `nixos-rebuild`, where data lies there already; empty where none are needed. */
  readonly steps: readonly string[];
}

/** One change of the layout; several decisions may change one list. */
export type Change =
  /** The options of one mount: these go, that one comes. */
  | {
      readonly kind: "options";
      readonly mount: Mount;
      readonly remove: readonly MountOption[];
      /** Takes the place of the first that goes, else stands at the end. Undefined: nothing comes. */
      readonly add: string | undefined;
    }
  /** A new subvolume with a mountpoint. Its options are those that the first mount of the filesystem has in the end. */
  | {
      readonly kind: "subvolume";
      readonly filesystem: BtrfsFilesystem;
      readonly name: string;
      readonly mountpoint: string;
      readonly options: readonly string[];
      readonly comment: readonly string[];
    }
  /** A comment above something that is there. */
  | { readonly kind: "comment"; readonly at: Location; readonly lines: readonly string[] }
  /** A line of `systemd.tmpfiles.rules`. */
  | { readonly kind: "tmpfiles"; readonly line: string; readonly comment: readonly string[] }
  /** An option of the NixOS configuration, written into the same file. */
  | { readonly kind: "setting"; readonly binding: WriteBinding }
  /** `+C` at format time, for a file that is no module: a `postCreateHook` on the btrfs content. */
  | { readonly kind: "hook"; readonly filesystem: BtrfsFilesystem; readonly subvolumePaths: readonly HookTarget[] };

/** A directory inside a filesystem: the subvolume it lies in, and the path below that (`""` for the subvolume itself). */
export interface HookTarget {
  readonly subvolume: string;
  readonly path: string;
}

/** "`autodefrag`: it has no effect on PostgreSQL …" */
export interface NotDone {
  readonly what: string;
  readonly because: string;
  readonly sources: readonly string[];
  /** What to write where the user wants it after all, or where we could not. */
  readonly snippet?: string | undefined;
}

export interface Refusal {
  readonly at: Location | undefined;
  /** A sentence: what cannot be planned, and why. */
  readonly why: string;
  /** What to write by hand. */
  readonly snippet: string | undefined;
}

/** What holds after the default decisions; compared with the effective options of the rewritten file. */
export interface Promised {
  readonly filesystems: readonly PromisedFilesystem[];
  /** Directories whose new files are written without copy-on-write. */
  readonly noCopyOnWrite: readonly string[];
}

export interface PromisedFilesystem {
  /** The device, as disko computes it, or the name in messages where that is not known. */
  readonly device: string;
  /** As in mountinfo: `compress=zstd:1`, or `compress=no`. */
  readonly compress: string;
  readonly datacow: boolean;
  readonly mounts: readonly { readonly mountpoint: string; readonly noatime: boolean }[];
}
