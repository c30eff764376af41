import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { diskoFile, program } from "./program.ts";

test("lsp --stdio is a language server that answers and ends when it is told to", async () => {
  const child = spawn(process.execPath, [program.path, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();

  const { capabilities } = await connection.sendRequest<{ capabilities: Record<string, unknown> }>("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: { dynamicRegistration: false } } },
  });
  expect(Object.keys(capabilities)).toEqual(
    expect.arrayContaining(["codeActionProvider", "diagnosticProvider", "hoverProvider"]),
  );
  await connection.sendNotification("initialized", {});

  const uri = "file:///nowhere/disko.nix";
  const text = diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:19" ]; };`);
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "nix", version: 1, text },
  });
  const report = await connection.sendRequest<{ items: { code: string }[] }>("textDocument/diagnostic", {
    textDocument: { uri },
  });
  expect(report.items.map(({ code }) => code)).toEqual(["DSK203"]);

  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  expect(await ended).toEqual([0, null]);
  connection.dispose();
});
