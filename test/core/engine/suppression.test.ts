/** `# disko-ignore CODE`: where it holds, and where it can be written. */
import { expect, test } from "vitest";
import { suppressionEdit, topicsSilencing } from "../../../server/core/engine/suppression.ts";
import { createParser } from "../../../server/core/nix/syntax/parser.ts";
import { applyEdits } from "../../../server/core/text/edit.ts";
import type { Finding } from "../../../server/core/text/finding.ts";
import { grammarBytes } from "../../support/grammar.ts";

const parser = await createParser(await grammarBytes());

function isSilenced(text: string): boolean {
  return topicsSilencing(parser.parse("/disko.nix", text), findingOn(text, "bad")).length > 0;
}

/** A finding DSK204 ignored-mount-option on the first occurrence of `word`. */
function findingOn(text: string, word: string): Finding {
  const start = text.indexOf(word);
  const at = { path: "/disko.nix", span: { start, end: start + word.length } };
  return {
    code: "DSK204",
    rule: "ignored-mount-option",
    severity: "warning",
    consequence: "silent",
    at,
    message: "",
    related: [],
    tags: [],
    fixes: [],
  };
}

test.each([
  ["its own line", `[ "bad" ] # disko-ignore DSK204`, true],
  ["by the rule's name", `[ "bad" ] # disko-ignore ignored-mount-option`, true],
  ["a code in small letters", `[ "bad" ] # disko-ignore dsk204`, true],
  ["several codes, then a reason", `[ "bad" ] # disko-ignore DSK101, DSK204 because the guide says so`, true],
  ["a code, a colon, the reason", `[ "bad" ] # disko-ignore DSK204: the guide says so`, true],
  ["the next line, from a comment of its own", `[\n  # disko-ignore DSK204\n  "bad"\n]`, true],
  ["the next line with code, over other comments", `[\n  # disko-ignore DSK204\n  # why\n\n  "bad"\n]`, true],
  ["a block comment", `[ "bad" /* disko-ignore DSK204 */ ]`, true],
  ["the whole file", `# disko-ignore-file DSK204\n[\n "good"\n "bad" ]`, true],
  ["another code", `[ "bad" ] # disko-ignore DSK205`, false],
  ["another line", `[ "bad"\n "good" ] # disko-ignore DSK204`, false],
  ["a trailing comment does not reach the next line", `[ "good" # disko-ignore DSK204\n "bad" ]`, false],
  ["no code at all", `[ "bad" ] # disko-ignore`, false],
  ["a code only in the reason", `[ "bad" ] # disko-ignore DSK101 not DSK204`, false],
  ["a reason that begins like a name", `[ "bad" ] # disko-ignore DSK101 copy-on-write DSK204`, false],
  ["a code behind the colon", `[ "bad" ] # disko-ignore DSK101: DSK204 is another`, false],
  ["in a string", `[ "bad" "# disko-ignore DSK204" ]`, false],
])("holds for %s", (_, text, expected) => {
  expect(isSilenced(text)).toBe(expected);
});

test.each([
  ["at the end of the line", `[ "bad" ]\n`, `[ "bad" ] # disko-ignore DSK204\n`],
  [
    "added to a comment that ignores already",
    `[ "bad" ] # disko-ignore DSK101\n`,
    `[ "bad" ] # disko-ignore DSK204 DSK101\n`,
  ],
  [
    "before a reason",
    `[ "bad" ] # disko-ignore DSK101 as the guide says`,
    `[ "bad" ] # disko-ignore DSK204 DSK101 as the guide says`,
  ],
  ["above, where another comment ends the line", `[\n  "bad" # why\n]`, `[\n  # disko-ignore DSK204\n  "bad" # why\n]`],
  [
    "above, where a string goes on",
    `{\n  a = [ "bad" ''\n    text\n  '' ];\n}`,
    `{\n  # disko-ignore DSK204\n  a = [ "bad" ''\n    text\n  '' ];\n}`,
  ],
  ["with the file's line ends", `[\r\n  "bad" # why\r\n]`, `[\r\n  # disko-ignore DSK204\r\n  "bad" # why\r\n]`],
  ["before them", `[ "bad" ]\r\n`, `[ "bad" ] # disko-ignore DSK204\r\n`],
])("is written %s", (_, before, after) => {
  const tree = parser.parse("/disko.nix", before);
  const finding = findingOn(before, "bad");
  const edit = suppressionEdit(tree, finding);
  expect(edit && applyEdits(before, [edit])).toBe(after);
  expect(isSilenced(after)).toBe(true);
});

test("is not offered where every line is inside a string", () => {
  const text = "''\n  bad\n''";
  expect(suppressionEdit(parser.parse("/disko.nix", text), findingOn(text, "bad"))).toBeUndefined();
});
