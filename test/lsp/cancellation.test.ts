/** Requests that a client takes back are answered as cancelled, and the server stays at work. */
import { expect, test } from "vitest";
import { CancellationTokenSource, DocumentDiagnosticRequest, LSPErrorCodes } from "vscode-languageserver-protocol";
import { itemsOf } from "../support/lsp-client.ts";
import { CLEAN, MISSPELT } from "./layouts.ts";
import { useServer } from "./use-server.ts";

const servers = useServer();

const URI = "file:///home/somebody/disko.nix";

test("a pull that is taken back at once ends as cancelled; the next one is answered", async () => {
  const client = servers.shared();
  await client.open(URI, MISSPELT);
  const source = new CancellationTokenSource();
  const params = { textDocument: { uri: URI } };
  const pull = client.connection.sendRequest(DocumentDiagnosticRequest.type, params, source.token);
  source.cancel();
  await expect(pull).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(itemsOf(await client.pull(URI))).toHaveLength(1);
});

test("somebody who types fast takes back all pulls but the last, which is right", async () => {
  const client = servers.shared();
  await client.open(URI, CLEAN);
  const outcomes: Promise<string>[] = [];
  for (let i = 0; i < 30; i++) {
    await client.change(URI, [{ text: i % 2 === 0 ? MISSPELT : CLEAN }]);
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: URI } };
    const pull = client.connection.sendRequest(DocumentDiagnosticRequest.type, params, source.token);
    outcomes.push(
      pull.then(
        () => "answered",
        (error) => (error.code === LSPErrorCodes.RequestCancelled ? "cancelled" : String(error)),
      ),
    );
    source.cancel();
  }
  await client.change(URI, [{ text: MISSPELT }]);
  expect(itemsOf(await client.pull(URI))).toHaveLength(1);
  const wrong = (await Promise.all(outcomes)).filter((outcome) => outcome !== "cancelled" && outcome !== "answered");
  expect(wrong).toEqual([]);
});

test("a request about an address that means nothing is answered with nothing", async () => {
  const client = servers.shared();
  for (const uri of ["file:///nowhere.nix", "untitled:x", "vscode-vfs://github/o/r/disko.nix", "a b", ""]) {
    expect(itemsOf(await client.pull(uri))).toEqual([]);
    expect(await client.hover(uri, { line: 0, character: 0 })).toBe(null);
  }
  await expect(client.connection.sendRequest("disko/nonsense", {})).rejects.toMatchObject({ code: -32601 });
});
