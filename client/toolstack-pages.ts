/**
 * "Disko: Show Toolstack": what a host runs, as a read-only virtual document (`disko-toolstack:/atlas.md?…`) that the
 * markdown preview renders. The server writes it. It is written anew when a file that may matter changes.
 */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type Host, profileRequest } from "./protocol.ts";
import { askOne } from "./quick-questions.ts";

const SCHEME = "disko-toolstack";

/** The page of a host as a file or a folder shows it; without a name: of all hosts. */
function toolstackUri(of: vscode.Uri, host: string | undefined): vscode.Uri {
  const query = JSON.stringify(host === undefined ? { of: of.toString() } : { of: of.toString(), host });
  // A host's name may be anything; in the path it is only a title.
  return vscode.Uri.from({ scheme: SCHEME, path: `/${(host ?? "Toolstack").replace(/[/\\?#]/g, "-")}.md`, query });
}

export interface ToolstackPages extends vscode.Disposable {
  /** `host`: the one that is meant, if that is known. Asks where there are several. */
  show(of: vscode.Uri, host?: string): Promise<void>;
}

/** `changes`: fires when pages may be out of date. */
export function toolstackPages(client: BaseLanguageClient, changes: readonly vscode.Event<unknown>[]): ToolstackPages {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const outdated = (): void => {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) changed.fire(uri);
  };
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    async provideTextDocumentContent({ query }, token) {
      const asked = readQuery(query);
      if (!asked) return "# Toolstack\n\nThis address names no file.\n";
      // A page may be restored before the server stands.
      await client.start();
      const params = { uri: asked.of, ...(asked.host !== undefined && { host: asked.host }) };
      const profile = await client.sendRequest(profileRequest, params, token);
      return profile?.page ?? "# Toolstack\n\nThe server could not say what the host runs; its output may tell why.\n";
    },
  };
  const disposables = [
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, provider),
    ...changes.map((event) => event(outdated)),
  ];
  return {
    async show(of, host) {
      await client.start();
      const profile = await client.sendRequest(profileRequest, { uri: of.toString() });
      const hosts = profile?.hosts ?? [];
      const chosen = host ?? (hosts.length > 1 ? await askWhich(hosts) : hosts[0]?.name);
      if (chosen === undefined && hosts.length > 1) return;
      await vscode.commands.executeCommand("vscode.open", toolstackUri(of, chosen));
    },
    dispose: () => vscode.Disposable.from(...disposables).dispose(),
  };
}

function askWhich(hosts: readonly Host[]): Promise<string | undefined> {
  return askOne({
    title: "Disko: Show Toolstack",
    ask: "Of which host?",
    items: hosts.map(({ name, tools }) => ({ value: name, label: name, description: toolNames(tools) })),
  });
}

/** `PostgreSQL, Podman, 2 more` */
export function toolNames(tools: Host["tools"]): string {
  if (tools.length === 0) return "no tools found";
  const named = tools.slice(0, tools.length === 3 ? 3 : 2).map(({ name }) => name);
  const more = tools.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function readQuery(query: string): { readonly of: string; readonly host?: string } | undefined {
  try {
    const { of, host }: { of?: unknown; host?: unknown } = JSON.parse(query);
    if (typeof of !== "string") return undefined;
    return { of, ...(typeof host === "string" && { host }) };
  } catch {
    return undefined;
  }
}
