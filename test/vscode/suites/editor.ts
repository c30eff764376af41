/**
 * The editor as a test uses it: open a document, change it, and wait for what should follow. Waiting listens to VS Code's
 * events and compares; when the time is over, the assertion shows what was there instead.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { readDrawings } from "../../support/drawings.ts";

const PATIENCE_MS = 15_000;

function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert(folder, "a workspace is open");
  return folder.uri;
}

/** Beside the workspace; run.mjs reads it. */
export function reportPath(): string {
  return join(workspaceFolder().fsPath, "../report.txt");
}

/** A file of the sample workspace. */
export function sampleUri(path: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), path);
}

/** Opens a file of the sample workspace. */
export async function openSample(path: string): Promise<vscode.TextEditor> {
  return show(sampleUri(path));
}

/** Writes a file on disk, past every editor. */
export async function writeFile(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

/** Writes a file of its own for this test and opens it. */
export async function openText(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = sampleUri(`written-by-tests/${name}`);
  await writeFile(uri, text);
  return show(uri);
}

/** A disko file around the subvolumes of its one btrfs. */
export function layoutOf(subvolumes: string): string {
  return `{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = {
        size = "100%";
        content = {
          type = "btrfs";
          subvolumes = {
${subvolumes.replace(/^\n|\n\s*$/g, "")}
          };
        };
      };
    };
  };
}
`;
}

async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

/** Takes back all edits, settings and open editors, so that the next test starts afresh. */
export async function startAfresh(): Promise<void> {
  // Not the user's settings: VS Code saves those by itself.
  const ours = ({ uri }: vscode.TextDocument): boolean => vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  for (const document of vscode.workspace.textDocuments.filter((d) => d.isDirty && ours(d))) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  for (const name of ["rules", "kernel", "validate", "priority", "target", "tools", "exclude"])
    await setSetting(name, undefined);
}

export async function setSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration("disko").update(name, value, vscode.ConfigurationTarget.Global);
}

/** Anything with an address: a document, or a file that is not open. */
type Target = { readonly uri: vscode.Uri };

export function findings({ uri }: Target): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === "disko");
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** A finding as `line:column+length CODE`, from 1; one over several lines as `line:column-line:column CODE`. */
function place(finding: vscode.Diagnostic): string {
  const { start, end } = finding.range;
  const extent =
    end.line === start.line ? `+${end.character - start.character}` : `-${end.line + 1}:${end.character + 1}`;
  return `${start.line + 1}:${start.character + 1}${extent} ${codeOf(finding)}`;
}

/** What is drawn under the lines of a document, in the form of `place`. */
function drawn(document: vscode.TextDocument): string[] {
  return readDrawings(document.getText()).map((d) => `${d.line}:${d.column}+${d.length} ${d.code}`);
}

/** Waits until the findings are what the document draws under its lines. */
export async function findingsAsDrawn(document: vscode.TextDocument): Promise<void> {
  await findingsAt(document, drawn(document));
}

/** Waits until the findings are these, each in the form of `place`. */
export async function findingsAt(target: Target, expected: readonly string[]): Promise<void> {
  const wanted = [...expected].sort();
  const actual = (): string[] => findings(target).map(place).sort();
  await until(vscode.languages.onDidChangeDiagnostics, () => actual().join() === wanted.join());
  assert.deepEqual(actual(), wanted);
}

/** Waits until a finding of this code is there and returns the first. */
export async function findingOf(target: Target, code: string): Promise<vscode.Diagnostic> {
  const find = (): vscode.Diagnostic | undefined => findings(target).find((finding) => codeOf(finding) === code);
  await until(vscode.languages.onDidChangeDiagnostics, () => find() !== undefined);
  const finding = find();
  assert(finding, `${code} is found in ${target.uri.path}; there is: ${findings(target).map(codeOf).join(" ")}`);
  return finding;
}

/** Resolves when `holds` is true, looked at now and after each event; or when the time is over, for the caller to assert. */
export function until(event: vscode.Event<unknown>, holds: () => boolean): Promise<void> {
  return new Promise((done) => {
    if (holds()) return done();
    const finish = (): void => {
      clearTimeout(timer);
      listener.dispose();
      done();
    };
    const timer = setTimeout(finish, PATIENCE_MS);
    const listener = event(() => {
      if (holds()) finish();
    });
  });
}

export async function codeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range, kind.value);
}

/** Applies the one action with this title. */
export async function apply(actions: readonly vscode.CodeAction[], title: string | RegExp): Promise<void> {
  const found = actions.filter((a) => (typeof title === "string" ? a.title === title : title.test(a.title)));
  assert.equal(found.length, 1, `one action is called ${title}; there is: ${actions.map((a) => a.title).join(" | ")}`);
  assert(found[0]?.edit, "it has an edit");
  assert(await vscode.workspace.applyEdit(found[0].edit), "its edit can be applied");
}

/** The hover's text at the first place where `text` stands. */
export async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const position = document.positionAt(offsetOf(document, text) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers
    .flatMap((hover) => hover.contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}

function offsetOf(document: vscode.TextDocument, text: string): number {
  const offset = document.getText().indexOf(text);
  assert(offset >= 0, `${document.uri.path} holds ${text}`);
  return offset;
}

/** Where `text` stands first. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const offset = offsetOf(document, text);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

/** Replaces the first `text` as if typed. */
export async function replace(editor: vscode.TextEditor, text: string, by: string): Promise<void> {
  assert(await editor.edit((edit) => edit.replace(rangeOf(editor.document, text), by)), "the edit was applied");
}
