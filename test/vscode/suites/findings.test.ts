/** Findings as an editor shows them: where they belong, and current whatever happens to the text. */
import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import {
  findingOf,
  findings,
  findingsAsDrawn,
  findingsAt,
  layoutOf,
  openSample,
  openText,
  rangeOf,
  replace,
  sampleUri,
  startAfresh,
  writeFile,
} from "./editor.ts";

const MISSPELT = layoutOf(`
"@" = { mountpoint = "/"; mountOptions = [ "compres=zstd" ]; };
#                                          ^^^^^^^^^^^^^^ DSK201
`);

suite("Findings", () => {
  teardown(startAfresh);

  test("stand at the exact places of the sample", async () => {
    const { document } = await openSample("hosts/atlas/disko.nix");
    await findingsAt(document, [
      "10:18+5 DSK106",
      "15:13+10 DSK101",
      "24:66+15 DSK204",
      "25:64+18 DSK203",
      "25:64+18 DSK204",
      "26:68+14 DSK201",
      "28:84+11 DSK204",
    ]);
  });

  test("stand where they are drawn, and nowhere else", async () => {
    const { document } = await openText("drawn.nix", MISSPELT);
    await findingsAsDrawn(document);
  });

  test("are silent in Nix without disko devices", async () => {
    const { document } = await openSample("modules/postgresql.nix");
    // The answer for a document opened later is in: the one before it was looked at, too.
    await findingsAsDrawn((await openText("later.nix", MISSPELT)).document);
    assert.deepEqual(findings(document), []);
  });

  test("reach into files that the document imports", async () => {
    await openSample("hosts/cirrus/disko.nix");
    const uri = sampleUri("modules/btrfs-options.nix");
    const removed = await findingOf({ uri }, "DSK205");
    assert(typeof removed.code === "object", "its code is a link, too");
    // Opened only now: a file has findings without being open.
    const imported = await vscode.workspace.openTextDocument(uri);
    assert.equal(imported.getText(removed.range), `"inode_cache"`);
  });

  test("follow an imported file that changes on disk", async () => {
    const options = { uri: sampleUri("written-by-tests/options.nix") };
    await writeFile(options.uri, `[ "noatime" ]\n`);
    const { document } = await openText(
      "importing.nix",
      layoutOf(`"@" = { mountpoint = "/"; mountOptions = import ./options.nix; };`),
    );
    await findingsAt(document, []);
    await writeFile(options.uri, `[ "noatime" "compres=zstd" ]\n`);
    await findingsAt(options, ["1:13+14 DSK201"]);
  });

  test("are right after many edits in one go, with the server still at work", async () => {
    const editor = await openText("typed.nix", MISSPELT.replace("compres=zstd", "x"));
    let typed = "x";
    // No edit waits for the server's answer to the one before it.
    for (const letter of "compres=zstd") {
      const next = typed === "x" ? letter : typed + letter;
      await replace(editor, `"${typed}"`, `"${next}"`);
      typed = next;
    }
    await findingsAsDrawn(editor.document);
  });

  test("come back when a broken document is whole again", async () => {
    const editor = await openText("broken.nix", MISSPELT);
    await findingsAsDrawn(editor.document);
    await replace(editor, `mountOptions = [ "`, `mountOptions = [ `);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), MISSPELT);
    await findingsAsDrawn(editor.document);
  });

  test("go with the text that they stand in", async () => {
    const editor = await openText("emptied.nix", MISSPELT);
    await findingsAsDrawn(editor.document);
    await editor.edit((edit) => edit.delete(rangeOf(editor.document, editor.document.getText())));
    await findingsAt(editor.document, []);
  });
});
