/** What the parts of a plan for one filesystem are made from. */
import type { BtrfsFilesystem, Layout, Mount } from "../disko/layout.ts";
import type { EffectiveFilesystem } from "../mounts/effective.ts";
import type { KernelVersion } from "../settings.ts";
import type { PathNeeds } from "../stack/need.ts";
import type { Toolstack } from "../stack/toolstack.ts";
import type { OptionWish } from "./choose-options.ts";
import type { Place } from "./places.ts";
import type { Decision, NotDone, PlanChoices, Surroundings } from "./plan.ts";

export interface FilesystemContext {
  readonly filesystem: BtrfsFilesystem;
  /** The filesystem's name in ids, told apart from others of the same name. */
  readonly label: string;
  readonly layout: Layout;
  readonly effective: EffectiveFilesystem;
  /** In attribute order; not empty. */
  readonly mounts: readonly Mount[];
  readonly places: readonly Place[];
  readonly wish: OptionWish;
  /** Access times are to be turned off. */
  readonly noatime: boolean;
  /** Needs of paths that lie in it, and in nobody's home. */
  readonly needs: readonly PathNeeds[];
  readonly toolstack: Pick<Toolstack, "snapshots">;
  readonly choices: PlanChoices;
  readonly kernel: KernelVersion;
  readonly surroundings: Surroundings;
}

/** Decisions of one kind, and what is left out. */
export interface Part {
  readonly decisions: readonly Decision[];
  readonly notDone: readonly NotDone[];
}

/** A decision with what most of them have in common. */
export function decision(
  filesystem: BtrfsFilesystem,
  told: Pick<Decision, "id" | "kind" | "what" | "why" | "cost" | "changes"> & Partial<Decision>,
): Decision {
  return {
    comment: undefined,
    tools: [],
    at: undefined,
    path: undefined,
    byDefault: true,
    addsMount: false,
    contradicted: false,
    steps: [],
    ...told,
    filesystem,
  };
}

/** Where a mount says its options; without any, where it is named. */
export function placeOfMount(mount: Mount): Decision["at"] {
  return mount.options.key ?? mount.object.at;
}
