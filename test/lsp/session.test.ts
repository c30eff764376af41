/** The life of a server process: what it promises at first, and how it ends. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundles } from "../support/bundles.ts";
import { PUSH_ONLY, startClient } from "../support/lsp-client.ts";
import { folderWith } from "./layouts.ts";

test.each(["server", "cli"] as const)("the %s says what it can do, and stops when told", async (which) => {
  const client = await startClient(bundles[which]);
  expect(client.initialized()).toEqual({
    serverInfo: { name: "disko-toolstack" },
    capabilities: {
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: ["quickfix", "refactor.rewrite", "source.fixAll.disko"] },
      diagnosticProvider: { identifier: "disko", interFileDependencies: true, workspaceDiagnostics: false },
    },
  });
  expect(await client.stop()).toBe(0);
});

test("a client that cannot pull is not offered it", async () => {
  const client = await startClient(bundles.server, { capabilities: PUSH_ONLY });
  expect(client.initialized().capabilities.diagnosticProvider).toBe(undefined);
  expect(client.registrations).toEqual([]);
  expect(await client.stop()).toBe(0);
});

test("what changes outside is asked for where the client can tell it", async () => {
  const client = await startClient(bundles.server);
  expect(await client.registered("workspace/didChangeWatchedFiles")).toEqual({
    watchers: [{ globPattern: "**/*.{nix,json,toml}" }, { globPattern: "**/.disko-toolstack.{yaml,yml}" }],
  });
  expect(await client.registered("workspace/didChangeConfiguration")).toEqual({ section: "disko" });
  expect(await client.stop()).toBe(0);
});

test("an exit without shutdown, and a client that hangs up, end with code 1", async () => {
  const impolite = await startClient(bundles.server);
  await impolite.connection.sendNotification("exit");
  expect(await impolite.exited).toBe(1);

  const gone = await startClient(bundles.server);
  gone.connection.end();
  expect(await gone.exited).toBe(1);
});

test("a server that lost its grammar says so instead of starting", async () => {
  const folder = folderWith({ "server.cjs": readFileSync(join(bundles.folder, "server.cjs"), "utf8") });
  await expect(startClient([process.execPath, join(folder.path, "server.cjs"), "--stdio"])).rejects.toThrow(
    /^disko-toolstack cannot start: .*tree-sitter\.wasm/,
  );
  folder.dispose();
});
