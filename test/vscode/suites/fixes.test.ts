/** The light bulb and the commands that mend: at the right place, comments intact, and one undo takes all of it back. */
import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { apply, codeActions, findingOf, findingsAt, layoutOf, openText, replace, startAfresh } from "./editor.ts";

const BEFORE = layoutOf(`
"@" = { mountpoint = "/"; mountOptions = [ "compres=zstd" ]; }; # the root
"@home" = { mountpoint = "/home/"; }; # everyone's
`);
const FOUND = ["12:44+14 DSK201", "13:26+8 DSK304"];
const AFTER = BEFORE.replace("compres=zstd", "compress=zstd").replace("/home/", "/home");

suite("Fixes", () => {
  teardown(startAfresh);

  test("a quick fix mends its finding and nothing else", async () => {
    const { document } = await openText("quick.nix", BEFORE);
    const finding = await findingOf(document, "DSK201");
    await apply(await codeActions(document, finding.range), "Write `compress=zstd`");
    assert.equal(document.getText(), BEFORE.replace("compres=zstd", "compress=zstd"));
    await findingsAt(document, ["13:26+8 DSK304"]);
  });

  test("undo brings the text and the finding back", async () => {
    const { document } = await openText("undo.nix", BEFORE);
    const finding = await findingOf(document, "DSK201");
    await apply(await codeActions(document, finding.range), "Write `compress=zstd`");
    await findingsAt(document, ["13:26+8 DSK304"]);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), BEFORE);
    await findingsAt(document, FOUND);
  });

  test("line ends and letters of other scripts stay as they are", async () => {
    const crlf = (text: string): string => text.replace("the root", "корень 🖴 根").replaceAll("\n", "\r\n");
    const { document } = await openText("crlf.nix", crlf(BEFORE));
    await findingsAt(document, FOUND);
    await vscode.commands.executeCommand("disko.fixAll");
    assert.equal(document.getText(), crlf(AFTER));
  });

  test("a finding can be ignored on its line", async () => {
    const { document } = await openText("ignore.nix", BEFORE);
    const finding = await findingOf(document, "DSK201");
    await apply(await codeActions(document, finding.range), "Ignore DSK201 on this line");
    assert.equal(document.getText(), BEFORE.replace(`"@" =`, `# disko-ignore DSK201\n"@" =`));
    await findingsAt(document, ["14:26+8 DSK304"]);
  });

  test("Fix All Problems applies every safe fix in one step", async () => {
    const { document } = await openText("all.nix", BEFORE);
    await findingsAt(document, FOUND);
    await vscode.commands.executeCommand("disko.fixAll");
    assert.equal(document.getText(), AFTER);
    await findingsAt(document, []);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), BEFORE);
  });

  test("Fix All Problems leaves a document alone that has nothing to fix", async () => {
    const { document } = await openText("nothing.nix", AFTER);
    await vscode.commands.executeCommand("disko.fixAll");
    assert.equal(document.getText(), AFTER);
    assert.equal(document.isDirty, false);
  });

  test("saving fixes, where the editor is set to", async () => {
    const editor = await openText("saved.nix", AFTER);
    const settings = vscode.workspace.getConfiguration("editor");
    await settings.update(
      "codeActionsOnSave",
      { "source.fixAll.disko": "explicit" },
      vscode.ConfigurationTarget.Global,
    );
    try {
      await replace(editor, "compress=zstd", "compres=zstd");
      await replace(editor, `"/home"`, `"/home/"`);
      await findingsAt(editor.document, FOUND);
      assert(await editor.document.save(), "it was saved");
    } finally {
      await settings.update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Global);
    }
    assert.equal(editor.document.getText(), AFTER);
  });
});
