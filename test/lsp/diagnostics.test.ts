/** Findings reach a client that pulls, and one that does not. */
import { beforeEach, expect, test } from "vitest";
import type { Diagnostic } from "vscode-languageserver-protocol";
import { drawn, itemsOf, type LspClient, PUSH_ONLY, rangeOf, VSCODE_LIKE } from "../support/lsp-client.ts";
import { CLEAN, type Folder, layout, MISSPELT, MISSPELT_CODE, MISSPELT_RULE, OTHER } from "./layouts.ts";
import { useServer } from "./use-server.ts";

const servers = useServer();
let client: LspClient;
let folder: Folder;

beforeEach(() => {
  client = servers.shared();
  folder = servers.folder();
});

/** Opens a document and pulls its findings, drawn. */
async function findingsOf(name: string, text: string): Promise<string[]> {
  await client.open(folder.uri(name), text);
  return drawn(text, itemsOf(await client.pull(folder.uri(name))));
}

test("a finding stands at its exact range, with code, source, severity and rule", async () => {
  const uri = folder.uri("disko.nix");
  await client.open(uri, MISSPELT);
  const [item, ...others] = itemsOf(await client.pull(uri));
  expect(others).toEqual([]);
  expect(item).toMatchObject({
    range: rangeOf(MISSPELT, '"noatme"'),
    code: MISSPELT_CODE,
    source: "disko",
    severity: 1,
    data: { rule: MISSPELT_RULE },
  });
});

test("related places and tags are told to a client that knows them, and to no other", async () => {
  const text = layout(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };
            "@db" = { mountpoint = "/db"; mountOptions = [ "compress=zstd" "commit=60" ]; };`);
  const ignored = async (): Promise<Diagnostic | undefined> => {
    await client.open(folder.uri("disko.nix"), text);
    return itemsOf(await client.pull(folder.uri("disko.nix"))).find(({ code }) => code === "DSK204");
  };
  const rich = await ignored();
  expect(rich?.range).toEqual(rangeOf(text, '"commit=60"'));
  const related = rich?.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line]);
  expect(related).toEqual([[folder.uri("disko.nix"), rangeOf(text, '"@"').start.line]]);
  expect(rich?.tags).toEqual([1]);

  client = await servers.start({ capabilities: { textDocument: { diagnostic: {} } } });
  const plain = await ignored();
  expect(plain?.range).toEqual(rich?.range);
  expect(plain?.relatedInformation).toBe(undefined);
  expect(plain?.tags).toBe(undefined);
});

test("the same findings are unchanged at the next pull, and full after an edit", async () => {
  const uri = folder.uri("disko.nix");
  await client.open(uri, MISSPELT);
  const first = await client.pull(uri);
  expect(await client.pull(uri, first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });

  await client.change(uri, [{ range: rangeOf(MISSPELT, "noatme"), text: "noatime" }]);
  const second = await client.pull(uri, first.resultId);
  expect(itemsOf(second)).toEqual([]);
  expect(second.resultId).not.toBe(first.resultId);
});

test("positions count UTF-16 code units, in CRLF files too", async () => {
  const text = MISSPELT.replace('[ "noatme" ]', '[ /* 😀ß */ "noatme" ]').replaceAll("\n", "\r\n");
  expect(await findingsOf("disko.nix", text)).toEqual([`${MISSPELT_CODE} 11:65 «"noatme"»`]);
});

test.each([
  ["no disko devices", OTHER],
  ["nothing", ""],
  ["not Nix", "\u0000\u0001\ufffd %PDF-1.7 ]]}}"],
  ["a broken line", "{ services.nginx = { enable = ;\n"],
])("a file with %s is met with silence", async (_, text) => {
  const uri = folder.uri("disko.nix");
  expect(await findingsOf("disko.nix", text)).toEqual([]);
  expect(await client.hover(uri, { line: 0, character: 5 })).toBe(null);
  const all = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  expect(await client.codeActions(uri, all)).toEqual([]);
});

test("a layout typed letter by letter never breaks the server", async () => {
  const uri = folder.uri("disko.nix");
  await client.open(uri, "");
  for (let length = 0; length < MISSPELT.length; length += 7) {
    const whole = { text: MISSPELT.slice(0, length) };
    await client.change(uri, [whole]);
    await client.pull(uri);
  }
  await client.change(uri, [{ text: MISSPELT }]);
  expect(itemsOf(await client.pull(uri)).map(({ code }) => code)).toEqual([MISSPELT_CODE]);
});

test("a document of 10,000 lines is checked, one of more than 2 MiB is left alone and said so", async () => {
  const long = MISSPELT + "# a line of comment\n".repeat(10_000);
  expect(await findingsOf("long.nix", long)).toHaveLength(1);
  const huge = MISSPELT + "# a line of comment\n".repeat(120_000);
  expect(await findingsOf("huge.nix", huge)).toEqual([]);
  expect(await client.logged()).toContain("huge.nix is too large");
});

const IMPORTING = `{ disko.devices = (import ./part.nix).disko.devices; }\n`;

test("findings in an imported file are pushed while it is closed, and pulled once it is open", async () => {
  folder = servers.folder({ "part.nix": MISSPELT });
  const [main, part] = [folder.uri("disko.nix"), folder.uri("part.nix")];
  expect(await findingsOf("disko.nix", IMPORTING)).toEqual([]);
  expect(drawn(MISSPELT, [...(await client.pushed(part)).diagnostics])).toEqual([`${MISSPELT_CODE} 11:55 «"noatme"»`]);

  expect(await findingsOf("part.nix", MISSPELT)).toEqual([`${MISSPELT_CODE} 11:55 «"noatme"»`]);
  expect((await client.pushed(part)).diagnostics).toEqual([]);

  // Closed again, it is still a part of the layout; when that closes too, nobody asks any more.
  await client.close(part);
  expect((await client.pushed(part)).diagnostics).toHaveLength(1);
  await client.close(main);
  expect((await client.pushed(part)).diagnostics).toEqual([]);
});

test("a client that takes related documents gets findings in imported files with the answer", async () => {
  const capabilities = {
    ...VSCODE_LIKE,
    textDocument: { ...VSCODE_LIKE.textDocument, diagnostic: { relatedDocumentSupport: true } },
  };
  client = await servers.start({ capabilities });
  folder = servers.folder({ "part.nix": MISSPELT });
  const [main, part] = [folder.uri("disko.nix"), folder.uri("part.nix")];
  await client.open(main, IMPORTING);
  const report = await client.pull(main);
  expect(itemsOf(report)).toEqual([]);
  expect(report.relatedDocuments?.[part]).toMatchObject({ kind: "full", items: [{ code: MISSPELT_CODE }] });

  await client.change(main, [{ text: OTHER }]);
  expect((await client.pull(main)).relatedDocuments?.[part]).toMatchObject({ kind: "full", items: [] });
  expect(client.untaken(part)).toBe(0);
});

test("an imported file that changes on disk, goes and comes makes the client ask again", async () => {
  folder = servers.folder({ "part.nix": CLEAN });
  const [main, part] = [folder.uri("disko.nix"), folder.uri("part.nix")];
  expect(await findingsOf("disko.nix", IMPORTING)).toEqual([]);

  folder.write("part.nix", MISSPELT);
  await client.filesChanged(part);
  expect((await client.pushed(part)).diagnostics).toHaveLength(1);

  folder.remove("part.nix");
  await client.filesChanged(part);
  expect((await client.pushed(part)).diagnostics).toEqual([]);

  folder.write("part.nix", MISSPELT);
  await client.filesChanged(part);
  expect((await client.pushed(part)).diagnostics).toHaveLength(1);
  expect(itemsOf(await client.pull(main))).toEqual([]);
});

test("a client that watches no files gets the new findings at the next pull", async () => {
  folder = servers.folder({ "part.nix": CLEAN });
  const uri = folder.uri("disko.nix");
  expect(await findingsOf("disko.nix", IMPORTING)).toEqual([]);
  folder.write("part.nix", MISSPELT);
  await client.pull(uri);
  expect((await client.pushed(folder.uri("part.nix"))).diagnostics).toHaveLength(1);
});

test("an unsaved buffer wins over the file, and its edits refresh the document that imports it", async () => {
  client = await servers.start();
  folder = servers.folder({ "part.nix": CLEAN, "names.nix": `"noatme"\n` });
  // The finding is where the option was written, so an edit of one document moves it between both.
  const main = layout(`"@" = { mountpoint = "/"; mountOptions = [ (import ./names.nix) "noatme" ]; };`);
  const [mainUri, names] = [folder.uri("disko.nix"), folder.uri("names.nix")];
  expect(await findingsOf("disko.nix", main)).toEqual([`${MISSPELT_CODE} 11:76 «"noatme"»`]);
  expect((await client.pushed(names)).diagnostics).toHaveLength(1);

  expect(await findingsOf("names.nix", `"noatime"\n`)).toEqual([]);
  expect((await client.pushed(names)).diagnostics).toEqual([]);
  expect(itemsOf(await client.pull(mainUri))).toHaveLength(1);

  // Another document's edit changes what was told of this one.
  await client.change(mainUri, [{ text: OTHER }]);
  expect(itemsOf(await client.pull(mainUri))).toEqual([]);
  await client.change(names, [{ text: `"noatme"\n` }]);
  expect(itemsOf(await client.pull(names))).toEqual([]);
  await client.change(mainUri, [{ text: main }]);
  expect(itemsOf(await client.pull(mainUri))).toHaveLength(1);
  await client.refreshAsked();
  expect(drawn(`"noatme"\n`, itemsOf(await client.pull(names)))).toEqual([`${MISSPELT_CODE} 0:0 «"noatme"»`]);
});

test("a client that cannot pull gets findings with the version they are of, and an empty list at the end", async () => {
  client = await servers.start({ capabilities: PUSH_ONLY });
  const uri = folder.uri("disko.nix");
  await client.open(uri, MISSPELT, 7);
  const first = await client.pushed(uri);
  expect(first.version).toBe(7);
  expect(drawn(MISSPELT, [...first.diagnostics])).toEqual([`${MISSPELT_CODE} 11:55 «"noatme"»`]);

  await client.change(uri, [{ range: rangeOf(MISSPELT, "noatme"), text: "noatime" }]);
  expect(await client.pushed(uri)).toEqual({ uri, version: 8, diagnostics: [] });

  await client.change(uri, [{ text: MISSPELT }]);
  expect((await client.pushed(uri)).diagnostics).toHaveLength(1);
  await client.close(uri);
  expect(await client.pushed(uri)).toEqual({ uri, diagnostics: [] });
});

test("of a burst of edits the last one counts", async () => {
  client = await servers.start({ capabilities: PUSH_ONLY });
  const uri = folder.uri("disko.nix");
  await client.open(uri, MISSPELT);
  for (let i = 0; i < 50; i++) await client.change(uri, [{ text: i % 2 === 0 ? CLEAN : MISSPELT }]);
  let last: { version?: number; diagnostics: readonly Diagnostic[] };
  do last = await client.pushed(uri);
  while (last.version !== 51);
  expect(last.diagnostics).toHaveLength(1);
  expect(client.untaken(uri)).toBe(0);
});

test("a pulled document that is closed leaves nothing behind", async () => {
  const uri = folder.uri("disko.nix");
  expect(await findingsOf("disko.nix", MISSPELT)).toHaveLength(1);
  await client.close(uri);
  expect(itemsOf(await client.pull(uri))).toEqual([]);
});

test("a document without a file behind it is checked like any other", async () => {
  const uri = "untitled:Untitled-1";
  await client.open(uri, MISSPELT);
  expect(itemsOf(await client.pull(uri))).toHaveLength(1);
});
