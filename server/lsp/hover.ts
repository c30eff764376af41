/** Hover over mount options: what the option means and what is really in effect here. The engine writes the text. */
import { type Connection, type Hover, type HoverParams, type MarkupContent, MarkupKind } from "vscode-languageserver";
import type { Engine } from "../core/engine.ts";
import type { Settings } from "../core/settings.ts";
import type { Checks } from "./checks.ts";
import { toPath, toRange } from "./convert.ts";
import type { Guard } from "./guard.ts";
import type { Workspace } from "./workspace.ts";

export interface HoverContext {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly checks: Checks;
  readonly guard: Guard;
  readonly settings: (path: string) => Settings;
  /** Whether the client renders Markdown. */
  readonly markdown: boolean;
}

export function registerHover(context: HoverContext): void {
  const { connection, engine, workspace, checks, guard } = context;

  function hover({ textDocument, position }: HoverParams): Hover | null {
    const path = toPath(textDocument.uri);
    const document = workspace.document(path);
    if (!document || checks.rootsOf(path).length === 0) return null;
    const found = engine.hover(path, document.offsetAt(position), context.settings(path));
    if (!found) return null;
    const contents: MarkupContent = {
      kind: context.markdown ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: found.markdown,
    };
    return { contents, range: toRange(document, found.at.span) };
  }

  connection.onHover((params, token) =>
    guard.answer(`Hover in ${params.textDocument.uri}`, token, null, () => hover(params)),
  );
}
