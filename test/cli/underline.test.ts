import { describe, expect, test } from "vitest";
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
