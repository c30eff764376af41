/** What a host runs: the contract between stack/ and the planner, the reports and the editor's pages. */
import type { InnerMachine, NotKnown } from "../nixos/host.ts";
import type { DataPath, Pattern, ResolvedProfile } from "../patterns/pattern.ts";
import type { Workload } from "../settings.ts";
import type { Location } from "../text/span.ts";

/** A line that shows that a tool is there. */
export interface Evidence {
  /** Undefined where it was given on the command line or in the editor's settings. */
  readonly at: Location | undefined;
  /** The option, the package, or where the user said so: `services.postgresql.enable`. */
  readonly name: string;
  /** The tool whose NixOS module switches this one on when that option is set: "Immich". */
  readonly through?: string;
  /** The machine inside the host whose configuration says it. */
  readonly machine?: { readonly kind: InnerMachine["kind"]; readonly name: string };
}

/** "through Immich, in the container db": what belongs behind the name of an evidence; empty for most. */
export function evidenceNote({ through, machine }: Evidence): string {
  return [
    ...(through === undefined ? [] : [`through ${through}`]),
    ...(machine ? [`in the ${machine.kind} ${machine.name}`] : []),
  ].join(", ");
}

export interface StackTool {
  readonly pattern: Pattern;
  /** `likely`: under a condition that is not known, or something not seen may switch it off. */
  readonly certainty: "certain" | "likely";
  readonly via: "option" | "package" | "user";
  /** The strongest first. */
  readonly evidence: readonly Evidence[];
  /** Where its data lies on this host: `~` and `PROJECT` are resolved, options that move it are followed. */
  readonly data: readonly ToolData[];
}

export interface ToolData {
  readonly path: string;
  readonly data: DataPath;
  readonly profile: ResolvedProfile;
  /** The option that says that it lies there, where one does. */
  readonly at: Location | undefined;
  /** The user whose home it lies in. */
  readonly user: string | undefined;
}

export interface Toolstack {
  /** Undefined: no host was found, only what the user says. */
  readonly host: string | undefined;
  /** In order of category, then id. Patterns of every NixOS (`detect.always`) are in `system`. */
  readonly tools: readonly StackTool[];
  readonly system: readonly StackTool[];
  readonly projects: readonly { readonly path: string; readonly at: Location | undefined }[];
  readonly snapshots: SnapshotUse;
  readonly workload: Workload;
  /** What could not be known, in order of place. */
  readonly unknown: readonly NotKnown[];
}

/** Whether something takes snapshots (snapper, btrbk, …): they pin space, and make `nodatacow` files be copied once more. */
export type SnapshotUse =
  | {
      readonly kind: "known";
      readonly taken: boolean;
      /** Mount points whose subvolumes are certainly snapshotted; of others nobody knows. Empty where none are taken. */
      readonly of: readonly string[];
      readonly evidence: readonly Evidence[];
    }
  | { readonly kind: "unknown" };
