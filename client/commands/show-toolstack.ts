/** "Disko: Show Toolstack": of the host that uses the active file, or of one of the workspace. */
import * as vscode from "vscode";
import type { RememberedChoices } from "../remembered-choices.ts";
import type { ToolstackPages } from "../toolstack-pages.ts";
import { placeOf } from "./place.ts";

export function showToolstackCommand(pages: ToolstackPages, choices: RememberedChoices): vscode.Disposable {
  return vscode.commands.registerCommand("disko.showToolstack", async (given?: unknown) => {
    const place = await placeOf(given);
    if (place) await pages.show(place.uri, place.host ?? choices.of(place.uri).host);
  });
}
