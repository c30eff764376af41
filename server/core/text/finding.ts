import type { FileEdit } from "./edit.ts";
import type { Location } from "./span.ts";

export type Severity = "error" | "warning" | "info" | "hint";

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
  readonly severity: Severity;
  readonly at: Location;
  readonly message: string;
  readonly related: readonly Related[];
  /** `unnecessary` is shown faded, `deprecated` struck through. */
  readonly tags: readonly ("unnecessary" | "deprecated")[];
  readonly fixes: readonly Fix[];
}
