/** The server in a web worker: it has no disk, so the client hands it the grammar and reads files for it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import {
  createProtocolConnection,
  PortMessageReader,
  PortMessageWriter,
  type ProtocolConnection,
} from "vscode-languageserver-protocol/node";
import type { GenerateAnswer } from "../../server/lsp/generate.ts";
import type { ProfileAnswer } from "../../server/lsp/profile.ts";
import { bundles } from "../support/bundles.ts";
import { type ClientOptions, createClient, drawn, itemsOf, PUSH_ONLY } from "../support/lsp-client.ts";
import { startWebWorker } from "../support/web-worker.ts";
import { LAYOUT, PROJECT } from "./hosts.ts";
import { CLEAN, layout, MISSPELT, MISSPELT_CODE } from "./layouts.ts";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function connect(): ProtocolConnection {
  const worker = startWebWorker(readFileSync(bundles.worker, "utf8"));
  stops.push(() => worker.terminate());
  return createProtocolConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
}

function grammar(): { runtime: Uint8Array; language: Uint8Array } {
  const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(join(bundles.folder, name)));
  return { runtime: bytes("tree-sitter.wasm"), language: bytes("tree-sitter-nix.wasm") };
}

/** A session whose client offers these files; `asked` lists what the server wanted to read. */
async function start(files: Record<string, unknown>, options: ClientOptions = {}) {
  const connection = connect();
  const client = createClient(connection, { initializationOptions: { grammar: grammar() }, ...options });
  const asked: string[] = [];
  connection.onRequest("disko/readFile", ({ uri }: { uri: string }) => {
    asked.push(uri);
    return files[uri] ?? { kind: "absent" };
  });
  await client.initialize();
  return { client, asked };
}

const ROOT = "vscode-vfs://github/owner/repo";
const MAIN = `${ROOT}/disko.nix`;
const IMPORTING = layout(`"@" = { mountpoint = "/"; mountOptions = import ./options.nix; };`);

test("a document is checked, and hovers and fixes work", async () => {
  const { client, asked } = await start({});
  await client.open(MAIN, MISSPELT);
  expect(drawn(MISSPELT, itemsOf(await client.pull(MAIN)))).toEqual([`${MISSPELT_CODE} 11:55 «"noatme"»`]);
  const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  expect(await client.codeActions(MAIN, everything, { only: ["source.fixAll"] })).toHaveLength(1);
  expect(asked, "what may configure a host that uses it").toEqual([
    ROOT,
    `${ROOT}/flake.nix`,
    `${ROOT}/configuration.nix`,
    `${ROOT}/default.nix`,
  ]);
  expect(client.logsUntaken()).toBe(0);
  await client.connection.sendRequest("shutdown");
});

test("imported files are asked of the client once, and again when they changed", async () => {
  const options = `${ROOT}/options.nix`;
  const files: Record<string, unknown> = { [options]: { kind: "text", text: `[ "noatme" ]` } };
  const { client, asked } = await start(files);
  await client.open(MAIN, IMPORTING);
  expect(itemsOf(await client.pull(MAIN))).toEqual([]);
  expect(drawn(`[ "noatme" ]`, (await client.pushed(options)).diagnostics)).toEqual([
    `${MISSPELT_CODE} 0:2 «"noatme"»`,
  ]);
  await client.change(MAIN, [{ text: `${IMPORTING}# more\n` }]);
  await client.pull(MAIN);
  const times = () => asked.filter((uri) => uri === options).length;
  expect(times()).toBe(1);

  files[options] = { kind: "text", text: `[ "noatime" ]` };
  await client.filesChanged(options);
  expect((await client.pushed(options)).diagnostics).toEqual([]);
  expect(times()).toBe(2);
});

test("an imported file that cannot be had leaves the rest checked", async () => {
  const { client } = await start({
    [`${ROOT}/folder`]: { kind: "directory", entries: [] },
    [`${ROOT}/outside.nix`]: { kind: "unreadable", why: "it is outside the workspace" },
    [`${ROOT}/answered-wrongly.nix`]: { kind: "text" },
  });
  for (const name of ["absent.nix", "folder", "outside.nix", "answered-wrongly.nix"]) {
    const text = layout(`"@" = { mountpoint = "/"; mountOptions = [ "noatme" ] ++ import ./${name}; };`);
    await client.open(`${ROOT}/${name}/disko.nix`, text.replace(`./${name}`, `../${name}`));
    const codes = itemsOf(await client.pull(`${ROOT}/${name}/disko.nix`)).map(({ code }) => code);
    expect(codes, name).toContain(MISSPELT_CODE);
  }
});

test("a client that cannot pull gets findings once all files are there", async () => {
  const files = { [`${ROOT}/options.nix`]: { kind: "text", text: `[ "noatme" ]` } };
  const { client } = await start(files, { capabilities: PUSH_ONLY });
  await client.open(MAIN, IMPORTING);
  expect((await client.pushed(`${ROOT}/options.nix`)).diagnostics).toHaveLength(1);
});

test("hosts are found through folders that the client lists, and again when files come and go", async () => {
  const text = (name: string): unknown => ({ kind: "text", text: PROJECT[name] });
  const entries = (...names: string[]): unknown => ({
    kind: "directory",
    entries: names.map((name) => ({ name, kind: "file" })),
  });
  const files: Record<string, unknown> = {
    [ROOT]: entries("flake.nix", "configuration.nix", "disko.nix"),
    [`${ROOT}/flake.nix`]: text("flake.nix"),
    [`${ROOT}/configuration.nix`]: text("configuration.nix"),
  };
  const { client } = await start(files);
  await client.open(MAIN, LAYOUT);
  const tools = async () => {
    const answer: ProfileAnswer | null = await client.connection.sendRequest("disko/profile", { uri: MAIN });
    return answer?.hosts.map((host) => [host.name, ...host.tools.map(({ id }) => id)]);
  };
  expect(await tools()).toEqual([["atlas", "podman", "postgresql"]]);

  const project = `${ROOT}/.disko-toolstack.yaml`;
  files[ROOT] = entries("flake.nix", "configuration.nix", "disko.nix", ".disko-toolstack.yaml");
  files[project] = { kind: "text", text: "priority: performance\nexclude: [podman]\n" };
  const created = { uri: project, type: 1 };
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [created] });
  expect(await tools()).toEqual([["atlas", "postgresql"]]);
  expect(itemsOf(await client.pull(MAIN)).map(({ code }) => code)).toContain("DSK401");
  const plan: GenerateAnswer | null = await client.connection.sendRequest("disko/generate", { uri: MAIN });
  expect(plan?.kind).toBe("plan");
  expect(client.logsUntaken()).toBe(0);
});

test("a grammar in base64 does as well", async () => {
  const { runtime, language } = grammar();
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  const { client } = await start(
    {},
    { initializationOptions: { grammar: { runtime: base64(runtime), language: base64(language) } } },
  );
  await client.open(MAIN, CLEAN);
  expect(itemsOf(await client.pull(MAIN))).toEqual([]);
});

test("without a grammar it says why it cannot start", async () => {
  await expect(start({}, { initializationOptions: {} })).rejects.toThrow(
    "disko-toolstack cannot start: initializationOptions.grammar must hold",
  );
});
