/**
 * Random programs of the core language. Typed, so that most of them have a value; names are always bound. Small numbers,
 * names and texts make collisions, shadowing and merging likely.
 */
import fc from "fast-check";

export type Type = "int" | "bool" | "string" | "list" | "set";

interface Env {
  readonly names: readonly { readonly name: string; readonly type: Type }[];
}

const NAMES = ["a", "b", "c"];
const TEXTS = ["", "x", "ab", "é"];
const TYPES: readonly Type[] = ["int", "bool", "string", "list", "set"];

/** Draws random numbers; deterministic for one seed. */
interface Dice {
  below(limit: number): number;
  pick<T>(choices: readonly T[]): T;
}

function diceOf(seed: number): Dice {
  let state = seed >>> 0 || 1;
  const below = (limit: number): number => {
    // xorshift32 (Marsaglia, "Xorshift RNGs", 2003).
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
  return {
    below,
    pick(choices) {
      const choice = choices[below(choices.length)];
      if (choice === undefined) throw new Error("nothing to pick from");
      return choice;
    },
  };
}

/** One program; the same seed gives the same. `free`: names and types that the program may use without binding them. */
export function programOf(seed: number, free: Env["names"] = []): string {
  const dice = diceOf(seed);
  return expression(dice.pick(TYPES), 5, { names: free }, dice);
}

/** Programs for fast-check, which shrinks towards smaller seeds only: the program itself is printed on failure. */
export function programs(free: Env["names"] = []): fc.Arbitrary<string> {
  return fc.integer({ min: 1, max: 0x7fffffff }).map((seed) => programOf(seed, free));
}

type Maker = (depth: number, env: Env, dice: Dice) => string;

function expression(type: Type, depth: number, env: Env, dice: Dice): string {
  const bound = env.names.filter((name) => name.type === type);
  if (bound.length > 0 && dice.below(3) === 0) return dice.pick(bound).name;
  if (depth <= 0) return leaf(type, dice);
  const makers = [...MAKERS[type], ...anyType(type)];
  return `(${dice.pick(makers)(depth - 1, env, dice)})`;
}

function leaf(type: Type, dice: Dice): string {
  switch (type) {
    case "int":
      return String(dice.below(4));
    case "bool":
      return dice.pick(["true", "false"]);
    case "string":
      return `"${dice.pick(TEXTS)}"`;
    case "list":
      return "[ ]";
    case "set":
      return dice.pick(["{ }", "{ a = 1; }", "{ b = 2; }"]);
    default:
      return type satisfies never;
  }
}

const of =
  (type: Type): Maker =>
  (depth, env, dice) =>
    expression(type, depth, env, dice);

const any: Maker = (depth, env, dice) => expression(dice.pick(TYPES), depth, env, dice);

/** Fills `%i %b %s %l %S %x` (a set is `%S`, anything `%x`) with expressions. */
function fill(template: string): Maker {
  const kinds: Record<string, Maker> = {
    i: of("int"),
    b: of("bool"),
    s: of("string"),
    l: of("list"),
    S: of("set"),
    x: any,
  };
  return (depth, env, dice) =>
    template.replace(/%([ibslSx])/g, (_, letter: string) => (kinds[letter] ?? any)(depth, env, dice));
}

const MAKERS: Readonly<Record<Type, readonly Maker[]>> = {
  int: [fill("%i + %i"), fill("%i * %i"), fill("%i - %i"), fill("%i / (%i + 5)"), fill("-%i"), selection("int")],
  bool: [
    fill("%i < %i"),
    fill("%s < %s"),
    fill("%i >= %i"),
    fill("%x == %x"),
    fill("%S == %S"),
    fill("%l != %l"),
    fill("%b && %b"),
    fill("%b || %b"),
    fill("%b -> %b"),
    fill("!%b"),
    fill("%S ? a"),
    fill("%S ? a.b"),
  ],
  string: [
    fill("%s + %s"),
    fill('"${%s}-${%s}"'),
    fill("toString %i"),
    fill("toString %l"),
    fill("''\n  ${%s}\n    x\n''"),
    selection("string"),
  ],
  list: [fill("[ %x %x ]"), fill("[ %x ]"), fill("%l ++ %l"), fill("%l ++ [ %i ]")],
  set: [
    literalSet,
    literalSet,
    fill("%S // %S"),
    fill("%S // { a = %x; }"),
    fill("rec { a = %i; b = { inherit a; c = a; }; }"),
    fill("{ a.b = %x; a.c = %x; }"),
    fill("{ a = { b = %x; }; a.c = %x; }"),
    fill("{ a = rec { b = %x; c = b; }; a.a = %x; }"),
    fill("{ ${%s} = %x; }"),
    fill("let a = %x; b = %x; in { inherit a b; }"),
    fill("let c = %S; in { inherit (c // { a = 1; b = 2; }) a b; }"),
  ],
};

function selection(type: Type): Maker {
  return (depth, env, dice) => {
    const name = dice.pick(NAMES);
    const inner = expression(type, depth, env, dice);
    const other = expression("set", depth, env, dice);
    return dice.pick([
      `{ ${name} = ${inner}; }.${name}`,
      `{ }.${name} or ${inner}`,
      `(${other} // { ${name} = ${inner}; }).${name}`,
      `{ a.${name} = ${inner}; }.a.${name} or ${leaf(type, dice)}`,
    ]);
  };
}

function literalSet(depth: number, env: Env, dice: Dice): string {
  const names = NAMES.filter(() => dice.below(2) === 0);
  return `{ ${names.map((name) => `${name} = ${any(depth, env, dice)};`).join(" ")} }`;
}

/** What can stand for any type: `let`, `with`, `if`, calls. */
function anyType(type: Type): readonly Maker[] {
  const bindings = (form: (name: string, value: string, body: string) => string, binding = bind): Maker => {
    return (depth, env, dice) => {
      const name = dice.pick(NAMES);
      const bound = dice.pick(TYPES);
      const value = expression(bound, depth - 1, env, dice);
      return form(name, value, expression(type, depth, binding(env, name, bound), dice));
    };
  };
  return [
    // Through `outer`, because a value that mentions the name it is bound to would be endless.
    bindings((name, value, body) => `(outer: let ${name} = outer; in ${body}) ${value}`),
    bindings((name, value, body) => `(${name}: ${body}) ${value}`),
    bindings((name, value, body) => `({ ${name}, ... }: ${body}) { ${name} = ${value}; z = 1; }`),
    bindings((name, value, body) => `(outer: ({ ${name} ? outer, ... }: ${body}) { }) ${value}`),
    (depth, env, dice) =>
      `if ${expression("bool", depth, env, dice)} then ${expression(type, depth, env, dice)} else ${expression(type, depth, env, dice)}`,
    bindings((name, value, body) => `with { ${name} = ${value}; }; ${body}`, bindBehind),
    (depth, env, dice) => `with ${expression("set", depth, env, dice)}; ${expression(type, depth, env, dice)}`,
    (depth, env, dice) => `assert ${leaf("bool", dice)} || true; ${expression(type, depth, env, dice)}`,
  ];
}

function bind(env: Env, name: string, type: Type): Env {
  return { names: [...env.names.filter((other) => other.name !== name), { name, type }] };
}

/** What a `with` adds: names that nothing around it binds. */
function bindBehind(env: Env, name: string, type: Type): Env {
  return env.names.some((other) => other.name === name) ? env : bind(env, name, type);
}
