/** The main job: a layout that suits its host, from the finding over the preview to the text, and back by one undo. */
import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import {
  findingOf,
  findings,
  layoutOf,
  openSample,
  openText,
  rangeOf,
  sampleUri,
  startAfresh,
  until,
  writeFile,
} from "./editor.ts";
import { equalsGolden } from "./goldens.ts";

const DRACO = "hosts/draco/disko.nix";
const INSTALL = { priority: "performance", environment: "development", target: "install" };
const RUNNING = { ...INSTALL, target: "running" };
/** Asks nothing, tells nothing, shows nothing. */
const AT_ONCE = { quiet: true, apply: true };

interface Outcome {
  readonly kind: string;
  readonly why?: string;
  readonly plan?: { readonly host?: string };
}

function generate(document: vscode.TextDocument, options: object): Thenable<Outcome> {
  return vscode.commands.executeCommand<Outcome>("disko.generateLayout", { uri: document.uri, ...options });
}

async function undo(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("undo");
}

function diffTab(): vscode.Tab | undefined {
  return allTabs().find((tab) => tab.input instanceof vscode.TabInputTextDiff);
}

function allTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

async function previewOpened(): Promise<vscode.TabInputTextDiff> {
  const pageIsOpen = (): boolean =>
    allTabs().some(({ input }) => input instanceof vscode.TabInputCustom && input.uri.scheme === "disko-plan");
  await until(vscode.window.tabGroups.onDidChangeTabs, () => diffTab() !== undefined && pageIsOpen());
  assert(pageIsOpen(), "the decisions are shown");
  const input = diffTab()?.input;
  assert(input instanceof vscode.TabInputTextDiff, "a diff is open");
  return input;
}

suite("Layouts", () => {
  teardown(async () => {
    await vscode.commands.executeCommand("disko.cancelPreview");
    await startAfresh();
  });

  test("a finding says what the layout costs the host, with the line that enables the tool", async () => {
    const { document } = await openSample(DRACO);
    const finding = await findingOf(document, "DSK401");
    assert.match(finding.message, /PostgreSQL/);
    const [evidence] = finding.relatedInformation ?? [];
    assert.match(evidence?.location.uri.path ?? "", /modules\/postgresql\.nix$/);
    assert.equal(evidence?.location.range.start.line, 3);
  });

  test("for a machine to be installed: the golden text, no finding of the toolstack, and back by one undo", async () => {
    const { document } = await openSample(DRACO);
    const before = document.getText();
    await findingOf(document, "DSK401");
    assert.equal((await generate(document, { ...INSTALL, ...AT_ONCE })).kind, "applied");
    equalsGolden(document.getText(), "draco-install.nix");
    await until(vscode.languages.onDidChangeDiagnostics, () => findings(document).length === 0);
    assert.deepEqual(
      findings(document).map(({ message }) => message),
      [],
    );
    assert.equal((await generate(document, { ...INSTALL, ...AT_ONCE })).kind, "nothing-to-do");
    await undo(document);
    assert.equal(document.getText(), before);
  });

  test("for a running machine: the golden text, no mount added, and back by one undo", async () => {
    const { document } = await openSample(DRACO);
    const before = document.getText();
    assert.equal((await generate(document, { ...RUNNING, ...AT_ONCE })).kind, "applied");
    equalsGolden(document.getText(), "draco-running.nix");
    const mountpoints = (text: string): number => text.match(/mountpoint =/g)?.length ?? 0;
    assert.equal(mountpoints(document.getText()), mountpoints(before));
    await undo(document);
    assert.equal(document.getText(), before);
  });

  test("an empty file becomes a whole layout", async () => {
    const { document } = await openText("fresh.nix", "");
    const fresh = { device: "/dev/disk/by-id/nvme-EXAMPLE_1TB", luks: true, swap: "16G" };
    const options = { ...INSTALL, ...AT_ONCE, tools: ["postgresql", "podman"] };
    assert.equal((await generate(document, { ...options, fresh })).kind, "applied");
    equalsGolden(document.getText(), "fresh.nix");
    await undo(document);
    assert.equal(document.getText(), "");
    const outcome = await generate(document, options);
    assert.equal(outcome.kind, "refused");
    assert.match(outcome.why ?? "", /device/);
  });

  test("the preview shows the file beside what it would be, and applies it", async () => {
    const { document } = await openSample(DRACO);
    const before = document.getText();
    const outcome = generate(document, { ...INSTALL, exclude: [] });
    const { original, modified } = await previewOpened();
    assert.equal(original.toString(), document.uri.toString());
    assert.equal(diffTab()?.label, "disko.nix: optimized for performance");
    equalsGolden((await vscode.workspace.openTextDocument(modified)).getText(), "draco-install.nix");
    assert.equal(document.getText(), before, "nothing is written yet");
    await vscode.commands.executeCommand("disko.applyPreview");
    assert.equal((await outcome).kind, "applied");
    equalsGolden(document.getText(), "draco-install.nix");
    assert.equal(diffTab(), undefined, "the preview is closed");
    await undo(document);
    assert.equal(document.getText(), before);
  });

  test("the page beside the preview tells what, why, at what cost, and what is not done", async () => {
    const { document } = await openSample(DRACO);
    const outcome = await vscode.commands.executeCommand<Outcome>("disko.previewLayout", {
      uri: document.uri,
      ...RUNNING,
      quiet: true,
    });
    assert.equal(outcome.kind, "previewed");
    await previewOpened();
    const page = allTabs().find(({ input }) => input instanceof vscode.TabInputCustom)?.input;
    assert(page instanceof vscode.TabInputCustom, "the page is open");
    assert.equal(page.viewType, "vscode.markdown.preview.editor");
    const text = (await vscode.workspace.openTextDocument(page.uri)).getText();
    for (const part of [
      "# disko.nix for performance",
      "### No copy-on-write for /var/lib/postgresql",
      "**Cost:**",
      "(/modules/postgresql.nix#L4)",
      "## What can be done besides",
      "## Not done, because",
    ])
      assert(text.includes(part), `the page has ${part}`);
    assert.equal(document.isDirty, false);
  });

  test("a document that changed meanwhile is looked at again before anything is written", async () => {
    const { document } = await openSample(DRACO);
    const outcome = generate(document, { ...INSTALL, exclude: [] });
    const { modified } = await previewOpened();
    const preview = await vscode.workspace.openTextDocument(modified);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, rangeOf(document, "# the store grows fast here"), "# it grows");
    assert(await vscode.workspace.applyEdit(edit));
    const changed = document.getText();
    await vscode.commands.executeCommand("disko.applyPreview");
    await until(vscode.workspace.onDidChangeTextDocument, () => preview.getText().includes("# it grows"));
    assert(preview.getText().includes("# it grows"), "the preview is that of the changed document");
    assert.equal(document.getText(), changed, "nothing was written");
    await vscode.commands.executeCommand("disko.applyPreview");
    assert.equal((await outcome).kind, "applied");
    assert(document.getText().includes("# it grows"));
  });

  test("a closed preview writes nothing", async () => {
    const { document } = await openSample(DRACO);
    const outcome = generate(document, { ...INSTALL, exclude: [] });
    await previewOpened();
    const tab = diffTab();
    assert(tab);
    await vscode.window.tabGroups.close(tab);
    assert.equal((await outcome).kind, "cancelled");
    assert.equal(document.isDirty, false);
    assert.deepEqual(
      allTabs().filter(({ input }) => input instanceof vscode.TabInputCustom),
      [],
    );
  });

  test("where several hosts use the file, one is chosen and remembered", async () => {
    const host = (name: string): string =>
      `nixosConfigurations.${name} = nixpkgs.lib.nixosSystem { modules = [ ./disko.nix { networking.hostName = "${name}"; } ]; };`;
    const flake = `{ outputs = { nixpkgs, ... }: { ${host("one")} ${host("two")} }; }`;
    await writeFile(sampleUri("written-by-tests/shared/flake.nix"), flake);
    const { document } = await openText("shared/disko.nix", layoutOf(`"@" = { mountpoint = "/"; };`));
    const ask = { ...RUNNING, quiet: true };
    assert.match((await generate(document, ask)).why ?? "", /one, two/);
    await vscode.commands.executeCommand("disko.chooseHost", { uri: document.uri, host: "two" });
    const outcome = await generate(document, ask);
    assert.deepEqual([outcome.kind, outcome.plan?.host], ["previewed", "two"]);
    await vscode.commands.executeCommand("disko.chooseHost", { uri: document.uri, host: "" });
    assert.equal((await generate(document, ask)).kind, "refused");
  });

  test("a broken file is refused with the reason, and nothing is written", async () => {
    const { document } = await openText("unfinished.nix", "{ disko.devices = ");
    const outcome = await generate(document, { ...INSTALL, ...AT_ONCE });
    assert.equal(outcome.kind, "refused");
    assert.match(outcome.why ?? "", /cannot be read as Nix/);
    assert.equal(document.isDirty, false);
  });

  test("an argument that makes no sense is an error that names it", async () => {
    const { document } = await openSample(DRACO);
    await assert.rejects(
      async () => generate(document, { priority: "fast" }),
      /`priority` takes performance, balanced/,
    );
    await assert.rejects(async () => generate(document, { prio: "fast" }), /`prio` is nothing that this command takes/);
  });

  test("the light bulb on the filesystem leads to the command", async () => {
    const { document } = await openSample(DRACO);
    const offset = document.getText().indexOf("subvolumes");
    const at = document.positionAt(offset);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(at, at),
      "refactor.rewrite",
    );
    assert.deepEqual(
      actions.map(({ title, command }) => [title, command?.command]),
      [["Optimize this filesystem", "disko.generateLayout"]],
    );
  });
});
