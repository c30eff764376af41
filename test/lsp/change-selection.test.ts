/** `disko/changeSelection`: the edit that adds a tool to the project file or excludes it there. */
import { expect, test } from "vitest";
import type { SelectionAnswer } from "../../server/lsp/change-selection.ts";
import { PROJECT } from "./hosts.ts";
import { useServer } from "./use-server.ts";

const servers = useServer();

function change(params: unknown): Promise<SelectionAnswer | null> {
  return servers.shared().connection.sendRequest("disko/changeSelection", params);
}

test("a project without a file gets one", async () => {
  const folder = servers.folder(PROJECT);
  const answer = await change({ uri: folder.uri("disko.nix"), host: "atlas", tool: "postgresql", to: "excluded" });
  const uri = folder.uri(".disko-toolstack.yaml");
  const start = { line: 0, character: 0 };
  expect(answer).toEqual({
    kind: "edit",
    uri,
    edit: {
      documentChanges: [
        { kind: "create", uri },
        {
          textDocument: { uri, version: null },
          edits: [{ range: { start, end: start }, newText: "hosts:\n  atlas:\n    exclude: [postgresql]\n" }],
        },
      ],
    },
  });
});

test("one that is there is edited where it has to be", async () => {
  const folder = servers.folder({ ...PROJECT, ".disko-toolstack.yaml": "# Ours.\ntools: [docker]\n" });
  const answer = await change({ uri: folder.uri("."), tool: "redis", to: "added" });
  const place = { line: 1, character: 14 };
  expect(answer).toMatchObject({
    kind: "edit",
    edit: { documentChanges: [{ edits: [{ range: { start: place, end: place }, newText: ", redis" }] }] },
  });
});

test("one that cannot be read is left alone, with the reason", async () => {
  const folder = servers.folder({ ...PROJECT, ".disko-toolstack.yaml": "tools: [docker\n" });
  const answer = await change({ uri: folder.uri("."), tool: "redis", to: "added" });
  expect(answer).toMatchObject({ kind: "refused", uri: folder.uri(".disko-toolstack.yaml") });
});

test("what makes no sense is refused as such", async () => {
  await expect(change({ uri: 7 })).rejects.toThrow(/uri/);
});
