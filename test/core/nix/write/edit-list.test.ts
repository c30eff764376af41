import { describe, expect, test } from "vitest";
import { editList, type ListChanges } from "../../../../server/core/nix/write/edit-list.ts";
import { edited, lines, marked } from "./marked.ts";

/** Changes of the first list of a snippet: marked elements go (`fate: "go"`) or become the texts, in order. */
function change(snippet: string, fate: "go" | readonly string[], add: readonly string[] = []): string | undefined {
  const { tree, spans } = marked(snippet);
  const open = tree.text.indexOf("[");
  const list = { start: open, end: tree.text.indexOf("]", open) + 1 };
  const changes: ListChanges =
    fate === "go" ? { remove: spans, add } : { replace: spans.map((span, i) => ({ span, text: fate[i] ?? "" })), add };
  return edited(tree, editList(tree, list, changes));
}

describe("editList", () => {
  test.each([
    ["the only one", '[ «"a"» ]', "[ ]"],
    ["all", '[ «"a"» «"b"» ]', "[ ]"],
    ["all of several lines", '[\n  «"a"»\n  «"b"»\n]', "[ ]"],
    ["the first two", '[ «"a"» «"b"» "c" ]', '[ "c" ]'],
    ["the last two", '[ "a" «"b"» «"c"» ]', '[ "a" ]'],
    ["two apart", '[ «"a"» "b" «"c"» "d" ]', '[ "b" "d" ]'],
    ["two lines", '[\n  «"a"»\n  «"b"»\n  "c"\n]', '[\n  "c"\n]'],
    ["lines apart", '[\n  «"a"»\n\n  "b"\n\n  «"c"»\n]', '[\n\n  "b"\n\n]'],
  ])("takes out %s", (_, snippet, expected) => {
    expect(change(snippet, "go")).toBe(expected);
  });

  test.each([
    ["beside it", '[\n  «"a"» # why\n  "b"\n]'],
    ["above it", '[\n  # why\n  «"a"»\n  "b"\n]'],
    ["between two", '[ «"a"» /* and */ «"b"» ]'],
    ["inside it", '[ «(f /* x */ "a")» ]'],
  ])("leaves an element with a comment %s", (_, snippet) => {
    expect(change(snippet, "go")).toBeUndefined();
    expect(change(snippet, "go", ["x", "y"])).toBeUndefined();
  });

  test("writes other strings in place, and keeps the comments beside them", () => {
    expect(change('[\n  «"a"» # of a\n  «"b"»\n]', ["x", 'y"${z}'])).toBe('[\n  "x" # of a\n  "y\\"\\${z}"\n]');
  });

  test("leaves an element with a comment inside", () => {
    expect(change('[ «(f /* x */ "a")» ]', ["x"])).toBeUndefined();
  });

  test.each([
    ["at the end", '[ «"a"» "b" ]', ["x"], '[ "b" "x" ]'],
    ["in the places of the last", '[ "a" «"b"» «"c"» ]', ["x"], '[ "a" "x" ]'],
    ["in the only place", '[ «"a"» ]', ["x", "y"], '[ "x" "y" ]'],
    ["on the lines of the last", '[\n  "a"\n  «"b"»\n]', ["x", "y"], '[\n  "a"\n  "x"\n  "y"\n]'],
    ["on new lines", '[\n  «"a"»\n  "b"\n  # c\n]', ["x"], '[\n  "b"\n  # c\n  "x"\n]'],
  ])("adds %s while others go", (_, snippet, add, expected) => {
    expect(change(snippet, "go", add)).toBe(expected);
  });

  test("keeps a line that a comment stands behind", () => {
    const long = `"${"long-".repeat(16)}"`;
    expect(change(`[ «"x"» ${long} ] # disko-ignore DSK204`, ["another"], ["b"])).toBe(
      `[ "another" ${long} "b" ] # disko-ignore DSK204`,
    );
    expect(change('{\n  a = [ "a b" ]; # of a\n}', [], ["c d"])).toBe('{\n  a = [ "a b" "c d" ]; # of a\n}');
  });

  test("breaks a line that would be too long", () => {
    const shorter = Array.from({ length: 7 }, (_, i) => `"option-${i}"`);
    expect(change(`{\n  a = [ «"x"» ${shorter.join(" ")} ];\n}`, "go", ["another-one", "b"])).toBe(
      lines("{", "  a = [", ...[...shorter, '"another-one"', '"b"'].map((text) => `    ${text}`), "  ];", "}"),
    );
  });

  test.each([
    ["what is no element", '{ a = «"x"»; b = [ ]; }'],
    ["part of an element", '[ (f «"x"») ]'],
    ["a broken list", '[ «"a"», "b" ]'],
  ])("leaves %s", (_, snippet) => {
    expect(change(snippet, "go")).toBeUndefined();
  });
});
