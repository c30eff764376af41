/**
 * However a text came about, its findings are the same: random edits, sent as ranges, leave the server with what it says
 * of the same text freshly opened under another name.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { itemsOf } from "../support/lsp-client.ts";
import { layout } from "./layouts.ts";
import { useServer } from "./use-server.ts";

const servers = useServer();

const START = layout(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatme" ]; };
            # 😀 comment
            "@db" = { mountpoint = "/db"; mountOptions = [ "nodatacow" ]; };`);

const PIECES = [
  '"',
  "''",
  "{",
  "}",
  "[",
  "]",
  ";",
  " ",
  "\n",
  "\r\n",
  "# ",
  "😀",
  "noatme",
  '"nodatacow"',
  "compress",
  "=",
  "${",
  "let in",
];

const edit = fc.record({
  start: fc.nat(START.length),
  length: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(60) }),
  text: fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }).map((pieces) => pieces.join("")),
});

let opened = 0;

test("random edits end in the findings of a fresh look", async () => {
  const client = servers.shared();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 6 }), async (rounds) => {
      const edited = `file:///edited-${++opened}/disko.nix`;
      const fresh = `file:///fresh-${opened}/disko.nix`;
      await client.open(edited, START);
      for (const changes of rounds) {
        // Each change of one notification counts on the text that the one before it left.
        let document = TextDocument.create("", "nix", 0, client.documents.get(edited)?.getText() ?? "");
        const sent = changes.map(({ start, length, text }) => {
          const range = { start: document.positionAt(start), end: document.positionAt(start + length) };
          document = TextDocument.create("", "nix", 0, TextDocument.applyEdits(document, [{ range, newText: text }]));
          return { range, text };
        });
        await client.change(edited, sent);
        await client.pull(edited);
      }
      const text = client.documents.get(edited)?.getText() ?? "";
      await client.open(fresh, text);
      const named = (uri: string, items: unknown): unknown => JSON.parse(JSON.stringify(items).replaceAll(uri, "URI"));
      expect(named(edited, itemsOf(await client.pull(edited)))).toEqual(
        named(fresh, itemsOf(await client.pull(fresh))),
      );
      await client.close(edited);
      await client.close(fresh);
    }),
    { numRuns: 60 },
  );
}, 300_000);
