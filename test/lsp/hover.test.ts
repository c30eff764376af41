/** Hovers and pages: the engine writes them; here they must reach the client at the right place. */
import { expect, test } from "vitest";
import { type ClientOptions, type LspClient, rangeOf } from "../support/lsp-client.ts";
import { CLEAN, MISSPELT_CODE, MISSPELT_RULE, OTHER } from "./layouts.ts";
import { useServer } from "./use-server.ts";

const URI = "file:///home/somebody/disko.nix";

const servers = useServer();
let client: LspClient;

async function hover(text: string, needle: string, options?: ClientOptions) {
  client = options ? await servers.start(options) : servers.shared();
  await client.open(URI, text);
  return client.hover(URI, rangeOf(text, needle).start);
}

test("a mount option is explained where it stands", async () => {
  const found = await hover(CLEAN, "atime");
  expect(found?.range).toEqual(rangeOf(CLEAN, '"noatime"'));
  expect(found?.contents).toMatchObject({ kind: "markdown", value: expect.stringContaining("noatime") });
});

test("a client without markdown gets the text as plain text", async () => {
  const found = await hover(CLEAN, "noatime", {
    capabilities: { textDocument: { hover: { contentFormat: ["plaintext"] } } },
  });
  expect(found?.contents).toMatchObject({ kind: "plaintext" });
});

test("other places, and other files, say nothing", async () => {
  expect(await hover(CLEAN, "gpt")).toBe(null);
  await client.open("file:///home/somebody/other.nix", OTHER);
  expect(await client.hover("file:///home/somebody/other.nix", rangeOf(OTHER, "noatme").start)).toBe(null);
  expect(await client.hover("file:///home/somebody/unheard-of.nix", { line: 3, character: 1 })).toBe(null);
});

test("a rule has a page, by its code and by its name; nonsense has none", async () => {
  await hover(CLEAN, "noatime");
  const page = await client.connection.sendRequest<{ title: string }>("disko/explain", { topic: MISSPELT_CODE });
  expect(page).toMatchObject({ title: `${MISSPELT_CODE} ${MISSPELT_RULE}` });
  expect(await client.connection.sendRequest("disko/explain", { topic: MISSPELT_RULE })).toEqual(page);
  expect(await client.connection.sendRequest("disko/explain", { topic: "DSK000" })).toBe(null);
});
