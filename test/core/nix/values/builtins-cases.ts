/**
 * Builtins and what they give, as JSON. `builtins.test.ts` asks our evaluator, `npm run test:nix` asks real Nix.
 */

import { regex, strings } from "./builtins-strings-cases.ts";
import type { Case } from "./language-cases.ts";

const lists: readonly Case[] = [
  ["map (x: x * 2) [ 1 2 3 ]", [2, 4, 6]],
  ['map toString [ 1 true null "a" 1.5 ]', ["1", "1", "", "a", "1.500000"]],
  ["builtins.map (x: x) [ ]", []],
  ["builtins.length [ 1 [ 2 3 ] ]", 2],
  ["builtins.length [ ]", 0],
  ['builtins.head [ 1 (throw "x") ]', 1],
  ["builtins.tail [ 1 2 3 ]", [2, 3]],
  ["builtins.tail [ 1 ]", []],
  ['builtins.elemAt [ "a" "b" "c" ] 1', "b"],
  ['builtins.elemAt [ (throw "x") 2 ] 1', 2],
  ["builtins.genList (n: n * n) 5", [0, 1, 4, 9, 16]],
  ["builtins.genList (n: n) 0", []],
  ['builtins.length (builtins.genList (n: throw "x") 4)', 4],
  ["builtins.concatLists [ [ 1 ] [ ] [ 2 [ 3 ] ] ]", [1, 2, [3]]],
  ["builtins.concatMap (x: [ x (x + 10) ]) [ 1 2 ]", [1, 11, 2, 12]],
  ["builtins.filter (x: x > 1) [ 1 2 3 ]", [2, 3]],
  ["builtins.filter (x: false) [ 1 2 3 ]", []],
  ["builtins.partition (x: x > 2) [ 1 2 3 4 ]", { right: [3, 4], wrong: [1, 2] }],
  ["builtins.all (x: x > 0) [ 1 2 ]", true],
  ["builtins.all (x: x > 1) [ 1 2 ]", false],
  ['builtins.all (x: throw "x") [ ]', true],
  ["builtins.any (x: x > 1) [ 1 2 ]", true],
  ["builtins.any (x: x > 2) [ 1 2 ]", false],
  ["builtins.any (x: true) [ ]", false],
  ["builtins.elem 2 [ 1 2 ]", true],
  ['builtins.elem "2" [ 1 2 ]', false],
  ["builtins.elem { a = [ 1 ]; } [ { a = [ 1.0 ]; } ]", true],
  ['builtins.elem (throw "x") [ ]', false],
  ["builtins.foldl' (a: b: a - b) 10 [ 1 2 3 ]", 4],
  ['builtins.foldl\' (a: b: a + b) "" [ "x" "y" ]', "xy"],
  ['builtins.foldl\' (a: b: b) (throw "x") [ 1 2 ]', 2],
  ["builtins.sort builtins.lessThan [ 3 1 2 ]", [1, 2, 3]],
  ["builtins.sort (a: b: a > b) [ 3 1 2 ]", [3, 2, 1]],
  [
    'builtins.sort (a: b: a.k < b.k) [ { k = 2; v = "a"; } { k = 1; v = "b"; } { k = 2; v = "c"; } { k = 1; v = "d"; } ]',
    [
      { k: 1, v: "b" },
      { k: 1, v: "d" },
      { k: 2, v: "a" },
      { k: 2, v: "c" },
    ],
  ],
  ['builtins.sort builtins.lessThan [ "b" "a" "B" "é" "z" ]', ["B", "a", "b", "z", "é"]],
  ["builtins.sort builtins.lessThan [ [ 2 ] [ 1 9 ] [ 1 ] ]", [[1], [1, 9], [2]]],
  ['builtins.groupBy (x: if x > 2 then "big" else "small") [ 1 2 3 4 ]', { big: [3, 4], small: [1, 2] }],
  ['builtins.groupBy (x: builtins.substring 0 1 x) [ "ab" "ac" "bc" ]', { a: ["ab", "ac"], b: ["bc"] }],
  ['builtins.catAttrs "a" [ { a = 1; } { b = 2; } { a = 3; } ]', [1, 3]],
  [
    "map (x: x.key) (builtins.genericClosure { startSet = [ { key = 5; } ]; operator = item: if item.key > 1 then [ { key = item.key / 2; } { key = item.key - 1; } ] else [ ]; })",
    [5, 2, 4, 1, 3],
  ],
  ['builtins.genericClosure { startSet = [ ]; operator = x: throw "x"; }', []],
];

const sets: readonly Case[] = [
  ['builtins.attrNames { b = 1; a = throw "x"; "10" = 1; "9" = 1; Z = 1; _x = 1; }', ["10", "9", "Z", "_x", "a", "b"]],
  ["builtins.attrValues { b = 2; a = 1; }", [1, 2]],
  ["builtins.attrNames { }", []],
  ['builtins.getAttr "a" { a = 1; }', 1],
  ['builtins.hasAttr "a" { a = throw "x"; }', true],
  ['builtins.hasAttr "b" { a = 1; }', false],
  ['removeAttrs { a = 1; b = 2; c = 3; } [ "a" "c" "x" ]', { b: 2 }],
  ["builtins.removeAttrs { a = 1; } [ ]", { a: 1 }],
  ['builtins.listToAttrs [ { name = "a"; value = 1; } { name = "b"; value = 2; other = 3; } ]', { a: 1, b: 2 }],
  ['builtins.listToAttrs [ { name = "a"; value = 1; } { name = "a"; value = 2; } ]', { a: 1 }],
  ['builtins.attrNames (builtins.listToAttrs [ { name = "a"; value = throw "x"; } ])', ["a"]],
  ["builtins.mapAttrs (name: value: name + toString value) { a = 1; b = 2; }", { a: "a1", b: "b2" }],
  ['builtins.attrNames (builtins.mapAttrs (name: value: throw "x") { a = 1; })', ["a"]],
  ["builtins.intersectAttrs { a = 1; b = 2; } { b = 3; c = 4; a = 5; }", { a: 5, b: 3 }],
  [
    "builtins.zipAttrsWith (name: values: values) [ { a = 1; b = 2; } { a = 3; } { } { c = 4; a = 5; } ]",
    { a: [1, 3, 5], b: [2], c: [4] },
  ],
  ["builtins.zipAttrsWith (name: values: name) [ { a = 1; } ]", { a: "a" }],
];

const numbers: readonly Case[] = [
  ["builtins.add 1 2", 3],
  ["builtins.add 1 2.5", 3.5],
  ["builtins.sub 1 2", -1],
  ["builtins.mul 3 4", 12],
  ["builtins.div 7 2", 3],
  ["builtins.div (-7) 2", -3],
  ["builtins.div 7 (-2)", -3],
  ["builtins.div 7 2.0", 3.5],
  ["builtins.bitAnd 12 10", 8],
  ["builtins.bitOr 12 10", 14],
  ["builtins.bitXor 12 10", 6],
  ["builtins.bitAnd (-1) 255", 255],
  ["builtins.bitOr (-8) 3", -5],
  ["builtins.bitXor (-1) 5", -6],
  ["builtins.lessThan 1 2", true],
  ['builtins.lessThan "b" "a"', false],
  ["builtins.ceil 1.2", 2],
  ["builtins.ceil (-1.2)", -1],
  ["builtins.floor 1.8", 1],
  ["builtins.floor (-1.2)", -2],
  ["builtins.ceil 3", 3],
  ["builtins.floor 3", 3],
];

const types: readonly Case[] = [
  [
    'map builtins.typeOf [ 1 1.5 "a" true null [ ] { } (x: x) ./. ]',
    ["int", "float", "string", "bool", "null", "list", "set", "lambda", "path"],
  ],
  ['map builtins.isInt [ 1 1.0 "1" ]', [true, false, false]],
  ["map builtins.isFloat [ 1 1.0 ]", [false, true]],
  ['map builtins.isString [ "a" ./. 1 ]', [true, false, false]],
  ["map builtins.isBool [ true 1 ]", [true, false]],
  ["map builtins.isList [ [ ] { } ]", [true, false]],
  ["map builtins.isAttrs [ [ ] { } { __functor = self: x: x; } ]", [false, true, true]],
  [
    "map builtins.isFunction [ (x: x) ({ a }: a) map (map (x: x)) { __functor = self: x: x; } 1 ]",
    [true, true, true, true, false, false],
  ],
  ['map builtins.isPath [ ./. "/a" ]', [true, false]],
  ["map isNull [ null false ]", [true, false]],
  ["builtins.functionArgs ({ a, b ? 1, ... }: a)", { a: false, b: true }],
  ["builtins.functionArgs (x: x)", {}],
];

const control: readonly Case[] = [
  ["builtins.seq 1 2", 2],
  ['builtins.seq { a = throw "x"; } 2', 2],
  ["builtins.deepSeq { a = [ 1 ]; } 2", 2],
  ["builtins.tryEval 5", { success: true, value: 5 }],
  ['builtins.trace "message" 5', 5],
  ['builtins.addErrorContext "while" 5', 5],
  ["builtins.typeOf builtins", "set"],
  ["builtins.builtins.add 1 1", 2],
  ["builtins.true", true],
  ["builtins.null", null],
];

export const builtinCases: Readonly<Record<string, readonly Case[]>> = {
  lists,
  sets,
  numbers,
  types,
  strings,
  control,
  regex,
};
