/** What is said of a word that should be the code or the name of a rule, and is not. */
import { findRule, RULES } from "../rules/index.ts";
import { didYouMean } from "../text/similar.ts";

const CODE = /^dsk\d*$/i;

/** The rule that was probably meant, by its code or its name, whichever was written. */
export function nearestRule(word: string): string | undefined {
  const isCode = CODE.test(word);
  return didYouMean(
    word,
    RULES.map(({ code, name }) => (isCode ? code : name)),
  );
}

/** A statement without its full stop, and what was probably meant; undefined where there is such a rule. */
export function unknownRule(word: string): { readonly statement: string; readonly guess: string } | undefined {
  if (findRule(word)) return undefined;
  const meant = nearestRule(word);
  const guess = meant === undefined ? "RULES.md has all codes and names." : `Did you mean \`${meant}\`?`;
  return { statement: `There is no rule \`${word}\``, guess };
}
