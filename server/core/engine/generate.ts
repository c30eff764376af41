/**
 * The optimized layout of a file, from question to edits. What is written is evaluated again before it is given out: a
 * result that would not take effect as promised is refused, with the reason.
 */
import { type Files, textOf } from "../files.ts";
import type { Parser } from "../nix/syntax/parser.ts";
import { writeFreshLayout } from "../plan/fresh-layout.ts";
import type { Decision, Plan, Surroundings } from "../plan/plan.ts";
import { verifyPromise } from "../plan/verify-promise.ts";
import { writeChanges } from "../plan/write-changes.ts";
import type { Settings } from "../settings.ts";
import { applyEdits, editedTexts, type FileEdit } from "../text/edit.ts";
import { choicesOf, effectiveForPlan, type HostPlan, type HostStack, planFor, stacksFor } from "./advise.ts";
import { type Analysis, analyzeFile } from "./analysis.ts";
import type { GenerateOptions, GenerateResult, NotWritten } from "./answers.ts";
import { asOnHost } from "./as-on-host.ts";
import { editsBetween } from "./fix-all.ts";
import type { ProjectView } from "./hosts-of.ts";
import { editableBeside } from "./may-edit.ts";
import { noSuchHost, strangersAmong } from "./no-such-host.ts";
import { surroundingsOf } from "./surroundings.ts";
import { withTexts } from "./with-texts.ts";

export interface GenerateInput {
  readonly path: string;
  readonly settings: Settings;
  readonly options: GenerateOptions;
  readonly files: Files;
  readonly parser: Parser;
  readonly view: ProjectView;
  /** The project as it would be with other texts. */
  readonly viewWith: (files: Files) => ProjectView;
}

/** Nothing is changed: the answer has the edits, or says what is missing or stands in the way. */
export function generate(input: GenerateInput): GenerateResult {
  const { path, settings, files, parser, view } = input;
  const stacks = stacksFor(path, view, settings);
  const hostNames = stacks.flatMap(({ host }) => host?.name ?? []);
  const [stack] = stacks;
  const own = analyzeFile(path, files, parser);
  const base = {
    read: [...new Set([...own.read, ...view.read()])],
    pending: [...new Set([...own.pending, ...view.pending()])],
    problems: [...view.file.problems, ...strangersAmong(view).values(), ...stacks.flatMap(({ problems }) => problems)],
  };
  const wanted = settings.selection.host;
  if (wanted !== undefined && !hostNames.includes(wanted)) {
    const names = view.hosts.hosts.map(({ name }) => name);
    return { ...base, kind: "refused", at: undefined, why: noSuchHost(wanted, names) };
  }
  if (stack === undefined || stacks.length > 1) return { ...base, kind: "which-host", hosts: hostNames };

  const broken = [...own.trees].find(([, tree]) => tree.errors.length > 0);
  if (broken) {
    const [where, { errors }] = broken;
    const at = errors[0] && { path: where, span: errors[0].span };
    return {
      ...base,
      kind: "refused",
      at,
      why: `The file cannot be read as Nix: ${errors[0]?.message ?? "it is broken"}`,
    };
  }
  const content = files.read(path);
  if (content.kind === "unreadable" || content.kind === "directory") {
    const why = content.kind === "directory" ? "it is a folder" : content.why;
    return { ...base, kind: "refused", at: undefined, why: `The file cannot be read: ${why}.` };
  }
  const before = textOf(content) ?? "";
  if (own.isDisko) {
    const seen = stack.host ? asOnHost(own, stack.host, view) : own;
    return { ...base, ...carryOut(input, stack, seen, before, new Map()) };
  }

  const { fresh } = input.options;
  const host = stack.host?.name;
  if (fresh.device === undefined) return { ...base, kind: "needs-device", host, toolstack: stack.toolstack };
  const skeleton = writeFreshLayout({
    path,
    tree: parser.parse(path, before),
    fresh: { ...fresh, device: fresh.device },
  });
  if (skeleton.kind === "refused") return { ...base, kind: "refused", at: skeleton.at, why: skeleton.why };
  const texts = new Map([[path, applyEdits(before, skeleton.edits)]]);
  const analysis = analyzeFile(path, withTexts(files, texts), parser);
  // What does not exist yet holds no data.
  const installing: HostStack = { ...stack, selection: { ...stack.selection, target: "install" } };
  return { ...base, ...carryOut(input, installing, analysis, before, texts) };
}

type Outcome = Omit<Extract<GenerateResult, { kind: "plan" }>, "read" | "pending" | "problems"> | Refused;
type Refused = Omit<Extract<GenerateResult, { kind: "refused" }>, "read" | "pending" | "problems">;

/** `texts`: what stands in the files instead of their own text already. */
function carryOut(
  input: GenerateInput,
  stack: HostStack,
  analysis: Analysis,
  original: string,
  texts: ReadonlyMap<string, string>,
): Outcome {
  const { path, settings, options, files, view } = input;
  const choices = choicesOf(stack, settings, view);
  const effective = effectiveForPlan(analysis, choices.kernel);
  const planned = planFor(stack, analysis, effective, choices);
  const { plan, toolstack } = planned;
  const due = plan.decisions.filter(({ changes }) => changes.length > 0);
  const carriedOut = due.filter(
    ({ id, byDefault }) => (byDefault || options.accept.includes(id)) && !options.skip.includes(id),
  );
  const { edits, notWritten } = writeDecisions(carriedOut, analysis, planned, editableBeside(path, view));

  const textNow = (changed: string): string => texts.get(changed) ?? textOf(files.read(changed)) ?? "";
  const result = new Map([...texts, ...editedTexts(edits, textNow)]);
  const broken = brokenPromises(analyzeAgain(input, stack, result), analysis, {
    plan,
    planned,
    complete: notWritten.length === 0 && isDefault(carriedOut, due),
  });
  if (broken.length > 0) {
    const why = `The result would not take effect as planned, so nothing is written: ${broken.join(" ")}`;
    return { kind: "refused", at: undefined, why };
  }
  return {
    kind: "plan",
    host: stack.host?.name,
    toolstack,
    plan,
    carriedOut,
    optional: due.filter((decision) => !carriedOut.includes(decision)),
    edits: texts.size === 0 ? edits : editsOfAll(files, result),
    notWritten,
    text: result.get(path) ?? original,
  };
}

/** The file with other texts, as the host would see it then. */
function analyzeAgain(
  { path, files, parser, viewWith }: GenerateInput,
  { host }: HostStack,
  texts: ReadonlyMap<string, string>,
): Analysis {
  const changed = withTexts(files, texts);
  const own = analyzeFile(path, changed, parser);
  if (host === undefined) return own;
  const view = viewWith(changed);
  const same = view.hosts.hosts.find(({ name, entry }) => name === host.name && entry === host.entry);
  return same ? asOnHost(own, same, view) : own;
}

/** The edits of some decisions, and what could not be written. `mayEdit`: by default the file itself only. */
export function writeDecisions(
  decisions: readonly Decision[],
  analysis: Analysis,
  { surroundings }: Pick<HostPlan, "surroundings">,
  mayEdit?: (path: string) => boolean,
): { readonly edits: readonly FileEdit[]; readonly notWritten: readonly NotWritten[] } {
  return writeChanges({
    path: analysis.path,
    layout: analysis.layout,
    changes: decisions.flatMap(({ id, changes }) => changes.map((change) => ({ decision: id, change }))),
    surroundings,
    syntax: analysis.syntax,
    mayEdit,
  });
}

function isDefault(carriedOut: readonly Decision[], due: readonly Decision[]): boolean {
  return due.every((decision) => decision.byDefault === carriedOut.includes(decision));
}

interface Result {
  readonly plan: Plan;
  readonly planned: HostPlan;
  /** Exactly what is done by default was written: then the plan's promise holds to the letter. */
  readonly complete: boolean;
}

function brokenPromises(after: Analysis, before: Analysis, { plan, planned, complete }: Result): string[] {
  const lost = before.layout.mounts.filter(
    ({ mountpoint }) => !after.layout.mounts.some((mount) => mount.mountpoint.value === mountpoint.value),
  );
  const broken = lost.map(({ mountpoint }) => `${mountpoint.value} would not be mounted any more.`);
  if (!after.isDisko) return ["the file would define no disko devices."];
  const errors = [...after.trees.values()].flatMap((tree) => tree.errors);
  if (errors.length > 0) return [`the file would not be valid Nix: ${errors[0]?.message}`];
  if (!complete) return broken;
  const effective = effectiveForPlan(after, plan.choices.kernel);
  return [...broken, ...verifyPromise(plan.promise, after.layout, effective, surroundingsAfter(planned, after))];
}

/** What the host sets stays; what the file sets is what it sets then. */
function surroundingsAfter({ surroundings }: HostPlan, after: Analysis): Surroundings {
  const own = surroundingsOf({ analysis: after, module: undefined, host: undefined });
  const lines = [...new Set([...surroundings.tmpfiles.lines, ...own.tmpfiles.lines])];
  return { ...surroundings, sourceOf: own.sourceOf, tmpfiles: { ...surroundings.tmpfiles, lines } };
}

function editsOfAll(files: Files, texts: ReadonlyMap<string, string>): FileEdit[] {
  return [...texts].flatMap(([path, text]) => editsBetween(path, textOf(files.read(path)) ?? "", text));
}

/** A sentence for a host that is not there; `names` are those that are. */
