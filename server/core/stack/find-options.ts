/** Tools whose own options are on, and which tool a module runs when it is given another package. */
import type { NotKnown } from "../nixos/host.ts";
import { packageName } from "../nixos/package-set.ts";
import type { Pattern, PatternIndex } from "../patterns/pattern.ts";
import { holding } from "./conditions.ts";
import { addFound, evidenceIn, type Findings, type Maybe, type Scope } from "./found.ts";
import { askEach, type OptionAnswer } from "./option-answer.ts";

export interface OptionFindings {
  readonly maybes: readonly Maybe[];
  /** Conditions that are not known, in words. */
  readonly notes: readonly NotKnown[];
}

/** Adds to `findings` what the options of one configuration show. */
export function findOptions(
  scope: Scope,
  patterns: readonly Pattern[],
  index: PatternIndex,
  findings: Findings,
): OptionFindings {
  const maybes: Maybe[] = [];
  const notes: NotKnown[] = [];

  for (const pattern of patterns) {
    const { options, homeOptions, conditional = [] } = pattern.detect;
    for (const option of scope.user === undefined ? options : homeOptions) {
      for (const answer of askEach(scope.configuration, option)) take(pattern, option, answer);
    }
    if (scope.user === undefined) for (const one of conditional) takeConditional(pattern, one);
  }
  return { maybes, notes };

  function take(pattern: Pattern, option: string, answer: OptionAnswer): void {
    if (answer.kind === "unknown") maybes.push({ pattern, scope, ...answer });
    if (answer.kind !== "on") return;
    const runs = whatRuns(pattern, option);
    const { name, at, star } = answer;
    for (const other of runs.patterns) {
      addFound(findings, other, {
        evidence: evidenceIn(scope, runs.at ?? at, runs.name ?? name),
        certain: answer.certain && runs.certain,
        via: "option",
        user: scope.user,
        machine: scope.machine,
        container: undefined,
        instance: star,
      });
    }
  }

  /**
   * `programs.vscode.package = pkgs.vscodium` is VSCodium. A program from a package that is not known may be another one;
   * a service from one is its own kind in another version.
   */
  function whatRuns(pattern: Pattern, option: string) {
    const itself = { patterns: [pattern], certain: true, at: undefined, name: undefined };
    if (!option.endsWith(".enable") || option.includes("*")) return itself;
    const name = option.replace(/enable$/, "package");
    const state = scope.configuration.option(name.split("."));
    if (state.kind === "absent") return itself;
    if (state.kind === "unknown")
      return { ...itself, certain: state.at === undefined || !option.startsWith("programs.") };
    const { value, definitions } = state;
    if (value.kind === "null") return itself;
    const runs = packageName(value);
    if (runs === undefined) return { ...itself, certain: !option.startsWith("programs.") };
    const others = index.byVariant(runs);
    if (others.length === 0 || others.includes(pattern)) return itself;
    return { patterns: others, certain: state.certain, at: definitions[0], name };
  }

  function takeConditional(
    pattern: Pattern,
    { option, if: conditions }: NonNullable<Pattern["detect"]["conditional"]>[number],
  ): void {
    const answers = askEach(scope.configuration, option).filter(({ kind }) => kind === "on");
    if (answers.length === 0) return;
    const holds = holding(conditions, scope.configuration);
    const refusals = pattern.detect.options
      .filter((own) => !own.includes("*"))
      .flatMap((own) => askEach(scope.configuration, own))
      .map((answer) => (answer.kind === "off" ? answer.refused : undefined));
    if (holds.kind === "no" || refusals.includes("certainly")) return;
    if (holds.kind === "unknown") {
      notes.push({ at: holds.at, why: `whether ${pattern.name} runs, which hangs on \`${holds.name}\`: ${holds.why}` });
      if (!holds.usual) return;
    }
    const sure = holds.kind === "yes" && !refusals.includes("perhaps");
    for (const answer of answers)
      take(pattern, option, answer.kind === "on" ? { ...answer, certain: answer.certain && sure } : answer);
  }
}
