/**
 * How far "not known" spreads through builtins and lib: as far as it must and no further. `u` is an argument that nobody
 * gives; `gap` is a list in which any number of items is not known.
 */
import { describe, expect, test } from "vitest";
import { type ExactJson, toJson } from "../../../../server/core/nix/values/json.ts";
import { evaluatorOf, TEST_PATH } from "../../../support/evaluate.ts";

const U = { $unknown: "the argument `u` is not given" };
const MAYBE = { $unknown: "this item may be there or not" };
const OPEN = { $unknown: U.$unknown };
const unsure = (name: string) => ({ $unknown: `\`${name}\` depends on something that is not known` });
const ITEMS = { $unknown: "the items of a list are not all known" };

function json(body: string): ExactJson {
  const evaluator = evaluatorOf(`{ lib, u, ... }: let gap = [ 1 ] ++ u ++ [ 2 ]; in ${body}`);
  return toJson(evaluator.evaluateRoot(TEST_PATH), evaluator.context);
}

type Cases = readonly (readonly [body: string, json: ExactJson])[];

const lists: Cases = [
  ["map (x: x + 1) gap", [2, U, 3]],
  ["map (x: x) u", U],
  [
    'builtins.fetchurl "https://example.org/a"',
    { $unknown: "what `fetchurl` brings is not known: nothing is fetched" },
  ],
  ["import (fetchTarball { })", { $unknown: "what `fetchTarball` brings is not known: nothing is fetched" }],
  ["map u [ 1 ]", [U]],
  ["lib.length gap", U],
  ["lib.length [ u u ]", 2],
  ["lib.length (lib.optional u 1)", ITEMS],
  ["lib.head gap", 1],
  ["lib.head (u ++ [ 1 ])", U],
  ["lib.last gap", 2],
  ["lib.elemAt gap 0", 1],
  ["lib.elemAt gap 1", U],
  ["lib.elemAt gap 2", U],
  ["lib.elemAt [ 1 ] u", U],
  ["lib.tail gap", [U, 2]],
  ["lib.tail (u ++ [ 1 2 ])", [U, MAYBE, 2]],
  ["lib.init gap", [1, U]],
  ["lib.take 1 gap", [1]],
  ["lib.take 2 gap", [1, U, MAYBE]],
  ["lib.take 9 (lib.optional u 1 ++ [ 2 ])", [MAYBE, 2]],
  ["lib.drop 1 gap", [U, 2]],
  ["lib.drop 2 gap", [U, MAYBE]],
  ["lib.reverseList gap", [2, U, 1]],
  ["lib.optional u 1", [MAYBE]],
  ["lib.optionals u [ 1 2 ]", [MAYBE, MAYBE]],
  ["[ 0 ] ++ lib.optionals u [ 1 ]", [0, MAYBE]],
  ["lib.optionals true u", U],
  ["lib.filter (x: u) [ 1 ]", [MAYBE]],
  ["lib.filter (x: x > 1) gap", [U, 2]],
  ["lib.filter (x: x > 1) [ u 2 ]", [MAYBE, 2]],
  ["lib.partition (x: x > 1) [ u 2 ]", { right: [MAYBE, 2], wrong: [MAYBE] }],
  ["lib.any (x: x > 1) gap", true],
  ["lib.any (x: x > 2) gap", U],
  ["lib.all (x: x > 1) gap", false],
  ["lib.all (x: x > 0) gap", U],
  ["lib.elem 2 gap", true],
  ["lib.elem 3 gap", U],
  ["lib.elem 1 (lib.optional u 1)", ITEMS],
  ["lib.elem 2 (lib.optional u 1)", false],
  ["lib.elem u [ ]", false],
  ["lib.elem u [ 1 ]", U],
  ["lib.concatMap (x: [ x x ]) gap", [1, 1, U, 2, 2]],
  ["lib.concatMap (x: u) [ 1 2 ]", [U, U]],
  ["lib.concatMap (x: [ x ]) (lib.optional u 1)", [MAYBE]],
  ["lib.concatLists [ [ 1 ] u [ 2 ] ]", [1, U, 2]],
  ["lib.flatten [ 1 u [ 2 ] ]", [1, U, 2]],
  ["lib.imap0 (i: x: i) gap", [0, U, U]],
  ["lib.imap1 (i: x: x) gap", [1, U, 2]],
  ["lib.zipListsWith (a: b: a + b) gap [ 10 20 ]", [11, ITEMS]],
  ["lib.zipListsWith (a: b: a + b) gap [ 10 ]", [11]],
  ["lib.unique [ 1 u 1 ]", [1, MAYBE]],
  ["lib.unique [ 1 u 2 ]", [1, MAYBE, MAYBE]],
  ["lib.subtractLists [ u ] [ 1 ]", [MAYBE]],
  ["lib.subtractLists [ 1 u ] [ 1 2 ]", [MAYBE]],
  ["lib.sort lib.lessThan [ 2 u ]", U],
  ["lib.sort (a: b: u) [ 1 ]", [1]],
  ["lib.foldl' (a: b: a // b) { } [ { a = 1; } u { b = 2; } ]", { a: unsure("a"), b: 2, ...OPEN }],
  ["lib.foldl' (a: b: b) 0 gap", 2],
  ["lib.foldr (a: b: a) 0 gap", 1],
  ["lib.range 1 u", U],
  ["lib.replicate 2 u", [U, U]],
  ["lib.genList (i: u) 1", [U]],
  ["lib.findFirst (x: x > 1) 0 [ 1 u ]", U],
  ["lib.findFirst (x: x > 0) 0 [ 1 u ]", 1],
  ["lib.count (x: x > 1) gap", U],
  ["lib.toList u", U],
  ["lib.groupBy toString [ 1 u ]", U],
];

const sets: Cases = [
  ["lib.mapAttrs (n: v: v + 1) ({ a = 1; } // u)", { a: unsure("a"), ...OPEN }],
  ["lib.mapAttrs (n: v: v + 1) (u // { a = 1; })", { a: 2, ...OPEN }],
  ["lib.mapAttrs (n: v: u) { a = 1; }", { a: U }],
  ["lib.attrNames { a = u; }", ["a"]],
  ["lib.attrNames (u // { a = 1; })", [U, "a", U]],
  ["lib.head (lib.attrNames (u // { a = 1; }))", U],
  ["lib.attrValues { a = u; b = 1; }", [U, 1]],
  ["lib.attrNames (lib.optionalAttrs u { a = 1; })", [MAYBE]],
  ["lib.attrValues (lib.optionalAttrs u { a = 1; })", [MAYBE, unsure("a")]],
  ["lib.optionalAttrs u { a = 1; }", { a: unsure("a") }],
  ["{ b = 2; } // lib.optionalAttrs u { a = 1; }", { a: unsure("a"), b: 2 }],
  ["(lib.optionalAttrs u { a = 1; }) ? b", false],
  ["lib.genAttrs gap (n: n)", { $unknown: "a name is needed, here is an integer" }],
  ['lib.genAttrs [ "a" u "b" ] (n: n)', { a: "a", b: "b", ...OPEN }],
  ['lib.genAttrs ([ "a" ] ++ u) (n: n)', { a: "a", ...OPEN }],
  ['lib.genAttrs (lib.optional u "a" ++ [ "b" ]) (n: n)', { a: unsure("a"), b: "b" }],
  [
    'lib.listToAttrs [ { name = "a"; value = 1; } { name = u; value = 2; } { name = "b"; value = 3; } ]',
    { a: 1, b: unsure("b"), ...OPEN },
  ],
  ['lib.listToAttrs [ { name = "a"; value = u; } ]', { a: U }],
  ["lib.mapAttrs' (n: v: lib.nameValuePair u v) { a = 1; }", OPEN],
  ["lib.filterAttrs (n: v: u) { a = 1; }", { a: unsure("a") }],
  ['lib.filterAttrs (n: v: n == "a") { a = u; b = u; }', { a: U }],
  ["lib.filterAttrs (n: v: v == 1) (u // { a = 1; b = 2; })", { a: 1, ...OPEN }],
  ['lib.removeAttrs { a = 1; b = 2; } [ "a" u ]', { b: unsure("b") }],
  ['lib.removeAttrs { a = 1; b = 2; } (lib.optional u "a")', { a: unsure("a"), b: 2 }],
  ["lib.intersectAttrs u { a = 1; }", U],
  ["lib.intersectAttrs { a = 0; c = 0; } (u // { a = 1; })", { a: 1, ...OPEN }],
  ['lib.hasAttr "a" (u // { a = 1; })', true],
  ['lib.attrByPath [ "a" "b" ] 0 { a = u; }', U],
  ['lib.attrByPath [ "b" ] 0 { a = u; }', 0],
  ['lib.hasAttrByPath [ "a" ] { a = u; }', true],
  ["lib.setAttrByPath [ u ] 1", OPEN],
  ["lib.recursiveUpdate { a.b = 1; c = 2; } { a.d = u; }", { a: { b: 1, d: U }, c: 2 }],
  ["lib.recursiveUpdate { a.b = 1; } { a = u; }", { a: U }],
  ["lib.recursiveUpdate { a = u; } { a.b = 1; }", { a: { b: 1, ...OPEN } }],
  ["lib.recursiveUpdate { a = u; } { a = 1; }", { a: 1 }],
  ["lib.recursiveUpdate u { a.b = 1; }", { a: { b: 1, ...OPEN }, ...OPEN }],
  ["lib.recursiveUpdate { a.b = 1; } u", { a: unsure("a"), ...OPEN }],
  ["lib.mergeAttrsList [ { a = 1; } u { b = 2; } ]", { a: unsure("a"), b: 2, ...OPEN }],
  ["lib.zipAttrs [ { a = 1; } u { a = 2; } ]", { a: [1, U, 2], ...OPEN }],
  ['lib.catAttrs "a" [ { a = 1; } u { b = 1; } ]', [1, U]],
  ["lib.mapAttrsToList (n: v: n) (u // { a = 1; })", [U, "a", U]],
  ["lib.nameValuePair u 1", { name: U, value: 1 }],
  ["lib.cartesianProduct { a = [ 1 ]; b = u; }", U],
];

const ZERO = "the text has a zero character";
const texts: Cases = [
  // Older versions of Nix end a text there, newer ones stop.
  ['builtins.fromJSON "{\\"a\\\\u0000\\": 1, \\"b\\": 2}"', { $unknown: ZERO }],
  ['(builtins.fromJSON "[\\"a\\\\u0000\\"]") == [ ]', { $unknown: ZERO }],
  ['builtins.fromTOML "a = \\"\\\\u0000\\""', { $unknown: `${ZERO}, which older versions of Nix take for its end` }],
  ['lib.concatStringsSep "," [ "a" u ]', U],
  ['lib.concatStringsSep "," (lib.optional u "a")', ITEMS],
  ['lib.concatStringsSep "," [ ./x ]', { $unknown: "the path is copied to the Nix store" }],
  ['lib.optionalString u "a"', U],
  ["lib.stringLength u", U],
  ['lib.hasPrefix u "a"', U],
  ["lib.toUpper u", U],
  ['lib.splitString "," u', U],
  ["builtins.match u u", U],
  ['builtins.match "\\\\1" "a"', { $unknown: "the regular expression `\\1` is not understood" }],
  ['builtins.match "([[.a.]])" "a"', { $unknown: "the regular expression `([[.a.]])` is not understood" }],
  ['builtins.substring 0 1 "é"', { $unknown: "the text is cut inside a character" }],
  ["builtins.toJSON { a = u; }", U],
  ["builtins.toJSON 0.1234567890123", { $unknown: "versions of Nix write this float in different ways" }],
  ["builtins.fromJSON u", U],
  ['builtins.replaceStrings [ "a" "b" ] [ u "c" ] "b"', "c"],
  ['builtins.replaceStrings [ "a" ] [ u ] "a"', U],
];

const control: Cases = [
  ["lib.mkIf u { a = 1; }", { _type: "if", condition: U, content: { a: 1 } }],
  ["lib.mkMerge u", { _type: "merge", contents: U }],
  ["lib.mkDefault u", { _type: "override", content: U, priority: 1000 }],
  ['lib.throwIf u "x" 1', U],
  ["lib.assertMsg u u", U],
  ['lib.warnIf u "x" 1', 1],
  ["builtins.trace u 1", 1],
  ["builtins.seq u 1", U],
  ["builtins.deepSeq { a = u; } 1", U],
  ["builtins.tryEval u", U],
  ["builtins.tryEval [ u ]", { success: true, value: [U] }],
  ['throw "because"', { $unknown: 'evaluation stops with "because"' }],
  ["builtins.typeOf u", U],
  ["builtins.isString [ u ]", false],
  ["builtins.functionArgs u", U],
  ["lib.and false u", false],
  ["lib.or true u", true],
  ["lib.pipe u [ (x: 1) ]", 1],
  ["lib.id u", U],
  ["lib.noSuchFunction", { $unknown: "this part of `lib` is not evaluated" }],
  ["lib.types.str", { $unknown: "types of options are not evaluated" }],
  ["lib.strings.noSuchFunction", { $unknown: "this part of `lib.strings` is not evaluated" }],
  ["lib ? noSuchFunction", { $unknown: "this part of `lib` is not evaluated" }],
];

describe.each(Object.entries({ lists, sets, texts, control }))("what is not known in %s", (_part, cases) => {
  test.each(cases)("%s", (body, expected) => {
    expect(json(body)).toEqual(expected);
  });
});
