/** Everything that has to hold of what `generate` makes of a host, whatever the host is. */
import { expect } from "vitest";
import type { Mount } from "../../../server/core/disko/layout.ts";
import { type CheckResult, createEngine, type GenerateResult } from "../../../server/core/engine.ts";
import type { Files } from "../../../server/core/files.ts";
import { computeEffective } from "../../../server/core/mounts/compute-effective.ts";
import { optionsOf } from "../../../server/core/mounts/mount-option.ts";
import type { Change } from "../../../server/core/plan/plan.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../server/core/settings.ts";
import { applyEdits } from "../../../server/core/text/edit.ts";
import { parse } from "../../support/evaluate.ts";
import { grammarBytes } from "../../support/grammar.ts";
import { memoryFiles } from "../../support/memory-files.ts";
import { bundledPatterns } from "../../support/patterns.ts";
import { lowered } from "../disko/lowered.ts";
import { DISKO, type RandomHost } from "./generate-random.ts";

type Planned = Extract<GenerateResult, { kind: "plan" }>;

const NOTHING_MORE = { accept: [], skip: [], fresh: { device: undefined, luks: false, swap: undefined } };

/** What came of it: all was written, some of it could not be, nothing had to be, or there was a reason against it. */
export type Outcome = "written" | "partly" | "nothing" | "refused";

/** One engine for all hosts: what it keeps of one must not leak into the next. */
export async function examiner(): Promise<(host: RandomHost) => Promise<Outcome>> {
  let files: Files = memoryFiles({});
  const engine = await createEngine({
    grammar: await grammarBytes(),
    patterns: bundledPatterns(),
    files: { read: (path) => files.read(path) },
  });
  return async (host) => {
    const settings: Settings = { ...DEFAULT_SETTINGS, selection: host.selection };
    files = memoryFiles(host.files);
    const before = engine.check(DISKO, settings);
    const result = engine.generate(DISKO, settings, NOTHING_MORE);
    expect(["plan", "refused"]).toContain(result.kind);
    if (result.kind === "refused") {
      expect(result.why).toMatch(/^[A-Z`].*\.$/s);
      // A result that would not do what was planned is a bug of ours, however well it is caught.
      expect(result.why).not.toMatch(/^The result would not take effect/);
    }
    if (result.kind !== "plan") return "refused";
    textIsKept(host, result);
    await layoutIsAsPlanned(host, result);
    files = memoryFiles({ ...host.files, [DISKO]: result.text });
    nothingIsLeft(result, engine.generate(DISKO, settings, NOTHING_MORE));
    // What could not be written was told; what is wrong with it may show only now.
    if (result.notWritten.length > 0) return "partly";
    nothingIsWorse(before, engine.check(DISKO, settings));
    return result.edits.length > 0 ? "written" : "nothing";
  };
}

function textOf(host: RandomHost): string {
  return host.files[DISKO] ?? "";
}

/** It parses, what was not changed is as it was, and every comment is there, in its order. */
function textIsKept(host: RandomHost, { text, edits }: Planned): void {
  const before = textOf(host);
  const tree = parse(DISKO, text);
  expect(tree.errors, text).toEqual([]);
  expect(edits.map(({ path }) => path).filter((path) => path !== DISKO)).toEqual([]);
  expect(applyEdits(before, edits)).toBe(text);
  const comments = tree.comments.map(({ span }) => text.slice(span.start, span.end));
  const notes = comments.flatMap((comment) => /note \d+/.exec(comment)?.[0] ?? []);
  expect(notes, text).toEqual([...before.matchAll(/note \d+/g)].map(([note]) => note));
  // A file keeps its line endings.
  if (before.includes("\r\n")) expect(text.replaceAll("\r\n", "")).not.toContain("\n");
  else expect(text).not.toContain("\r");
}

/** What kernels do by themselves where it fits: it stays where it is written. */
const HARMLESS = ["ssd", "discard=async", "space_cache=v2"];

async function layoutIsAsPlanned(host: RandomHost, { text, plan, carriedOut, notWritten }: Planned): Promise<void> {
  const before = await lowered(textOf(host));
  const after = await lowered(text);
  const changes = carriedOut.flatMap((decision) => decision.changes);
  const added = changes.filter((change) => change.kind === "subvolume");
  const place = ({ name, mountpoint, device }: Mount): string => `${device}: ${name} at ${mountpoint.value}`;
  const places = after.mounts.map(place);
  // What is there keeps its name and its place.
  expect(places, text).toEqual(expect.arrayContaining(before.mounts.map(place)));
  if (plan.choices.target === "running") {
    expect(added).toEqual([]);
    expect(places, text).toEqual(before.mounts.map(place));
  }
  if (notWritten.length > 0) return;
  expect(after.mounts, text).toHaveLength(before.mounts.length + added.length);

  for (const mount of after.mounts) {
    const old = before.mounts.find((one) => place(one) === place(mount));
    const fresh = added.find(({ mountpoint }) => mountpoint === mount.mountpoint.value);
    const promised = fresh?.options ?? (old && after && promisedFor(old, changes));
    expect([...optionsOf(mount).map((option) => option.text)].sort(), `${mount.name} of\n${text}`).toEqual(
      [...(promised ?? [])].sort(),
    );
  }
  const effective = computeEffective(after, undefined);
  const planned = plan.promise.filesystems.map(({ device }) => device);
  for (const { filesystem, mounts } of effective.filesystems) {
    if (!planned.includes(filesystem.device ?? filesystem.name)) continue;
    const ignored = mounts.flatMap((mount) => mount.ignored.map(({ option }) => option.text));
    const told = ignored.filter((option) => !HARMLESS.includes(option));
    expect(told, text).toEqual([]);
  }
  const lines = changes.flatMap((change) => (change.kind === "tmpfiles" ? [change.line] : []));
  for (const line of lines) expect(text).toContain(`"${line}"`);
}

/** The options of a mount, with every change that speaks of it carried out. */
function promisedFor(old: Mount, changes: readonly Change[]): string[] {
  let texts = old.options.written ? optionsOf(old).map(({ text }) => text) : [];
  for (const change of changes) {
    if (change.kind !== "options" || change.mount.mountpoint.value !== old.mountpoint.value) continue;
    const gone = new Set(change.remove.map(({ text }) => text));
    texts = [...texts.filter((text) => !gone.has(text)), ...(change.add === undefined ? [] : [change.add])];
  }
  // disko's own default, where nothing is written.
  return texts.length === 0 && !old.options.written ? ["defaults"] : texts;
}

function nothingIsLeft(first: Planned, again: GenerateResult): void {
  const told = `${first.text}\n${JSON.stringify(again.kind === "plan" ? again.edits : again)}`;
  expect(again.kind, told).toBe("plan");
  if (again.kind !== "plan") return;
  // Half of a plan may ask for another one.
  if (first.notWritten.length > 0) return;
  expect(again.edits, told).toEqual([]);
  const due = again.plan.decisions.filter(({ byDefault, changes }) => byDefault && changes.length > 0);
  expect(
    due.map(({ id }) => id),
    told,
  ).toEqual([]);
}

/**
 * What was there before and could not be said: DSK608 is silent about a list that serves other mounts too, and the plan gives "/" its
 * own. And what is told and harmless: a list that filesystems share takes a `discard` of one into the LUKS of another (DSK350).
 */
const SEEN_LATER: ReadonlySet<string> = new Set(["DSK350", "DSK608"]);

/** Nothing is wrong with it that was not wrong before. A list that was shared may be two then, with the same mistake. */
function nothingIsWorse(before: CheckResult, after: CheckResult): void {
  const wrong = ({ findings }: CheckResult) =>
    findings.filter(({ severity }) => severity === "error" || severity === "warning");
  const had = new Set(wrong(before).map(({ code }) => code));
  const worse = wrong(after).filter(({ code }) => !had.has(code) && !SEEN_LATER.has(code));
  expect(worse.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
}
