/** What became of the decisions of a plan, and how it is given out. */
import type { GenerateResult } from "../core/engine.ts";
import type { Decision } from "../core/plan/plan.ts";

/** A plan as the engine gives it. */
export type Planned = Extract<GenerateResult, { kind: "plan" }>;

/** How a new layout is given out: as the text of the file, as a diff, or written in place. */
export type Delivery = "text" | "diff" | "write";

/** The decisions that the edits carry out: those that change something, and of which nothing is left to write by hand. */
export function writtenOf({ carriedOut, notWritten }: Planned): readonly Decision[] {
  return carriedOut.filter(
    ({ id, changes }) => changes.length > 0 && !notWritten.some(({ decision }) => decision === id),
  );
}
