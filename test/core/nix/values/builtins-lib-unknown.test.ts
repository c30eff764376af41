/**
 * How far "not known" spreads through lib's functions on paths into sets, overlays, packages and errors. `u` is an argument
 * that nobody gives.
 */
import { describe, expect, test } from "vitest";
import { type ExactJson, toJson } from "../../../../server/core/nix/values/json.ts";
import { evaluatorOf, TEST_PATH } from "../../../support/evaluate.ts";

const U = { $unknown: "the argument `u` is not given" };
const MAYBE = { $unknown: "this item may be there or not" };
const OPEN = { $unknown: U.$unknown };
const unsure = (name: string) => ({ $unknown: `\`${name}\` depends on something that is not known` });
const ITEMS = { $unknown: "the items of a list are not all known" };
const TABLE = { $unknown: "the tables of nixpkgs change with every release" };

function json(body: string): ExactJson {
  const evaluator = evaluatorOf(`{ lib, u, ... }: ${body}`);
  return toJson(evaluator.evaluateRoot(TEST_PATH), evaluator.context);
}

type Cases = readonly (readonly [body: string, json: ExactJson])[];

const sets: Cases = [
  ['lib.updateManyAttrsByPath [ { path = [ "a" ]; update = x: u; } ] { a = 1; b = 2; }', { a: U, b: 2 }],
  ['lib.updateManyAttrsByPath [ { path = [ "a" "b" ]; update = x: 1; } ] { a = u; c = 3; }', { a: U, c: 3 }],
  ["lib.updateManyAttrsByPath u { a = 1; }", U],
  ["lib.matchAttrs { a = 1; b = 2; } { a = u; b = 3; }", false],
  ["lib.matchAttrs { a = 1; } { a = u; }", U],
  ["lib.mapAttrsToListRecursive (p: v: v) { a = u; b = 1; }", [U, 1]],
  ["lib.attrsets.unionOfDisjoint { a = 1; } { b = u; }", { a: 1, b: U }],
  ['lib.zipAttrsWithNames [ "a" u ] (n: v: v) [ { a = 1; } ]', { a: [1], ...OPEN }],
  ['lib.getAttrs [ "a" ] u', { a: U }],
  ['lib.getOutput "dev" u', U],
  ["lib.ifEnable u [ 1 ]", U],
];

const lists: Cases = [
  ["lib.lists.hasPrefix [ 1 2 ] [ 3 u ]", false],
  ["lib.lists.hasPrefix [ 1 2 ] [ 1 u ]", U],
  ["lib.lists.commonPrefix [ 1 u ] [ 2 3 ]", []],
  ["lib.toposort (a: b: u) [ 1 ]", { result: [1] }],
  ["lib.toposort (a: b: a < b) [ 2 u ]", U],
  [
    "lib.runTests { testA = { expr = u; expected = 1; }; testB = { expr = 1; expected = 2; }; }",
    [U, { expected: 2, name: "testB", result: 1 }],
  ],
];

const overlays: Cases = [
  ["lib.extends u (final: { a = 1; }) { }", { a: unsure("a"), ...OPEN }],
  ["lib.composeManyExtensions [ (f: p: { a = 1; }) (f: p: u) ] { } { }", { a: unsure("a"), ...OPEN }],
  ["(lib.makeExtensible (self: { a = 1; b = u; })).a", 1],
  ["((lib.makeExtensible (self: { a = 1; b = self.a; })).extend (f: p: { a = u; c = 1; })).c", 1],
  ["((lib.makeExtensible (self: { a = 1; b = self.a; })).extend (f: p: { a = u; c = 1; })).b", U],
  ["(lib.extend (final: prev: u)).head [ 1 ]", unsure("head")],
  ["(lib.extend (final: prev: { a = u; b = 2; })).b", 2],
  ["lib.pipe u [ (x: 1) ]", 1],
];

const packages: Cases = [
  ["(lib.makeOverridable ({ a }: { s = a; t = 1; }) { a = u; }).t", 1],
  ["((lib.makeOverridable ({ a }: { s = a; t = 1; }) u).override { a = 3; }).s", 3],
  ["(lib.callPackageWith u ({ a, b ? 1 }: { t = a; n = 1; }) { }).n", 1],
  ["(lib.callPackageWith u ({ a, b ? 1 }: { t = a; n = b; }) { }).n", U],
  ["(lib.callPackageWith (u // { a = 5; }) ({ a }: { s = a; }) { }).s", 5],
  ["(lib.makeScope (s: f: f s) (self: { a = u; b = 2; })).b", 2],
  ["(lib.lazyDerivation { derivation = u; meta.m = 1; }).meta", { m: 1 }],
  ["lib.hiPrio { meta = u; }", { meta: { priority: -10, ...OPEN } }],
  ['lib.getExe { type = "derivation"; outPath = u; meta.mainProgram = "x"; }', U],
  ['lib.meta.availableOn { system = "x86_64-linux"; } { meta.platforms = lib.platforms.linux; }', true],
  ['lib.meta.availableOn { system = "mips-linux"; } { meta.platforms = lib.platforms.linux; }', TABLE],
  ["lib.genAttrs lib.systems.flakeExposed (s: 1)", { "aarch64-linux": 1, "x86_64-linux": 1, ...TABLE }],
  ["lib.licenses.mit", TABLE],
];

const errors: Cases = [
  ["builtins.tryEval (lib.filter (x: u) [ 1 ])", { success: ITEMS, value: [MAYBE] }],
  ["builtins.tryEval (u // { a = 1; })", { success: U, value: { a: 1, ...OPEN } }],
  ["lib.any (x: x) [ u true ]", true],
  ['lib.any (x: x) [ u (throw "x") ]', U],
  ['lib.concatLists [ u (lib.optionals u (throw "x")) ]', [U, { $unknown: 'evaluation stops with "x"' }]],
  ['(builtins.tryEval (lib.optionals u (throw "x"))).success or 1', { $unknown: 'evaluation stops with "x"' }],
  ['lib.traceIf u "x" 1', 1],
  ["lib.showWarnings u 1", 1],
  ['lib.checkListOfEnum "x" [ 1 ] [ u ] 5', U],
];

describe.each(Object.entries({ sets, lists, overlays, packages, errors }))(
  "what is not known in %s",
  (_part, cases) => {
    test.each(cases)("%s", (body, expected) => {
      expect(json(body)).toEqual(expected);
    });
  },
);
