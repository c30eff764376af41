/**
 * The editor as a test uses it: open a document, change it, and wait for what should follow. Waiting listens to VS Code's
 * events and compares; when the time is over, the assertion shows what was there instead.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { readDrawings } from "../../support/drawings.ts";

const PATIENCE_MS = 15_000;

export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert(folder, "a workspace is open");
  return folder.uri;
}

/** Beside the workspace; run.mjs reads it. */
export function reportPath(): string {
  return join(workspaceFolder().fsPath, "../report.txt");
}

/** Opens a file of the sample workspace. */
export async function openSample(path: string): Promise<vscode.TextEditor> {
  return show(vscode.Uri.joinPath(workspaceFolder(), path));
}

/** Writes a file of its own for this test and opens it. */
export async function openText(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), "written-by-tests", name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return show(uri);
}

async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

/** Takes back all edits, settings and open editors, so that the next test starts afresh. */
export async function startAfresh(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter((d) => d.isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  for (const name of ["rules", "kernel", "validate"]) await setSetting(name, undefined);
}

export async function setSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration("disko").update(name, value, vscode.ConfigurationTarget.Global);
}

export function findings(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter((diagnostic) => diagnostic.source === "disko")
    .sort((a, b) => a.range.start.compareTo(b.range.start) || codeOf(a).localeCompare(codeOf(b)));
}

export function codeOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === "object" ? code.value : code);
}

/** A finding as `line:column+length CODE`, from 1; one over several lines goes to the end of its first. */
function place(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): string {
  const { start, end } = diagnostic.range;
  const last = end.line === start.line ? end.character : document.lineAt(start.line).text.length;
  return `${start.line + 1}:${start.character + 1}+${Math.max(1, last - start.character)} ${codeOf(diagnostic)}`;
}

/** What is drawn under the lines of a document, in the form of `place`. */
function drawn(document: vscode.TextDocument): string[] {
  return readDrawings(document.getText()).map((d) => `${d.line}:${d.column}+${d.length} ${d.code}`);
}

/** Waits until the findings are what the document draws under its lines. */
export async function findingsAsDrawn(document: vscode.TextDocument): Promise<void> {
  await findingsAt(document, drawn(document));
}

/** Waits until the findings are these, each `line:column+length CODE`. */
export async function findingsAt(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  const actual = (): string[] => findings(document).map((finding) => place(document, finding));
  await until(vscode.languages.onDidChangeDiagnostics, () => sameSet(actual(), expected));
  assert.deepEqual(actual().sort(), [...expected].sort());
}

/** Waits until a finding of this code is there and returns the first. */
export async function findingOf(document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic> {
  const find = (): vscode.Diagnostic | undefined => findings(document).find((finding) => codeOf(finding) === code);
  await until(vscode.languages.onDidChangeDiagnostics, () => find() !== undefined);
  const finding = find();
  assert(finding, `${code} is found in ${document.uri.path}; there is: ${findings(document).map(codeOf).join(" ")}`);
  return finding;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}

/** Resolves when `holds` is true, looked at now and after each event; or when the time is over, for the caller to assert. */
export function until<T>(event: vscode.Event<T>, holds: (value?: T) => boolean): Promise<void> {
  return new Promise((done) => {
    if (holds()) return done();
    const finish = (): void => {
      clearTimeout(timer);
      listener.dispose();
      done();
    };
    const timer = setTimeout(finish, PATIENCE_MS);
    const listener = event((value) => {
      if (holds(value)) finish();
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
