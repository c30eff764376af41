/**
 * Examples of the module system, with what real Nix says (`test/nix/modules.test.ts` asks it). `eval [ … ]` are the modules of a
 * `lib.evalModules`, and gives its `config`. "stops" is where Nix stops with an error.
 */
export type ModuleCase = readonly [title: string, expression: string, expected: unknown];

export const STOPS = "stops";

/** What stands before every expression: `lib` is in scope. */
export const PREAMBLE = `
  inherit (lib) mkOption mkIf mkMerge mkDefault mkForce mkOverride mkBefore mkAfter types;
  eval = modules: (lib.evalModules { inherit modules; }).config;
  x = type: definitions: (eval ([ { options.x = mkOption { inherit type; }; } ] ++ map (x: { inherit x; }) definitions)).x;
`;

export const typeCases: readonly ModuleCase[] = [
  ["equal numbers agree", "x types.int [ 1 1 ]", 1],
  ["other numbers stop", "x types.int [ 1 2 ]", STOPS],
  ["a text is no number", 'x types.int [ "1" ]', STOPS],
  ["the best priority counts", "x types.int [ 1 (mkForce 2) (mkDefault 3) ]", 2],
  ["a port", "x types.port [ 443 ]", 443],
  ["no port", "x types.port [ 70000 ]", STOPS],
  ["a range", "x (types.ints.between 1 3) [ 3 ]", 3],
  ["numbers of both kinds", "x types.number [ 1.5 ]", 1.5],
  ["lists are joined, the last module first", "x (types.listOf types.int) [ [ 1 ] [ 2 ] ]", [2, 1]],
  ["mkBefore and mkAfter", "x (types.listOf types.int) [ (mkAfter [ 3 ]) [ 2 ] (mkBefore [ 1 ]) ]", [1, 2, 3]],
  ["an item that is off is not there", "x (types.listOf types.int) [ [ 1 (mkIf false 2) ] ]", [1]],
  ["an item of another type", 'x (types.listOf types.int) [ [ "a" ] ]', STOPS],
  ["an empty list", "x (types.nonEmptyListOf types.int) [ [ ] ]", STOPS],
  ["lines", 'x types.lines [ "a" "b" ]', "b\na"],
  ["commas", 'x types.commas [ "a" (mkIf false "b") "c" ]', "c,a"],
  ["one text", 'x types.str [ "a" "b" ]', STOPS],
  ["a blank text", 'x types.nonEmptyStr [ " " ]', STOPS],
  ["a line loses its end", 'x types.singleLineStr [ "a\\n" ]', "a"],
  ["text of a form", 'x (types.strMatching "[a-z]+") [ "abc" ]', "abc"],
  ["text of another form", 'x (types.strMatching "[a-z]+") [ "1" ]', STOPS],
  ["sets name by name", "x (types.attrsOf types.int) [ { a = 1; } { b = mkForce 2; } { b = 3; } ]", { a: 1, b: 2 }],
  ["a name that is off", "x (types.attrsOf types.int) [ { a = 1; b = mkIf false 2; } ]", { a: 1 }],
  ["asked for a name that is off", "x (types.attrsOf types.int) [ { b = mkIf false 2; } ] ? b", false],
  ["the same, lazily", "x (types.lazyAttrsOf types.int) [ { b = mkIf false 2; } ] ? b", true],
  [
    "an empty value takes its place",
    "x (types.lazyAttrsOf (types.nullOr types.int)) [ { b = mkIf false 2; } ]",
    { b: null },
  ],
  ["attrs are laid over each other", "x types.attrs [ { a.b = 1; } { a.c = 2; } ]", { a: { b: 1 } }],
  ["anything goes deeper", "x types.anything [ { a.b = 1; } { a.c = 2; } ]", { a: { b: 1, c: 2 } }],
  ["anything disagrees", "x types.anything [ 1 2 ]", STOPS],
  ["null or a number", "x (types.nullOr types.int) [ null ]", null],
  ["null and a number", "x (types.nullOr types.int) [ null 1 ]", STOPS],
  ["either: the first that fits", 'x (types.either types.int types.str) [ "a" ]', "a"],
  ["either: none fits", "x (types.either types.int types.str) [ true ]", STOPS],
  ["one of three", "x (with types; oneOf [ int str (listOf int) ]) [ [ 1 ] [ 2 ] ]", [2, 1]],
  ["a value of an enum", 'x (types.enum [ "a" "b" ]) [ "b" ]', "b"],
  ["no value of an enum", 'x (types.enum [ "a" "b" ]) [ "c" ]', STOPS],
  ["coerced", "x (types.coercedTo types.int toString types.str) [ 5 ]", "5"],
  ["a list or what is in one", "x (with types; coercedTo int lib.singleton (listOf int)) [ 5 [ 6 ] ]", [6, 5]],
  ["once only", "x (types.uniq (types.listOf types.int)) [ [ 1 ] [ 2 ] ]", STOPS],
  ["raw is handed on", "x types.raw [ { a = mkIf false 1; } ] ? a", true],
  [
    "functions are called and merged",
    "x (types.functionTo (types.listOf types.int)) [ (a: [ a ]) (a: [ 0 ]) ] 7",
    [0, 7],
  ],
  ["a check of one's own", "x (types.addCheck types.int (n: n > 3)) [ 2 ]", STOPS],
  [
    "a type of one's own",
    'x (lib.mkOptionType { name = "sum"; merge = loc: defs: lib.foldl (a: d: a + d.value) 0 defs; }) [ 1 2 3 ]',
    6,
  ],
  ["one tag of several", "x (types.attrTag { a = mkOption { type = types.int; }; }) [ { a = 1; } ]", { a: 1 }],
  ["an unknown tag", "x (types.attrTag { a = mkOption { type = types.int; }; }) [ { b = 1; } ]", STOPS],
  [
    "names of types",
    'lib.concatStringsSep "; " (map (t: t.description) (with types; [ (listOf str) (nullOr (attrsOf int)) (enum [ 1 "a" ]) ]))',
    'list of string; null or (attribute set of signed integer); one of 1, "a"',
  ],
  [
    "a priority inside a condition is fine, the other way round is no number",
    "x types.int [ (mkForce (mkIf true 1)) ]",
    STOPS,
  ],
  ["nothing defined", "x types.int [ ]", STOPS],
  ["nothing defined, of a type that has an empty value", "x (types.attrsOf types.int) [ ]", {}],
];

export const submoduleCases: readonly ModuleCase[] = [
  ["options of a submodule", "x (types.submodule { options.a = mkOption { default = 1; }; }) [ { } ]", { a: 1 }],
  [
    "a submodule knows its name and itself",
    `x (types.attrsOf (types.submodule ({ name, config, ... }: {
      options.n = mkOption { type = types.str; default = name; };
      options.twice = mkOption { type = types.str; };
      config.twice = config.n + config.n;
    }))) [ { a = { }; b.n = "c"; } ]`,
    { a: { n: "a", twice: "aa" }, b: { n: "c", twice: "cc" } },
  ],
  [
    "a definition may be a function",
    "x (types.submodule { options.a = mkOption { }; }) [ ({ ... }: { a = 1; }) ]",
    { a: 1 },
  ],
  ["what is not declared", "x (types.submodule { options.a = mkOption { }; }) [ { b = 1; } ]", STOPS],
  [
    "freeform takes the rest",
    "x (types.submodule { freeformType = types.attrsOf types.int; options.a = mkOption { default = 0; }; }) [ { b = 1; } ]",
    { a: 0, b: 1 },
  ],
  [
    "freeform has a type too",
    'x (types.submodule { freeformType = types.attrsOf types.int; }) [ { b = "c"; } ]',
    STOPS,
  ],
  [
    "several modules say something",
    "x (types.submodule { options.a = mkOption { type = types.listOf types.int; }; }) [ { a = [ 1 ]; } { a = mkBefore [ 2 ]; } ]",
    { a: [2, 1] },
  ],
  [
    "options inside an option",
    `eval [
      { options.x = mkOption { type = types.submodule { options.a = mkOption { default = 1; }; }; default = { }; }; }
      { options.x.b = mkOption { default = 2; }; }
    ]`,
    { x: { a: 1, b: 2 } },
  ],
  [
    "a module for somewhere else",
    `let m = x types.deferredModule [ { a = 1; } { a = 2; } ];
    in eval [ { options.a = mkOption { type = types.listOf types.int; apply = lib.head; }; } { a = [ 3 ]; } ] // { n = lib.length m.imports; }`,
    { a: 3, n: 2 },
  ],
];

export const systemCases: readonly ModuleCase[] = [
  [
    "modules read each other",
    "eval [ { options.a = mkOption { }; options.b = mkOption { }; } ({ config, ... }: { a = config.b + 1; b = 1; }) ]",
    { a: 2, b: 1 },
  ],
  ["a default gives way", "eval [ { options.a = mkOption { default = 1; }; a = 2; } ] ", STOPS],
  ["a default gives way in sections", "eval [ { options.a = mkOption { default = 1; }; config.a = 2; } ]", { a: 2 }],
  ["what nobody declares", "eval [ { a = 1; } ]", STOPS],
  ["even where it is off", "eval [ { options.b = mkOption { default = 1; }; } { a = mkIf false 1; } ]", STOPS],
  ["unless nobody looks", "eval [ { _module.check = false; options.b = mkOption { default = 1; }; } ]", STOPS],
  [
    "checks can be switched off",
    "eval [ { a = 1; _module.check = false; } { options.b = mkOption { default = 1; }; } ]",
    { b: 1 },
  ],
  ["a freeform type for all", "eval [ { freeformType = types.attrsOf types.int; a = 1; } ]", { a: 1 }],
  ["apply", 'eval [ { options.a = mkOption { default = 1; apply = n: "v${toString n}"; }; } ]', { a: "v1" }],
  ["read-only", "eval [ { options.a = mkOption { readOnly = true; default = 1; }; config.a = 2; } ]", STOPS],
  ["mkEnableOption", 'eval [ { options.on = lib.mkEnableOption "it"; } ]', { on: false }],
  ["arguments for all", "eval [ { _module.args.n = 5; options.a = mkOption { }; } ({ n, ... }: { a = n; }) ]", STOPS],
  [
    "arguments for all, in sections",
    "eval [ { options.a = mkOption { }; config._module.args.n = 5; } ({ n, ... }: { a = n; }) ]",
    { a: 5 },
  ],
  ["an argument that nobody gives", "eval [ { options.a = mkOption { }; } ({ n, ... }: { a = n; }) ]", STOPS],
  ["imports", "eval [ { imports = [ { options.a = mkOption { }; } ({ ... }: { a = 1; }) ]; } ]", { a: 1 }],
  [
    "a key counts once",
    'eval (let m = { key = "m"; config.a = [ 1 ]; }; in [ m m { options.a = mkOption { type = types.listOf types.int; }; } ])',
    { a: [1] },
  ],
  [
    "a module is disabled with what it imports",
    'eval (let m = { key = "m"; imports = [ { a = [ 1 ]; } ]; }; in [ m { disabledModules = [ m ]; options.a = mkOption { default = [ ]; }; } ])',
    { a: [] },
  ],
  ["a list is no module", "eval [ [ { } ] ]", STOPS],
  [
    "options tell who defines them",
    "(lib.evalModules { modules = [ { options.a = mkOption { }; config.a = mkForce 1; } ]; }).options.a.highestPrio",
    50,
  ],
  [
    "whether anybody does",
    "let o = (lib.evalModules { modules = [ { options.a = mkOption { }; options.b = mkOption { }; config.a = 1; } ]; }).options; in [ o.a.isDefined o.b.isDefined ]",
    [true, false],
  ],
  [
    "options by name",
    "eval [ ({ options, ... }: { options.a = mkOption { default = options ? b.c; }; options.b.c = mkOption { default = 1; }; }) ]",
    { a: true, b: { c: 1 } },
  ],
  [
    "declared twice",
    "eval [ { options.a = mkOption { default = 1; }; } { options.a = mkOption { default = 2; }; } ]",
    STOPS,
  ],
  [
    "types of two declarations",
    "eval [ { options.a = mkOption { type = types.enum [ 1 ]; }; } { options.a = mkOption { type = types.enum [ 2 ]; }; config.a = 2; } ]",
    { a: 2 },
  ],
  [
    "more modules",
    "((lib.evalModules { modules = [ { options.a = mkOption { default = 1; }; } ]; }).extendModules { modules = [ { a = 2; } ]; }).config",
    { a: 2 },
  ],
  [
    "a configuration as a type",
    "x (lib.evalModules { modules = [ { options.a = mkOption { default = 1; }; } ]; }).type [ { } ]",
    { a: 1 },
  ],
  [
    "special arguments in imports",
    "(lib.evalModules { specialArgs.more = [ { options.a = mkOption { default = 1; }; } ]; modules = [ ({ more, ... }: { imports = more; }) ]; }).config",
    { a: 1 },
  ],
];

export const renamedCases: readonly ModuleCase[] = [
  [
    "an alias forwards what is defined",
    'eval [ (lib.mkAliasOptionModule [ "old" ] [ "a" "new" ]) { options.a.new = mkOption { }; } { old = 1; } ]',
    { a: { new: 1 }, old: 1 },
  ],
  [
    "with its priority",
    'eval [ (lib.mkAliasOptionModule [ "old" ] [ "new" ]) { options.new = mkOption { }; } { old = mkForce 1; } { new = 2; } ]',
    { new: 1, old: 1 },
  ],
  [
    "a default may be overridden",
    'eval [ (lib.mkRenamedOptionModule [ "old" ] [ "new" ]) { options.new = mkOption { }; } { old = mkDefault 1; } { new = 2; } ]',
    { new: 2, old: 2 },
  ],
  [
    "under its condition",
    'eval [ (lib.mkRenamedOptionModule [ "old" ] [ "new" ]) { options.new = mkOption { default = 0; }; } { old = mkIf false 1; } ]',
    { new: 0, old: 0 },
  ],
  [
    "a removed option stops whoever reads it",
    '(eval [ (lib.mkRemovedOptionModule [ "old" ] "gone") { options.assertions = mkOption { }; } ]).old',
    STOPS,
  ],
  [
    "and says so where it is defined",
    'map (a: a.assertion) (eval [ (lib.mkRemovedOptionModule [ "old" ] "gone") { options.assertions = mkOption { }; } { old = 1; } ]).assertions',
    [false],
  ],
  [
    "a changed option",
    'removeAttrs (eval [ (lib.mkChangedOptionModule [ "old" ] [ "new" ] (config: if config.old > 100 then "high" else "low")) { options.new = mkOption { }; options.warnings = mkOption { }; } { old = 200; } ]) [ "warnings" ]',
    { new: "high", old: 200 },
  ],
  [
    "definitions under another name",
    "eval [ { options.a = mkOption { }; options.b = mkOption { }; } ({ options, ... }: { b = lib.mkAliasDefinitions options.a; }) { a = mkForce 3; } ]",
    { a: 3, b: 3 },
  ],
];
