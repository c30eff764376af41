/**
 * Random programs of more of the language than test/core's: floats, paths, errors that may or may not be met, `tryEval`,
 * functors, recursion, indented strings, builtins with callbacks. What they are worth nobody knows beforehand: that is
 * what real Nix is asked for. fast-check draws and repeats them by seed.
 */
import fc from "fast-check";
import { ANY, FORMS } from "./rich-forms.ts";

export type Type = "int" | "float" | "bool" | "string" | "list" | "set" | "fn";

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
