/** What a check came to, before it is written as text or JSON. */
import type { Finding, Severity } from "../core/text/finding.ts";

export interface Report {
  /** Each once, in order of path and place. */
  readonly findings: readonly Finding[];
  /** Files that were read. */
  readonly checked: number;
  /** Of these, files that define disko devices. */
  readonly disko: readonly string[];
  /** Files named on the command line that define none. */
  readonly notDisko: readonly string[];
  /** How many findings `--fix` removed; undefined without it. */
  readonly fixed: number | undefined;
  /** False where something could not be read or written, as stderr says. */
  readonly complete: boolean;
  /** What that was. */
  readonly missed: readonly Missed[];
}

export interface Missed {
  readonly path: string;
  /** Completes "PATH: …". */
  readonly why: string;
}

export function countSeverities(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
