/** The life of the server as a user can steer it. */
import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { findingsAt, hoverAt, layoutOf, openText, replace, startAfresh } from "./editor.ts";

const MISSPELT = layoutOf(`"@" = { mountpoint = "/"; mountOptions = [ "compres=zstd" ]; };`);

suite("Server", () => {
  teardown(startAfresh);

  test("works again after a restart, with what is typed and not saved", async () => {
    const editor = await openText("restarted.nix", MISSPELT);
    await findingsAt(editor.document, ["12:44+14 DSK201"]);
    await replace(editor, "compres=zstd", "compress=zstd");
    await findingsAt(editor.document, []);
    await vscode.commands.executeCommand("disko.restartServer");
    assert.match(await hoverAt(editor.document, "compress=zstd"), /compress/);
    await replace(editor, "compress=zstd", "comprss=zstd");
    await findingsAt(editor.document, ["12:44+14 DSK201"]);
  });

  test("has every command that is declared", async () => {
    const known = new Set(await vscode.commands.getCommands());
    const extension = vscode.extensions.getExtension("disko-toolstack.disko-toolstack");
    const declared: { command: string }[] = extension?.packageJSON.contributes.commands ?? [];
    assert.deepEqual(
      declared.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
    assert.equal(declared.length, 15);
  });
});
