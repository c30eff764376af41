import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf } from "../../server/cli/cells.ts";
import { indexLines } from "../../server/cli/lines.ts";
import { drawLine } from "../../server/cli/underline.ts";

/** Source and underline, as they stand over each other. */
function drawn(line: string, place: string, width = 80): string[] {
  const start = line.indexOf(place);
  const { source, underline } = drawLine(line, start, start + place.length, width);
  return [source, underline];
}

describe("the underline stands under its place", () => {
  test("plain text", () => {
    expect(drawn('a = [ "ssd" ];', '"ssd"')).toEqual([
      'a = [ "ssd" ];', //
      "      ^^^^^",
    ]);
  });

  test("tabs are blanks up to the next fourth column", () => {
    expect(drawn('\ta\t= "ssd";', '"ssd"')).toEqual([
      '    a   = "ssd";', //
      "          ^^^^^",
    ]);
  });

  test("wide characters take two columns, combining marks none", () => {
    expect(drawn('/* 日本 e\u0301 🎉 */ "ssd"', '"ssd"')).toEqual([
      '/* 日本 e\u0301 🎉 */ "ssd"', //
      "                ^^^^^",
    ]);
    expect(drawn('"日本"', "日本")).toEqual([
      '"日本"', //
      " ^^^^",
    ]);
  });

  test("a place without width, and one behind the last character", () => {
    expect(drawLine("abc", 1, 1, 80)).toEqual({ source: "abc", underline: " ^" });
    expect(drawLine("abc", 3, 3, 80)).toEqual({ source: "abc", underline: "   ^" });
    expect(drawLine("", 0, 0, 80)).toEqual({ source: "", underline: "^" });
  });

  test("control characters and direction marks are shown, not obeyed", () => {
    expect(drawn('"\u001b[31mred\u202e"', '"\u001b[31mred\u202e"')).toEqual([
      '"\ufffd[31mred\ufffd"', //
      "^^^^^^^^^^^",
    ]);
  });
});

describe("a long line is cut around the place", () => {
  const line = `${"a".repeat(100)} HERE ${"b".repeat(100)}`;

  test("in the middle", () => {
    expect(drawn(line, "HERE", 40)).toEqual([
      "…aaaaaaaaaaaa HERE bbbbbbbbbbbbbbbbbbbb…", //
      "              ^^^^",
    ]);
  });

  test("near its start nothing is cut there", () => {
    expect(drawn(`HERE ${line}`, "HERE", 40)).toEqual([
      `HERE ${"a".repeat(34)}…`, //
      "^^^^",
    ]);
  });

  test("a place longer than the line", () => {
    expect(drawn(line, "a".repeat(100), 40)).toEqual([
      `${"a".repeat(39)}…`, //
      "^".repeat(39),
    ]);
  });

  test("of two million characters", () => {
    const [source = "", underline = ""] = drawn(`${"x".repeat(1_000_000)}HERE${"y".repeat(1_000_000)}`, "HERE", 60);
    expect(source.length).toBeLessThanOrEqual(60);
    expect(source.slice(underline.indexOf("^"), underline.lastIndexOf("^") + 1)).toBe("HERE");
  });
});

describe("lines and columns count from 1, as editors count", () => {
  test.each<[text: string, offset: number, line: number, column: number]>([
    ["", 0, 1, 1],
    ["ab", 2, 1, 3],
    ["a\nb", 2, 2, 1],
    ["a\r\nb", 3, 2, 1],
    ["a\rb", 2, 2, 1],
    ["a\n\n\nb", 4, 4, 1],
    ["🎉b", 2, 1, 3],
    ["ab", 99, 1, 3],
  ])("%j at %i", (text, offset, line, column) => {
    expect(indexLines(text).position(offset)).toEqual({ line, column });
  });

  test("a line comes without its end", () => {
    expect([1, 2, 3].map((number) => indexLines("a\r\nb\n").line(number))).toEqual(["a", "b", ""]);
  });
});

describe("for any line and any place", () => {
  const lines = fc.string({ unit: "grapheme", maxLength: 300 }).map((line) => line.replace(/[\r\n]/g, " "));

  test("the drawing fits, and shows nothing that steers a terminal", () => {
    fc.assert(
      fc.property(lines, fc.nat(300), fc.nat(300), fc.integer({ min: 40, max: 120 }), (line, start, length, width) => {
        const from = Math.min(start, line.length);
        const { source, underline } = drawLine(line, from, Math.min(from + length, line.length), width);
        expect(source).not.toMatch(/[\p{Control}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(underline).toMatch(/^ *\^+( +\^+)*$/);
        expect(cellsOf(source).reduce((sum, cell) => sum + cell.width, 0)).toBeLessThanOrEqual(width);
        expect(underline.length).toBeLessThanOrEqual(width + 1);
      }),
    );
  });

  test("what is underlined is the place, where the line is short and narrow", () => {
    const narrow = fc.stringMatching(/^[a-z =";]{1,60}$/);
    fc.assert(
      fc.property(narrow, fc.nat(59), fc.integer({ min: 1, max: 20 }), (line, start, length) => {
        fc.pre(start < line.length);
        const { underline } = drawLine(line, start, start + length, 80);
        const [carets = ""] = /\^+/.exec(underline) ?? [];
        expect([underline.indexOf("^"), carets.length]).toEqual([start, Math.min(length, line.length - start)]);
      }),
    );
  });
});
