/** Asks the server for a layout, with progress that can be cancelled, and tells what stands in the way of one. */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type Generated, type GenerateParams, generateRequest, type Problem } from "./protocol.ts";

/** Undefined: cancelled, or the server failed and said so in its output. */
export async function generate(client: BaseLanguageClient, params: GenerateParams): Promise<Generated | undefined> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Disko: working out the layout…", cancellable: true },
    async (_progress, token) => {
      await client.start();
      try {
        const answer = await client.sendRequest(generateRequest, params, token);
        if (!answer) tellFailure();
        return answer ?? undefined;
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }
    },
  );
}

function tellFailure(): void {
  const show = "Show Output";
  vscode.window.showErrorMessage("Disko: generating a layout failed.", show).then((answer) => {
    if (answer === show) vscode.commands.executeCommand("disko.showOutput");
  });
}

/** A message with a button that leads to the place, where there is one. */
export function tellProblem({ message, location }: Problem): void {
  const show = "Show the Place";
  vscode.window.showWarningMessage(`Disko: ${message}`, ...(location ? [show] : [])).then(async (answer) => {
    if (answer !== show || !location) return;
    const { start, end } = location.range;
    await vscode.window.showTextDocument(vscode.Uri.parse(location.uri), {
      selection: new vscode.Range(start.line, start.character, end.line, end.character),
    });
  });
}
