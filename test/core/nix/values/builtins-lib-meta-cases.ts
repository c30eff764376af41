/**
 * `lib` about what packages say of themselves, platforms, kernels, fetchers: what the functions give, what they leave uncomputed (each `throw` here stands where Nix never
 * looks), and the errors that `tryEval` catches. `npm run test:nix` asks real nixpkgs the same.
 */
import type { Case } from "./language-cases.ts";

export const values: readonly Case[] = [
  [
    'lib.attrNames (lib.renameCrossIndexFrom "pkgs" { })',
    ["buildBuild", "buildHost", "buildTarget", "hostHost", "hostTarget", "targetTarget"],
  ],
  [
    'lib.attrNames (lib.renameCrossIndexTo "self" { })',
    ["selfBuildBuild", "selfBuildHost", "selfBuildTarget", "selfHostHost", "selfHostTarget", "selfTargetTarget"],
  ],
  ["lib.addMetaAttrs { a = 1; } { meta.b = 2; }", { meta: { a: 1, b: 2 } }],
  ["lib.addMetaAttrs { a = 1; } { overrideAttrs = f: f { meta.c = 3; }; }", { meta: { a: 1, c: 3 } }],
  ["lib.dontDistribute { }", { meta: { hydraPlatforms: [] } }],
  ['lib.setName "n" { a = 1; }', { a: 1, name: "n" }],
  ['lib.updateName (n: n + "!") { name = "a"; }', { name: "a!" }],
  ['lib.appendToName "suffix" { name = "hello-1.0"; }', { name: "hello-suffix-1.0" }],
  ["lib.setPrio 3 { }", { meta: { priority: 3 } }],
  ["lib.lowPrio { meta.a = 1; }", { meta: { a: 1, priority: 10 } }],
  ["lib.hiPrio { }", { meta: { priority: -10 } }],
  [
    'lib.lowPrioSet { a = { type = "derivation"; }; b = { }; }',
    { a: { meta: { priority: 10 }, type: "derivation" }, b: {} },
  ],
  [
    'lib.hiPrioSet { a = { type = "derivation"; }; b = { }; }',
    { a: { meta: { priority: -10 }, type: "derivation" }, b: {} },
  ],
  ["lib.meta.defaultPriority", 5],
  ['lib.meta.platformMatch { system = "x86_64-linux"; } "x86_64-linux"', true],
  ['lib.meta.platformMatch { system = "x86_64-linux"; } "aarch64-linux"', false],
  ['lib.meta.platformMatch { } "x"', false],
  ["lib.meta.platformMatch { parsed.cpu.bits = 64; } { cpu.bits = 64; }", true],
  ["lib.meta.platformMatch { parsed.cpu.bits = 64; } { parsed.cpu.bits = 32; }", false],
  ['lib.meta.availableOn { system = "x86_64-linux"; } { }', true],
  ['lib.meta.availableOn { system = "x86_64-linux"; } { meta.platforms = [ ]; }', false],
  ['lib.meta.availableOn { system = "x86_64-linux"; } { meta.badPlatforms = [ "x86_64-linux" ]; }', false],
  ['lib.getExe { type = "derivation"; outPath = "/p"; name = "hello-1"; meta.mainProgram = "hi"; }', "/p/bin/hi"],
  ['lib.getExe { type = "derivation"; outPath = "/p"; name = "hello-1"; }', "/p/bin/hello"],
  ['lib.getExe { type = "derivation"; outPath = "/p"; pname = "hello"; name = "hello-1"; }', "/p/bin/hello"],
  ['lib.getExe\' { type = "derivation"; outPath = "/p"; } "x"', "/p/bin/x"],
  ['lib.meta.cpeFullVersionWithVendor "v" "1"', { update: "*", vendor: "v", version: "1" }],
  ['lib.elem "x86_64-linux" lib.platforms.linux', true],
  ['lib.elem "aarch64-linux" lib.systems.doubles.all', true],
  ["lib.head lib.systems.flakeExposed", "x86_64-linux"],
  ["lib.sourceTypes.binaryBytecode.isSource", false],
  ["lib.kernel.yes", { optional: false, tristate: "y" }],
  ["lib.kernel.option lib.kernel.module", { optional: true, tristate: "m" }],
  ['lib.kernel.freeform "x"', { freeform: "x", optional: false }],
  ["lib.kernel.unset", { optional: false, tristate: null }],
  ['((lib.kernel.whenHelpers "5.4").whenAtLeast "5.0" 1).condition', true],
  ['((lib.kernel.whenHelpers "5.4").whenOlder "5.0" 1).condition', false],
  ['((lib.kernel.whenHelpers "5.4").whenBetween "5.0" "5.5" 1)', { _type: "if", condition: true, content: 1 }],
  ["lib.fakeHash", "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="],
  ["lib.fakeSha256", "0000000000000000000000000000000000000000000000000000000000000000"],
  [
    "lib.fakeSha512",
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
  ],
  ['(lib.systems.elaborate "x86_64-linux").system', "x86_64-linux"],
  [
    'map (s: let p = lib.systems.elaborate s; in [ p.isLinux p.isDarwin p.isUnix p.isWindows p.isx86 p.isx86_64 p.isx86_32 p.isi686 p.isAarch p.isAarch32 p.isAarch64 p.isRiscV p.is64bit p.is32bit ]) [ "x86_64-linux" "aarch64-linux" "i686-linux" "armv7l-linux" "aarch64-darwin" "riscv64-linux" "armv6l-linux" ]',
    [
      [true, false, true, false, true, true, false, false, false, false, false, false, true, false],
      [true, false, true, false, false, false, false, false, true, false, true, false, true, false],
      [true, false, true, false, true, false, true, true, false, false, false, false, false, true],
      [true, false, true, false, false, false, false, false, true, true, false, false, false, true],
      [false, true, true, false, false, false, false, false, true, false, true, false, true, false],
      [true, false, true, false, false, false, false, false, false, false, false, true, true, false],
      [true, false, true, false, false, false, false, false, true, true, false, false, false, true],
    ],
  ],
  ['(lib.systems.elaborate { system = "aarch64-linux"; }).isAarch64', true],
  ['lib.fetchers.normalizeHash { } { hash = "h"; a = 1; }', { a: 1, outputHash: "h", outputHashAlgo: null }],
  [
    'lib.fetchers.normalizeHash { } { sha256 = ""; }',
    { outputHash: "0000000000000000000000000000000000000000000000000000000000000000", outputHashAlgo: "sha256" },
  ],
  [
    'lib.fetchers.normalizeHash { hashTypes = [ "sha512" ]; } { sha512 = "x"; }',
    { outputHash: "x", outputHashAlgo: "sha512" },
  ],
  ["lib.fetchers.normalizeHash { required = false; } { a = 1; }", { a: 1 }],
  [
    'lib.fetchers.withNormalizedHash { } ({ outputHash, outputHashAlgo, ... }@args: args) { hash = "h"; b = 2; }',
    { b: 2, outputHash: "h", outputHashAlgo: null },
  ],
  [
    "lib.functionArgs (lib.fetchers.withNormalizedHash { } ({ outputHash, outputHashAlgo, p ? 1 }: { }))",
    { hash: false, p: true },
  ],
  ['lib.elem "http_proxy" lib.fetchers.proxyImpureEnvVars', true],
  ["lib.length lib.fetchers.proxyImpureEnvVars", 11],
];

export const laziness: readonly Case[] = [
  ['lib.attrNames (lib.makeOverridable (x: { a = throw "x"; }) (throw "y"))', ["a", "override", "overrideDerivation"]],
  [
    'lib.attrNames (lib.makeScope (throw "x") (self: { a = throw "y"; }))',
    ["a", "callPackage", "newScope", "overrideScope", "packages"],
  ],
  [
    'lib.attrNames (lib.mapCrossIndex (x: throw "x") { buildBuild = 1; buildHost = 2; buildTarget = 3; hostHost = 4; hostTarget = 5; targetTarget = 6; })',
    ["buildBuild", "buildHost", "buildTarget", "hostHost", "hostTarget", "targetTarget"],
  ],
  ['lib.attrNames (lib.addMetaAttrs (throw "x") { })', ["meta"]],
  ['lib.attrNames (lib.setName (throw "x") { })', ["name"]],
  ['lib.attrNames (lib.updateName (throw "x") { })', ["name"]],
  ['lib.meta.availableOn (throw "x") { }', true],
  ['lib.meta.availableOn { system = "x86_64-linux"; } { meta.platforms = [ "x86_64-linux" (throw "x") ]; }', true],
  ['lib.getExe\' { type = "derivation"; outPath = throw "x"; bin = { outPath = "/bin"; }; } "x"', "/bin/bin/x"],
  ['lib.attrNames (lib.fetchers.normalizeHash { } { hash = throw "x"; })', ["outputHash", "outputHashAlgo"]],
];

export const errors: readonly Case[] = [
  [
    'builtins.tryEval (lib.meta.availableOn { system = "x86_64-linux"; } { meta.platforms = [ (throw "x") ]; })',
    { success: false, value: false },
  ],
  ['builtins.tryEval (lib.getExe { meta.mainProgram = "hi"; })', { success: false, value: false }],
  ['builtins.tryEval (lib.getExe\' { type = "derivation"; outPath = "/p"; } "a/b")', { success: false, value: false }],
  ['builtins.tryEval (lib.getExe\' { type = "derivation"; outPath = "/p"; } 1)', { success: false, value: false }],
  ['builtins.tryEval (lib.getExe\' "text" "x")', { success: false, value: false }],
  ["builtins.tryEval (lib.fetchers.normalizeHash { } { })", { success: false, value: false }],
  ['builtins.tryEval (lib.fetchers.normalizeHash { } { hash = ""; sha256 = ""; })', { success: false, value: false }],
  ["builtins.tryEval (lib.fetchers.withNormalizedHash { } ({ outputHash }: { }))", { success: false, value: false }],
];

/** What stops Nix in a way that nothing catches. */
export const refused: readonly string[] = [
  'lib.setName "n" 1',
  "(lib.updateName (n: n) { }).name",
  '(lib.appendToName "s" { name = 1; }).name',
  "lib.hiPrio null",
  'lib.getExe { type = "derivation"; outPath = "/p"; }',
];
