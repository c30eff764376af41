/**
 * What every differential suite says in the end: `agree N, unknown N, wrong N`. An expression counts as
 *
 *   agree    we say all that Nix says, or say that it stops where Nix stops
 *   unknown  we say nothing that is not so, but not everything
 *   wrong    we say what Nix does not say, or that it stops where it does not
 */
import type { Evaluator } from "../../server/core/nix/values/evaluate.ts";
import { type ExactJson, jsonText, toJson } from "../../server/core/nix/values/json.ts";
import { refusalOf } from "../../server/core/nix/values/refusal.ts";
import { evaluatorOf, parse, TEST_PATH } from "../support/evaluate.ts";
import { disagreement } from "./agreement.ts";
import { type Answer, askNix } from "./real-nix.ts";

export interface ThreeNumbers {
  readonly agree: number;
  /** Each with what Nix says and what we do. */
  readonly unknown: readonly string[];
  readonly wrong: readonly string[];
}

export type Verdict = { readonly kind: "agree" } | { readonly kind: "unknown" | "wrong"; readonly why: string };

/** Asks Nix and us for each expression, and prints the three numbers under `name`. `ours` defaults to the evaluator as it comes. */
export async function compareWithNix(
  name: string,
  expressions: readonly string[],
  ours: (expression: string) => ExactJson = ourAnswer,
): Promise<ThreeNumbers> {
  const answers = await askNix(expressions);
  return report(
    name,
    expressions.flatMap((expression, index) => {
      const answer = answers[index];
      return answer ? [{ expression, verdict: verdictOn(ours(expression), answer) }] : [];
    }),
  );
}

/** Counts verdicts and prints them; with DISKO_VERBOSE also what is unknown. */
export function report(
  name: string,
  judged: readonly { readonly expression: string; readonly verdict: Verdict }[],
): ThreeNumbers {
  const of = (kind: "unknown" | "wrong"): string[] =>
    judged.flatMap(({ expression, verdict }) =>
      verdict.kind === kind ? [`${expression}\n  ${"why" in verdict ? verdict.why : ""}`] : [],
    );
  const agree = judged.filter(({ verdict }) => verdict.kind === "agree").length;
  const numbers = { agree, unknown: of("unknown"), wrong: of("wrong") };
  console.info(`${name}: agree ${agree}, unknown ${numbers.unknown.length}, wrong ${numbers.wrong.length}`);
  if (process.env.DISKO_VERBOSE) console.info(numbers.unknown.join("\n"));
  return numbers;
}

/** The share of expressions that we agree on, from 0 to 1. */
export function agreeing({ agree, unknown, wrong }: ThreeNumbers): number {
  return agree / Math.max(1, agree + unknown.length + wrong.length);
}

/** What we say of an expression: strict JSON, with `{ "$failed": why }` where we say that Nix stops. */
export function ourAnswer(expression: string): ExactJson {
  const refusal = refusalOf(parse(TEST_PATH, expression));
  return refusal ? { $failed: refusal.message } : answerOf(evaluatorOf(expression), TEST_PATH);
}

/** The same for a file that an evaluator of any kind reads. */
export function answerOf(evaluator: Evaluator, path: string): ExactJson {
  return toJson(
    evaluator.evaluateFile(path),
    evaluator.context,
    ({ why, failure }): ExactJson => (failure === undefined ? { $unknown: why } : { $failed: `${failure}: ${why}` }),
  );
}

export function verdictOn(ours: ExactJson, nix: Answer): Verdict {
  const text = jsonText(ours);
  const failed = text.includes('"$failed":');
  const isFunction = text.includes('"$function":');
  if (nix.kind === "error") {
    // Nix has no JSON for a function either.
    if (failed || (isFunction && nix.why.includes("function"))) return { kind: "agree" };
    const why = `Nix stops (${nix.why}), we say ${text}`;
    return { kind: isFunction || text.includes('"$unknown":') ? "unknown" : "wrong", why };
  }
  const why = `Nix says ${JSON.stringify(nix.json)}, we say ${text}`;
  if (failed || disagreement(ours, nix, false)) return { kind: "wrong", why };
  return text.includes('"$unknown":') ? { kind: "unknown", why } : { kind: "agree" };
}
