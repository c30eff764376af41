/** What comes from files and patterns stays text on our pages: no markup, no link but ours, no end of a cell or a block. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { block, code, link, sentence, table, text } from "../../server/lsp/markdown.ts";

test.each([
  ["a plain sentence, with a comma.", "a plain sentence, with a comma."],
  ["*bold* _and_ `code`", "\\*bold\\* \\_and\\_ \\`code\\`"],
  ["<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert\\(1\\)\\>"],
  ["[click](command:evil)", "\\[click\\]\\(command:evil\\)"],
  ["# heading\n\n- item", "\\# heading - item"],
  ["- item", "\\- item"],
  ["1. first", "1\\. first"],
  ["see https://evil.example", "see https\\://evil.example"],
  ["see www.evil.example", "see www\\.evil.example"],
])("%j stays text", (plain, markdown) => {
  expect(text(plain)).toBe(markdown);
});

test("backticks in a sentence mean code, and nothing else in it is markup", () => {
  expect(sentence("`autodefrag` has *no* effect on `a*b`.")).toBe("`autodefrag` has \\*no\\* effect on `a*b`.");
});

test("code with backticks gets a longer fence", () => {
  expect(code("a`b")).toBe("`` a`b ``");
  expect(block("```\nend", "nix")).toBe("````nix\n```\nend\n````");
});

test("cells hold bars, escaped once", () => {
  expect(table(["a"], [[text("x|y")], [code("x|y")]])).toBe("| a |\n| --- |\n| x\\|y |\n| `x\\|y` |");
  expect(table(["a"], [])).toBe("");
});

test.each([
  ["https://btrfs.readthedocs.io/en/latest/", "[label](https://btrfs.readthedocs.io/en/latest/)"],
  ["https://a.example/b(c) d", "[label](https://a.example/b%28c%29%20d)"],
  ["/modules/a.nix#L3", "[label](/modules/a.nix#L3)"],
  ["file:///home/me/a.nix#L3", "[label](file:///home/me/a.nix#L3)"],
  ["vscode-vfs://github/owner/repo/a.nix#L3", "[label](vscode-vfs://github/owner/repo/a.nix#L3)"],
  ["http://plain.example", "label"],
  ["//evil.example/#L1", "label"],
  ["command:evil", "label"],
  ["command://evil/#L1", "label"],
  ["javascript:alert(1)", "label"],
  ["JavaScript://x#L1", "label"],
  ["vscode://file/etc/passwd#L1", "label"],
  ["file:///etc/passwd", "label"],
])("a link to %s is %s", (address, markdown) => {
  expect(link("label", address)).toBe(markdown);
});

test("no text makes a link, a tag or a second line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (plain) => {
      const markdown = text(plain);
      expect(markdown).not.toMatch(/(?<!\\)(?:\\\\)*[<>[\]`*_|]/);
      expect(markdown).not.toMatch(/\n/);
    }),
  );
});
