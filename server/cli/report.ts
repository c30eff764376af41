/** What a check came to, before it is written as text or JSON. */
import type { Finding, Severity } from "../core/text/finding.ts";

export interface Report {
  /** Each once, in order of path and place. */
  readonly findings: readonly Finding[];
  /** Files that were read. */
  readonly checked: number;
  /** Of these, files that define disko devices. */
  readonly disko: number;
  /** Files named on the command line that define none. */
  readonly notDisko: readonly string[];
  /** How many findings `--fix` removed; undefined without it. */
  readonly fixed: number | undefined;
  /** False where something could not be read or written, as stderr says. */
  readonly complete: boolean;
}

export function countSeverities(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** A file imported by several others is checked with each; what is said of it is said once. */
export function withoutDoubles(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const { path, span } = finding.at;
    const key = JSON.stringify([path, span.start, span.end, finding.code, finding.message]);
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

export function inOrder(findings: readonly Finding[]): Finding[] {
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) =>
      byText(a.at.path, b.at.path) ||
      a.at.span.start - b.at.span.start ||
      a.at.span.end - b.at.span.end ||
      byText(a.code, b.code),
  );
}
