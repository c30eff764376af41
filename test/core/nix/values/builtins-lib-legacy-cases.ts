/**
 * `lib` about what `lib.misc` keeps for old configurations: what the functions give, what they leave uncomputed (each `throw` here stands where Nix never
 * looks), and the errors that `tryEval` catches. `npm run test:nix` asks real nixpkgs the same.
 */
import type { Case } from "./language-cases.ts";

export const values: readonly Case[] = [
  ["lib.defaultMergeArg { a = 1; } { b = 2; }", { b: 2 }],
  ["lib.defaultMergeArg { a = 1; } (x: x // { c = 3; })", { a: 1, c: 3 }],
  ["lib.defaultMerge { a = 1; } { b = 2; }", { a: 1, b: 2 }],
  ['lib.maybeAttr "a" 2 { }', 2],
  ['lib.maybeAttrNullable "a" 3 { }', 3],
  ["lib.ifEnable true 1", 1],
  ["lib.ifEnable false [ 1 ]", []],
  ["lib.ifEnable false true", false],
  ['lib.ifEnable false "x"', null],
  ['lib.nvs "a" 1', { a: 1 }],
  ['lib.setAttr { a = 1; } "b" 2', { a: 1, b: 2 }],
  ['lib.setAttrMerge "a" 0 { a = 1; } (x: x + 1)', { a: 2 }],
  ['lib.setAttrMerge "b" 5 { a = 1; } (x: x + 1)', { a: 1, b: 6 }],
  ["lib.mergeAttrsWithFunc (a: b: a + b) { a = 1; c = 5; } { a = 2; b = 3; }", { a: 3, b: 6, c: 5 }],
  ["lib.mergeAttrsConcatenateValues { a = 1; c = 9; } { a = [ 2 ]; }", { a: [1, 2], c: 9 }],
  [
    "lib.mergeAttrsNoOverride { } { buildInputs = [ 1 ]; c = 2; } { buildInputs = [ 3 ]; d = 4; }",
    { buildInputs: [3, 1], c: 2, d: 4 },
  ],
  ['lib.mergeAttrsNoOverride { overrideSnd = [ "c" ]; } { c = 2; } { c = 3; }', { c: 2 }],
  ["lib.mergeAttrByFunc { a = 1; } { b = 2; }", { a: 1, b: 2 }],
  ["(lib.mergeAttrByFunc { l = [ 1 ]; mergeAttrBy = { l = a: b: a ++ b; }; } { l = [ 2 ]; }).l", [1, 2]],
  [
    'lib.mergeAttrsByFuncDefaultsClean [ { buildInputs = [ 1 ]; meta.a = 1; } { buildInputs = [ 2 ]; meta.b = 2; preConfigure = "x"; } ]',
    { buildInputs: [1, 2], meta: { a: 1, b: 2 }, preConfigure: "x" },
  ],
  ['lib.mergeAttrsByFuncDefaultsClean [ { preConfigure = "a"; } { preConfigure = "b"; } ]', { preConfigure: "a\nb" }],
  ["lib.attrNames (lib.mergeAttrsByFuncDefaults [ ])", ["mergeAttrBy"]],
  [
    "lib.attrNames lib.mergeAttrBy",
    [
      "buildInputs",
      "cfg",
      "configureFlags",
      "flags",
      "meta",
      "nativeBuildInputs",
      "passthru",
      "patches",
      "postAll",
      "postInstall",
      "preConfigure",
      "prePhases",
      "propagatedBuildInputs",
    ],
  ],
  ["lib.modifySumArgs (a: b: a) { z = 1; } { x = 1; } { y = 2; } null", { x: 1, y: 2, z: 1 }],
  ["lib.innerModifySumArgs (a: b: a) { z = 1; } { } { y = 2; } null", { y: 2, z: 1 }],
  ["lib.nixType { }", "attrs"],
  ["lib.nixType [ ]", "list"],
  ["lib.nixType (x: x)", "function"],
  ["lib.nixType true", "bool"],
  ["lib.nixType null", "null"],
  ["lib.nixType 1", "int"],
  ["lib.nixType 1.5", "string"],
  ['lib.nixType "a"', "string"],
  ["lib.uniqList { inputList = [ 1 2 1 3 2 ]; }", [1, 2, 3]],
  ["lib.uniqList { inputList = [ 1 2 3 ]; acc = [ 2 ]; }", [1, 3]],
  [
    "lib.uniqListExt { inputList = [ { k = 1; v = 1; } { k = 1; v = 2; } { k = 2; } ]; getter = x: x.k; }",
    [{ k: 1, v: 1 }, { k: 2 }],
  ],
  ["lib.uniqListExt { inputList = [ 1 2 3 4 ]; compare = x: y: lib.mod x 2 == lib.mod y 2; }", [1, 2]],
  ["lib.uniqListExt { inputList = [ 1 2 ]; outputList = [ 2 ]; }", [2, 1]],
  ['lib.condConcat "a" [ "x" "b" "y" "c" ] (k: k == "x")', "ab"],
  [
    "map (x: x.key) (lib.lazyGenericClosure { startSet = [ { key = 3; } ]; operator = x: if x.key > 0 then [ { key = x.key - 1; } ] else [ ]; })",
    [0, 1, 2, 3],
  ],
  ["lib.lazyGenericClosure { startSet = [ { } ]; operator = x: [ ]; }", [{}]],
  ['lib.checkFlag { flags = [ "a" ]; b = true; } "a"', true],
  ['lib.checkFlag { flags = [ "a" ]; b = true; } "b"', true],
  ['lib.checkFlag { } "c"', false],
  ['lib.getValue { a = 5; } [ ] "a"', 5],
  ['lib.getValue { flags = [ "f" ]; } [ ] "f"', true],
  ['lib.getValue { } [ [ "a" 1 ] [ "b" 2 ] ] "b"', 2],
  ['lib.getValue { } [ ] "z"', null],
  ['lib.misc.nvs "a" 1', { a: 1 }],
  ["lib.misc.imap (i: x: i) [ 5 ]", [1]],
];

export const laziness: readonly Case[] = [
  ['lib.attrNames (lib.defaultMerge { a = throw "x"; } (x: { b = throw "y"; }))', ["a", "b"]],
  ['lib.maybeAttr "a" (throw "x") { a = 1; }', 1],
  ['lib.ifEnable false { a = throw "x"; }', {}],
  ['lib.attrNames (lib.nvs "a" (throw "x"))', ["a"]],
  ['lib.attrNames (lib.setAttr { a = throw "x"; } "a" (throw "y"))', ["a"]],
  ['lib.attrNames (lib.setAttrMerge "a" (throw "x") { } (throw "y"))', ["a"]],
  ['lib.attrNames (lib.mergeAttrsWithFunc (throw "x") { a = 1; } { a = 2; b = 3; })', ["a", "b"]],
  ['lib.attrNames (lib.mergeAttrsConcatenateValues { a = throw "x"; } { a = throw "y"; })', ["a"]],
  ['lib.nixType { outPath = throw "x"; }', "derivation"],
  ['lib.length (lib.uniqList { inputList = [ (throw "x") ]; })', 1],
  ['lib.condConcat "a" [ ] (throw "x")', "a"],
  ['lib.checkFlag (throw "x") "true"', true],
];

export const errors: readonly Case[] = [
  ['builtins.tryEval (lib.ifEnable false (throw "x"))', { success: false, value: false }],
  ["builtins.tryEval (lib.mergeAttrsNoOverride { } { c = 2; } { c = 3; }).c", { success: false, value: false }],
  ['builtins.tryEval (lib.nixType (throw "x"))', { success: false, value: false }],
];

/** What stops Nix in a way that nothing catches. */
export const refused: readonly string[] = [
  "lib.defaultMergeArg { } 1",
  "lib.defaultMerge 1 { }",
  "lib.maybeAttr 1 2 { }",
  "lib.ifEnable 1 2",
  "lib.nvs 1 2",
  'lib.setAttr 1 "a" 2',
  "lib.mergeAttrsWithFunc (a: b: a) { } 1",
  "lib.mergeAttrsByFuncDefaultsClean 1",
  "lib.uniqList { }",
  "lib.uniqListExt { }",
  'lib.condConcat "a" [ "x" ] (k: true)',
];
