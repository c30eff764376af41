import type { Rule } from "./rule.ts";

/** Every rule, in order of code. */
export const RULES: readonly Rule[] = [];

export function findRule(topic: string): Rule | undefined {
  const wanted = topic.trim().toLowerCase();
  return RULES.find((rule) => rule.code.toLowerCase() === wanted || rule.name === wanted);
}
