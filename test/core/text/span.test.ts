import { expect, test } from "vitest";
import { contains, sameSpan, touches } from "../../../server/core/text/span.ts";

test.each([
  [[0, 4], [1, 3], true, true],
  [[0, 4], [0, 4], true, true],
  [[0, 4], [4, 4], true, true],
  [[0, 4], [3, 5], false, true],
  [[0, 4], [5, 6], false, false],
])("%j and %j: contains %j, touches %j", ([a = 0, b = 0], [c = 0, d = 0], contained, touching) => {
  const outer = { start: a, end: b };
  const inner = { start: c, end: d };
  expect(contains(outer, inner)).toBe(contained);
  expect(touches(outer, inner)).toBe(touching);
  expect(touches(inner, outer)).toBe(touching);
});

test("sameSpan compares both ends", () => {
  expect(sameSpan({ start: 1, end: 2 }, { start: 1, end: 2 })).toBe(true);
  expect(sameSpan({ start: 1, end: 2 }, { start: 1, end: 3 })).toBe(false);
  expect(sameSpan({ start: 1, end: 2 }, { start: 0, end: 2 })).toBe(false);
});
