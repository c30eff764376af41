/** Tools whose own options are on, and which tool a module runs when it is given another package. */
import type { NotKnown } from "../nixos/host.ts";
import type { Pattern, PatternIndex } from "../patterns/pattern.ts";
import { holding } from "./conditions.ts";
import { addFound, evidenceIn, type Findings, type Maybe, type Scope } from "./found.ts";
import { askEach, type OptionAnswer } from "./option-answer.ts";
import { whatRuns } from "./what-runs.ts";

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
    const runs = whatRuns(pattern, option, scope.configuration, index);
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

  function takeConditional(
    pattern: Pattern,
    { option, if: conditions }: NonNullable<Pattern["detect"]["conditional"]>[number],
  ): void {
    const answers = askEach(scope.configuration, option).filter(({ kind }) => kind === "on");
    if (answers.length === 0) return;
    const [first] = answers;
    const star = first?.kind === "on" ? first.star : undefined;
    const holds = holding(conditions, scope.configuration, star);
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
