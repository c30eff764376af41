/**
 * Pages of rules as read-only virtual documents (`disko-rule:/DSK204.md`). The server writes them, so they are there
 * offline and in the browser. Which editor shows them is left to `workbench.editorAssociations` in package.json: the
 * markdown preview.
 */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { explainRequest } from "./protocol.ts";

const RULE_SCHEME = "disko-rule";

/** The address of the page of a rule, by code. */
export function rulePageUri(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme: RULE_SCHEME, path: `/${code}.md` });
}

export function provideRulePages(client: BaseLanguageClient): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(RULE_SCHEME, {
    async provideTextDocumentContent(uri, token) {
      const topic = uri.path.replace(/^\//, "").replace(/\.md$/, "");
      // A page may be restored before the server stands.
      await client.start();
      const page = await client.sendRequest(explainRequest, { topic }, token);
      return page?.markdown ?? `# ${topic}\n\nThis version of Disko Toolstack has no page on \`${topic}\`.\n`;
    },
  });
}
