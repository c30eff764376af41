/** What a command about hosts is asked of: a file or a folder that it was given, the active file, or the workspace. */
import * as vscode from "vscode";

export interface Place {
  readonly uri: vscode.Uri;
  readonly host?: string;
}

/** Undefined where there is nothing to ask of; the user was told, or chose nothing. */
export async function placeOf(given: unknown): Promise<Place | undefined> {
  if (given instanceof vscode.Uri) return { uri: given };
  const { uri, host }: { uri?: unknown; host?: unknown } = typeof given === "object" && given !== null ? given : {};
  const named = uri instanceof vscode.Uri ? uri : typeof uri === "string" ? vscode.Uri.parse(uri, true) : undefined;
  const place = named ?? activeFile() ?? (await folder());
  return place && { uri: place, ...(typeof host === "string" && { host }) };
}

/** The active editor's, if it is a Nix file or one of ours beside it; a page or a preview is not asked. */
function activeFile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === "nix" && !document.uri.scheme.startsWith("disko-") ? document.uri : undefined;
}

async function folder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    vscode.window.showInformationMessage("Disko: open a folder with a NixOS configuration, or a file of one.");
  }
  return folders.length > 1 ? (await vscode.window.showWorkspaceFolderPick())?.uri : folders[0]?.uri;
}
