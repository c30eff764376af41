/**
 * `disko/generate`: the optimized layout of a file as an edit, the texts it leads to, the decisions behind it, and a page
 * that tells them. Nothing is changed here: the client shows it and applies the edit when the user says so.
 */
import {
  type CancellationToken,
  type Connection,
  type Location,
  RequestType,
  type ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import * as z from "zod";
import type { Engine, GenerateResult } from "../core/engine.ts";
import type { Decision, PlanChoices } from "../core/plan/plan.ts";
import type { Toolstack } from "../core/stack/toolstack.ts";
import { applyEdits, type FileEdit } from "../core/text/edit.ts";
import { basename, dirname } from "../core/text/path.ts";
import { type Choices, choice } from "./choices.ts";
import { type Abilities, toLocation, toPath, toWorkspaceEdit } from "./convert.ts";
import { type Guard, requestCancelled } from "./guard.ts";
import type { HostProgress } from "./host-progress.ts";
import type { Pages } from "./pages.ts";
import { invalidParams } from "./params.ts";
import { type ProblemItem, problemItem, type ToolItem, toolItem } from "./places.ts";
import { planPage } from "./plan-page.ts";
import { settledWithHosts } from "./settled.ts";
import type { Workspace } from "./workspace.ts";

const params = choice.extend({
  uri: z.string(),
  accept: z.array(z.string()).default([]),
  skip: z.array(z.string()).default([]),
  /** For a file without a layout. */
  fresh: z
    .object({ device: z.string().optional(), luks: z.boolean().default(false), swap: z.string().optional() })
    .default({ luks: false }),
});

export type GenerateAnswer = { readonly problems: readonly ProblemItem[] } & (
  | {
      readonly kind: "plan";
      readonly host?: string;
      readonly choices: Pick<PlanChoices, "priority" | "environment" | "target" | "chosen">;
      readonly tools: readonly ToolItem[];
      /** Decisions that change something, carried out or not. */
      readonly decisions: readonly DecisionItem[];
      /** How many changes could not be written; the page tells them. */
      readonly notWritten: number;
      /** Why nothing is planned for some of the filesystems. */
      readonly refusals: readonly ProblemItem[];
      readonly edit: WorkspaceEdit;
      /** Every file that changes, as it would be. The file itself is not among them where it stays as it is. */
      readonly files: readonly ChangedFile[];
      readonly page: string;
    }
  | { readonly kind: "which-host"; readonly hosts: readonly string[] }
  | { readonly kind: "needs-device"; readonly host?: string; readonly tools: readonly ToolItem[] }
  | { readonly kind: "refused"; readonly why: string; readonly location?: Location }
);

export interface ChangedFile {
  readonly uri: string;
  readonly text: string;
  /** Version of the open document that the edit was made for; null for a file that is not open. */
  readonly version: number | null;
}

export interface DecisionItem {
  readonly id: string;
  readonly what: string;
  readonly cost: string;
  readonly byDefault: boolean;
  readonly carriedOut: boolean;
  readonly addsMount: boolean;
}

export const GenerateRequest = new RequestType<unknown, GenerateAnswer | null, void>("disko/generate");

export interface GenerateContext {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly choices: Choices;
  readonly guard: Guard;
  readonly progress: () => HostProgress;
  readonly pages: Pages;
  readonly abilities: Abilities;
  /** Resolves when the settings are known. */
  readonly ready: Promise<void>;
}

export function registerGenerate(context: GenerateContext): void {
  const { connection, engine, workspace, choices, guard, pages, abilities } = context;

  async function generate(
    { uri, accept, skip, fresh, ...asked }: z.infer<typeof params>,
    token: CancellationToken,
  ): Promise<GenerateAnswer | ResponseError<void>> {
    const path = toPath(uri);
    await context.ready;
    const options = { accept, skip, fresh: { device: fresh.device, luks: fresh.luks, swap: fresh.swap } };
    const result = await settledWithHosts(context, path, token, () =>
      engine.generate(path, choices.settingsWith(path, asked), options),
    );
    return result ? answer(path, result) : requestCancelled();
  }

  function answer(path: string, result: GenerateResult): GenerateAnswer {
    const problems = result.problems.map((problem) => problemItem(workspace, problem));
    switch (result.kind) {
      case "plan": {
        const { priority, environment, target, chosen } = result.plan.choices;
        return {
          kind: "plan",
          ...(result.host !== undefined && { host: result.host }),
          choices: { priority, environment, target, chosen },
          tools: toolItems(result.toolstack),
          decisions: decisionItems(result),
          notWritten: result.notWritten.length,
          refusals: result.plan.refusals.map(({ at, why }) => problemItem(workspace, { at, message: why })),
          edit: toWorkspaceEdit(workspace, result.edits, abilities),
          files: changedFiles(result.edits),
          page: planPage(result, basename(path), pages.context(pages.folderOf(path) ?? dirname(path))),
          problems,
        };
      }
      case "which-host":
        return { kind: "which-host", hosts: result.hosts, problems };
      case "needs-device":
        return {
          kind: "needs-device",
          ...(result.host !== undefined && { host: result.host }),
          tools: toolItems(result.toolstack),
          problems,
        };
      case "refused": {
        const { at, why } = result;
        return { kind: "refused", why, ...(at && { location: toLocation(workspace, at) }), problems };
      }
      default:
        return result satisfies never;
    }
  }

  function toolItems({ tools }: Toolstack): ToolItem[] {
    return tools.map((tool) => toolItem(workspace, tool));
  }

  function changedFiles(edits: readonly FileEdit[]): ChangedFile[] {
    return [...new Set(edits.map(({ path }) => path))].flatMap((path) => {
      const document = workspace.document(path);
      if (!document) return [];
      const own = edits.filter((edit) => edit.path === path);
      const text = applyEdits(document.getText(), own);
      return [{ uri: workspace.uri(path), text, version: workspace.version(path) }];
    });
  }

  connection.onRequest(GenerateRequest, (given, token) => {
    const parsed = params.safeParse(given);
    if (!parsed.success) return invalidParams(parsed.error);
    return guard.runAsync<GenerateAnswer | ResponseError<void> | null>(`Generating ${parsed.data.uri}`, null, () =>
      generate(parsed.data, token),
    );
  });
}

function decisionItems({ plan, carriedOut }: Extract<GenerateResult, { kind: "plan" }>): DecisionItem[] {
  const done = new Set(carriedOut.map(({ id }) => id));
  return plan.decisions
    .filter(({ changes }: Decision) => changes.length > 0)
    .map(({ id, what, cost, byDefault, addsMount }) => ({
      id,
      what,
      cost,
      byDefault,
      addsMount,
      carriedOut: done.has(id),
    }));
}
