/**
 * The one door. Everything above (LSP, CLI, tests) asks here and only translates; everything below is pure.
 * Made from the grammar's bytes and a view of the workspace; holds parsed trees between calls, nothing else.
 */

import type { Settings } from "./settings.ts";
import type { FileEdit } from "./text/edit.ts";
import type { Finding } from "./text/finding.ts";
import type { Location } from "./text/span.ts";

/** Files that an answer rests on. An edge fetches `pending` ones, asks again, and watches all of `read`. */
export interface Dependencies {
  readonly read: readonly string[];
  readonly pending: readonly string[];
}

export interface CheckResult extends Dependencies {
  /** False where the file has no disko devices: an edge stays silent about it. */
  readonly isDisko: boolean;
  /** Findings in this file and in files it imports, in order of path and place; suppressed ones are left out. */
  readonly findings: readonly Finding[];
}

export interface FixResult {
  /** Edits that resolve every safely fixable finding of the file, in document order; none overlap. */
  readonly edits: readonly FileEdit[];
  readonly fixed: readonly Finding[];
}

export interface Hover {
  readonly at: Location;
  /** Markdown. */
  readonly markdown: string;
}

/** JSON of a value: `{ "$unknown": "why" }` where not known, `{ "$function": true }` for functions. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type EvaluateResult = Dependencies &
  (
    | { readonly ok: true; readonly value: Json }
    /** The file cannot be read or parsed, or the attribute does not exist: one line that names file and place. */
    | { readonly ok: false; readonly message: string }
  );

export interface Explanation {
  readonly title: string;
  /** Markdown page of a rule or a mount option. */
  readonly markdown: string;
}

export interface Engine {
  check(path: string, settings: Settings): CheckResult;
  /** The safe fixes of the file's findings, applied until nothing is left or nothing changes. */
  fixAll(path: string, settings: Settings): FixResult;
  hover(path: string, offset: number, settings: Settings): Hover | undefined;
  /** `attribute`: dotted path below the value. `args`: given to a file that is a function. */
  evaluate(
    path: string,
    options: { readonly attribute?: string; readonly args?: { readonly [name: string]: Json } },
  ): EvaluateResult;
  /** By rule code, rule name, or mount option (`compress`, `compress=zstd`). */
  explain(topic: string): Explanation | undefined;
  /** Edits that write `# disko-ignore CODE` for this finding; undefined where no comment can stand. */
  suppress(finding: Finding): readonly FileEdit[] | undefined;
  /** Forgets the parsed tree of a file that was closed or deleted. */
  forget(path: string): void;
}
