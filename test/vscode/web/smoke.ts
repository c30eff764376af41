/**
 * The extension in the web extension host: the worker server gets its grammar and its files from the client, and a
 * document has findings, a hover and a rule's page. Plain functions instead of mocha, which wants a page or a process.
 */
import * as vscode from "vscode";

const PATIENCE_MS = 20_000;

const TESTS: Readonly<Record<string, () => Promise<void>>> = {
  async "starts its server"() {
    const extension = vscode.extensions.getExtension("disko-toolstack.disko-toolstack");
    expect(extension !== undefined, "the extension is installed");
    await extension.activate();
  },
  async "shows findings"() {
    await findingsOf((await open()).uri);
  },
  async "reads files that the document imports"() {
    await open("hosts/cirrus/disko.nix");
    // Not open itself.
    await findingsOf(vscode.Uri.joinPath(folder(), "modules/btrfs-options.nix"));
  },
  async "links a finding to the page of its rule"() {
    const [finding] = await findingsOf((await open()).uri);
    const code = finding?.code;
    expect(typeof code === "object", "the code of a finding is a link");
    const page = await vscode.workspace.openTextDocument(code.target);
    expect(page.getText().includes(String(code.value)), "the page speaks of the rule");
  },
  async "finds the host of a layout through folders, and what it runs"() {
    const { uri } = await open("hosts/draco/disko.nix");
    await vscode.commands.executeCommand("disko.showToolstack", { uri });
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    expect(input instanceof vscode.TabInputCustom && input.uri.scheme === "disko-toolstack", "the page is shown");
    const page = (await vscode.workspace.openTextDocument(input.uri)).getText();
    expect(page.startsWith("# draco\n") && page.includes("PostgreSQL"), "the page speaks of the host");
  },
  async "generates a layout"() {
    const document = await open("hosts/draco/disko.nix");
    const options = { uri: document.uri, priority: "performance", target: "install", quiet: true, apply: true };
    const outcome = await vscode.commands.executeCommand<{ kind: string }>("disko.generateLayout", options);
    expect(outcome.kind === "applied", `the layout is applied, not ${outcome.kind}`);
    expect(document.getText().includes("+C"), "the layout is written");
  },
  async "answers a hover"() {
    const document = await open();
    const position = document.positionAt(document.getText().indexOf("noatime") + 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      position,
    );
    expect(hovers.length > 0, "a mount option has a hover");
  },
};

/** What VS Code calls. */
export async function run(): Promise<void> {
  const lines: string[] = [];
  let failed = 0;
  for (const [name, body] of Object.entries(TESTS)) {
    try {
      await body();
      lines.push(`  ✔ ${name}`);
    } catch (error) {
      failed++;
      lines.push(`  failed: ${name}\n    ${error instanceof Error ? error.stack : error}`);
    }
  }
  lines.push(`finished: ${Object.keys(TESTS).length - failed} passed, ${failed} failed`, "");
  const report = vscode.Uri.joinPath(folder(), "../report.txt");
  await vscode.workspace.fs.writeFile(report, new TextEncoder().encode(lines.join("\n")));
  if (failed > 0) throw new Error(`${failed} failed`);
}

function folder(): vscode.Uri {
  const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!uri) throw new Error("no workspace is open");
  return uri;
}

async function open(path = "hosts/atlas/disko.nix"): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), path));
  await vscode.window.showTextDocument(document);
  return document;
}

function expect(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`expected that ${what}`);
}

/** The findings of a file, as soon as there are any. Rejects when the time is over. */
function findingsOf(uri: vscode.Uri): Promise<vscode.Diagnostic[]> {
  const findings = (): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === "disko");
  return new Promise((done, fail) => {
    const finish = (): void => {
      clearTimeout(timer);
      listener.dispose();
      const found = findings();
      if (found.length > 0) done(found);
      else fail(new Error(`expected that ${uri.path} has findings`));
    };
    const timer = setTimeout(finish, PATIENCE_MS);
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      if (findings().length > 0) finish();
    });
    if (findings().length > 0) finish();
  });
}
