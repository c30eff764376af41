/**
 * The plan for programs. Version 1 is a contract: fields are added, never changed or taken away. Paths are relative to
 * the working folder, lines and columns count from 1; `start` and `end` of edits are offsets in UTF-16 code units of the
 * text as it is now, without byte order mark, ends exclusive.
 */
import type { GenerateResult } from "../core/engine.ts";
import type { Decision } from "../core/plan/plan.ts";
import { kernelText } from "../core/settings.ts";
import type { Location } from "../core/text/span.ts";
import { shownInText, shownPath } from "./paths.ts";
import { openPlaces } from "./places.ts";
import { type Delivery, type Planned, writtenOf } from "./plan-outcome.ts";
import type { RewrittenFile } from "./rewrite.ts";
import { unifiedDiff } from "./unified-diff.ts";
import type { World } from "./world.ts";

type Where = Pick<World, "files" | "cwd">;

export function planJson(
  path: string,
  planned: Planned,
  files: readonly RewrittenFile[],
  output: Delivery,
  world: Where,
): string {
  const placeOf = placesIn(world);
  const { host, plan, optional, edits, notWritten, text } = planned;
  const { choices } = plan;
  const written = writtenOf(planned);
  return write({
    version: 1,
    file: shownPath(world.cwd, path),
    host: host ?? null,
    target: choices.target,
    priority: choices.priority,
    environment: choices.environment,
    kernel: choices.kernel ? kernelText(choices.kernel) : null,
    chosen: choices.chosen,
    decisions: plan.decisions.map((decision) => ({
      ...describe(decision, world),
      at: placeOf(decision.at),
      carriedOut: written.some(({ id }) => id === decision.id),
      optional: !decision.byDefault && optional.some(({ id }) => id === decision.id),
    })),
    notDone: plan.notDone.map(({ what, because, sources, snippet }) => ({
      what,
      because,
      sources,
      snippet: snippet ?? null,
    })),
    refusals: plan.refusals.map(({ at, why, snippet }) => ({
      at: placeOf(at),
      why: shownInText(world.cwd, why),
      snippet: snippet ?? null,
    })),
    notWritten: notWritten.map(({ decision, at, why, snippet }) => ({
      decision,
      at: placeOf(at),
      why: shownInText(world.cwd, why),
      snippet,
    })),
    edits: edits.map((edit) => ({
      path: shownPath(world.cwd, edit.path),
      start: edit.span.start,
      end: edit.span.end,
      newText: edit.newText,
    })),
    text: files.find((file) => file.path === path)?.after ?? text,
    promise: plan.promise,
    ...(output === "diff" ? { diff: unifiedDiff(files, world.cwd) } : {}),
    ...(output === "write" ? { written: files.map((file) => shownPath(world.cwd, file.path)) } : {}),
  });
}

/** Nothing can be generated: the same fields, as far as there is something to say. */
export function refusalJson(
  path: string,
  { at, why }: Extract<GenerateResult, { kind: "refused" }>,
  world: Where,
): string {
  return write({
    version: 1,
    file: shownPath(world.cwd, path),
    host: null,
    decisions: [],
    notDone: [],
    refusals: [{ at: placesIn(world)(at), why: shownInText(world.cwd, why), snippet: null }],
    notWritten: [],
    edits: [],
  });
}

function describe(decision: Decision, world: Where): object {
  const places = openPlaces(world);
  return {
    id: decision.id,
    kind: decision.kind,
    what: decision.what,
    path: decision.path ?? null,
    why: decision.why.map(({ text, source }) => ({ text, source: { url: source.url, title: source.title } })),
    cost: decision.cost,
    tools: decision.tools.map(({ id, evidence }) => ({
      id,
      evidence: evidence.flatMap(({ at }) => {
        if (!at) return [];
        const { path, start } = places.of(at);
        return [{ path, line: start.line }];
      }),
    })),
    addsMount: decision.addsMount,
    changes: decision.changes.length,
    steps: decision.steps,
  };
}

function placesIn(world: Where) {
  const places = openPlaces(world);
  return (at: Location | undefined) => {
    if (!at) return null;
    const { path, start } = places.of(at);
    return { path, line: start.line, column: start.column };
  };
}

function write(json: object): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}
