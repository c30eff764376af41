/** A finding's code leads to the page of its rule: read-only, rendered, without a network. */
import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { findingOf, layoutOf, openText, startAfresh, until } from "./editor.ts";

const MISSPELT = layoutOf(`"@" = { mountpoint = "/"; mountOptions = [ "compres=zstd" ]; };`);

suite("Rule pages", () => {
  teardown(startAfresh);

  test("a finding's code links to the page", async () => {
    const { document } = await openText("linked.nix", MISSPELT);
    const { code } = await findingOf(document, "DSK201");
    assert(typeof code === "object", "the code is a link");
    assert.equal(code.target.toString(), "disko-rule:/DSK201.md");
    const page = await vscode.workspace.openTextDocument(code.target);
    assert.match(page.getText(), /^# DSK201 unknown-mount-option\n/);
    assert.equal(page.languageId, "markdown");
    assert.equal(vscode.workspace.fs.isWritableFileSystem(code.target.scheme) ?? false, false);
  });

  test("Open Rule shows the page rendered", async () => {
    await vscode.commands.executeCommand("disko.openRule", "DSK204");
    await until(vscode.window.tabGroups.onDidChangeTabs, () => activeTab() !== undefined);
    const input = activeTab()?.input;
    assert(input instanceof vscode.TabInputCustom, "a custom editor is open");
    assert.equal(input.viewType, "vscode.markdown.preview.editor");
    assert.equal(input.uri.toString(), "disko-rule:/DSK204.md");
  });

  test("every rule that the settings name has a page", async () => {
    const extension = vscode.extensions.getExtension("disko-toolstack.disko-toolstack");
    const rules = extension?.packageJSON.contributes.configuration.properties["disko.rules"].properties;
    const names = Object.keys(rules);
    assert(names.length > 0, "rules are named");
    for (const name of names) {
      const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(`disko-rule:/${name}.md`));
      assert.match(page.getText(), new RegExp(`^# DSK\\d+ ${name}\\n`));
    }
  });

  test("a rule that nobody knows is said so", async () => {
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse("disko-rule:/DSK999.md"));
    assert.match(page.getText(), /no page on `DSK999`/);
  });
});

function activeTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab;
}
