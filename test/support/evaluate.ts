/** Nix in, value out: what tests of everything above the evaluator start from. */

import { createParser, type Parser } from "../../server/core/nix/syntax/parser.ts";
import type { BudgetLimits } from "../../server/core/nix/values/budget.ts";
import { type Arguments, createEvaluator, type Evaluator } from "../../server/core/nix/values/evaluate.ts";
import { type ExactJson, toJson } from "../../server/core/nix/values/json.ts";
import type { Value } from "../../server/core/nix/values/value.ts";
import type { Location } from "../../server/core/text/span.ts";
import { grammarBytes } from "./grammar.ts";
import { memoryFiles } from "./memory-files.ts";

/** Where the text given to the functions below lies. */
export const TEST_PATH = "/w/test.nix";

const parser: Parser = await createParser(await grammarBytes());

export const parse: Parser["parse"] = parser.parse;

export interface EvaluateOptions {
  /** Further files, by path; the text itself is /w/test.nix. */
  readonly files?: Readonly<Record<string, string>>;
  readonly budget?: BudgetLimits;
}

/** An evaluator of one text beside further files. */
export function evaluatorOf(text: string, options: EvaluateOptions = {}): Evaluator {
  return createEvaluator({
    parse,
    files: memoryFiles({ ...options.files, [TEST_PATH]: text }),
    ...(options.budget && { budget: options.budget }),
  });
}

/** The value of an expression or file; a function is called with `args`, as a disko file would be. */
export function evaluateText(text: string, args: Arguments = {}, options: EvaluateOptions = {}): Value {
  return evaluatorOf(text, options).evaluateRoot(TEST_PATH, args);
}

/** The value of an expression as JSON; functions are not called. */
export function evaluateToJson(text: string, options: EvaluateOptions = {}): ExactJson {
  const evaluator = evaluatorOf(text, options);
  return toJson(evaluator.evaluateFile(TEST_PATH), evaluator.context);
}

/** The text at a place in `text` (or in one of `files`). */
export function textAt(at: Location | undefined, text: string, files: Readonly<Record<string, string>> = {}): string {
  if (!at) return "nowhere";
  return (at.path === TEST_PATH ? text : (files[at.path] ?? "")).slice(at.span.start, at.span.end);
}
