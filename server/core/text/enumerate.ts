/** Words in a row, as a sentence has them: `a`, `a or b`, `a, b and c`. */
export function enumerate(words: readonly string[], conjunction: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}
