/**
 * The tables of nixpkgs that `lib` holds: licenses, maintainers, platforms. They change with every release, so what
 * stands here is only what all releases agree on; the rest is not known.
 */
import type { BuiltinDefinition, EvalContext } from "../context.ts";
import { attribute, attrs, attrsOf, bool, builtinFunction, gap, item, listOf, nullValue, string } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { type AttrsValue, known, type ListItem, type Thunk, unknown, type Value } from "../value.ts";
import { withString } from "./arguments.ts";
import { binary, ternary, unary } from "./define.ts";
import { inSystems } from "./platforms.ts";
import { compareVersions } from "./versions.ts";

type Member = readonly [name: string, value: Thunk];

const TABLE = "the tables of nixpkgs change with every release";

/** A table of which some entries are known. */
function table(members: readonly Member[] = []): Thunk {
  return known(attrsOf(new Map(members.map(([name, thunk]) => [name, attribute(name, thunk)])), unknown(TABLE)));
}

const MORE: ListItem = gap(unknown(TABLE));

function platform(name: string): ListItem {
  return item(known(string(name)));
}

/**
 * The first two are the platforms of the first tiers, which every release supports.
 * Source: https://github.com/NixOS/nixpkgs/blob/master/lib/systems/flake-systems.nix
 */
const FLAKE_EXPOSED = known(listOf([platform("x86_64-linux"), platform("aarch64-linux"), MORE]));

/** A list in the order of nixpkgs, of which some members are known. */
function platforms(...names: readonly string[]): Thunk {
  return known(listOf([MORE, ...names.flatMap((name) => [platform(name), MORE])]));
}

/**
 * Lists of platforms by kind. Source: https://github.com/NixOS/nixpkgs/blob/master/lib/systems/doubles.nix
 */
const DOUBLES: readonly Member[] = [
  ["all", platforms("aarch64-linux", "x86_64-linux")],
  ["linux", platforms("aarch64-linux", "x86_64-linux")],
  ["unix", platforms("aarch64-linux", "x86_64-linux")],
  ["x86_64", platforms("x86_64-linux")],
  ["aarch64", platforms("aarch64-linux")],
  ["aarch", platforms("aarch64-linux")],
  ["x86", platforms("x86_64-linux")],
];

function sourceType(name: string, isSource: boolean): Member {
  return [
    name,
    known(
      attrs([
        ["shortName", known(string(name))],
        ["isSource", known(bool(isSource))],
      ]),
    ),
  ];
}

/** Source: https://github.com/NixOS/nixpkgs/blob/master/lib/source-types.nix */
const SOURCE_TYPES: readonly Member[] = [
  sourceType("fromSource", true),
  sourceType("binaryNativeCode", false),
  sourceType("binaryBytecode", false),
  sourceType("binaryFirmware", false),
];

function answer(tristate: Value): Thunk {
  return known(
    attrs([
      ["tristate", known(tristate)],
      ["optional", known(bool(false))],
    ]),
  );
}

/** Definitions that hold for some versions only. */
function whenHelpers(context: EvalContext): Value {
  return builtinFunction(
    unary("whenHelpers", (version) => {
      const holds = (name: string, test: (order: number) => boolean): BuiltinDefinition =>
        binary(name, (other, content, call) =>
          condition(
            call.context.lazy(() =>
              withString(version, (a) => withString(other, (b) => bool(test(compareVersions(a, b))))),
            ),
            content,
          ),
        );
      const definitions = [
        holds("whenAtLeast", (order) => order >= 0),
        holds("whenOlder", (order) => order < 0),
        ternary("whenBetween", (low, high, content, call) =>
          condition(
            call.context.lazy(() =>
              withString(version, (text) =>
                withString(low, (from) =>
                  compareVersions(text, from) < 0
                    ? bool(false)
                    : withString(high, (to) => bool(compareVersions(text, to) < 0)),
                ),
              ),
            ),
            content,
          ),
        ),
      ];
      return attrs(
        definitions.map((definition) => [definition.name, known(builtinFunction(definition, context))] as const),
      );
    }),
    context,
  );
}

function condition(holds: Thunk, content: Thunk): Value {
  return attrs([
    ["_type", known(string("if"))],
    ["condition", holds],
    ["content", content],
  ]);
}

/** Answers to the questions of the kernel's configuration. Source: https://github.com/NixOS/nixpkgs/blob/master/lib/kernel.nix */
function kernel(context: EvalContext): AttrsValue {
  const optional = unary("option", (set) => mergeAttrs(set.force(), attrs([["optional", known(bool(true))]])));
  const freeform = unary("freeform", (value) =>
    attrs([
      ["freeform", value],
      ["optional", known(bool(false))],
    ]),
  );
  return attrs([
    ["option", known(builtinFunction(optional, context))],
    ["yes", answer(string("y"))],
    ["no", answer(string("n"))],
    ["module", answer(string("m"))],
    ["unset", answer(nullValue())],
    ["freeform", known(builtinFunction(freeform, context))],
    ["whenHelpers", context.lazy(() => whenHelpers(context))],
  ]);
}

/** What stands in `lib` beside its functions. */
export function tables(context: EvalContext): readonly Member[] {
  const doubles = table(DOUBLES);
  return [
    ["kernel", context.lazy(() => kernel(context))],
    ["licenses", table()],
    ["licensesSpdx", table()],
    ["maintainers", table()],
    ["platforms", doubles],
    ["sourceTypes", table(SOURCE_TYPES)],
    [
      "systems",
      table([
        ["doubles", doubles],
        ["flakeExposed", FLAKE_EXPOSED],
        ...inSystems.map((definition): Member => [definition.name, known(builtinFunction(definition, context))]),
      ]),
    ],
    ["teams", table()],
  ];
}
