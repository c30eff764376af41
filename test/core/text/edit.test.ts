import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, editsConflict, sortEdits, type TextEdit } from "../../../server/core/text/edit.ts";

function edit(start: number, end: number, newText: string): TextEdit {
  return { span: { start, end }, newText };
}

describe("applyEdits", () => {
  test.each<[string, TextEdit[], string]>([
    ["replaces", [edit(1, 2, "X")], "aXc"],
    ["inserts", [edit(1, 1, "X")], "aXbc"],
    ["removes", [edit(0, 3, "")], ""],
    ["takes edits in any order", [edit(2, 3, "Z"), edit(0, 1, "X")], "XbZ"],
    ["takes edits side by side", [edit(0, 1, "X"), edit(1, 2, "Y")], "XYc"],
    ["keeps the order of what is inserted at one place", [edit(1, 1, "X"), edit(1, 1, "Y")], "aXYbc"],
    ["does nothing without edits", [], "abc"],
  ])("%s", (_, edits, expected) => {
    expect(applyEdits("abc", edits)).toBe(expected);
  });

  test.each<[string, TextEdit[]]>([
    ["overlap", [edit(0, 2, ""), edit(1, 3, "")]],
    ["leave the text", [edit(2, 4, "")]],
    ["run backwards", [edit(2, 1, "")]],
  ])("throws where edits %s", (_, edits) => {
    expect(() => applyEdits("abc", edits)).toThrow(/overlaps another or leaves the text/);
  });

  test("works from the end just as well, one by one", () => {
    const spans = fc
      .uniqueArray(fc.nat({ max: 20 }), { minLength: 2, maxLength: 8 })
      .map((places) => places.sort((a, b) => a - b));
    fc.assert(
      fc.property(spans, fc.string(), (places, newText) => {
        const text = "abcdefghijklmnopqrstu";
        const edits = places.flatMap((start, i) => (i % 2 === 0 ? [edit(start, places[i + 1] ?? start, newText)] : []));
        const oneByOne = edits.reduceRight(
          (result, { span }) => result.slice(0, span.start) + newText + result.slice(span.end),
          text,
        );
        expect(applyEdits(text, edits)).toBe(oneByOne);
      }),
    );
  });
});

test("sortEdits leaves what it was given", () => {
  const edits = [edit(2, 3, ""), edit(0, 1, "")];
  expect(sortEdits(edits).map(({ span }) => span.start)).toEqual([0, 2]);
  expect(edits[0]?.span.start).toBe(2);
});

describe("editsConflict", () => {
  test.each<[string, TextEdit, TextEdit, boolean]>([
    ["a common code unit", edit(0, 2, ""), edit(1, 3, ""), true],
    ["the same place to insert", edit(1, 1, "a"), edit(1, 1, "b"), true],
    ["an insertion inside", edit(0, 2, ""), edit(1, 1, "b"), true],
    ["side by side", edit(0, 1, ""), edit(1, 2, ""), false],
    ["an insertion at the edge", edit(0, 1, ""), edit(1, 1, "b"), false],
    ["apart", edit(0, 1, ""), edit(2, 3, ""), false],
  ])("%s", (_, a, b, expected) => {
    expect(editsConflict(a, b)).toBe(expected);
    expect(editsConflict(b, a)).toBe(expected);
  });
});
