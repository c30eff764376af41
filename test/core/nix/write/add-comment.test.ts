import { describe, expect, test } from "vitest";
import { addComment } from "../../../../server/core/nix/write/add-comment.ts";
import { edited, marked } from "./marked.ts";

const why = ["Logs survive a rollback."];

describe("addComment", () => {
  test.each([
    ["a binding", "{\n  «a = 1;»\n}", "{\n  # Logs survive a rollback.\n  a = 1;\n}"],
    ["the binding of a name", '{\n\t«"@log"» = { };\n}', '{\n\t# Logs survive a rollback.\n\t"@log" = { };\n}'],
    [
      "the binding of a value",
      "{\r\n  a =\r\n    «{ }»;\r\n}",
      "{\r\n  # Logs survive a rollback.\r\n  a =\r\n    { };\r\n}",
    ],
    ["an element", '[\n  "a"\n  «"b"»\n]', '[\n  "a"\n  # Logs survive a rollback.\n  "b"\n]'],
    [
      "what has another comment",
      "{\n  # of a\n  «a = 1;» # 1\n}",
      "{\n  # of a\n  # Logs survive a rollback.\n  a = 1; # 1\n}",
    ],
    [
      "what stands below a comment of another",
      "{\n  b = 1; # Logs survive a rollback.\n  «a = 1;»\n}",
      "{\n  b = 1; # Logs survive a rollback.\n  # Logs survive a rollback.\n  a = 1;\n}",
    ],
    ["a name that is inherited", "b: {\n  «inherit b;»\n}", "b: {\n  # Logs survive a rollback.\n  inherit b;\n}"],
    ["a binding in a let", "let\n  «a = 1;»\nin\na", "let\n  # Logs survive a rollback.\n  a = 1;\nin\na"],
  ])("writes above %s", (_, snippet, expected) => {
    const { tree, span } = marked(snippet);
    expect(edited(tree, addComment(tree, span, why))).toBe(expected);
    const again = marked(expected);
    const shift = expected.length - tree.text.length;
    const moved = { start: span.start + shift, end: span.end + shift };
    expect(addComment(again.tree, moved, why)).toEqual([]);
  });

  test.each([
    ["the same", "{\n  # Logs survive a rollback.\n  «a = 1;»\n}"],
    ["the same, wrapped otherwise", "{\n  # More.\n  # Logs  survive\n  #   a rollback.\n  «a = 1;»\n}"],
  ])("writes nothing where a comment says %s", (_, snippet) => {
    const { tree, span } = marked(snippet);
    expect(addComment(tree, span, why)).toEqual([]);
  });

  test.each([
    ["a binding on the line of a bracket", "{ «a = 1;» }"],
    ["a binding behind another", "{\n  b = 1; «a = 1;»\n}"],
    ["a binding behind a comment", "{\n  /* a */ «a = 1;»\n}"],
    ["what is neither", "«{ }»"],
    ["a broken binding", "{\n  «a = ;»\n}"],
  ])("leaves %s", (_, snippet) => {
    const { tree, span } = marked(snippet);
    expect(addComment(tree, span, why)).toBeUndefined();
  });

  test("empty lines are comments too", () => {
    const { tree, span } = marked("{\n  «a = 1;»\n}");
    expect(edited(tree, addComment(tree, span, ["One.", "", "Two."]))).toBe("{\n  # One.\n  #\n  # Two.\n  a = 1;\n}");
  });
});
