/** The light bulb: what is offered where, and what the text is after the editor applied it. */
import { expect, test } from "vitest";
import { CodeActionTriggerKind } from "vscode-languageserver-protocol";
import {
  applyWorkspaceEdit,
  type ClientOptions,
  itemsOf,
  type LspClient,
  PUSH_ONLY,
  rangeOf,
} from "../support/lsp-client.ts";
import { CLEAN, layout, MISSPELT, MISSPELT_CODE } from "./layouts.ts";
import { useServer } from "./use-server.ts";

const IGNORE = `Ignore ${MISSPELT_CODE} on this line`;
const FIX_ALL = "Fix all disko problems";

const servers = useServer();
let client: LspClient;
let uri: string;

async function open(text: string, options?: ClientOptions): Promise<void> {
  client = options ? await servers.start(options) : servers.shared();
  uri = servers.folder().uri("disko.nix");
  await client.open(uri, text);
}

test("under the cursor: the fix first, then to ignore the finding; each names its diagnostic", async () => {
  await open(MISSPELT);
  const [fix, ignore, ...others] = await client.codeActions(uri, rangeOf(MISSPELT, "atm"), { only: ["quickfix"] });
  const [diagnostic] = itemsOf(await client.pull(uri));
  expect(others).toEqual([]);
  expect(fix).toMatchObject({ kind: "quickfix", isPreferred: true, diagnostics: [diagnostic] });
  expect(applyWorkspaceEdit(fix?.edit, { [uri]: MISSPELT })).toEqual({ [uri]: CLEAN });
  expect(ignore).toMatchObject({ title: IGNORE, kind: "quickfix", diagnostics: [diagnostic] });
  expect(ignore?.isPreferred).toBe(undefined);
});

test("edits name the version they were made for, so that a client can refuse a late one", async () => {
  await open(MISSPELT);
  await client.change(uri, [{ range: rangeOf(MISSPELT, "{\n"), text: "{ # a comment\n" }]);
  const text = client.documents.get(uri)?.getText() ?? "";
  const [fix] = await client.codeActions(uri, rangeOf(text, "noatme"));
  expect(fix?.edit?.changes).toBe(undefined);
  expect(fix?.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 2 } }]);
  expect(applyWorkspaceEdit(fix?.edit, { [uri]: text })).toEqual({ [uri]: text.replace("noatme", "noatime") });
});

test("a client that knows no versions gets plain changes", async () => {
  await open(MISSPELT, { capabilities: PUSH_ONLY });
  const [fix] = await client.codeActions(uri, rangeOf(MISSPELT, "noatme"));
  expect(fix?.edit?.documentChanges).toBe(undefined);
  expect(applyWorkspaceEdit(fix?.edit, { [uri]: MISSPELT })).toEqual({ [uri]: CLEAN });
});

test("an ignored finding is silent", async () => {
  await open(MISSPELT);
  const actions = await client.codeActions(uri, rangeOf(MISSPELT, "noatme"));
  const ignore = actions.find(({ title }) => title === IGNORE);
  const ignored = applyWorkspaceEdit(ignore?.edit, { [uri]: MISSPELT })[uri] ?? "";
  expect(ignored).toBe(MISSPELT.replace(`"noatme" ]; };`, `"noatme" ]; }; # disko-ignore ${MISSPELT_CODE}`));
  await client.change(uri, [{ text: ignored }]);
  expect(itemsOf(await client.pull(uri))).toEqual([]);
});

const TWICE = layout(`"@" = { mountpoint = "/"; mountOptions = [ "noatme" ]; }; # the root
            "@home" = { mountpoint = "/home"; mountOptions = [ "noatme" ]; };`);

test("fix-all mends every finding at once and keeps the comments", async () => {
  await open(TWICE);
  const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const [fixAll, ...others] = await client.codeActions(uri, nowhere, { only: ["source.fixAll"] });
  expect(others).toEqual([]);
  expect(fixAll).toMatchObject({ title: FIX_ALL, kind: "source.fixAll.disko" });
  const fixed = applyWorkspaceEdit(fixAll?.edit, { [uri]: TWICE })[uri] ?? "";
  expect(fixed).toBe(TWICE.replaceAll("noatme", "noatime"));
  await client.change(uri, [{ text: fixed }]);
  expect(itemsOf(await client.pull(uri))).toEqual([]);
  expect(await client.codeActions(uri, nowhere, { only: ["source.fixAll"] })).toEqual([]);
});

test.each([
  ["quickfix", ["quickfix", "quickfix"]],
  ["source.fixAll.disko", ["source.fixAll.disko"]],
  ["source.fixAll", ["source.fixAll.disko"]],
  ["source", ["source.fixAll.disko"]],
  ["", ["quickfix", "quickfix", "source.fixAll.disko"]],
  ["source.fixAll.eslint", []],
  ["source.organizeImports", []],
  ["refactor", []],
])("a client that asks only for %j gets %j", async (only, kinds) => {
  await open(MISSPELT);
  const actions = await client.codeActions(uri, rangeOf(MISSPELT, "noatme"), { only: [only] });
  expect(actions.map(({ kind }) => kind)).toEqual(kinds);
});

test("fix-all is offered to who opens the menu, not at each move of the cursor", async () => {
  await open(MISSPELT);
  const asked = async (triggerKind: CodeActionTriggerKind): Promise<string[]> => {
    const actions = await client.codeActions(uri, rangeOf(MISSPELT, "noatme"), { triggerKind });
    return actions.map(({ title }) => title);
  };
  expect(await asked(CodeActionTriggerKind.Invoked)).toContain(FIX_ALL);
  expect(await asked(CodeActionTriggerKind.Automatic)).not.toContain(FIX_ALL);
});

test("elsewhere in the file nothing is offered but fix-all", async () => {
  await open(MISSPELT);
  const actions = await client.codeActions(uri, rangeOf(MISSPELT, "/dev/vda"));
  expect(actions.map(({ title }) => title)).toEqual([FIX_ALL]);
});

test("a finding in an imported file is mended there", async () => {
  const folder = servers.folder({ "options.nix": `[ "noatme" ] # shared\n` });
  uri = folder.uri("options.nix");
  client = servers.shared();
  const main = layout(`"@" = { mountpoint = "/"; mountOptions = import ./options.nix; };`);
  await client.open(folder.uri("disko.nix"), main);
  await client.pull(folder.uri("disko.nix"));
  const text = `[ "noatme" ] # shared\n`;
  await client.open(uri, text);
  const titles = new Map((await client.codeActions(uri, rangeOf(text, "noatme"))).map((a) => [a.title, a]));
  expect([...titles.keys()]).toContain(IGNORE);
  const fixed = applyWorkspaceEdit(titles.get(FIX_ALL)?.edit, { [uri]: text });
  expect(fixed).toEqual({ [uri]: `[ "noatime" ] # shared\n` });
});

test("where findings are switched off nothing is offered", async () => {
  await open(MISSPELT, { settings: { validate: false } });
  expect(itemsOf(await client.pull(uri))).toEqual([]);
  expect(await client.codeActions(uri, rangeOf(MISSPELT, "noatme"))).toEqual([]);
});
