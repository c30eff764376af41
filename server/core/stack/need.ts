/**
 * What a data path asks of its filesystem, and why. Needs follow from the I/O profile and the role of the data, whatever
 * the priority; `resolve-needs.ts` settles what contradicts itself under one.
 */
import type { DataRole } from "../patterns/pattern.ts";
import type { StackTool } from "./toolstack.ts";

export type Want =
  /** `off`: blocks are overwritten in place. `on`: checksums and snapshots are worth more than that. */
  | { readonly aspect: "copy-on-write"; readonly value: "off" | "on" }
  | { readonly aspect: "compression"; readonly value: "on" | "indifferent" }
  /** No access times: reading must not write. */
  | { readonly aspect: "access-time"; readonly value: "off" }
  /** A subvolume of its own: out of snapshots of what is above (`excluded`), or kept when that is rolled back (`kept`). */
  | { readonly aspect: "snapshots"; readonly value: "excluded" | "kept" };

export interface Reason {
  /** A sentence of its own: "PostgreSQL overwrites 8K pages in place." */
  readonly text: string;
  readonly source: { readonly url: string; readonly title: string };
}

export interface Need {
  /** Absolute path of the data. */
  readonly path: string;
  readonly want: Want;
  /** `must`: without it the tool fails or data is lost. */
  readonly strength: "must" | "prefer";
  /** What it brings, 1 (noticeable) to 10 (decisive), for a tool that works hard. */
  readonly weight: number;
  readonly role: DataRole;
  readonly tool: StackTool;
  /** The user whose home the path lies in. */
  readonly user: string | undefined;
  readonly reasons: readonly Reason[];
}

/** The needs of one path after contradictions were settled. At most one for each aspect. */
export interface PathNeeds {
  readonly path: string;
  readonly user: string | undefined;
  readonly needs: readonly Need[];
  readonly settled: readonly Settled[];
}

/** Two needs that exclude each other, and the rule by which one of them holds. */
export interface Settled {
  readonly kept: Need;
  readonly dropped: Need;
  /** A sentence: "Under durability, checksums are worth more than fewer writes." */
  readonly rule: string;
}
