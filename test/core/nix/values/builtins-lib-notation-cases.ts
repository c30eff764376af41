/** `lib.generators`, `lib.cli` and `lib.stringsWithDeps`. Drawn from real Nix; `builtins.test.ts` here asks our evaluator, `npm run test:nix` asks Nix again. */
import type { FailureCase } from "./builtins-failure-cases.ts";
import type { Case } from "./language-cases.ts";

export const libNotationCases: Readonly<Record<string, readonly Case[]>> = {
  "files of settings and other notations": [
    [
      'lib.generators.toINI {} { foo = { hi = "x"; ciao = "bar"; n = null; b = true; f = 1.5; }; "b[az]" = { "also, integers" = 42; "a=b" = 1; }; }',
      "[b\\[az\\]]\na\\=b=1\nalso, integers=42\n\n[foo]\nb=true\nciao=bar\nf=1.500000\nhi=x\nn=null\n",
    ],
    ["lib.generators.toINI { listsAsDuplicateKeys = true; } { foo = { hi = [ 1 2 ]; }; }", "[foo]\nhi=1\nhi=2\n"],
    [
      'lib.generators.toINI { mkKeyValue = k: v: "${k} -> ${toString v}"; mkSectionName = n: "<${n}>"; } { foo = { hi = 1; }; }',
      "[<foo>]\nhi -> 1\n",
    ],
    ["lib.generators.toINI {} { }", ""],
    [
      "lib.generators.toINIWithGlobalSection {} { globalSection = { a = 1; }; sections = { b = { c = 2; }; }; }",
      "a=1\n\n[b]\nc=2\n",
    ],
    ["lib.generators.toINIWithGlobalSection {} { globalSection = { }; }", ""],
    [
      'lib.generators.toGitINI { url."ssh://git@github.com/".insteadOf = "https://github.com"; user.name = "edolstra"; alias = { l = "log\\n\\t\\"x\\\\"; }; a.b.c.d = 1; x = { y = [ 1 "a" ]; z = true; }; }',
      '[a "b.c"]\n\td = 1\n\n[alias]\n\tl = "log\\n\\t\\"x\\\\"\n\n[url "ssh://git@github.com/"]\n\tinsteadOf = "https://github.com"\n\n[user]\n\tname = "edolstra"\n\n[x]\n\ty = 1\n\ty = "a"\n\tz = true\n',
    ],
    ['lib.generators.toKeyValue {} { a = 1; "b=c" = "x"; }', "a=1\nb\\=c=x\n"],
    [
      'lib.generators.toKeyValue { indent = "  "; listsAsDuplicateKeys = true; } { a = [ 1 2 ]; b = 3; }',
      "  a=1\n  a=2\n  b=3\n",
    ],
    ['lib.generators.mkKeyValueDefault {} ":" "f:oo" "bar"', "f\\:oo:bar"],
    ["lib.generators.mkValueStringDefault {} 1.5", "1.500000"],
    [
      'lib.generators.toDconfINI { "org/gnome" = { a = true; b = "it\'s"; c = 1.5; }; }',
      "[org/gnome]\na=true\nb='it\\'s'\nc=1.500000\n",
    ],
    [
      'lib.generators.toPretty {} { a = 1; b = [ 1 2.5 "x\\ny\\n" "${"$"}{z}\\"\\\\" null true [ ] { } ]; "c d" = (x: x); e = { a, b ? 1 }: a; f = "a\'\'b${"$"}{\\n"; }',
      "{\n  a = 1;\n  b = [\n    1\n    2.5\n    ''\n      x\n      y\n    ''\n    \"\\${z}\\\"\\\\\"\n    null\n    true\n    [ ]\n    { }\n  ];\n  \"c d\" = <function>;\n  e = <function, args: {a, b?}>;\n  f = ''\n    a'''b''${\n  '';\n}",
    ],
    ['lib.generators.toPretty { allowPrettyValues = true; } { __pretty = v: "<${v}>"; val = "q"; }', "<q>"],
    ['lib.generators.toPretty {} { type = "derivation"; name = "n"; }', "<derivation n>"],
    ['lib.generators.toPretty {} { type = "derivation"; }', "<derivation ???>"],
    ['lib.generators.toPretty { indent = "  "; } [ 1 ]', "[\n    1\n  ]"],
    [
      'lib.generators.toPlist {} { a = 1; b = [ true "x<" ]; c = null; _module = 1; d = { }; e = [ ]; f = 1.5; }',
      '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n<dict>\n\t<key>a</key>\n\t<integer>1</integer>\n\t<key>b</key>\n\t<array>\n\t\t<true/>\n\t\t<string>x<</string>\n\t</array>\n\t<key>d</key>\n\t<dict>\n\n\t</dict>\n\t<key>e</key>\n\t<array>\n\n\t</array>\n\t<key>f</key>\n\t<real>1.500000</real>\n</dict>\n</plist>',
    ],
    [
      'lib.generators.toPlist { escape = true; } { "a&" = "x<"; }',
      '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n<dict>\n\t<key>a&amp;</key>\n\t<string>x&lt;</string>\n</dict>\n</plist>',
    ],
    [
      'lib.generators.toDhall {} { a = 1; b = -2; c = [ true "x" ]; d = { }; e = 1.5; }',
      '{ a = +1, b = -2, c = [ True, "x" ], d = {  }, e = 1.5 }',
    ],
    [
      'lib.generators.toLua {} { cmd = [ "a" 1 ]; s.t = lib.generators.mkLuaInline "f(x)"; n = null; b = false; e = { }; l = [ ]; }',
      '{\n  ["b"] = false,\n  ["cmd"] = {\n    "a",\n    1\n  },\n  ["e"] = {},\n  ["l"] = {},\n  ["n"] = nil,\n  ["s"] = {\n    ["t"] = (f(x))\n  }\n}',
    ],
    ["lib.generators.toLua { multiline = false; } { a = [ 1 { b = 2; } ]; }", '{ ["a"] = { 1, { ["b"] = 2 } } }'],
    ['lib.generators.toLua { asBindings = true; } { a = 1; "b.c" = { d = 2; }; }', 'a = 1\nb.c = {\n  ["d"] = 2\n}\n'],
    ['lib.generators.toJSON {} { a = [ 1 "x" ]; }', '{"a":[1,"x"]}'],
    ['lib.generators.toYAML {} { a = [ 1 "x" ]; }', '{"a":[1,"x"]}'],
    [
      "lib.generators.withRecursion { depthLimit = 1; throwOnDepthLimit = false; } { a = { b = { c = 1; }; }; d = 1; }",
      { a: { b: "<unevaluated>" }, d: "<unevaluated>" },
    ],
    ["lib.generators.withRecursion { depthLimit = 1; } 1", 1],
    ["lib.generators.withRecursion { depthLimit = 0; throwOnDepthLimit = false; } [ 1 ]", ["<unevaluated>"]],
    ["lib.generators.toGitINI { a = { b = { }; }; }", ""],
    ["lib.generators.toGitINI { a = { b = [ ]; }; }", "[a]\n\n"],
    [
      'lib.generators.toGitINI { a = { b = { c = 1; }; d = 2; }; "a.b" = { e = 3; }; }',
      '[a]\n\td = 2\n\n[a "b"]\n\tc = 1\n',
    ],
    ['lib.generators.toPretty {} [ [ ] { } "" ]', '[\n  [ ]\n  { }\n  ""\n]'],
    ["lib.generators.toPretty {} { a.b.c = null; }", "{\n  a = {\n    b = {\n      c = null;\n    };\n  };\n}"],
    [
      "lib.generators.toPlist {} [ null 1 ]",
      '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n<array>\n\n\t<integer>1</integer>\n</array>\n</plist>',
    ],
    ['lib.generators.toDhall {} { a = "x\\"y"; }', '{ a = "x\\"y" }'],
    ['lib.generators.toLua {} "a\\nb"', '"a\\nb"'],
    ["lib.generators.toLua {} [ [ 1 ] { } ]", "{\n  {\n    1\n  },\n  {}\n}"],
    ['lib.generators.withRecursion { depthLimit = 5; } { a = [ 1 { b = 2; } ]; __toString = s: "x"; }', "x"],
    ['lib.generators.mkKeyValueDefault { mkValueString = v: "<${toString v}>"; } "=" "a" 1', "a=<1>"],
    ['lib.generators.mkDconfKeyValue "a" "b"', "a='b'"],
  ],
  "command lines": [
    [
      'lib.cli.toGNUCommandLine {} { data = 1; X = "PUT"; retry = null; retry-delay = 3; url = [ "a" "b" ]; silent = false; verbose = true; f = 1.5; }',
      ["-X", "PUT", "--data", "1", "-f", "1.500000", "--retry-delay", "3", "--url", "a", "--url", "b", "--verbose"],
    ],
    ['lib.cli.toGNUCommandLineShell { optionValueSeparator = "="; } { data = "a b"; v = true; }', "'--data=a b' -v"],
    [
      'lib.cli.toGNUCommandLine { mkOptionName = k: "/${k}"; mkBool = k: v: [ "${k}:${lib.boolToString v}" ]; } { a = 1; b = true; }',
      ["/a", "1", "b:true"],
    ],
    ["lib.cli.toGNUCommandLine { mkList = k: v: [ k ]; mkOption = k: v: [ v ]; } { a = 1; b = [ 1 2 ]; }", [1, "b"]],
    [
      'lib.cli.toCommandLineGNU {} { v = true; verbose = true; i = ".bak"; file = [ "a" "b" ]; n = null; x = false; }',
      ["--file=a", "--file=b", "-i.bak", "-v", "--verbose"],
    ],
    [
      'lib.cli.toCommandLineGNU { explicitBool = true; isLong = n: true; formatArg = v: "<${toString v}>"; } { v = true; i = 1; x = false; }',
      ["--i=<1>", "--v=<1>", "--x=<>"],
    ],
    ['lib.cli.toCommandLineShellGNU {} { a = "x y"; bc = 1; }', "'-ax y' '--bc=1'"],
    [
      'lib.cli.toCommandLine (n: { option = "-${n}"; sep = null; explicitBool = false; }) { a = 1; b = [ 1 true ]; }',
      ["-a", "1", "-b", "1", "-b"],
    ],
    [
      'lib.cli.toCommandLineShell (n: { option = "-${n}"; sep = "="; explicitBool = true; }) { a = 1; b = [ "x y" true ]; }',
      "'-a=1' '-b=x y' '-b=true'",
    ],
    ["lib.cli.toCommandLineGNU { } { a = [ null true ]; }", ["-a"]],
  ],
  "texts in order": [
    [
      'lib.stringsWithDeps.textClosureList { a = lib.noDepEntry "A"; b = lib.fullDepEntry "B" [ "a" ]; c = lib.stringAfter [ "b" "a" ] "C"; } [ "c" "a" ]',
      ["A", "B", "C"],
    ],
    [
      'lib.textClosureMap (x: "<${x}>") { a = lib.noDepEntry "A"; b = lib.fullDepEntry "B" [ "a" ]; } [ "b" (lib.packEntry [ "a" ]) ]',
      "<A>\n<B>\n<>",
    ],
    [
      'lib.textClosureList { a = { deps = [ "b" ]; text = "A"; }; b = { deps = [ "a" ]; text = "B"; }; } [ "a" ]',
      ["B", "A"],
    ],
    ['lib.textClosureList { } [ { text = "a"; deps = [ ]; } ]', ["a"]],
    ['builtins.length (lib.textClosureList { a = { text = throw "x"; deps = [ ]; }; } [ "a" ])', 1],
  ],
};

export const libNotationFailures: Readonly<Record<string, readonly FailureCase[]>> = {
  "files of settings and other notations": [
    ["lib.generators.toINI {} { foo = { hi = [ 1 ]; }; }", "abort"],
    ["lib.generators.toINI { x = 1; } { }", "arguments"],
    ["lib.generators.toINIWithGlobalSection {} { }", "arguments"],
    ["lib.generators.mkValueStringDefault {} [ ]", "abort"],
    ["lib.generators.mkValueStringDefault {} ./x", "abort"],
    ['lib.generators.toDconfINI { "org/gnome" = { a = 1; }; }', "throw"],
    ["lib.generators.toDhall {} null", "abort"],
    ['lib.generators.toLua { asBindings = true; } { "a b" = 1; }', "throw"],
    ["lib.generators.toLua {} (x: x)", "abort"],
    ["lib.generators.withRecursion { depthLimit = 2; } { a = { b = { c = 1; }; }; }", "throw"],
    ["lib.generators.toKeyValue { x = 1; } { }", "arguments"],
    ["lib.generators.toKeyValue {} 1", "type"],
    ["lib.generators.toKeyValue {} { a = { }; }", "abort"],
    ["lib.generators.toINI {} { a = 1; }", "type"],
    ['lib.generators.toINI (throw "x") { }', "throw"],
    ['lib.generators.toINI {} { a = { b = throw "x"; }; }', "throw"],
    ["lib.generators.toGitINI { a = 1; }", "type"],
    ['lib.generators.toPretty {} (abort "x")', "abort"],
    ["lib.generators.toPretty { x = 1; } 1", "arguments"],
    ["lib.generators.toPlist {} (x: x)", "abort"],
    ["lib.generators.toDhall {} (x: x)", "abort"],
    ["lib.generators.toLua {} (lib.generators.mkLuaInline 1)", "type"],
    ["lib.generators.toLua { asBindings = true; } 1", "type"],
    ["lib.generators.toJSON {} (x: x)", "type"],
    ['lib.generators.withRecursion { depthLimit = "1"; } 1', "assertion"],
    ['lib.generators.mkKeyValueDefault { } "=" 1 1', "type"],
    ['lib.generators.mkValueStringDefault { } { __toString = s: "x"; }', "abort"],
    ['lib.generators.mkValueStringDefault { } (throw "x")', "throw"],
  ],
  "command lines": [
    [
      'lib.cli.toCommandLine (n: { option = "-${n}"; sep = null; explicitBool = false; }) { a = 1; b = [ 1 true ]; "" = [ ]; }',
      "missing-attribute",
    ],
    ['lib.cli.toCommandLine (n: { option = "-${n}"; }) { a = 1; }', "arguments"],
    ["lib.cli.toGNUCommandLine { x = 1; } { }", "arguments"],
    ["lib.cli.toGNUCommandLine { } { a = { }; }", "abort"],
    ["lib.cli.toGNUCommandLine { } { a = [ [ 1 ] ]; }", "abort"],
    ["lib.cli.toGNUCommandLine { } 1", "type"],
    ['lib.cli.toCommandLineGNU { } { a = throw "x"; }', "throw"],
    ['lib.cli.toCommandLineGNU { } { "" = 1; }', "missing-attribute"],
  ],
  "texts in order": [
    ['lib.textClosureList { } [ "x" ]', "missing-attribute"],
    ["lib.textClosureList { } [ 1 ]", "type"],
    ["lib.textClosureList { } 1", "type"],
  ],
};
