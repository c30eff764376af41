/**
 * "Disko: Generate Optimized Layout" and "Disko: Preview Optimized Layout": questions, then a preview, then one edit that
 * one undo takes back. The server plans; here users are asked and shown.
 */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { generate, tellProblem } from "../layout-answers.ts";
import { planLayout } from "../layout-dialog.ts";
import type { LayoutPreviews, Verdict } from "../layout-preview.ts";
import { askDecisions } from "../layout-questions.ts";
import { type LayoutRequest, readLayoutRequest } from "../layout-request.ts";
import type { Choice, GenerateParams, Planned } from "../protocol.ts";
import type { RememberedChoices } from "../remembered-choices.ts";

/** How it went; what the commands return. */
export type Outcome =
  | { readonly kind: "applied" | "nothing-to-do" | "previewed"; readonly plan: Planned }
  | { readonly kind: "cancelled" }
  | { readonly kind: "refused"; readonly why: string };

export interface LayoutContext {
  readonly client: BaseLanguageClient;
  readonly choices: RememberedChoices;
  readonly previews: LayoutPreviews;
}

export function layoutCommands(context: LayoutContext): vscode.Disposable {
  const run = (asks: "all" | "missing") => (given?: unknown) => {
    const request = readLayoutRequest(given);
    return generateLayout(request, request.quiet ? "nothing" : asks, context);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand("disko.generateLayout", run("all")),
    vscode.commands.registerCommand("disko.previewLayout", run("missing")),
  );
}

interface PlannedLayout {
  readonly file: vscode.Uri;
  readonly params: GenerateParams;
  readonly plan: Planned;
  readonly answers: Choice;
}

async function generateLayout(
  { uri, apply, quiet, ...asked }: LayoutRequest,
  asks: "all" | "missing" | "nothing",
  context: LayoutContext,
): Promise<Outcome> {
  const file = uri ?? vscode.window.activeTextEditor?.document.uri;
  if (!file) return refuse("Open the file that the layout stands in, or a new Nix file for one.");
  // Opened, so that the server knows it and the edit has a document to change.
  const document = await vscode.workspace.openTextDocument(file);
  const params = { ...asked, uri: document.uri.toString() };
  const outcome = await planLayout(params, { ...context, asks });
  if (outcome.kind === "cancelled") return outcome;
  if (outcome.kind === "refused") {
    if (!quiet) tellProblem(outcome.problem);
    return { kind: "refused", why: outcome.problem.message };
  }
  if (!quiet) outcome.problems.forEach(tellProblem);
  const planned: PlannedLayout = { ...outcome, file: document.uri };
  if (apply) return applyAtOnce(planned, context, quiet === true);
  if (!quiet) return preview(planned, context);
  if (planned.plan.files.length === 0) return { kind: "nothing-to-do", plan: planned.plan };
  await context.previews.show(planned.file, planned.plan);
  // Its buttons work, and nobody waits for them.
  void context.previews.verdict().then((verdict) => follow(verdict, planned, context));
  return { kind: "previewed", plan: planned.plan };
}

function refuse(why: string, quiet = false): Outcome {
  if (!quiet) tellProblem({ message: why });
  return { kind: "refused", why };
}

/** Shows the plan, and others that the user chooses, until one is applied or none. */
async function preview(planned: PlannedLayout, context: LayoutContext, news = ""): Promise<Outcome> {
  const { previews } = context;
  const { file, plan } = planned;
  if (plan.files.length === 0) {
    await previews.close();
    return follow(await nothingToDo(planned, context), planned, context);
  }
  await previews.show(file, plan);
  return follow(await previews.verdict(news + summary(plan)), planned, context);
}

async function follow(verdict: Verdict, planned: PlannedLayout, context: LayoutContext): Promise<Outcome> {
  const { previews, client } = context;
  const { plan } = planned;
  switch (verdict) {
    case "apply":
      return applySeen(planned, context);
    case "choose": {
      const chosen = await askDecisions(plan.decisions);
      if (!chosen) return preview(planned, context);
      const params = { ...planned.params, ...chosen };
      const other = await generate(client, params);
      return preview(other?.kind === "plan" ? { ...planned, params, plan: other } : planned, context);
    }
    case "cancel":
      await previews.close();
      return plan.files.length === 0 ? { kind: "nothing-to-do", plan } : { kind: "cancelled" };
    default:
      return verdict satisfies never;
  }
}

function summary({ choices, decisions, notWritten, files }: Planned): string {
  const done = decisions.filter(({ carriedOut }) => carriedOut).length;
  const more = decisions.length - done;
  const where = files.length === 1 ? "" : ` in ${files.length} files`;
  return [
    `Disko: ${count(done, "change")}${where} for ${choices.priority}, ${choices.environment}, ${TARGET[choices.target]}.`,
    more > 0 && `${count(more, "more")} can be chosen.`,
    notWritten > 0 && `${count(notWritten, "change")} could not be written: the page beside says what to write.`,
  ]
    .filter((part) => part !== false)
    .join(" ");
}

const TARGET = { install: "a machine to be installed", running: "a running machine" } as const;

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 || what === "more" ? "" : "s"}`;
}

/** Nothing is written by default: says so, and offers what is left to choose and to read. */
async function nothingToDo({ file, plan }: PlannedLayout, { previews }: LayoutContext): Promise<"choose" | "cancel"> {
  const [refusal] = plan.refusals;
  const optional = plan.decisions.length > 0;
  const choose = "Choose Decisions…";
  const read = "Show Decisions";
  const message = [
    `Disko: there is nothing to change for ${plan.choices.priority}, ${TARGET[plan.choices.target]}.`,
    refusal && `${refusal.message}`,
    optional && `${count(plan.decisions.length, "more")} can be chosen.`,
    plan.notWritten > 0 && `${count(plan.notWritten, "change")} could not be written.`,
  ]
    .filter((part) => part !== false && part !== undefined)
    .join(" ");
  const answer = await vscode.window.showInformationMessage(message, ...(optional ? [choose] : []), read);
  if (answer === read) await previews.showPage(file, plan);
  return answer === choose ? "choose" : "cancel";
}

/** Applies what the user has seen; where files changed meanwhile, shows what it would be now. */
async function applySeen(planned: PlannedLayout, context: LayoutContext): Promise<Outcome> {
  const now = await generate(context.client, planned.params);
  if (!now) return preview(planned, context);
  if (now.kind !== "plan")
    return preview(planned, context, "The files changed meanwhile, and no layout can be made of them now. ");
  const fresh = { ...planned, plan: now };
  const texts = ({ files }: Planned): string => JSON.stringify(files.map(({ uri, text }) => [uri, text]));
  if (texts(now) !== texts(planned.plan) || !(await write(now, context.client))) {
    return preview(fresh, context, "The files changed meanwhile; this is the layout for them as they are now. ");
  }
  await context.previews.close();
  await remember(fresh, context);
  await vscode.window.showTextDocument(fresh.file, { preview: false });
  tellApplied(fresh, context);
  return { kind: "applied", plan: now };
}

async function applyAtOnce(planned: PlannedLayout, context: LayoutContext, quiet: boolean): Promise<Outcome> {
  const { plan } = planned;
  if (plan.files.length === 0) return { kind: "nothing-to-do", plan };
  if (!(await write(plan, context.client))) return refuse("The file changed meanwhile, nothing was written.", quiet);
  await remember(planned, context);
  return { kind: "applied", plan };
}

/** All edits in one step. False: a document is not what the plan was made for; nothing was written. */
async function write({ edit, files }: Planned, client: BaseLanguageClient): Promise<boolean> {
  const changes = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  const isCurrent = files.every(({ uri, version }) => {
    const address = vscode.Uri.parse(uri).toString();
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === address);
    return version === null || document === undefined || document.version === version;
  });
  return isCurrent && (await vscode.workspace.applyEdit(changes));
}

/** What the user answered holds for the findings from now on, and is preselected next time. */
async function remember({ file, answers }: PlannedLayout, { choices }: LayoutContext): Promise<void> {
  if (Object.keys(answers).length > 0) await choices.remember(file, answers);
}

function tellApplied({ file, plan }: PlannedLayout, { previews }: LayoutContext): void {
  const read = "Show Decisions";
  const message = `Disko: the layout was written. Undo takes it back.${plan.notWritten > 0 ? " Some of it is left to be written by hand." : ""}`;
  vscode.window.showInformationMessage(message, read).then(async (answer) => {
    if (answer === read) await previews.showPage(file, plan);
  });
}
