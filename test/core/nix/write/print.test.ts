import { describe, expect, test } from "vitest";
import { attrs, binding, text, texts, type WriteExpr } from "../../../../server/core/nix/write/expression.ts";
import { literalLine } from "../../../../server/core/nix/write/literals.ts";
import { type Layout, printBinding, printExpr } from "../../../../server/core/nix/write/print.ts";
import { evaluateToJson } from "../../../support/evaluate.ts";
import { lines } from "./marked.ts";

const plain: Layout = { indentation: "", newline: "\n" };

describe("printExpr", () => {
  test.each<[string, WriteExpr, string]>([
    ["a string", text('a "b" \\ ${c} $d\n\te'), '"a \\"b\\" \\\\ \\${c} $d\\n\\te"'],
    ["a number", { kind: "int", value: -5 }, "-5"],
    ["a truth value", { kind: "bool", value: false }, "false"],
    ["an empty list", texts([]), "[ ]"],
    ["an empty set", attrs([]), "{ }"],
    ["one element", texts(["a b"]), '[ "a b" ]'],
    ["several elements", texts(["a", "b"]), '[\n  "a"\n  "b"\n]'],
    ["a number below zero in a list", { kind: "list", items: [{ value: { kind: "int", value: -1 } }] }, "[ (-1) ]"],
    [
      "names",
      attrs([binding("@home", text("")), binding(["if", "a-b'", "9", ""], text("")), binding("or", text(""))]),
      '{\n  "@home" = "";\n  "if".a-b\'."9"."" = "";\n  "or" = "";\n}',
    ],
    [
      "a set in a list",
      { kind: "list", items: [{ value: attrs([binding("a", texts([]))]) }] },
      "[\n  {\n    a = [ ];\n  }\n]",
    ],
  ])("%s", (_, expr, expected) => {
    expect(printExpr(expr, plain)).toBe(expected);
  });

  test("lists on one line, where they fit and are words", () => {
    const layout: Layout = { ...plain, lists: "one-line" };
    expect(printExpr(texts(["compress=zstd:1", "noatime"]), layout)).toBe('[ "compress=zstd:1" "noatime" ]');
    expect(printExpr(texts(["h /a", "h /b"]), layout)).toBe('[\n  "h /a"\n  "h /b"\n]');
    expect(printExpr(texts(["a".repeat(50), "b".repeat(50)]), layout)).toContain("\n");
    expect(printExpr(texts(["a"]), { ...layout, column: 97 })).toBe('[\n  "a"\n]');
  });

  test("comments, wrapped between words", () => {
    const comment = [`${"word ".repeat(20)}end`, "", "  - listed"];
    expect(printBinding(binding("a", text("b"), comment), { ...plain, indentation: "    " })).toBe(
      lines(`# ${"word ".repeat(17)}word`, "    # word word end", "    #", "    #   - listed", '    a = "b";'),
    );
  });

  test("steps of indentation, and line breaks", () => {
    const expr = attrs([binding("a", attrs([binding("b", texts([]))]))]);
    expect(printExpr(expr, { indentation: "\t", newline: "\r\n", unit: "\t" })).toBe(
      "{\r\n\t\ta = {\r\n\t\t\tb = [ ];\r\n\t\t};\r\n\t}",
    );
  });
});

describe("lines", () => {
  const print = (all: readonly string[], layout: Layout = plain): string =>
    printExpr({ kind: "lines", lines: all }, layout);

  test("are a text of their own, Nix in it stays", () => {
    expect(print(["mount ${x} $y", "", "  ''${z} ''"], { ...plain, indentation: "  " })).toBe(
      lines("''", "    mount ${x} $y", "", "      ''${z} '''", "  ''"),
    );
  });

  test.each<[string, readonly string[]]>([
    ["words", ["a", " b", "", "  "]],
    ["shared indentation", ["  a", "   b"]],
    ["a blank line alone", [" "]],
    ["nothing", []],
    ["quotes", ["'", "''", "'''", "''''", "a''b'", "''\\n", "''$x"]],
    ["dollars", ["$", "$$", "${a}", "$${a}", "'${a}", "''${a}", "'''${a}", "$'{a}", "''$${a}"]],
    ["escapes", ["\\n \\ \\${x}", '"', "\t"]],
  ])("read back: %s", (_, all) => {
    const value = all.map((line) => `${line}\n`).join("");
    const source = all.map(literalLine);
    for (const layout of [plain, { indentation: "\t", newline: "\n", unit: "\t" }, { ...plain, newline: "\r\n" }]) {
      expect(evaluateToJson(print(source, layout)), print(source, layout)).toBe(value);
    }
  });
});
