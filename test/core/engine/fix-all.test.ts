import fc from "fast-check";
import { expect, test } from "vitest";
import { editsBetween, fixAll } from "../../../server/core/engine/fix-all.ts";
import { applyEdits } from "../../../server/core/text/edit.ts";
import type { Finding } from "../../../server/core/text/finding.ts";

/** A rule that wants every `from` to be `to`. */
function wants(from: string, to: string, safe = true) {
  return (text: string): Finding[] =>
    [...text.matchAll(new RegExp(from, "g"))].map((match) => {
      const at = { path: "/a.nix", span: { start: match.index, end: match.index + from.length } };
      const fixes = [{ title: `write ${to}`, safe, edits: [{ ...at, newText: to }] }];
      return {
        code: "DSK999",
        rule: "test",
        severity: "warning",
        consequence: "silent",
        at,
        message: "",
        related: [],
        tags: [],
        fixes,
      };
    });
}

function run(text: string, ...rules: ((text: string) => Finding[])[]) {
  const result = fixAll({
    text: (path) => (path === "/a.nix" ? text : undefined),
    check: (texts) => rules.flatMap((rule) => rule(texts.get("/a.nix") ?? text)),
  });
  return { text: applyEdits(text, result.edits), fixed: result.fixed.length };
}

test("resolves every finding", () => {
  expect(run("x y x", wants("x", "y"))).toEqual({ text: "y y y", fixed: 2 });
});

test("goes on with what a fix brings to light", () => {
  expect(run("a", wants("a", "b"), wants("b", "c"))).toEqual({ text: "c", fixed: 2 });
});

test("leaves what is not safe", () => {
  expect(run("a b", wants("a", "A", false), wants("b", "B"))).toEqual({ text: "a B", fixed: 1 });
});

test("of two fixes at one place the second waits for the next round", () => {
  expect(run("ab", wants("ab", "cd"), wants("b", "x"))).toEqual({ text: "cd", fixed: 1 });
});

test("ends when two rules undo each other", () => {
  expect(run("a", wants("a", "b"), wants("b", "a")).fixed).toBe(20);
});

test("the edits between two texts turn one into the other", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
      expect(applyEdits(before, editsBetween("/a", before, after))).toBe(after);
    }),
  );
});
