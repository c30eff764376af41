import type { Rule } from "./rule.ts";
import { syntaxError } from "./syntax-error.ts";

/** Every rule, in order of code. */
export const RULES: readonly Rule[] = [syntaxError];

export function findRule(topic: string): Rule | undefined {
  const wanted = topic.trim().toLowerCase();
  return RULES.find((rule) => rule.code.toLowerCase() === wanted || rule.name === wanted);
}
