/** "Disko: Open Rule": the page of a rule, chosen from all of them or given by its code. */
import * as vscode from "vscode";
import { rulePageUri } from "../rule-pages.ts";

export interface RuleSummary {
  /** `ignored-mount-option` */
  readonly name: string;
  /** `DSK204: what is found`. */
  readonly description: string;
}

/** The rules as the manifest names them for the setting `disko.rules`; a test keeps these the server's. */
export function rulesOf(extension: vscode.Extension<unknown>): readonly RuleSummary[] {
  const { properties } = extension.packageJSON.contributes.configuration.properties["disko.rules"];
  return Object.entries<{ description: string }>(properties).map(([name, { description }]) => ({ name, description }));
}

export function openRuleCommand(rules: readonly RuleSummary[]): vscode.Disposable {
  return vscode.commands.registerCommand("disko.openRule", async (given?: unknown) => {
    const code = typeof given === "string" ? given : await pickRule(rules);
    if (code) await vscode.commands.executeCommand("vscode.open", rulePageUri(code));
  });
}

async function pickRule(rules: readonly RuleSummary[]): Promise<string | undefined> {
  const items = rules.map(({ name, description }) => {
    const [, label = name, detail = ""] = /^(\S+): (.*)$/s.exec(description) ?? [];
    return { label, description: name, detail };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: "Disko: Open Rule",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.label;
}
