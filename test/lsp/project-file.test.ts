/** `.disko-toolstack.yaml`: checked as it is typed, and felt by the layouts that it speaks of. */
import { expect, test } from "vitest";
import { CodeActionTriggerKind } from "vscode-languageserver-protocol";
import { drawn, itemsOf, rangeOf } from "../support/lsp-client.ts";
import { LAYOUT, PROJECT } from "./hosts.ts";
import { useServer } from "./use-server.ts";

const NAME = ".disko-toolstack.yaml";

const servers = useServer();

test("what is wrong in it is found, though it is no Nix, and a changed buffer is found anew", async () => {
  const text = "tools: [postgresqll]\npriority: fast\n";
  const folder = servers.folder({ ...PROJECT, [NAME]: text });
  const client = servers.shared();
  const uri = folder.uri(NAME);
  await client.open(uri, text);
  expect(drawn(text, itemsOf(await client.pull(uri))).map((finding) => finding.replace(/^\S+ /, ""))).toEqual([
    "0:8 «postgresqll»",
    "1:10 «fast»",
  ]);
  const better = "tools: [postgresql]\npriority: performance\n";
  await client.change(uri, [{ text: better }]);
  expect(itemsOf(await client.pull(uri))).toEqual([]);
});

test("nothing of Nix is offered in it", async () => {
  const text = "priority: fast\n";
  const folder = servers.folder({ ...PROJECT, [NAME]: text });
  const client = servers.shared();
  await client.open(folder.uri(NAME), text);
  const context = { triggerKind: CodeActionTriggerKind.Invoked };
  expect(await client.codeActions(folder.uri(NAME), rangeOf(text, "fast"), context)).toEqual([]);
  expect(await client.hover(folder.uri(NAME), { line: 0, character: 12 })).toBe(null);
});

test("a layout is checked anew when it is edited, and when it comes or goes on disk", async () => {
  const folder = servers.folder(PROJECT);
  const client = await servers.start();
  const uri = folder.uri("disko.nix");
  await client.open(uri, LAYOUT);
  const codes = async () => itemsOf(await client.pull(uri)).map(({ code }) => code);
  const project = folder.uri(NAME);

  folder.write(NAME, "priority: performance\n");
  await client.filesChanged(project);
  expect(await codes()).toContain("DSK401");
  await client.open(project, "exclude: [postgresql]\n");
  expect(await codes()).not.toContain("DSK401");
  await client.close(project);
  expect(await codes()).toContain("DSK401");
  folder.write(NAME, "priority: durability\n");
  await client.filesChanged(project);
  expect(await codes()).not.toContain("DSK401");
});

test("a finding about a tool names the line that enables it, and follows that file", async () => {
  const folder = servers.folder({ ...PROJECT, [NAME]: "priority: performance\n" });
  const client = await servers.start();
  const uri = folder.uri("disko.nix");
  await client.open(uri, LAYOUT);
  const finding = itemsOf(await client.pull(uri)).find(({ code }) => code === "DSK401");
  expect(finding?.relatedInformation).toMatchObject([
    { location: { uri: folder.uri("configuration.nix"), range: { start: { line: 2 } } } },
  ]);
  folder.write("configuration.nix", "{ imports = [ ./disko.nix ]; }\n");
  await client.filesChanged(folder.uri("configuration.nix"));
  await client.refreshAsked();
  expect(itemsOf(await client.pull(uri)).map(({ code }) => code)).not.toContain("DSK401");
});
