/**
 * The whole contract of a rule. A rule is a card: what, why, an example of bad and good, sources, and a check that yields
 * findings. It decides nothing about disks, kernels or tools itself: it says what disko/, mounts/ and plan/ know.
 */
import type { Layout } from "../disko/layout.ts";
import type { Machine } from "../machine/machine.ts";
import type { Effective } from "../mounts/effective.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import type { ImportProblem } from "../nix/values/imports.ts";
import type { Settings } from "../settings.ts";
import type { Consequence, Finding, Fix, Related } from "../text/finding.ts";
import type { Location } from "../text/span.ts";
import type { Advice } from "./advice.ts";

/** What a rule may look at. */
export interface RuleContext {
  readonly layout: Layout;
  readonly effective: Effective;
  /** Imports that Nix would stop at. */
  readonly imports: readonly ImportProblem[];
  readonly settings: Settings;
  /** Every Nix file that was read for the layout, its own first. */
  readonly paths: readonly string[];
  /** Syntax of any file the layout was evaluated from; undefined when it was not read. Fixes look here. */
  syntax(path: string): SyntaxTree | undefined;
  /** The host that the layout is for; only for rules that ask `ofMachine`. Undefined where no host is known. */
  readonly machine: Machine | undefined;
  /** What the hosts that use the file ask of it; empty where no tool is known. */
  readonly advices: readonly Advice[];
  /** What is wrong with the project file, where that is the file that is checked. */
  readonly projectProblems: readonly { readonly at: Location; readonly message: string }[];
}

export interface RuleFinding {
  readonly at: Location;
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly consequence?: Consequence;
  readonly related?: readonly Related[];
  readonly tags?: Finding["tags"];
  readonly fixes?: readonly Fix[];
}

export type { Consequence };

export interface RuleDocs {
  readonly what: string;
  readonly why: string;
  /** A whole file, or attributes of one btrfs content's `subvolumes` (see test/rules/README.md), that has the finding. */
  readonly bad: string;
  /** The same, mended. */
  readonly good: string;
  /** Addresses that a reader can open. */
  readonly sources: readonly string[];
}

export interface Rule {
  /** DSK1xx structure, 2xx mount options, 3xx layout, 4xx toolstack, 5xx durability, 6xx boot. Never reused. */
  readonly code: `DSK${number}`;
  /** Kebab case, the name of its file. */
  readonly name: string;
  /** What comes of it, as a rule. It decides the severity. */
  readonly consequence: Consequence;
  readonly docs: RuleDocs;
  /**
   * It concludes from what is not written. While a file that the layout rests on has a syntax error, something may be
   * missing only because it is half typed: then the rule is not asked.
   */
  readonly needsWholeFiles?: boolean;
  /** It looks at `machine`, and is asked once for each host; else once for all hosts that see the same layout. */
  readonly ofMachine?: boolean;
  check(context: RuleContext): Iterable<RuleFinding>;
}

/** A rule as it is, checked by the compiler: every rule is a literal of this one shape. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
