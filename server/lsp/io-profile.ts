/** The I/O profile of one data path as a table of markdown: each fact in words, with the source that says so. */
import type { IoProfile, ResolvedFact, ResolvedProfile } from "../core/patterns/pattern.ts";
import { link, sentence, table, text } from "./markdown.ts";

type Fact = keyof IoProfile;

const WORDS: { readonly [K in Fact]: readonly [what: string, say: (is: NonNullable<IoProfile[K]>["is"]) => string] } = {
  reads: ["Reads", (is) => ({ sequential: "from start to end", random: "here and there", mixed: "both ways" })[is]],
  writes: [
    "Writes",
    (is) =>
      ({
        "in-place": "over blocks of existing files",
        append: "at the end of files",
        replace: "whole files anew",
        mixed: "in several ways",
        none: "nothing",
      })[is],
  ],
  readShare: ["Reads among all bytes", (is) => `${Math.round(is * 100)} %`],
  fileSize: ["Typical file", (is) => is],
  writeSize: ["Written at once", (is) => is],
  sync: [
    "Forced to the disk",
    (is) => ({ "every-write": "with every write", often: "often", rare: "rarely", never: "never" })[is],
  ],
  churn: ["Replaced or deleted", (is) => ({ low: "little", medium: "some", high: "much" })[is]],
  growth: ["Growth", (is) => ({ bounded: "bounded", slow: "slow", fast: "fast" })[is]],
  compressibility: [
    "Shrinks with zstd",
    (is) => ({ none: "not", low: "a little", medium: "well", high: "to less than half" })[is],
  ],
};

/** Empty where nothing is known of it. `category`: the name that stands at facts that are the category's. */
export function profileTable(profile: ResolvedProfile, category: string): string {
  const row = <K extends Fact>(name: K, fact: ResolvedProfile[K]): string[][] => {
    if (!fact) return [];
    const [what, say] = WORDS[name];
    return [[what, withNote(say(fact.is), fact), source(fact, category)]];
  };
  const rows = (Object.keys(WORDS) as Fact[]).flatMap((name) => row(name, profile[name]));
  return table(["Use of the disk", "How", "Source"], rows);
}

function withNote(said: string, { note }: ResolvedFact<unknown>): string {
  return note === undefined ? text(said) : `${text(said)}: ${sentence(note)}`;
}

function source({ source, byCategory }: ResolvedFact<unknown>, category: string): string {
  const linked = link(text(source.title), source.url);
  return byCategory ? `${linked} (for all of category ${text(category)})` : linked;
}
