/** Pipe operators, which flakes can switch on. */
import { expect, test } from "vitest";
import { hostOf, shownState } from "./support.ts";

test.each([
  ["one", "[ 1 2 ] |> map (n: n + 1)", [2, 3]],
  ["several, from left to right", "[ 1 2 ] |> map (n: n + 1) |> builtins.filter (n: n > 2)", [3]],
  ["backwards, from right to left", "builtins.length <| map (n: n) <| [ 1 2 ]", 2],
  ["within each other", "{ a = 1; } |> lib.mapAttrs (n: v: [ v ] |> map (x: x + 1)) |> (s: s.a)", [2]],
  ["they bind less than anything", "1 + 1 |> toString", "2"],
  ["beside strings and comments", '"a |> b" /* |> */ |> (s: "${s |> toString}!")', "a |> b!"],
])("%s", (_, expression, expected) => {
  const text = `{ lib, ... }: { x = ${expression}; }`;
  const state = hostOf(text).configuration.option(["x"]);
  expect(shownState(state, { "/w/configuration.nix": text })).toEqual({
    value: expected,
    from: [`x = ${expression};`],
  });
});

test("both kinds in a row are refused by Nix, and not known here", () => {
  expect(hostOf("{ x = 1 |> toString <| 2; }").configuration.option(["x"]).kind).toBe("unknown");
});
