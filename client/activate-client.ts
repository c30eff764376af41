/**
 * What the desktop and the browser have in common: everything but how a server is started. The client speaks VS Code and
 * LSP; it knows no Nix, reads nothing but what the server asks for, and sends nothing anywhere.
 */
import * as vscode from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import { fixAllCommand } from "./commands/fix-all.ts";
import { openRuleCommand, rulesOf } from "./commands/open-rule.ts";
import { restartServerCommand } from "./commands/restart-server.ts";
import { answerFileReads } from "./file-reader.ts";
import { createFindingsStatus } from "./findings-status.ts";
import type { InitializationOptions } from "./protocol.ts";
import { linkRules } from "./rule-links.ts";
import { provideRulePages } from "./rule-pages.ts";

/** The prefix of our settings; `disko.trace.server` is read by the language client itself. */
const ID = "disko";

/** Makes the client of one platform; `name` is what users see. */
export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/** Starts the server and registers everything; all of it ends with the extension. */
export async function activateClient(
  context: vscode.ExtensionContext,
  createClient: CreateClient,
  initializationOptions?: InitializationOptions,
): Promise<void> {
  const output = vscode.window.createOutputChannel("Disko", { log: true });
  const selector = nixDocuments();
  const status = createFindingsStatus(selector);
  const nixFiles = vscode.workspace.createFileSystemWatcher("**/*.nix");
  const client = createClient(ID, "Disko", {
    documentSelector: selector,
    initializationOptions,
    outputChannel: output,
    synchronize: { fileEvents: nixFiles },
    diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
    middleware: {
      ...linkRules,
      provideDiagnostics: (document, previousResultId, token, next) =>
        status.middleware.provideDiagnostics(document, previousResultId, token, (...asked) =>
          linkRules.provideDiagnostics(...asked, next),
        ),
    },
  });
  status.follow(client);
  context.subscriptions.push(
    output,
    status,
    nixFiles,
    client,
    answerFileReads(client),
    provideRulePages(client),
    fixAllCommand(),
    openRuleCommand(rulesOf(context.extension)),
    restartServerCommand(client),
    vscode.commands.registerCommand("disko.showOutput", () => output.show()),
  );
  // A server that does not start has told so itself; the commands stay, to look at the output and to try again.
  await client.start().catch((error) => output.error(error));
}

/**
 * Nix documents of the file systems that are worked on: the disk and the workspace's own. Copies of files, such as the
 * old side of a comparison, have other schemes and stay unchecked.
 */
function nixDocuments(): { scheme: string; language?: string; pattern?: string }[] {
  const schemes = new Set(["file", "untitled", "vscode-remote", "vscode-vfs"]);
  for (const folder of vscode.workspace.workspaceFolders ?? []) schemes.add(folder.uri.scheme);
  return [...schemes].flatMap((scheme) => [
    { scheme, language: "nix" },
    { scheme, pattern: "**/*.nix" },
  ]);
}
