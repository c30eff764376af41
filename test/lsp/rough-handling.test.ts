/**
 * Every mistake we know of, in one session: hovers over each word and each action of the light bulb work, the edits apply,
 * and fix-all leaves nothing to fix. Texts are also cut off in the middle.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyWorkspaceEdit, itemsOf, type LspClient } from "../support/lsp-client.ts";
import { useServer } from "./use-server.ts";

const servers = useServer();
const CASES = join(import.meta.dirname, "../mistakes/cases");
const names = readdirSync(CASES).filter((name) => name.endsWith(".nix"));

/** The starts of words and strings, as positions. */
function wordsOf(text: string): { line: number; character: number }[] {
  return text
    .split("\n")
    .flatMap((line, number) => [...line.matchAll(/[\w"]+/g)].map((m) => ({ line: number, character: m.index })));
}

async function handle(client: LspClient, name: string, text: string): Promise<void> {
  const uri = `file:///somewhere/${name}`;
  await client.open(uri, text);
  const before = itemsOf(await client.pull(uri));
  await Promise.all(wordsOf(text).map((position) => client.hover(uri, position)));
  const everything = { start: { line: 0, character: 0 }, end: { line: text.split("\n").length, character: 0 } };
  const actions = await client.codeActions(uri, everything);
  const ignored = actions.filter(({ title }) => title.startsWith("Ignore "));
  expect(ignored.length).toBeLessThanOrEqual(before.length);
  for (const { edit, title } of actions) {
    const changed = applyWorkspaceEdit(edit, { [uri]: text })[uri] ?? text;
    expect(changed, title).not.toBe(text);
    if (title !== "Fix all disko problems") continue;
    await client.change(uri, [{ text: changed }]);
    expect(await client.codeActions(uri, everything, { only: ["source.fixAll"] }), name).toEqual([]);
  }
  await client.close(uri);
}

test("every known mistake survives being looked at and mended", async () => {
  expect(names.length).toBeGreaterThan(80);
  for (const name of names) await handle(servers.shared(), name, readFileSync(join(CASES, name), "utf8"));
}, 600_000);

test("cut off anywhere, they do no harm", async () => {
  for (const [index, name] of names.entries()) {
    const text = readFileSync(join(CASES, name), "utf8");
    await handle(servers.shared(), name, text.slice(0, Math.floor((text.length * (index % 10)) / 10)));
  }
}, 600_000);
