/** "Disko: Choose Host": whose layout the active file is, where several hosts use it. Remembered in the workspace. */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { profileRequest } from "../protocol.ts";
import { askOne } from "../quick-questions.ts";
import type { RememberedChoices } from "../remembered-choices.ts";
import { toolNames } from "../toolstack-pages.ts";
import { placeOf } from "./place.ts";

const TITLE = "Disko: Choose Host";

export function chooseHostCommand(client: BaseLanguageClient, choices: RememberedChoices): vscode.Disposable {
  return vscode.commands.registerCommand("disko.chooseHost", async (given?: unknown) => {
    const place = await placeOf(given);
    if (!place) return;
    const { uri } = place;
    const host = place.host ?? (await ask(client, uri, choices.of(uri).host));
    if (host === undefined) return;
    await choices.remember(uri, { host: host === "" ? undefined : host });
  });
}

/** Empty: none is chosen any more. */
async function ask(client: BaseLanguageClient, uri: vscode.Uri, current: string | undefined) {
  await client.start();
  // Whatever was chosen: all hosts of the file, not only that one.
  const profile = await client.sendRequest(profileRequest, { uri: uri.toString(), host: "" });
  const hosts = profile?.hosts ?? [];
  if (hosts.length === 0) {
    vscode.window.showInformationMessage("Disko: no host of this workspace uses the file.");
    return undefined;
  }
  return askOne({
    title: TITLE,
    ask: "Which host is the layout for?",
    items: [
      ...hosts.map(({ name, tools }) => ({
        value: name,
        label: name,
        description: toolNames(tools),
        picked: name === current,
      })),
      ...(current === undefined
        ? []
        : [
            {
              value: "",
              label: "None in particular",
              detail: "Every command asks where several hosts use a file.",
              group: "",
            },
          ]),
    ],
  });
}
