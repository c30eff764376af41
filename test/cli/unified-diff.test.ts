import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { coloured, plain } from "../../server/cli/paint.ts";
import type { RewrittenFile } from "../../server/cli/rewrite.ts";
import { baseOfDiff, paintDiff, unifiedDiff } from "../../server/cli/unified-diff.ts";
import { workspace } from "./program.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function rewrite(path: string, before: string | undefined, after: string, mark = ""): RewrittenFile {
  return { path, before, after, mark, edits: [] };
}

/** The tools that users have for it; a bare machine may lack `patch`. */
const TOOLS = [
  ["git", "apply", "--whitespace=nowarn"],
  ["patch", "-p1", "--quiet"],
].filter(([tool = ""]) => {
  const isThere = spawnSync(tool, ["--version"]).status === 0;
  if (!isThere) console.warn(`SKIPPED: ${tool} is not installed, so nothing here is applied with it.`);
  return isThere;
});

/** What the file holds after each tool has applied `diff`. */
function applied(diff: string, name: string, before: string | undefined): string[] {
  return TOOLS.map(([tool = "", ...words]) => {
    rmSync(folder, { recursive: true, force: true });
    folder = workspace(before === undefined ? {} : { [name]: before });
    execFileSync(tool, words, { cwd: folder, input: diff });
    return readFileSync(join(folder, name), "utf8");
  });
}

test("three lines around each change, paths as git writes them", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  expect(unifiedDiff([rewrite("/w/hosts/disko.nix", before, before.replace("5", "five"))], "/w")).toBe(`\
--- a/hosts/disko.nix
+++ b/hosts/disko.nix
@@ -2,7 +2,7 @@
 2
 3
 4
-5
+five
 6
 7
 8
`);
});

test("nothing changes, nothing is said", () => {
  expect(unifiedDiff([], "/w")).toBe("");
});

test("files outside of the folder: paths begin in the nearest one that holds them all", () => {
  const files = [rewrite("/w/a/disko.nix", "1\n", "2\n"), rewrite("/w/lib/options.nix", "1\n", "2\n")];
  expect(baseOfDiff(files, "/w/a")).toBe("/w");
  expect(unifiedDiff(files, "/w/a").match(/^(---|\+\+\+) .*/gm)).toEqual([
    "--- a/a/disko.nix",
    "+++ b/a/disko.nix",
    "--- a/lib/options.nix",
    "+++ b/lib/options.nix",
  ]);
  expect(baseOfDiff(files, "/w")).toBe("/w");
  expect(baseOfDiff(files, "/v")).toBe("/");
});

describe("patch -p1 and git apply take it", () => {
  test.each<[what: string, name: string, before: string | undefined, after: string]>([
    ["a plain file", "disko.nix", "a\nb\n", "a\nc\n"],
    ["a name with blanks", "my hosts/the disko.nix", "a\nb\n", "a\nc\n"],
    ["a name with quotes", 'ho"st\\x/disko.nix', "a\nb\n", "a\nc\n"],
    ["a name of another alphabet", "größe/дом.nix", "a\nb\n", "a\nc\n"],
    ["no line end at the end", "disko.nix", "a\nb", "a\nc"],
    ["a line end that comes", "disko.nix", "a\nb", "a\nb\n"],
    ["\\r\\n", "disko.nix", "a\r\nb\r\n", "a\r\nc\r\n"],
    ["a new file", "hosts/disko.nix", undefined, "a\nb\n"],
    ["an empty file", "disko.nix", "", "a\n"],
    ["text that looks like a diff", "disko.nix", "-- a\n++ b\n@@\n", "-- a\n++ c\n@@\n"],
  ])("%s", (_, name, before, after) => {
    const diff = unifiedDiff([rewrite(`/w/${name}`, before, after)], "/w");
    expect(applied(diff, name, before)).toEqual(TOOLS.map(() => after));
  });

  test("a file with a byte order mark", () => {
    const diff = unifiedDiff([rewrite("/w/disko.nix", "a\nb\n", "a\nc\n", "\ufeff")], "/w");
    expect(applied(diff, "disko.nix", "\ufeffa\nb\n")).toEqual(TOOLS.map(() => "\ufeffa\nc\n"));
  });

  test("any texts", () => {
    const line = fc.constantFrom("a", "b", "", "  c", "- d", "+ e", "\\ No newline at end of file", "🎉");
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((one) => `${one}\n`).join(""));
    folder = workspace({});
    mkdirSync(folder, { recursive: true });
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after && before !== "" && after !== "");
        const diff = unifiedDiff([rewrite("/w/disko.nix", before, after)], "/w");
        expect(applied(diff, "disko.nix", before)).toEqual(TOOLS.map(() => after));
      }),
      { numRuns: 40 },
    );
  });
});

test("colours leave the text as it is", () => {
  const diff = unifiedDiff([rewrite("/w/disko.nix", "1\n\n2\n", "1\n\n3\n")], "/w");
  expect(paintDiff(diff, plain, false)).toBe(diff);
  const painted = paintDiff(diff, coloured, false);
  expect(painted).toContain("\u001b[31m-2\u001b[39m\n\u001b[32m+3\u001b[39m\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  expect(painted.replace(/\u001b\[\d+m/g, "")).toBe(diff);
});

test("what a file holds cannot steer the terminal, but arrives in a pipe", () => {
  const diff = unifiedDiff([rewrite("/w/disko.nix", "1\n", "\u001b[2J\t\n")], "/w");
  expect(paintDiff(diff, plain, true)).toContain("+\ufffd[2J\t\n");
  expect(paintDiff(diff, plain, false)).toContain("+\u001b[2J\t\n");
});
