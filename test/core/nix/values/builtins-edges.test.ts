/** Native functions at the edges: endless recursion through them, places of what they pass on, files of the workspace. */
import { describe, expect, test } from "vitest";
import { attributeValue } from "../../../../server/core/nix/values/select.ts";
import type { Value } from "../../../../server/core/nix/values/value.ts";
import { evaluateText, evaluateToJson, textAt } from "../../../support/evaluate.ts";

const DEEP = { $unknown: "the evaluation goes too deep" };

/** Calls of `f n` that never end, each through another native function. */
const endless: readonly string[] = [
  "lib.head (map (x: f (n + 1)) [ 1 ])",
  "lib.foldl' (a: b: f (n + 1)) 0 [ 1 ]",
  "lib.foldr (a: b: f (n + 1)) 0 [ 1 ]",
  "lib.concatMap (x: f (n + 1)) [ 1 ]",
  "lib.optionals true (f (n + 1))",
  "(lib.mapAttrs (k: v: f (n + 1)) { a = 1; }).a",
  '(lib.genAttrs [ "a" ] (k: f (n + 1))).a',
  "lib.any (x: f (n + 1)) [ 1 ]",
  "lib.filter (x: f (n + 1)) [ 1 ] == [ 1 ]",
  "lib.sort (a: b: f (n + 1)) [ 1 2 ]",
  'lib.concatStringsSep "," [ (f (n + 1)) ]',
  "lib.pipe n [ f ]",
  "lib.flatten [ (f (n + 1)) ]",
  "builtins.toJSON (f (n + 1))",
  "builtins.deepSeq (f (n + 1)) 1",
  "(lib.recursiveUpdate { a.b = 1; } { a = f (n + 1); }).a",
  "lib.listToAttrs [ { name = f (n + 1); value = 1; } ]",
  'lib.attrByPath [ "a" ] 0 (f (n + 1))',
  "lib.fix (self: f (n + 1))",
  "lib.groupBy (x: f (n + 1)) [ 1 ]",
  "lib.zipAttrsWith (k: v: v) [ (f (n + 1)) ]",
  "lib.id (f (n + 1))",
];

describe("a recursion without end through a native function", () => {
  test.each(endless)("%s", (body) => {
    const json = evaluateToJson(`let lib = import <nixpkgs/lib>; f = n: ${body}; in { a = f 0; b = 1; }`);
    expect(json).toMatchObject({ b: 1 });
    expect(JSON.stringify(json)).toContain("$unknown");
  });

  test("endless structures", () => {
    const lib = "let lib = import <nixpkgs/lib>; x = { a = x; }; l = [ l ]; in";
    expect(evaluateToJson(`${lib} { a = builtins.toJSON x; b = 1; }`)).toEqual({ a: DEEP, b: 1 });
    expect(evaluateToJson(`${lib} { a = builtins.deepSeq x 1; b = 1; }`)).toEqual({ a: 1, b: 1 });
    expect(evaluateToJson(`${lib} { a = lib.collect lib.isList x; b = 1; }`)).toMatchObject({ b: 1 });
    expect(evaluateToJson(`${lib} { a = lib.flatten l; b = 1; }`)).toMatchObject({ b: 1 });
    expect(evaluateToJson(`${lib} (lib.recursiveUpdate x x).a.a.a ? a`)).toBe(true);
    expect(evaluateToJson(`${lib} lib.isAttrs (lib.mapAttrsRecursive (p: v: v) x).a.a`)).toBe(true);
  });
});

test.each([
  ["lib.foldl' (a: _: lib.concatLists [ a a ]) [ 1 ] (lib.range 1 60)", "the evaluation takes too long"],
  ["lib.foldl' (a: _: lib.concatMap (x: [ x x x x ]) a) [ 1 ] (lib.range 1 60)", "the evaluation takes too long"],
  ['lib.foldl\' (a: _: lib.concatStrings [ a a ]) "x" (lib.range 1 60)', "the text becomes too long"],
  ["lib.replicate 9000000000 1", "a list cannot have 9000000000 items here"],
  ["lib.crossLists (a: b: a) [ (lib.range 1 4000) (lib.range 1 4000) ]", "the evaluation takes too long"],
  ['builtins.match "(a*)*b" (lib.strings.replicate 40 "a")', "matching the regular expression takes too long"],
])("%s is too much", (expression, why) => {
  expect(evaluateToJson(`let lib = import <nixpkgs/lib>; in ${expression}`)).toEqual({ $unknown: why });
});

/** The text at the place of a value of a file: a fix edits there. */
function written(text: string, path: string): string {
  const value: Value = path.split(".").reduce(attributeValue, evaluateText(`{ lib, ... }: ${text}`));
  return textAt(value.at, `{ lib, ... }: ${text}`);
}

test.each([
  ['lib.genAttrs [ "a" ] (n: { device = "/dev/x"; })', "a.device", '"/dev/x"'],
  ['lib.genAttrs [ "a" ] (n: n)', "a", '"a"'],
  ['lib.listToAttrs [ { name = "a"; value = { b = 1; }; } ]', "a.b", "1"],
  ['builtins.listToAttrs (map (n: lib.nameValuePair n "v") [ "a" ])', "a", '"v"'],
  ["lib.mapAttrs (n: v: v) { a = 1; }", "a", "1"],
  ["lib.recursiveUpdate { a.b = 1; } { a.c = 2; }", "a.b", "1"],
  ["lib.recursiveUpdate { a.b = 1; } { a.b = 2; }", "a.b", "2"],
  ["{ a = lib.head [ 1 2 ]; }", "a", "1"],
  ['{ a = lib.mkForce "zstd"; }', "a.content", '"zstd"'],
  ["{ a = lib.mkIf true { b = 5; }; }", "a.content.b", "5"],
  ["lib.optionalAttrs true { a = 1; }", "a", "1"],
  ["{ a = lib.optionals true [ 1 ]; }", "a", "[ 1 ]"],
  ["{ a = lib.id 7; }", "a", "7"],
  ['{ a = lib.optionalString true "x"; }', "a", '"x"'],
  ['{ a = lib.toUpper "x"; }', "a", 'lib.toUpper "x"'],
  ["{ a = lib.elemAt (lib.filter (x: x > 1) [ 1 2 ]) 0; }", "a", "2"],
])("%s: %s was written as %s", (text, path, expected) => {
  expect(written(text, path)).toBe(expected);
});

test.each([
  ["builtins.readFile ./a.txt", "one\ntwo\n"],
  ["(import <nixpkgs/lib>).fileContents ./a.txt", "one\ntwo"],
  ["(import <nixpkgs/lib>).importJSON ./d/x.json", { a: [1] }],
  ['builtins.fromJSON (builtins.readFile "/w/d/x.json")', { a: [1] }],
  ["map builtins.pathExists [ ./a.txt ./d ./none ]", [true, true, false]],
  ["builtins.readFile ./none", { $unknown: "`/w/none` does not exist" }],
  ["builtins.readFile ./d", { $unknown: "`/w/d` is a folder" }],
  ['builtins.pathExists "a.txt"', { $unknown: "`a.txt` is no absolute path" }],
  ["baseNameOf ./d/x.json", "x.json"],
  ["toString (dirOf ./d/x.json)", "/w/d"],
  ["builtins.readDir ./.", { "a.txt": "regular", d: "directory", "test.nix": "regular" }],
  ["builtins.readDir ./a.txt", { $unknown: "`/w/a.txt` is no folder" }],
  [
    "map toString ((import <nixpkgs/lib>).filesystem.listFilesRecursive ./.)",
    ["/w/a.txt", "/w/d/x.json", "/w/test.nix"],
  ],
  ['toString ((import <nixpkgs/lib>).path.append ./d "./x.json")', "/w/d/x.json"],
  [
    '(import <nixpkgs/lib>).path.append ./d "../a.txt"',
    { $unknown: 'evaluation stops with "`../a.txt` contains `..`"' },
  ],
])("%s", (expression, json) => {
  const files = { "/w/a.txt": "one\ntwo\n", "/w/d/x.json": '{ "a": [ 1 ] }' };
  expect(evaluateToJson(expression, { files })).toEqual(json);
});
