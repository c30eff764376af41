/**
 * The light bulb: a quick fix for each fix of a finding under the cursor, "Ignore … on this line", "Optimize this
 * filesystem", and `source.fixAll.disko`. All edits come from the engine; here they only get titles and kinds.
 */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Connection,
} from "vscode-languageserver";
import type { FileEdit } from "../core/text/edit.ts";
import type { Finding } from "../core/text/finding.ts";
import { touches } from "../core/text/span.ts";
import type { Checks } from "./checks.ts";
import { toDiagnostic, toPath, toSpan, toWorkspaceEdit } from "./convert.ts";
import type { Guard } from "./guard.ts";
import { OPTIMIZE_KIND, type OptimizeContext, optimizeActions } from "./optimize-action.ts";
import { isProjectFile } from "./project-files.ts";

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.disko`;

export interface CodeActionContext extends OptimizeContext {
  readonly connection: Connection;
  readonly checks: Checks;
  readonly guard: Guard;
  /** False where the user wants no findings: then there is nothing to mend either. */
  readonly validate: () => boolean;
}

export function registerCodeActions(context: CodeActionContext): void {
  const { connection, engine, workspace, checks, guard, abilities } = context;

  function actionsFor(params: CodeActionParams): CodeAction[] {
    const path = toPath(params.textDocument.uri);
    const document = workspace.document(path);
    if (!document || !context.validate()) return [];
    const { only, triggerKind } = params.context;
    const actions: CodeAction[] = [];
    if (wants(only, CodeActionKind.QuickFix)) {
      const span = toSpan(document, params.range);
      const findings = checks.findingsIn(path).filter((finding) => touches(finding.at.span, span));
      actions.push(...quickFixes(findings), ...findings.flatMap(ignoring));
    }
    // Unasked, what costs more is worked out only for a user who opened the menu, not at each move of the cursor.
    const wanted = (kind: string): boolean =>
      only ? wants(only, kind) : triggerKind !== CodeActionTriggerKind.Automatic;
    if (wanted(OPTIMIZE_KIND) && checks.rootsOf(path).includes(path) && !isProjectFile(path)) {
      // On its own: where it fails, the fixes are still there.
      const optimize = () => optimizeActions(path, toSpan(document, params.range), context);
      actions.push(...guard.run(`Optimizing ${params.textDocument.uri}`, [], optimize));
    }
    if (wanted(FIX_ALL_KIND)) actions.push(...fixAll(path));
    return actions;
  }

  function quickFixes(findings: readonly Finding[]): CodeAction[] {
    /** One edit can resolve several findings; it is offered once, for all of them. */
    const byEdit = new Map<string, CodeAction>();
    for (const finding of findings) {
      const diagnostic = toDiagnostic(workspace, finding, abilities);
      const preferred = preferredOf(finding);
      for (const fix of finding.fixes) {
        const key = JSON.stringify([fix.title, fix.edits]);
        const known = byEdit.get(key);
        if (known) {
          known.diagnostics?.push(diagnostic);
          continue;
        }
        byEdit.set(key, {
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnostic],
          ...(fix === preferred && { isPreferred: true }),
          edit: toWorkspaceEdit(workspace, fix.edits, abilities),
        });
      }
    }
    return [...byEdit.values()];
  }

  function ignoring(finding: Finding): CodeAction[] {
    // A comment in the project file means nothing to us, and JSON has none.
    if (isProjectFile(finding.at.path)) return [];
    const edit = engine.suppress(finding);
    if (!edit) return [];
    return [
      {
        title: `Ignore ${finding.code} on this line`,
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(workspace, finding, abilities)],
        edit: toWorkspaceEdit(workspace, [edit], abilities),
      },
    ];
  }

  function fixAll(path: string): CodeAction[] {
    const edits = safeEdits(path);
    if (edits.length === 0) return [];
    return [
      {
        title: "Fix all disko problems",
        kind: FIX_ALL_KIND,
        edit: toWorkspaceEdit(workspace, edits, abilities),
      },
    ];
  }

  /** The document's own safe fixes; for a file that is only a part of others, theirs as far as they lie in it. */
  function safeEdits(path: string): readonly FileEdit[] {
    for (const root of checks.rootsOf(path)) {
      const { edits } = engine.fixAll(root, context.settings(root), (other) => other === path);
      if (edits.length > 0) return edits;
    }
    return [];
  }

  connection.onCodeAction((params, token) =>
    guard.answer(`Code actions for ${params.textDocument.uri}`, token, [], () => actionsFor(params)),
  );
}

/** Whether a client that asked for `only` these kinds (and what lies below them) takes this one. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((asked) => asked === "" || kind === asked || kind.startsWith(`${asked}.`));
}

/** Of several fixes rules give the best first; a single one that is not harmless is the user's to choose. */
function preferredOf({ fixes }: Finding): Finding["fixes"][number] | undefined {
  return fixes.find((fix) => fix.safe) ?? (fixes.length > 1 ? fixes[0] : undefined);
}
