/**
 * What keeps an evaluation finite: a number of steps for its whole life, and a depth that the JavaScript stack can bear.
 * Running out is an answer (unknown), never an exception.
 */
import { type UnknownValue, unknown } from "./value.ts";

export interface BudgetLimits {
  /** Steps of one evaluator's whole life; a disko file of usual size takes a few thousand. */
  readonly steps: number;
  /** Nested evaluations. See DEFAULT_LIMITS. */
  readonly depth: number;
}

/**
 * Measured with Node 20 on some fifty programs that nest without end, cold: the hungriest (names of a `with`, callbacks of a
 * sort) take 0.5 kB of stack for each level, so this depth takes 700 kB of the 984 kB that Node and web workers give, and
 * leaves the rest to the caller. A sum by recursion takes one level for each number. A file of 10,000 lines takes some
 * 100,000 steps, and half a million steps take about a second at worst.
 */
const DEFAULT_LIMITS: BudgetLimits = { steps: 500_000, depth: 1400 };

/** What one level of native code takes of the depth: a builtin and its callbacks need more of the stack than an expression. */
const NATIVE_LEVEL = 4;

/**
 * Calls within each other, also those that need no stack here because nothing is left to do after them. Nix stops at as
 * many since 2.20 (`max-call-depth`), older ones where their stack ends.
 * https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-max-call-depth
 */
const MAX_CALLS = 10_000;

/** Steps that may be spent on the branches of an `if` whose condition is not known. */
const ATTEMPT_STEPS = 50_000;
/** Attempts within attempts: two branches each, so the work doubles with every level. */
const MAX_ATTEMPTS = 6;

/** Longest text that is computed, in code units. Doubling a string forty times is a short program. */
export const MAX_TEXT = 4 * 1024 * 1024;

export interface Budget {
  /** Takes steps; the unknown to return when they are spent. */
  tick(steps?: number): UnknownValue | undefined;
  /**
   * Runs native code deeper, by as many levels as its frames need of the stack. At the outermost level it also catches a
   * full JavaScript stack.
   */
  deeper<T>(compute: () => T, levels?: number): T | UnknownValue;
  /** True where nothing is being evaluated: the next level has to go through `deeper`. */
  outside(): boolean;
  /** One level deeper without a function for it; to be followed by `leave`. What is returned is why it cannot be. */
  enter(): UnknownValue | undefined;
  /** `calls` were counted by `call` since `enter`. */
  leave(calls: number): void;
  /** Counts a call that goes on in the same level; why it cannot be. */
  call(): UnknownValue | undefined;
  /**
   * Runs what Nix perhaps would not: a branch whose condition is not known. It gets a share of the steps, so that an
   * endless recursion that only the unknown condition would have stopped does not cost the rest of the file.
   */
  attempt<T>(compute: () => T): T | UnknownValue;
  /** True inside an attempt: Nix may never come here. */
  attempting(): boolean;
  /** True while an attempt has spent its share: results computed now say nothing about the value and are not kept. */
  attemptSpent(): boolean;
  /** Runs what looks at more than Nix perhaps does: a value that needs itself is no certain error in it. */
  speculate<T>(compute: () => T): T | UnknownValue;
  /** True where each step is one that Nix takes too. */
  certain(): boolean;
}

export function createBudget(limits: BudgetLimits = DEFAULT_LIMITS): Budget {
  let steps = 0;
  let limit = limits.steps;
  let depth = 0;
  let calls = 0;
  let attempts = 0;
  let speculations = 0;
  /** After an exception values that were being computed look as if they still were. */
  let overflown = false;

  function tick(cost = 1): UnknownValue | undefined {
    steps += cost;
    return steps > limit ? unknown("the evaluation takes too long") : undefined;
  }

  function guarded<T>(compute: () => T): T | UnknownValue {
    depth = 1;
    try {
      return compute();
    } catch (error) {
      // Last resort: a stack smaller than expected, or a string or array beyond what JavaScript holds.
      if (!(error instanceof RangeError)) throw error;
      overflown = true;
      return unknown("the evaluation needs more memory than there is");
    } finally {
      depth = 0;
      calls = 0;
      speculations = 0;
    }
  }

  function deeper<T>(compute: () => T, levels = NATIVE_LEVEL): T | UnknownValue {
    const spent = tick();
    if (spent) return spent;
    if (depth === 0) return guarded(compute);
    if (depth >= limits.depth) return unknown("the evaluation goes too deep");
    depth += levels;
    const result = compute();
    depth -= levels;
    return result;
  }

  return {
    tick,
    deeper,
    speculate(compute) {
      speculations += 1;
      const result = deeper(compute);
      speculations = Math.max(0, speculations - 1);
      return result;
    },
    outside: () => depth === 0,
    enter() {
      steps += 1;
      if (steps > limit) return unknown("the evaluation takes too long");
      if (depth >= limits.depth) return unknown("the evaluation goes too deep");
      depth += 1;
      return undefined;
    },
    leave(counted) {
      depth -= 1;
      calls -= counted;
    },
    call() {
      steps += 1;
      if (steps > limit) return unknown("the evaluation takes too long");
      if (calls >= MAX_CALLS) return unknown("the evaluation goes too deep");
      calls += 1;
      return undefined;
    },
    attempt(compute) {
      if (attempts >= MAX_ATTEMPTS) return unknown("too many conditions within each other are not known");
      const outer = limit;
      limit = Math.min(limit, steps + ATTEMPT_STEPS);
      attempts += 1;
      try {
        return compute();
      } finally {
        attempts -= 1;
        limit = outer;
      }
    },
    attempting: () => attempts > 0,
    attemptSpent: () => steps > limit && limit < limits.steps,
    certain: () => attempts === 0 && speculations === 0 && !overflown,
  };
}
