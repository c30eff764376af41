/** A plan carried out on its file, and the file looked at anew: what it comes to, and what is planned for it then. */
import { computeEffective } from "../../../server/core/mounts/compute-effective.ts";
import { MEASURED_KERNEL } from "../../../server/core/mounts/vocabulary.ts";
import { makePlan } from "../../../server/core/plan/make-plan.ts";
import type { Plan, PlanInput, Surroundings } from "../../../server/core/plan/plan.ts";
import { verifyPromise } from "../../../server/core/plan/verify-promise.ts";
import { writeChanges } from "../../../server/core/plan/write-changes.ts";
import type { NotWritten } from "../../../server/core/plan/write-result.ts";
import { inputFrom, type PlanSpec } from "./plan-of.ts";
import { PATH, type Read, read, textAfter } from "./write-file.ts";

export interface CarriedOut {
  readonly plan: Plan;
  /** The file with all default decisions, and those that `accept` picks. */
  readonly text: string;
  readonly notWritten: readonly NotWritten[];
  /** The plan for that file. */
  readonly again: Plan;
  /** Promises that it breaks. */
  readonly broken: readonly string[];
}

export function carryOut(text: string, spec: PlanSpec = {}, accept: (id: string) => boolean = () => false): CarriedOut {
  const before = read(text);
  const input = withSurroundings(inputFrom(before.layout, spec), before);
  const plan = makePlan(input);
  const wanted = plan.decisions.filter(({ byDefault, id }) => byDefault || accept(id));
  const written = writeChanges({
    path: PATH,
    layout: before.layout,
    changes: wanted.flatMap(({ id, changes }) => changes.map((change) => ({ decision: id, change }))),
    surroundings: input.surroundings,
    syntax: before.syntax,
  });
  const after = read(textAfter(before, written));
  const next = withSurroundings(inputFrom(after.layout, spec), after);
  const { layout, surroundings } = next;
  const broken = verifyPromise(
    plan.promise,
    layout,
    computeEffective(layout, spec.kernel ?? MEASURED_KERNEL),
    surroundings,
  );
  return { plan, text: after.text, notWritten: written.notWritten, again: makePlan(next), broken };
}

/** What the file itself sets beside the devices, as far as a test writes it. */
function withSurroundings(input: PlanInput, { text, syntax }: Read): PlanInput {
  const lines = [...text.matchAll(/"([hHtT]\S* [^"]+)"/g)].map((match) => match[1] ?? "");
  const own: Partial<Surroundings> = {
    tmpfiles: { lines: [...input.surroundings.tmpfiles.lines, ...lines], complete: true },
    sourceOf: ({ path, span }) => syntax(path)?.text.slice(span.start, span.end),
    ...(text.includes("autoScrub") && { autoScrub: true }),
  };
  return { ...input, surroundings: { ...input.surroundings, ...own } };
}
