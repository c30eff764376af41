/** What a host runs, as a page, and what the user says of it in the project file and the settings. */
import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import {
  findingOf,
  findings,
  openSample,
  replace,
  sampleUri,
  setSetting,
  startAfresh,
  until,
  writeFile,
} from "./editor.ts";

const DRACO = "hosts/draco/disko.nix";

function pageUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom ? input.uri : undefined;
}

async function toolstackPage(): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand("disko.showToolstack");
  await until(vscode.window.tabGroups.onDidChangeTabs, () => pageUri()?.scheme === "disko-toolstack");
  const uri = pageUri();
  assert(uri?.scheme === "disko-toolstack", "the page is shown");
  return vscode.workspace.openTextDocument(uri);
}

suite("Toolstack", () => {
  teardown(startAfresh);

  test("the page tells tools, evidence, profile and needs, rendered and read-only", async () => {
    await openSample(DRACO);
    const page = await toolstackPage();
    const text = page.getText();
    assert.match(text, /^# draco\n/);
    assert(text.includes("[`modules/postgresql.nix:4`](/modules/postgresql.nix#L4)"), "evidence is a link");
    for (const part of ["| PostgreSQL | Databases | certain |", "## Firefox", "**No copy-on-write**", "https://"])
      assert(text.includes(part), `the page has ${part}`);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(page.uri.scheme) ?? false, false);
  });

  test("the page follows the files that it rests on", async () => {
    const configuration = sampleUri("hosts/draco/configuration.nix");
    const before = new TextDecoder().decode(await vscode.workspace.fs.readFile(configuration));
    await openSample(DRACO);
    const page = await toolstackPage();
    assert(page.getText().includes("## Podman"));
    try {
      await writeFile(configuration, before.replace("virtualisation.podman.enable = true;", ""));
      await until(vscode.workspace.onDidChangeTextDocument, () => !page.getText().includes("## Podman"));
      assert(!page.getText().includes("## Podman"), "Podman is gone");
      assert(page.getText().includes("## PostgreSQL"));
    } finally {
      await writeFile(configuration, before);
    }
  });

  test("settings say what the configuration does not", async () => {
    const { document } = await openSample(DRACO);
    await findingOf(document, "DSK401");
    await setSetting("exclude", ["postgresql"]);
    const said = (): boolean => findings(document).some(({ message }) => message.startsWith("PostgreSQL overwrites"));
    await until(vscode.languages.onDidChangeDiagnostics, () => !said());
    assert.equal(said(), false);
  });

  test("the project file is checked as it is typed", async () => {
    const editor = await openSample(".disko-toolstack.yaml");
    await replace(editor, "priority: performance", "priority: fast");
    await until(vscode.languages.onDidChangeDiagnostics, () => findings(editor.document).length > 0);
    const [finding] = findings(editor.document);
    assert(finding, "a priority that nobody knows is found");
    assert.equal(editor.document.getText(finding.range), "fast");
  });
});
