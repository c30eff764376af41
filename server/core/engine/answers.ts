/** What the engine answers about hosts, toolstacks and plans: the contract with the edges. */
import type { NotKnown } from "../nixos/host.ts";
import type { HostFacts } from "../nixos/host-facts.ts";
import type { FreshLayout } from "../plan/fresh-layout.ts";
import type { Decision, Plan } from "../plan/plan.ts";
import type { NotWritten } from "../plan/write-result.ts";
import type { Toolstack } from "../stack/toolstack.ts";
import type { FileEdit } from "../text/edit.ts";
import type { Location } from "../text/span.ts";
import type { ToolSummary } from "./tool-names.ts";

export type { FreshLayout, NotWritten };

/** Files that an answer rests on. An edge fetches `pending` ones, asks again, and watches all of `read`. */
export interface Dependencies {
  readonly read: readonly string[];
  readonly pending: readonly string[];
}

/** The hosts of a file or a folder, each with its toolstack. */
export interface ProfileResult extends Dependencies {
  /** The folder that was searched for hosts. */
  readonly root: string;
  readonly hosts: readonly HostProfile[];
  /** Nothing is there by the name that was asked for: the names that are. */
  readonly noSuchHost: readonly string[] | undefined;
  /** What stood in the way of seeing more hosts. */
  readonly unknown: readonly NotKnown[];
  /** Every tool that may be named in this project, and every category. */
  readonly known: readonly ToolSummary[];
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  /** What is wrong with the project file, or with what the user named: unknown tools and the like. */
  readonly problems: readonly InputProblem[];
}

export interface HostProfile {
  readonly name: string;
  readonly entry: string;
  readonly toolstack: Toolstack;
  readonly facts: HostFacts;
  /** Why it may not be a whole host. */
  readonly likely: NotKnown | undefined;
  /** Ids of tools that the user passes over. */
  readonly excluded: readonly string[];
  /** Disko files among what it reads, as far as they are known. */
  readonly diskoFiles: readonly string[];
}

/** Something that a user gave us and that cannot be used. The rest of it still counts. */
export interface InputProblem {
  /** Undefined: it came from the command line or the settings. */
  readonly at: Location | undefined;
  /** A sentence: what is wrong, and what to do. */
  readonly message: string;
}

export interface GenerateOptions {
  /** Optional decisions that are wanted, by id. */
  readonly accept: readonly string[];
  /** Decisions that are not wanted, by id. */
  readonly skip: readonly string[];
  /** For a file without `disko.devices`; otherwise unused. */
  readonly fresh: FreshLayout;
}

export type GenerateResult = Dependencies & {
  readonly problems: readonly InputProblem[];
} & (
    | {
        readonly kind: "plan";
        readonly host: string | undefined;
        readonly toolstack: Toolstack;
        readonly plan: Plan;
        /** Decisions that `edits` carries out, and those that need the user's word. */
        readonly carriedOut: readonly Decision[];
        readonly optional: readonly Decision[];
        /** Edits in document order, none overlapping; also in other files, where the layout's text stands there. */
        readonly edits: readonly FileEdit[];
        /** Changes that could not be written: reason, and what to write by hand. */
        readonly notWritten: readonly NotWritten[];
        /** The file itself as it would be. */
        readonly text: string;
      }
    /** Several hosts use the file, and none was chosen. */
    | { readonly kind: "which-host"; readonly hosts: readonly string[] }
    /** The file has no layout yet, and what cannot be known was not said. */
    | { readonly kind: "needs-device"; readonly host: string | undefined; readonly toolstack: Toolstack }
    /** Nothing can be generated; `why` is a sentence. */
    | { readonly kind: "refused"; readonly at: Location | undefined; readonly why: string }
  );
