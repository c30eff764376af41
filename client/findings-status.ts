/**
 * The language status item of Nix documents: how many findings the active document has, busy while the server works.
 * A click shows the Problems panel; when the server is down, it starts it again.
 */
import * as vscode from "vscode";
import { type BaseLanguageClient, type Middleware, State } from "vscode-languageclient";
import { SOURCE } from "./protocol.ts";

export interface FindingsStatus extends vscode.Disposable {
  /** Notes when the server is asked and when it has answered. */
  readonly middleware: Required<Pick<Middleware, "provideDiagnostics">>;
  /** Follows the life of the server. */
  follow(client: BaseLanguageClient): void;
}

export function createFindingsStatus(selector: vscode.DocumentSelector): FindingsStatus {
  const item = vscode.languages.createLanguageStatusItem("disko.findings", selector);
  item.name = "Disko";
  const disposables: vscode.Disposable[] = [item];
  let asked = 0;
  let state = State.Starting;

  function show(): void {
    item.busy = state === State.Starting || asked > 0;
    if (state === State.Stopped || state === State.StartFailed) {
      item.severity = vscode.LanguageStatusSeverity.Error;
      item.text = "Disko: the server is not running";
      item.command = { command: "disko.restartServer", title: "Restart" };
      return;
    }
    item.severity = vscode.LanguageStatusSeverity.Information;
    const count = findingsIn(vscode.window.activeTextEditor?.document);
    item.text = `Disko: ${count === 0 ? "no findings" : count === 1 ? "1 finding" : `${count} findings`}`;
    item.command = { command: "workbench.actions.view.problems", title: "Show Problems" };
  }

  disposables.push(vscode.languages.onDidChangeDiagnostics(show), vscode.window.onDidChangeActiveTextEditor(show));
  show();

  return {
    middleware: {
      async provideDiagnostics(document, previousResultId, token, next) {
        asked++;
        show();
        try {
          return await next(document, previousResultId, token);
        } finally {
          asked--;
          show();
        }
      },
    },
    follow(client) {
      disposables.push(
        client.onDidChangeState(({ newState }) => {
          state = newState;
          show();
        }),
      );
    },
    dispose: () => vscode.Disposable.from(...disposables).dispose(),
  };
}

function findingsIn(document: vscode.TextDocument | undefined): number {
  if (!document) return 0;
  return vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === SOURCE).length;
}
