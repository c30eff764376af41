/**
 * What the user chose for a file in dialogs: remembered in the workspace, told to the server, and preselected next time.
 * It never leaves the machine, and settings count more (but for the host).
 */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type Choice, type Choices, choicesNotification } from "./protocol.ts";

const KEY = "disko.choices";

export interface RememberedChoices extends vscode.Disposable {
  all(): Choices;
  of(uri: vscode.Uri): Choice;
  /** Adds to what is remembered of a file; a field that is there and undefined is forgotten. */
  remember(uri: vscode.Uri, choice: { readonly [K in keyof Choice]: Choice[K] | undefined }): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
  /** Tells a server that was started anew, and from now on each change. */
  follow(client: BaseLanguageClient): void;
}

export function rememberedChoices(memory: vscode.Memento): RememberedChoices {
  const changed = new vscode.EventEmitter<void>();
  const all = (): Choices => memory.get<Choices>(KEY, {});
  const disposables: vscode.Disposable[] = [changed];
  return {
    all,
    of: (uri) => all()[uri.toString()] ?? {},
    async remember(uri, choice) {
      const known = all();
      const merged = { ...known[uri.toString()], ...choice };
      const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
      await memory.update(KEY, { ...known, [uri.toString()]: kept });
      changed.fire();
    },
    onDidChange: changed.event,
    follow(client) {
      const tell = (): void => {
        // A server that is down gets them with its next start.
        if (client.isRunning()) client.sendNotification(choicesNotification, all()).catch(() => {});
      };
      disposables.push(changed.event(tell));
    },
    dispose: () => vscode.Disposable.from(...disposables).dispose(),
  };
}
