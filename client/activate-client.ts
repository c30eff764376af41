/**
 * What the desktop and the browser have in common: everything but how a server is started. The client speaks VS Code and
 * LSP; it knows no Nix, reads nothing but what the server asks for, and sends nothing anywhere.
 */
import * as vscode from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import { chooseHostCommand } from "./commands/choose-host.ts";
import { fixAllCommand } from "./commands/fix-all.ts";
import { layoutCommands } from "./commands/generate-layout.ts";
import { openRuleCommand, rulesOf } from "./commands/open-rule.ts";
import { restartServerCommand } from "./commands/restart-server.ts";
import { showToolstackCommand } from "./commands/show-toolstack.ts";
import { answerFileReads } from "./file-reader.ts";
import { createFindingsStatus } from "./findings-status.ts";
import { layoutPreviews } from "./layout-preview.ts";
import type { Choices, InitializationOptions } from "./protocol.ts";
import { rememberedChoices } from "./remembered-choices.ts";
import { linkRules } from "./rule-links.ts";
import { provideRulePages } from "./rule-pages.ts";
import { toolstackPages } from "./toolstack-pages.ts";
import { createToolstackStatus } from "./toolstack-status.ts";
import { createToolstackView } from "./toolstack-view.ts";

/** The prefix of our settings; `disko.trace.server` is read by the language client itself. */
const ID = "disko";

/** Makes the client of one platform; `name` is what users see. */
export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/** Starts the server and registers everything; all of it ends with the extension. */
export async function activateClient(
  context: vscode.ExtensionContext,
  createClient: CreateClient,
  grammar?: InitializationOptions["grammar"],
): Promise<void> {
  const output = vscode.window.createOutputChannel("Disko", { log: true });
  const selector = checkedDocuments();
  const status = createFindingsStatus(selector);
  const choices = rememberedChoices(context.workspaceState);
  const client = createClient(ID, "Disko", {
    documentSelector: selector,
    // Anew at each start: what was chosen meanwhile counts for a restarted server too.
    initializationOptions: () => initializationOptions(choices.all(), grammar),
    outputChannel: output,
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
  choices.follow(client);
  // What a host runs is written in these; the server watches them too, for its findings.
  const files = vscode.workspace.createFileSystemWatcher("**/{*.nix,.disko-toolstack.{yaml,yml,json}}");
  const settings = vscode.workspace.onDidChangeConfiguration;
  const changes = [files.onDidChange, files.onDidCreate, files.onDidDelete, choices.onDidChange, settings];
  const toolstacks = toolstackPages(client, changes);
  const previews = layoutPreviews();
  context.subscriptions.push(
    output,
    status,
    choices,
    files,
    client,
    toolstacks,
    previews,
    createToolstackStatus(selector, client, changes),
    createToolstackView(client, changes),
    answerFileReads(client),
    provideRulePages(client),
    layoutCommands({ client, choices, previews }),
    showToolstackCommand(toolstacks, choices),
    chooseHostCommand(client, choices),
    fixAllCommand(),
    openRuleCommand(rulesOf(context.extension)),
    restartServerCommand(client),
    vscode.commands.registerCommand("disko.showOutput", () => output.show()),
  );
  // A server that does not start has told so itself; the commands stay, to look at the output and to try again.
  await client.start().catch((error) => output.error(error));
}

function initializationOptions(choices: Choices, grammar: InitializationOptions["grammar"]): InitializationOptions {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
  const [base] = folders;
  return {
    choices,
    layoutCommand: "disko.generateLayout",
    ...(base !== undefined && { pages: { base, folders } }),
    ...(grammar && { grammar }),
  };
}

/**
 * Nix documents and project files of the file systems that are worked on: the disk and the workspace's own. Copies of
 * files, such as the old side of a comparison, have other schemes and stay unchecked.
 */
function checkedDocuments(): { scheme: string; language?: string; pattern?: string }[] {
  const schemes = new Set(["file", "untitled", "vscode-remote", "vscode-vfs"]);
  for (const folder of vscode.workspace.workspaceFolders ?? []) schemes.add(folder.uri.scheme);
  return [...schemes].flatMap((scheme) => [
    { scheme, language: "nix" },
    { scheme, pattern: "**/*.nix" },
    { scheme, pattern: "**/.disko-toolstack.{yaml,yml,json}" },
  ]);
}
