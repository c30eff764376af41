/**
 * The language status item that names the host of the active layout and what it runs: "atlas: PostgreSQL, Podman, 2 more".
 * A click shows the toolstack. Asked of the server when a layout is looked at or a file that may matter changed, not at
 * each keystroke.
 */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type Profile, profileRequest } from "./protocol.ts";
import { toolNames } from "./toolstack-pages.ts";

/** `changes`: fires when the toolstack may be another. */
export function createToolstackStatus(
  selector: vscode.DocumentSelector,
  client: BaseLanguageClient,
  changes: readonly vscode.Event<unknown>[],
): vscode.Disposable {
  let item: vscode.LanguageStatusItem | undefined;
  let asked: vscode.CancellationTokenSource | undefined;

  async function refresh(): Promise<void> {
    asked?.cancel();
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !vscode.languages.match(selector, document) || !client.isRunning()) return hide();
    const mine = new vscode.CancellationTokenSource();
    asked = mine;
    const params = { uri: document.uri.toString(), onlyLayouts: true };
    const profile = await client.sendRequest(profileRequest, params, mine.token).catch(() => undefined);
    if (mine.token.isCancellationRequested) return;
    if (profile) show(document.uri, profile);
    else hide();
  }

  function show(uri: vscode.Uri, { hosts }: Profile): void {
    item ??= vscode.languages.createLanguageStatusItem("disko.toolstack", selector);
    item.name = "Disko Toolstack";
    const [host] = hosts;
    if (host && hosts.length === 1) {
      item.text = `${host.name}: ${toolNames(host.tools)}`;
      item.command = { command: "disko.showToolstack", title: "Show Toolstack", arguments: [{ uri, host: host.name }] };
    } else if (host) {
      item.text = `${hosts.length} hosts: ${hosts.map(({ name }) => name).join(", ")}`;
      item.command = { command: "disko.chooseHost", title: "Choose Host", arguments: [{ uri }] };
    } else {
      item.text = "No host uses this layout";
      item.command = { command: "disko.showToolstack", title: "Show Toolstack", arguments: [{ uri }] };
    }
  }

  function hide(): void {
    item?.dispose();
    item = undefined;
  }

  const later = (): void => void refresh();
  const disposables = [
    client.onDidChangeState(later),
    vscode.window.onDidChangeActiveTextEditor(later),
    ...changes.map((event) => event(later)),
  ];
  later();
  return {
    dispose() {
      asked?.cancel();
      hide();
      vscode.Disposable.from(...disposables).dispose();
    },
  };
}
