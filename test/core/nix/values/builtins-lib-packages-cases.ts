/**
 * `lib` about packages: overriding, scopes, `meta`, derivations: what the functions give, what they leave uncomputed (each `throw` here stands where Nix never
 * looks), and the errors that `tryEval` catches. `npm run test:nix` asks real nixpkgs the same.
 */
import type { Case } from "./language-cases.ts";

export const values: readonly Case[] = [
  ["(lib.makeOverridable ({ a, b ? 2 }: { s = a + b; }) { a = 1; }).s", 3],
  ["((lib.makeOverridable ({ a, b ? 2 }: { s = a + b; }) { a = 1; }).override { a = 10; }).s", 12],
  ["((lib.makeOverridable ({ a, b ? 2 }: { s = a + b; }) { a = 1; }).override (old: { b = old.a + 5; })).s", 7],
  [
    "(((lib.makeOverridable ({ a, b ? 2 }: { s = a + b; }) { a = 1; }).override { a = 10; }).override { b = 20; }).s",
    30,
  ],
  ["lib.functionArgs (lib.makeOverridable ({ a, b ? 2 }: { }))", { a: false, b: true }],
  ["lib.functionArgs (lib.makeOverridable ({ a, b ? 2 }: { }) { a = 1; }).override", { a: false, b: true }],
  ["lib.makeOverridable (x: x) 5", 5],
  ["lib.makeOverridable (x: [ x ]) 5", [5]],
  ["(lib.makeOverridable (x: y: x + y) 5) 6", 11],
  ["((lib.makeOverridable ({ a }: y: a + y) { a = 1; }).override { a = 2; }) 6", 8],
  [
    "((lib.makeOverridable ({ a }: { v = a; overrideAttrs = f: { v = a + f 1; }; }) { a = 1; }).overrideAttrs (x: x + 9)).v",
    11,
  ],
  ["(lib.callPackageWith { a = 1; z = 2; } ({ a, b ? 2 }: { s = a + b; }) { b = 7; }).s", 8],
  ["(lib.callPackageWith { a = 1; } ({ a, b ? 2 }: { s = a + b; }) { a = 5; }).s", 7],
  ["((lib.callPackageWith { a = 1; } ({ a }: { s = a; }) { }).override { a = 9; }).s", 9],
  ["(lib.callPackageWith { } (x: { s = x.b; }) { b = 1; }).s", 1],
  ["(lib.callPackagesWith { a = 1; } ({ a }: { x = { v = a; }; y = { v = a + 1; }; }) { }).y.v", 2],
  ["((lib.callPackagesWith { a = 1; } ({ a }: { x = { v = a; }; }) { }).x.override { a = 5; }).v", 5],
  [
    '(lib.extendDerivation true { extra = 1; } { out = { type = "derivation"; outputName = "out"; drvPath = "d"; outPath = "o"; }; name = "n"; drvPath = "d"; outPath = "o"; }).extra',
    1,
  ],
  [
    '(lib.extendDerivation true { } { outputs = [ "out" "dev" ]; dev = { type = "derivation"; outputName = "dev"; drvPath = "d"; outPath = "/dev"; }; drvPath = "d"; outPath = "o"; }).dev.outPath',
    "/dev",
  ],
  [
    '(lib.extendDerivation true { } { outputs = [ "out" "dev" ]; dev.outPath = "x"; out.outPath = "y"; }).dev.outputSpecified',
    true,
  ],
  [
    'lib.attrNames (lib.extendDerivation true { } { outputs = [ "bin" ]; })',
    ["all", "bin", "drvPath", "outPath", "outputs"],
  ],
  ["lib.hydraJob null", null],
  [
    '(lib.hydraJob { name = "n"; system = "s"; meta = { }; out = { outPath = "o"; drvPath = "d"; }; }).outputName',
    "out",
  ],
  ["(lib.makeScope (s: f: f s) (self: { a = 1; b = self.a + 1; })).b", 2],
  ["((lib.makeScope lib.callPackageWith (self: { a = 1; b = self.callPackage ({ a }: { v = a; }) { }; })).b).v", 1],
  [
    "((lib.makeScope lib.callPackageWith (self: { a = 1; b = self.a; })).overrideScope (final: prev: { a = prev.a + 1; })).b",
    2,
  ],
  ["((lib.makeScope lib.callPackageWith (self: { a = 1; })).newScope { z = 5; } ({ a, z }: { v = a + z; }) { }).v", 6],
  ["(lib.makeScope lib.callPackageWith (self: { a = 1; })).packages { } == { a = 1; }", true],
  [
    '(lib.makeScopeWithSplicing\' { splicePackages = s: s.pkgsHostTarget; newScope = lib.callPackageWith; } { otherSplices = lib.genAttrs [ "selfBuildBuild" "selfBuildHost" "selfBuildTarget" "selfHostHost" "selfTargetTarget" ] (_: { }); f = self: { a = 1; b = self.a; }; }).b',
    1,
  ],
  ["(lib.makeScopeWithSplicing (s: { }) lib.callPackageWith { } (s: { }) (s: { }) (self: { a = 2; })).a", 2],
  [
    "lib.mapCrossIndex (x: x * 10) { buildBuild = 1; buildHost = 2; buildTarget = 3; hostHost = 4; hostTarget = 5; targetTarget = 6; }",
    { buildBuild: 10, buildHost: 20, buildTarget: 30, hostHost: 40, hostTarget: 50, targetTarget: 60 },
  ],
  ['(lib.renameCrossIndexFrom "pkgs" { pkgsBuildHost = 1; }).buildHost', 1],
  ['(lib.renameCrossIndexTo "self" { hostTarget = 5; }).selfHostTarget', 5],
  ['(lib.lazyDerivation { derivation = { type = "derivation"; outputs = [ "out" ]; name = "n"; }; }).name', "n"],
  ["lib.optionalDrvAttr true 1", 1],
  ['(lib.warnOnInstantiate "w" { name = "n"; drvPath = "d"; }).drvPath', "d"],
  ["lib.addMetaAttrs { a = 1; } { }", { meta: { a: 1 } }],
  [
    'lib.mapDerivationAttrset (p: p // { x = 1; }) { a = { type = "derivation"; name = "a"; }; b = 2; }',
    { a: { name: "a", type: "derivation", x: 1 }, b: 2 },
  ],
  [
    "lib.extendMkDerivation { constructDrv = f: f { }; extendDrvArgs = final: prev: { b = prev.a + 1; }; } { a = 1; }",
    { a: 1, b: 2 },
  ],
  [
    'lib.extendMkDerivation { constructDrv = f: f { c = 3; }; extendDrvArgs = final: prev: { b = prev.a; }; excludeDrvArgNames = [ "a" ]; transformDrv = d: d // { t = 1; }; } (final: { a = final.c; d = 5; })',
    { b: 3, d: 5, t: 1 },
  ],
  [
    "lib.functionArgs (lib.extendMkDerivation { constructDrv = { x, y ? 1 }: { }; extendDrvArgs = final: { z, ... }: { }; })",
    { x: false, y: true, z: false },
  ],
  [
    "lib.functionArgs (lib.extendMkDerivation { constructDrv = { x, y ? 1 }: { }; extendDrvArgs = final: { z, ... }: { }; inheritFunctionArgs = false; })",
    { z: false },
  ],
];

export const laziness: readonly Case[] = [
  ['(lib.callPackageWith { a = throw "x"; } ({ a }: { s = 1; }) { }).s', 1],
  ['lib.attrNames (lib.callPackagesWith { } ({ }: { x = throw "x"; }) { })', ["x"]],
  ['(lib.extendDerivation (throw "x") { a = 1; } { }).a', 1],
  ['(lib.lazyDerivation { derivation = throw "x"; }).type', "derivation"],
  ['(lib.lazyDerivation { derivation = throw "x"; meta.a = 1; }).meta', { a: 1 }],
  ['(lib.lazyDerivation { derivation = throw "x"; passthru.b = 2; }).b', 2],
  [
    'lib.attrNames (lib.lazyDerivation { derivation = throw "x"; outputs = [ "bin" ]; })',
    ["bin", "drvPath", "meta", "name", "outPath", "outputName", "outputs", "system", "type"],
  ],
  ['lib.optionalDrvAttr false (throw "x")', null],
  ['(lib.warnOnInstantiate (throw "x") { name = "n"; drvPath = "d"; }).name', "n"],
  ['lib.attrNames (lib.mapDerivationAttrset (throw "x") { a = throw "y"; })', ["a"]],
  ['lib.isFunction (lib.extendMkDerivation { constructDrv = throw "x"; extendDrvArgs = throw "y"; })', true],
];

export const errors: readonly Case[] = [
  ['builtins.tryEval (lib.makeOverridable (x: throw "x") 1)', { success: false, value: false }],
  ['builtins.tryEval (lib.makeOverridable (throw "x") 1)', { success: false, value: false }],
  ['builtins.tryEval (lib.callPackageWith { } (throw "x") { })', { success: false, value: false }],
  [
    'builtins.tryEval (lib.callPackagesWith { } ({ }: { type = "derivation"; name = "n"; }) { })',
    { success: false, value: false },
  ],
  [
    'builtins.tryEval (lib.extendDerivation false { } { drvPath = "d"; outPath = "o"; }).outPath',
    { success: false, value: false },
  ],
  [
    'builtins.tryEval (lib.hydraJob { name = throw "x"; system = "s"; meta = { }; out = { outPath = "o"; drvPath = "d"; }; })',
    { success: false, value: false },
  ],
  ['builtins.tryEval (lib.makeScope (x: x) (self: throw "x"))', { success: false, value: false }],
  ["builtins.tryEval (lib.lazyDerivation { derivation = { }; }).name", { success: false, value: false }],
  [
    'builtins.tryEval (lib.lazyDerivation { derivation = { type = "derivation"; outputs = [ "out" "dev" ]; name = "n"; }; }).name',
    { success: false, value: false },
  ],
  [
    'builtins.tryEval (lib.warnOnInstantiate (throw "x") { name = "n"; drvPath = "d"; }).drvPath',
    { success: false, value: false },
  ],
];

/** What stops Nix in a way that nothing catches. */
export const refused: readonly string[] = [
  "lib.callPackageWith { } ({ a }: { }) { }",
  "lib.callPackageWith { } ({ a }: { }) { a = 1; b = 2; }",
  "lib.callPackagesWith { } ({ }: 1) { }",
  "lib.extendDerivation true { } 1",
  "lib.mapCrossIndex (x: x) { }",
  '(lib.renameCrossIndexFrom "pkgs" { }).buildHost',
  "lib.lazyDerivation { }",
  "lib.optionalDrvAttr null 1",
  'lib.warnOnInstantiate "w" 1',
  "lib.addMetaAttrs { } 1",
  "lib.extendMkDerivation { } { }",
];
