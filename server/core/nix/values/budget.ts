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
 * Measured with Node 20 on programs that nest without end: the hungriest (JSON of nested sets) takes 0.85 kB of stack per
 * level, so this depth takes 510 kB of the 984 kB that Node and web workers give, and leaves the rest to the caller.
 * A file of 10,000 lines takes some 100,000 steps, and half a million steps take about a second at worst.
 */
const DEFAULT_LIMITS: BudgetLimits = { steps: 500_000, depth: 600 };

/** Steps that may be spent on the branches of an `if` whose condition is not known. */
const ATTEMPT_STEPS = 50_000;
/** Attempts within attempts: two branches each, so the work doubles with every level. */
const MAX_ATTEMPTS = 6;

/** Longest text that is computed, in code units. Doubling a string forty times is a short program. */
export const MAX_TEXT = 4 * 1024 * 1024;

export interface Budget {
  /** Takes steps; the unknown to return when they are spent. */
  tick(steps?: number): UnknownValue | undefined;
  /** Runs `compute` one level deeper. At the outermost level it also catches a full JavaScript stack. */
  deeper<T>(compute: () => T): T | UnknownValue;
  /**
   * Runs what Nix perhaps would not: a branch whose condition is not known. It gets a share of the steps, so that an
   * endless recursion that only the unknown condition would have stopped does not cost the rest of the file.
   */
  attempt<T>(compute: () => T): T | UnknownValue;
  /** True inside an attempt: Nix may never come here. */
  attempting(): boolean;
  /** True while an attempt has spent its share: results computed now say nothing about the value and are not kept. */
  attemptSpent(): boolean;
}

export function createBudget(limits: BudgetLimits = DEFAULT_LIMITS): Budget {
  let steps = 0;
  let limit = limits.steps;
  let depth = 0;
  let attempts = 0;

  function tick(cost = 1): UnknownValue | undefined {
    steps += cost;
    return steps > limit ? unknown("the evaluation takes too long") : undefined;
  }

  function guarded<T>(compute: () => T): T | UnknownValue {
    try {
      return compute();
    } catch (error) {
      // Last resort: a stack smaller than expected, or a string or array beyond what JavaScript holds.
      if (error instanceof RangeError) return unknown("the evaluation needs more memory than there is");
      throw error;
    }
  }

  return {
    tick,
    deeper(compute) {
      const spent = tick();
      if (spent) return spent;
      if (depth >= limits.depth) return unknown("the evaluation goes too deep");
      const outermost = depth === 0;
      depth += 1;
      try {
        return outermost ? guarded(compute) : compute();
      } finally {
        depth -= 1;
      }
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
  };
}
