/**
 * Random programs of more of the language than test/core's: floats, paths, errors that may or may not be met, `tryEval`,
 * functors, recursion, indented strings, builtins with callbacks. What they are worth nobody knows beforehand: that is
 * what real Nix is asked for. fast-check draws and repeats them by seed.
 */
import fc from "fast-check";

type Type = "int" | "float" | "bool" | "string" | "list" | "set" | "fn";
const TYPES: readonly Type[] = ["int", "float", "bool", "string", "list", "set", "fn"];

/** Names in sight. A name is bound to a type, but one in ten uses does not heed it. */
interface Sight {
  readonly names: readonly (readonly [name: string, type: Type])[];
}

/** Draws a number from 0 up to below the limit. */
type Draw = (limit: number) => number;

const NAMES = ["a", "b", "c", "d"];
const TEXTS = ["", "x", "ab", "é", "a b", "0", "/p", "\\n", "$", "''"];

export const programs: fc.Arbitrary<string> = fc.infiniteStream(fc.nat({ max: 0xffff })).map((stream) => {
  const draw: Draw = (limit) => (stream.next().value ?? 0) % limit;
  return make(pick(draw, TYPES.slice(0, 6)), 4 + draw(3), { names: [] }, draw);
});

function pick<T>(draw: Draw, choices: readonly T[]): T {
  const choice = choices[draw(choices.length)];
  if (choice === undefined) throw new Error("nothing to pick from");
  return choice;
}

function make(type: Type, depth: number, sight: Sight, draw: Draw): string {
  const bound = sight.names.filter((name) => name[1] === type || draw(10) === 0);
  if (bound.length > 0 && draw(3) === 0) return pick(draw, bound)[0];
  if (depth <= 0) return leaf(type, draw);
  // Seldom something of another type, or an error.
  if (draw(60) === 0) return make(pick(draw, TYPES), depth - 1, sight, draw);
  if (draw(50) === 0) return pick(draw, ['(throw "t")', "(assert false; 1)", '(abort "a")', "{ }.gone", "(1 + null)"]);
  const forms = draw(3) === 0 ? ANY : FORMS[type];
  return `(${fill(pick(draw, forms), type, depth - 1, sight, draw)})`;
}

function leaf(type: Type, draw: Draw): string {
  switch (type) {
    case "int":
      return String(draw(5));
    case "float":
      return pick(draw, ["0.5", "1.0", "2.25", ".5", "1.0e2"]);
    case "bool":
      return pick(draw, ["true", "false"]);
    case "string":
      return draw(4) === 0 ? pick(draw, ["''x''", "''\n  a\n    b\n  ''", "''''${x}''"]) : `"${pick(draw, TEXTS)}"`;
    case "list":
      return pick(draw, ["[ ]", "[ 1 ]", '[ "x" 2 ]', "[ [ ] ]"]);
    case "set":
      return pick(draw, ["{ }", "{ a = 1; }", '{ b = "x"; }', "{ a.b = 2; }"]);
    case "fn":
      return pick(draw, ["(x: x)", "(x: 1)", "(x: [ x ])", "toString", "builtins.typeOf"]);
    default:
      return type satisfies never;
  }
}

const LETTERS: Readonly<Record<string, Type>> = {
  i: "int",
  f: "float",
  b: "bool",
  s: "string",
  l: "list",
  S: "set",
  F: "fn",
};

/**
 * `%i %f %b %s %l %S %F` are expressions of that type, `%x` any, `%t` the type that is asked for. `@` is a new name, in
 * sight of what follows the mark `|`; `^` the type of what it is bound to.
 */
function fill(form: string, type: Type, depth: number, sight: Sight, draw: Draw): string {
  const name = pick(draw, NAMES);
  const bound = pick(draw, TYPES);
  const inner: Sight = { names: [...sight.names.filter(([other]) => other !== name), [name, bound]] };
  const [before = "", after] = form.split("|");
  const part = (text: string, seen: Sight): string =>
    text.replace(/%([ifbslSFxt^])|@/g, (mark, letter: string | undefined) => {
      if (mark === "@") return name;
      if (letter === "t") return make(type, depth, seen, draw);
      if (letter === "^") return make(bound, depth - 1, seen, draw);
      return make(LETTERS[letter ?? ""] ?? pick(draw, TYPES.slice(0, 6)), depth, seen, draw);
    });
  return part(before, sight) + (after === undefined ? "" : part(after, inner));
}

const FORMS: Readonly<Record<Type, readonly string[]>> = {
  int: [
    "%i + %i",
    "%i - %i",
    "%i * %i",
    "%i / %i",
    "-%i",
    "builtins.length %l",
    "builtins.stringLength %s",
    "builtins.foldl' (a: b: a + 1) %i %l",
    "builtins.floor %f",
    "builtins.ceil %f",
    "let f = n: if n <= 0 then %i else n + f (n - 1); in f %i",
    "builtins.bitAnd %i %i",
    "(%S // { n = %i; }).n",
    "builtins.add %i %i",
    "builtins.compareVersions %s %s",
    "if %b && %b then %i else %i",
    "builtins.length (builtins.attrNames %S)",
  ],
  float: ["%f + %i", "%i + %f", "%f - %f", "%f * %i", "%i / %f", "-%f", "{ v = %f; }.v", "builtins.div %f %i"],
  bool: [
    "%i < %i",
    "%f <= %i",
    "%s > %s",
    "%l < %l",
    "%x == %x",
    "%x != %x",
    "%S == %S",
    "%l == %l",
    "%b && %b",
    "%b || %b",
    "%b -> %b",
    "!%b",
    "%S ? a",
    "%S ? a.b",
    "%x ? b",
    "builtins.isInt %x",
    "builtins.isAttrs %x",
    "builtins.elem %x %l",
    "builtins.all (x: %b) %l",
    "builtins.any (x: x == %x) %l",
    "(builtins.tryEval %x).success",
    "builtins.hasAttr %s %S",
    "(builtins.tryEval (builtins.deepSeq %x 1)).success",
    "builtins.lessThan %i %f",
    "%F == %F",
    "[ %F ] == [ %x ]",
  ],
  string: [
    "%s + %s",
    '"${%s}-${%s}"',
    "toString %x",
    "toString %l",
    "''\n  ${%s}\n    x\n''",
    "''${%s} a\n b''",
    "builtins.typeOf %x",
    "builtins.substring %i %i %s",
    "builtins.concatStringsSep %s [ %s %s ]",
    "builtins.toJSON %x",
    'builtins.replaceStrings [ %s ] [ "b" ] %s',
    '"${{ __toString = self: %s; }}"',
    '"${{ outPath = %s; }}"',
    "{ __toString = self: %s; } + %s",
    "baseNameOf %s",
    'builtins.concatStringsSep "," (map toString %l)',
    "toString (/a + %s)",
    "builtins.head (builtins.attrNames (%S // { a = 1; }))",
  ],
  list: [
    "[ %x %x ]",
    "[ %x ]",
    "%l ++ %l",
    "map %F %l",
    "map (@:| %x) %l",
    "builtins.filter (x: %b) %l",
    "builtins.genList %F %i",
    "builtins.attrNames %S",
    "builtins.attrValues %S",
    "builtins.concatLists [ %l %l ]",
    "builtins.tail (%l ++ [ %x ])",
    "builtins.sort (a: b: a < b) [ %i %i %i ]",
    "builtins.concatMap (x: [ x %x ]) %l",
    'builtins.split "(a)x?" %s',
    "let f = n: if n <= 0 then %l else [ n ] ++ f (n - 1); in f %i",
    'builtins.catAttrs "a" [ %S %S ]',
  ],
  set: [
    "{ a = %x; b = %x; }",
    "{ a = %x; }",
    "%S // %S",
    "rec { a = %x; b = a; c = { inherit a b; }; }",
    "{ a.b = %x; a.c = %x; }",
    "{ a = { b = %x; }; a.c = %x; }",
    "{ ${%s} = %x; }",
    "{ ${%s} = %x; ${%s} = %x; }",
    "rec { a = 1; ${%s} = a; }",
    "let a = %x; b = %x; in { inherit a b; }",
    "{ inherit (%S // { a = %x; }) a; }",
    "builtins.mapAttrs (n: v: %x) %S",
    "builtins.listToAttrs [ { name = %s; value = %x; } { name = %s; value = %x; } ]",
    "removeAttrs %S [ %s ]",
    "builtins.intersectAttrs %S %S",
    "builtins.tryEval %x",
    "rec { __overrides = %S; a = 1; b = a; }",
    "{ @ = %^; } //| { z = %x; }",
    "(args@{ a ? %x, ... }: args) %S",
    "builtins.functionArgs ({ a, b ? 1 }: a)",
    "{ a = %x; ${null} = %x; }",
    "let { a = %x; body = { inherit a; }; }",
    "{ __functor = self: x: x; v = %x; a = 1; } // { __functor = null; }",
    "builtins.groupBy (x: %s) %l",
    "builtins.partition (x: %b) %l",
  ],
  fn: [
    "@:| %x",
    "{ @ ? %^, ... }:| %x",
    "{ a ? 1, b ? a, ... }@all: all",
    "{ __functor = self: x: %x; }",
    "let f = %F; in x: f (f x)",
    "a: b: %x",
    "%F",
    "builtins.add %i",
    "x: x + x",
  ],
};

/** What can stand for any type. */
const ANY: readonly string[] = [
  "let @ = %^; in| %t",
  "let @ = %^; in| let c = @; in %t",
  "(@:| %t) %^",
  "({ @, ... }:| %t) { a = %x; b = %x; c = %x; d = %x; }",
  "with { @ = %^; };| %t",
  "with %S; %t",
  "if %b then %t else %t",
  "assert %b; %t",
  "{ a = %t; }.a",
  "{ a.b = %t; }.a.b or %t",
  "%S.a or %t",
  "%S.a.b or %t",
  "(%S // { @ = %t; }).@",
  "builtins.head [ %t %x ]",
  "builtins.elemAt [ %x %t ] 1",
  "builtins.seq %x %t",
  "(builtins.tryEval %t).value",
  "(x: %t) %x",
  "%F %x",
  "(rec { a = %t; b = a; }).b",
  "let f = x: %t; in f %x",
  "let a = b; b = %t; in a",
  "{ __functor = self: x: %t; } %x",
  "(let s = { a = %t; b = s.a; }; in s).b",
  "{ ${%s} = %t; }.${%s} or %t",
  "let inherit (%S // { a = %t; }) a; in a",
  "(with { w = %t; }; { inherit w; }).w",
  "let { a = %t; body = a; }",
  "builtins.deepSeq %x %t",
  "(a: b: %t) %x %x",
  "if %x == %x then %t else %t",
];
