/** What became of the decisions of a plan. */
import type { GenerateResult } from "../core/engine.ts";
import type { Decision } from "../core/plan/plan.ts";

/** A plan as the engine gives it. */
export type Planned = Extract<GenerateResult, { kind: "plan" }>;

/** The decisions that the edits carry out: those that change something, and of which nothing is left to write by hand. */
export function writtenOf({ carriedOut, notWritten }: Planned): readonly Decision[] {
  return carriedOut.filter(
    ({ id, changes }) => changes.length > 0 && !notWritten.some(({ decision }) => decision === id),
  );
}
