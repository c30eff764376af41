import { expect, test } from "vitest";
import { createParser } from "../../../../server/core/nix/syntax/parser.ts";
import { grammarBytes } from "../../../support/grammar.ts";

// In a file of its own: only the first start in a process can go wrong.
test("parsers that start at the same time do not mix", async () => {
  const grammar = await grammarBytes();
  const parsers = await Promise.all([createParser(grammar), createParser(grammar), createParser(grammar)]);
  for (const parser of parsers) expect(parser.parse("/a.nix", "{ a = 1; }")).toMatchObject({ errors: [] });
});
