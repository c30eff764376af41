import type { FileEdit } from "./edit.ts";
import type { Location } from "./span.ts";

export type Severity = "error" | "warning" | "info" | "hint";

/** What comes of a mistake, and when it would show. It alone decides how severe a finding is, see `SEVERITY_OF`. */
export type Consequence =
  /** Nix, NixOS, or whoever reads the file refuses it; nothing has happened yet. */
  | "evaluation"
  /** The installation stops, as a rule when the disk is already wiped. */
  | "install"
  /** It installs, and the machine does not come up, or without something that it needs. */
  | "boot"
  /** Data is lost. */
  | "loss"
  /** It works, and does something else than is written, without a word. */
  | "silent"
  /** It works, and surprises later or under some condition. */
  | "risk"
  /** It works as written; something else would be better. */
  | "better"
  /** It works as written, and would just the same without. */
  | "redundant"
  /** It works as written, in a way that is going to go. */
  | "deprecated";

export const SEVERITY_OF: Readonly<Record<Consequence, Severity>> = {
  evaluation: "error",
  install: "error",
  boot: "error",
  loss: "error",
  silent: "warning",
  risk: "warning",
  better: "info",
  redundant: "hint",
  deprecated: "hint",
};

/** Another place that explains a finding. */
export interface Related {
  readonly at: Location;
  readonly message: string;
}

/** Edits that resolve a finding. `safe`: certainly harmless, may be applied without asking (fix-all, `--fix`). */
export interface Fix {
  readonly title: string;
  readonly edits: readonly FileEdit[];
  readonly safe: boolean;
}

/** What a rule has to say of one place: what is wrong, why it matters, what to do. */
export interface Finding {
  /** Stable code, e.g. `DSK204`. */
  readonly code: string;
  /** Name of the rule, e.g. `ignored-mount-option`. */
  readonly rule: string;
  /** That of the consequence, where the user does not want another. */
  readonly severity: Severity;
  readonly consequence: Consequence;
  readonly at: Location;
  readonly message: string;
  readonly related: readonly Related[];
  /** `unnecessary` is shown faded, `deprecated` struck through. */
  readonly tags: readonly ("unnecessary" | "deprecated")[];
  readonly fixes: readonly Fix[];
}

/** One place shared by several mounts, or by several files that import it, is said once. */
export function withoutDoubles(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const { path, span } = finding.at;
    const key = JSON.stringify([path, span.start, span.end, finding.code, finding.message]);
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

/** By path, then place, then code. */
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
