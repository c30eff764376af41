/** The commands of the toolstack's tree: what they write into the project file. */
import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { openSample, sampleUri, startAfresh, writeFile } from "./editor.ts";

const PROJECT_FILE = ".disko-toolstack.yaml";

/** A node as the view hands it to a command. */
function toolNode(host: string, tool: string) {
  return {
    id: tool,
    folder: sampleUri("."),
    node: { id: `tool ${tool}`, label: tool, kind: "tool", host, tool, children: [] },
  };
}

async function projectFile(): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(sampleUri(PROJECT_FILE)));
}

suite("Toolstack view", () => {
  teardown(startAfresh);

  test("excluding a tool writes the project file, stopping takes it back, comments stay", async () => {
    await openSample("hosts/draco/disko.nix");
    const before = await projectFile();
    try {
      await vscode.commands.executeCommand("disko.excludeTool", toolNode("draco", "postgresql"));
      const excluded = await projectFile();
      assert.match(excluded, /^ {2}draco:\n( {4}.*\n)* {4}exclude: \[postgresql\]\n/m);
      assert(excluded.startsWith(before.slice(0, before.indexOf("hosts:"))));
      await vscode.commands.executeCommand("disko.includeTool", toolNode("draco", "postgresql"));
      assert.equal(await projectFile(), before);
    } finally {
      await writeFile(sampleUri(PROJECT_FILE), before);
    }
  });
});
