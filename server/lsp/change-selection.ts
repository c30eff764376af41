/** `disko/changeSelection`: a tool is added to the project file, or excluded there. The answer is an edit that the client applies. */
import {
  type Connection,
  CreateFile,
  RequestType,
  type ResponseError,
  TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import * as z from "zod";
import type { Engine } from "../core/engine.ts";
import { type Abilities, toPath, toWorkspaceEdit } from "./convert.ts";
import type { Guard } from "./guard.ts";
import { invalidParams } from "./params.ts";
import { settled } from "./settled.ts";
import type { Workspace } from "./workspace.ts";

const params = z.object({
  /** Any file or folder of the project. */
  uri: z.string(),
  /** None: for all hosts. */
  host: z.string().optional(),
  tool: z.string().min(1),
  to: z.enum(["added", "excluded", "detected"]),
});

export type SelectionAnswer =
  /** `uri`: the project file. */
  | { readonly kind: "edit"; readonly uri: string; readonly edit: WorkspaceEdit }
  | { readonly kind: "refused"; readonly uri: string; readonly why: string };

export const ChangeSelectionRequest = new RequestType<unknown, SelectionAnswer | null, void>("disko/changeSelection");

export interface SelectionContext {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly guard: Guard;
  readonly abilities: Abilities;
}

export function registerChangeSelection(context: SelectionContext): void {
  const { connection, engine, workspace, guard, abilities } = context;

  connection.onRequest(ChangeSelectionRequest, (given, token) => {
    const parsed = params.safeParse(given);
    if (!parsed.success) return invalidParams(parsed.error);
    const { uri, host, tool, to } = parsed.data;
    return guard.runAsync<SelectionAnswer | ResponseError<void> | null>(`Changing the project of ${uri}`, null, () =>
      change(toPath(uri), { host, tool, to }, token),
    );
  });

  async function change(
    path: string,
    wanted: Parameters<Engine["changeSelection"]>[1],
    token: Parameters<typeof settled>[1],
  ): Promise<SelectionAnswer | null> {
    const found = await settled(workspace, token, () => engine.changeSelection(path, wanted));
    if (!found) return null;
    const uri = workspace.uri(found.path);
    if (found.kind === "refused") return { kind: "refused", uri, why: found.why };
    if (!found.isNew) return { kind: "edit", uri, edit: toWorkspaceEdit(workspace, found.edits, abilities) };
    const start = { line: 0, character: 0 };
    const edits = found.edits.map(({ newText }) => ({ range: { start, end: start }, newText }));
    return {
      kind: "edit",
      uri,
      edit: { documentChanges: [CreateFile.create(uri), TextDocumentEdit.create({ uri, version: null }, edits)] },
    };
  }
}
