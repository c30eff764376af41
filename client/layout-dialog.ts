/**
 * From a request to a plan: asks the server, and the user whatever neither the request nor the server knows. In the common
 * case two short questions and the tools to confirm.
 */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { generate } from "./layout-answers.ts";
import { askFresh, askHost, askPurpose, askTarget, askTools, type Steps } from "./layout-questions.ts";
import type { Choice, Generated, GenerateParams, Planned, Problem, Tool } from "./protocol.ts";
import type { RememberedChoices } from "./remembered-choices.ts";

export interface LayoutDialog {
  readonly client: BaseLanguageClient;
  readonly choices: RememberedChoices;
  /** Whether anything may be asked at all, and whether what has an answer already is asked again. */
  readonly asks: "all" | "missing" | "nothing";
}

export type PlanOutcome =
  | {
      readonly kind: "planned";
      readonly params: GenerateParams;
      readonly plan: Planned;
      readonly problems: readonly Problem[];
      /** What the user answered: to be remembered once the plan is applied. */
      readonly answers: Choice;
    }
  | { readonly kind: "cancelled" }
  | { readonly kind: "refused"; readonly problem: Problem };

const CANCELLED = { kind: "cancelled" } as const;

export async function planLayout(given: GenerateParams, dialog: LayoutDialog): Promise<PlanOutcome> {
  const { client, choices, asks } = dialog;
  const file = vscode.Uri.parse(given.uri);
  let params = given;
  let first = await generate(client, params);
  if (first?.kind === "which-host" && asks !== "nothing") {
    const host = await askHost(first.hosts, choices.of(file).host);
    if (host === undefined) return CANCELLED;
    // Where the file is used by several hosts every answer is about one of them, the findings too.
    await choices.remember(file, { host });
    params = { ...params, host };
    first = await generate(client, params);
  }
  if (!first) return CANCELLED;

  const answers = asks === "all" ? await ask(params, first, choices.of(file)) : {};
  if (!answers) return CANCELLED;
  params = { ...params, ...answers };
  if (first.kind === "needs-device" && asks !== "nothing") {
    const fresh = await askFresh(params.fresh ?? {});
    if (!fresh) return CANCELLED;
    params = { ...params, fresh };
  }
  const asked = params !== given;
  const last = asked ? await generate(client, params) : first;
  return last ? outcome(last, params, answers) : CANCELLED;
}

function outcome(generated: Generated, params: GenerateParams, answers: Choice): PlanOutcome {
  const refused = (message: string): PlanOutcome => ({ kind: "refused", problem: { message } });
  switch (generated.kind) {
    case "plan":
      return { kind: "planned", params, plan: generated, problems: generated.problems, answers };
    case "refused": {
      const { why, location } = generated;
      return { kind: "refused", problem: { message: why, ...(location && { location }) } };
    }
    case "which-host":
      return refused(
        `Several hosts use this file: ${generated.hosts.join(", ")}. "Disko: Choose Host" says which is meant.`,
      );
    case "needs-device":
      return refused("The file has no layout yet, and no device was named for one.");
    default:
      return generated satisfies never;
  }
}

/** What the request does not say. Undefined: the user left. */
async function ask(params: GenerateParams, first: Generated, remembered: Choice): Promise<Choice | undefined> {
  if (first.kind !== "plan" && first.kind !== "needs-device") return {};
  const isFresh = first.kind === "needs-device";
  const asksPurpose = params.priority === undefined;
  const asksTarget = !isFresh && params.target === undefined && setting("target") === "";
  const asksTools = params.tools === undefined && params.exclude === undefined && hasTools(first.tools, remembered);
  const totalSteps = [asksPurpose, asksTarget, asksTools].filter(Boolean).length;
  let step = 0;
  const next = (): Steps => ({ step: ++step, totalSteps });

  let answers: Choice = {};
  if (asksPurpose) {
    const purpose = await askPurpose(isFresh ? purposeOf(remembered) : first.choices, next());
    if (!purpose) return undefined;
    answers = { ...answers, ...purpose };
  }
  if (asksTarget) {
    const target = await askTarget(first.choices.target, next());
    if (!target) return undefined;
    answers = { ...answers, target };
  }
  if (asksTools) {
    const tools = await askTools(first.tools, { tools: [], exclude: remembered.exclude ?? [] }, next());
    if (!tools) return undefined;
    answers = { ...answers, exclude: tools.exclude };
  }
  return answers;
}

function hasTools(found: readonly Tool[], remembered: Choice): boolean {
  return found.length > 0 || (remembered.exclude?.length ?? 0) > 0;
}

function purposeOf({ priority, environment }: Choice) {
  return {
    priority: priority ?? (setting("priority") || "balanced"),
    environment: environment ?? (setting("environment") || "development"),
  };
}

function setting<K extends "priority" | "environment" | "target">(name: K): NonNullable<Choice[K]> | "" {
  return vscode.workspace.getConfiguration("disko").get<NonNullable<Choice[K]> | "">(name, "");
}
