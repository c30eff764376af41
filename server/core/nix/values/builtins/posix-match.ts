/**
 * Matches POSIX patterns the way libstdc++ does: depth first; a repetition is content with the first match it leads to,
 * a choice tries all its options and takes the longest match (the first of equally long ones). That is neither what POSIX
 * says nor what JavaScript's RegExp does, which can run for ever too.
 */
import type { Pattern, PosixPattern } from "./posix-pattern.ts";

export interface Match {
  readonly start: number;
  readonly end: number;
  /** The text of each group; undefined where a group took no part. */
  readonly groups: readonly (string | undefined)[];
}

interface Range {
  readonly start: number;
  readonly end: number;
}
type Groups = readonly (Range | undefined)[];
/** Rounds that a repetition has made at one position: libstdc++ allows two, so that empty rounds end. */
type Rounds = ReadonlyMap<number, { readonly position: number; readonly count: number }>;
type Continue = (position: number, groups: Groups, rounds: Rounds) => void;

const MAX_STEPS = 300_000;
const MAX_DEPTH = 1500;

class TooMuch extends Error {}

/** The whole text matched; null where it does not match, undefined where finding out takes too long. */
export function matchWhole(pattern: PosixPattern, text: string): Match | null | undefined {
  return guarded((budget) =>
    longestMatch(pattern, text, 0, budget, (start, end) => start === 0 && end === text.length),
  );
}

/** All matches from left to right, as std::regex_iterator finds them; undefined where that takes too long. */
export function matchAll(pattern: PosixPattern, text: string): readonly Match[] | undefined {
  return guarded((budget) => {
    const matches: Match[] = [];
    let position = 0;
    for (;;) {
      const last = matches.at(-1);
      let next: Match | null = null;
      if (last !== undefined && last.start === last.end) {
        if (last.end === text.length) return matches;
        next = longestMatch(pattern, text, last.end, budget, (start, end) => end > start);
        if (next === null) position = last.end + 1;
      }
      for (let from = position; next === null && from <= text.length; from++) {
        next = longestMatch(pattern, text, from, budget, () => true);
      }
      if (next === null) return matches;
      matches.push(next);
      position = next.end;
    }
  });
}

function guarded<Result>(search: (budget: { steps: number }) => Result): Result | undefined {
  try {
    return search({ steps: MAX_STEPS });
  } catch (error) {
    if (error instanceof TooMuch) return undefined;
    throw error;
  }
}

function longestMatch(
  { pattern, groups }: PosixPattern,
  text: string,
  start: number,
  budget: { steps: number },
  accepts: (start: number, end: number) => boolean,
): Match | null {
  let best: { readonly end: number; readonly groups: Groups } | undefined;
  let depth = 0;
  let isFound = false;

  step(pattern, start, new Array<undefined>(groups).fill(undefined), new Map(), (end, found) => {
    isFound = accepts(start, end);
    if (isFound && (best === undefined || end > best.end)) best = { end, groups: found };
  });
  if (best === undefined) return null;
  const texts = best.groups.map((range) => (range === undefined ? undefined : text.slice(range.start, range.end)));
  return { start, end: best.end, groups: texts };

  function step(node: Pattern, position: number, found: Groups, rounds: Rounds, next: Continue): void {
    if (best?.end === text.length) return;
    budget.steps -= 1;
    if (budget.steps < 0 || depth > MAX_DEPTH) throw new TooMuch();
    depth += 1;
    walk(node, position, found, rounds, next);
    depth -= 1;
  }

  function walk(node: Pattern, position: number, found: Groups, rounds: Rounds, next: Continue): void {
    switch (node.kind) {
      case "empty":
        next(position, found, rounds);
        break;
      case "start":
        if (position === 0) next(position, found, rounds);
        break;
      case "end":
        if (position === text.length) next(position, found, rounds);
        break;
      case "byte":
        if (position < text.length && node.accepts(text.charAt(position))) next(position + 1, found, rounds);
        break;
      case "sequence":
        sequence(node.parts, 0, position, found, rounds, next);
        break;
      case "choice":
        choose(node.options, position, found, rounds, next);
        break;
      case "group":
        step(node.inner, position, found, rounds, (end, inner, innerRounds) =>
          next(end, inner.with(node.index, { start: position, end }), innerRounds),
        );
        break;
      case "star":
        if (node.inner.kind === "byte") bytes(node.inner.accepts, position, found, rounds, next);
        else repeat(node, position, found, rounds, next);
        break;
      case "option":
        repeat(node, position, found, rounds, next);
        break;
      default:
        node satisfies never;
    }
  }

  function choose(options: readonly Pattern[], position: number, found: Groups, rounds: Rounds, next: Continue): void {
    let isAnyFound = false;
    for (const option of options) {
      isFound = false;
      step(option, position, found, rounds, next);
      isAnyFound ||= isFound;
    }
    isFound = isAnyFound;
  }

  function sequence(
    parts: readonly Pattern[],
    index: number,
    position: number,
    found: Groups,
    rounds: Rounds,
    next: Continue,
  ): void {
    const part = parts[index];
    if (part === undefined) {
      next(position, found, rounds);
    } else {
      step(part, position, found, rounds, (end, inner, innerRounds) =>
        sequence(parts, index + 1, end, inner, innerRounds, next),
      );
    }
  }

  /** A star over single bytes needs no recursion for each of them. */
  function bytes(
    accepts: (byte: string) => boolean,
    position: number,
    found: Groups,
    rounds: Rounds,
    next: Continue,
  ): void {
    let end = position;
    while (end < text.length && accepts(text.charAt(end))) end += 1;
    for (; end >= position && !isFound; end--) {
      budget.steps -= 1;
      if (budget.steps < 0) throw new TooMuch();
      next(end, found, rounds);
    }
  }

  function repeat(
    node: Extract<Pattern, { kind: "star" | "option" }>,
    position: number,
    found: Groups,
    rounds: Rounds,
    next: Continue,
  ): void {
    const before = rounds.get(node.id);
    const count = before?.position === position ? before.count + 1 : 1;
    if (count <= 2) {
      const after = new Map(rounds).set(node.id, { position, count });
      const again: Continue =
        node.kind === "option" ? next : (end, inner, innerRounds) => step(node, end, inner, innerRounds, next);
      step(node.inner, position, found, after, again);
    }
    if (!isFound) next(position, found, rounds);
  }
}
