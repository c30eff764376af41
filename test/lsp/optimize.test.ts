/** "Optimize this filesystem" in the light bulb: where it is offered, and what it does for clients of both kinds. */
import { expect, test } from "vitest";
import { type CodeAction, CodeActionTriggerKind, type Command, type Range } from "vscode-languageserver-protocol";
import { applyWorkspaceEdit, type LspClient, rangeOf } from "../support/lsp-client.ts";
import { LAYOUT, PROJECT } from "./hosts.ts";
import { useServer } from "./use-server.ts";

const TITLE = "Optimize this filesystem";
const REWRITE = ["refactor.rewrite"];

const servers = useServer();

/** Those with a command too. */
async function actions(
  client: LspClient,
  uri: string,
  range: Range,
  context: object,
): Promise<(CodeAction | Command)[]> {
  return client.connection.sendRequest("textDocument/codeAction", {
    textDocument: { uri },
    range,
    context: { diagnostics: [], ...context },
  });
}

async function titles(client: LspClient, uri: string, at: string, context: object): Promise<string[]> {
  return (await actions(client, uri, rangeOf(LAYOUT, at), context)).map(({ title }) => title);
}

test("a client without our command gets the edit of what is done by default", async () => {
  const folder = servers.folder(PROJECT);
  const uri = folder.uri("disko.nix");
  const client = servers.shared();
  await client.open(uri, LAYOUT);
  const [action, ...others] = await client.codeActions(uri, rangeOf(LAYOUT, "subvolumes"), { only: REWRITE });
  expect(others).toEqual([]);
  expect(action).toMatchObject({ title: TITLE, kind: "refactor.rewrite" });
  const text = applyWorkspaceEdit(action?.edit, { [uri]: LAYOUT })[uri] ?? "";
  expect(text).toContain(`"noatime"`);
  expect(text.match(/mountpoint =/g), "nobody said that the machine is still to be installed").toHaveLength(2);

  await client.change(uri, [{ text }]);
  expect(await client.codeActions(uri, rangeOf(text, "subvolumes"), { only: REWRITE })).toEqual([]);
});

test("a client with our command is led to it", async () => {
  const folder = servers.folder(PROJECT);
  const uri = folder.uri("disko.nix");
  const client = await servers.start({ initializationOptions: { layoutCommand: "disko.generateLayout" } });
  await client.open(uri, LAYOUT);
  expect(await actions(client, uri, rangeOf(LAYOUT, `"@postgres"`), { only: REWRITE })).toEqual([
    {
      title: TITLE,
      kind: "refactor.rewrite",
      command: { title: TITLE, command: "disko.generateLayout", arguments: [{ uri }] },
    },
  ]);
});

test("it is offered on the filesystem alone, to who opens the menu or asks for it", async () => {
  const folder = servers.folder(PROJECT);
  const uri = folder.uri("disko.nix");
  const client = servers.shared();
  await client.open(uri, LAYOUT);
  expect(await titles(client, uri, "btrfs", { triggerKind: CodeActionTriggerKind.Invoked })).toContain(TITLE);
  expect(await titles(client, uri, "btrfs", { only: ["refactor"] })).toEqual([TITLE]);
  expect(await titles(client, uri, "btrfs", { triggerKind: CodeActionTriggerKind.Automatic })).not.toContain(TITLE);
  expect(await titles(client, uri, "btrfs", { only: ["quickfix"] })).not.toContain(TITLE);
  expect(await titles(client, uri, "/dev/vda", { only: REWRITE })).toEqual([]);
});
