/** Where a value was written. The carets mark the place that the value of the file (or its attribute) must name. */
import { describe, expect, test } from "vitest";
import { attributeValue } from "../../../../server/core/nix/values/select.ts";
import type { Value } from "../../../../server/core/nix/values/value.ts";
import { evaluateText, textAt } from "../../../support/evaluate.ts";

/** The text without its caret lines, and the one place they mark. */
function drawing(drawn: string): { readonly text: string; readonly start: number; readonly end: number } {
  let text = "";
  let [start, end, line] = [0, 0, 0];
  for (const row of drawn.split("\n")) {
    const carets = /^ *(\^+) *$/.exec(row)?.[1];
    if (carets) {
      start = line + row.indexOf("^");
      end = start + carets.length;
    } else {
      line = text.length;
      text += `${row}\n`;
    }
  }
  return { text, start, end };
}

function valueAt(text: string, path: string): Value {
  return path.split(".").filter(Boolean).reduce(attributeValue, evaluateText(text));
}

const values: readonly (readonly [what: string, path: string, drawn: string])[] = [
  ["a literal", "", `"zstd"\n^^^^^^`],
  ["parentheses", "", `((5))\n  ^`],
  ["a binding", "a.b", `{ a.b = 5; }\n        ^`],
  ["let", "", `let x = "zstd"; in x\n        ^^^^^^`],
  ["let through let", "", `let x = y; y = "zstd"; in x\n               ^^^^^^`],
  ["rec", "a", `rec { a = b; b = 1; }\n                 ^`],
  ["with", "", `with { x = 1; }; x\n           ^`],
  ["inherit", "x", `let x = 1; in { inherit x; }\n        ^`],
  ["inherit from", "x", `let s = { x = 1; }; in { inherit (s) x; }\n              ^`],
  ["a select", "", `{ a.b = [ 1 ]; }.a.b\n        ^^^^^`],
  ["a default after or", "", `{ }.a or 7\n         ^`],
  ["the right side of //", "a", `{ a = 1; } // { a = 2; }\n                    ^`],
  ["the left side of //", "a", `{ a = 1; } // { b = 2; }\n      ^`],
  ["a branch", "", `if true then "a" else "b"\n             ^^^`],
  ["an argument", "", `(x: x) 5\n       ^`],
  ["a function's body", "", `(x: { a = x; }) 5\n    ^^^^^^^^^^`],
  ["a set argument", "", `({ a, ... }: a) { a = 5; }\n                      ^`],
  ["a default argument", "", `({ a ? 5 }: a) { }\n       ^`],
  ["assert", "", `assert true; "x"\n             ^^^`],
  ["a functor's body", "", `{ __functor = self: x: [ x ]; } 1\n                       ^^^^^`],
  ["an interpolated string", "", `let a = "x"; in "\${a}y"\n                ^^^^^^^`],
  ["an operator", "", `let a = 1; in a + 2\n              ^^^^^`],
  ["a merged set as a whole", "", `{ a = 1; } // { a = 2; }\n^^^^^^^^^^^^^^^^^^^^^^^^`],
  ["the call of a builtin", "", `toString 5\n^^^^^^^^^^`],
  ["the call of a builtin, bound", "", `let a = toString 5; in a\n        ^^^^^^^^^^`],
  ["a constant", "a", `{ a = true; }\n      ^^^^`],
  ["a constant through let", "", `let yes = true; in yes\n          ^^^^`],
  ["a set that only paths make", "a", `{ a.b = 1; }\n  ^`],
  ["a literal that is merged with paths", "a", `{ a.c = 2; a = { b = 1; }; }\n  ^`],
  ["an equal value in both branches", "", `{ u }: if u then 1 else 1\n       ^^^^^^^^^^^^^^^^^^`],
  ["an attribute of both branches", "a", `{ u }: if u then { a = 1; } else { a = 1; }\n       ${"^".repeat(36)}`],
  ["a default of the file's argument", "", `{ disks ? [ "/dev/vda" ] }: disks\n          ^^^^^^^^^^^^^^`],
];

describe("a value is where it was typed", () => {
  test.each(values)("%s", (_what, path, drawn) => {
    const { text, start, end } = drawing(drawn);
    const { at } = valueAt(text, path);
    expect({ text: textAt(at, text), span: at?.span }).toEqual({ text: text.slice(start, end), span: { start, end } });
  });
});

/** Attribute, its key, its binding (undefined where there is no single one). */
const attributes: readonly (readonly [text: string, path: string, key: string, binding: string])[] = [
  ["{ a = 1; }", "a", "a", "a = 1;"],
  ["{ a.b = 1; }", "a", "a", "nowhere"],
  ["{ a.b = 1; }", "a.b", "b", "a.b = 1;"],
  ['{ "a b" = 1; }', "a b", '"a b"', '"a b" = 1;'],
  ['{ ${"a"}.b = 1; }', "a.b", "b", '${"a"}.b = 1;'],
  ['{ ${"a" + ""} = 1; }', "a", '${"a" + ""}', '${"a" + ""} = 1;'],
  ["let x = 1; in { inherit x; }", "x", "x", "nowhere"],
  ["{ a.c = 1; a = { b = 1; }; }", "a", "a", "a = { b = 1; };"],
  ["let s = { b = 1; }; in { a = s // { c = 2; }; }", "a.b", "b", "b = 1;"],
  ["(f: { a = f 1; }) (x: { b = x; })", "a.b", "b", "b = x;"],
];

describe("an attribute knows its name and binding", () => {
  test.each(attributes)("%s: %s", (text, path, key, binding) => {
    const names = path.split(".");
    const last = names.pop() ?? "";
    const set = valueAt(text, names.join("."));
    const attribute = set.kind === "attrs" ? set.attributes.get(last) : undefined;
    expect([textAt(attribute?.key, text), textAt(attribute?.binding, text)]).toEqual([key, binding]);
  });
});

test("an imported value lies in its own file", () => {
  const files = { "/w/options.nix": '[ "zstd" ]' };
  const value = evaluateText("{ a = import ./options.nix; }", {}, { files });
  const { at } = attributeValue(value, "a");
  expect(at).toEqual({ path: "/w/options.nix", span: { start: 0, end: 10 } });
});
