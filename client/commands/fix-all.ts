/** "Disko: Fix All Problems": the safe fixes of the active document, in one step that one undo takes back. */
import * as vscode from "vscode";
import { FIX_ALL_KIND, SOURCE } from "../protocol.ts";

export function fixAllCommand(): vscode.Disposable {
  return vscode.commands.registerCommand("disko.fixAll", async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document) return;
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)),
      FIX_ALL_KIND,
    );
    const edit = actions.find((action) => action.kind?.value === FIX_ALL_KIND)?.edit;
    if (!edit) {
      vscode.window.showInformationMessage(nothingToFix(document));
    } else if (!(await vscode.workspace.applyEdit(edit))) {
      vscode.window.showWarningMessage("Disko: the document changed meanwhile, nothing was fixed.");
    }
  });
}

function nothingToFix(document: vscode.TextDocument): string {
  const left = vscode.languages.getDiagnostics(document.uri).filter((d) => d.source === SOURCE).length;
  if (left === 0) return "Disko: no problems to fix.";
  const who = left === 1 ? "the problem left has" : `the ${left} problems left have`;
  return `Disko: ${who} no fix that can be applied unseen. The light bulb shows what can be done.`;
}
