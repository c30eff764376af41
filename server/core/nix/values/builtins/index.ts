/**
 * All native functions: the members of `builtins`, and nixpkgs' `lib` as far as configurations use it. Both are open:
 * what is not here is not known, and never "missing".
 */
import type { BuiltinDefinition, EvalContext } from "../context.ts";
import { attribute, attrsOf, builtinThunk } from "../make.ts";
import { attributeValue } from "../select.ts";
import { type Attribute, type AttrsValue, known, type Thunk, unknown, type Value } from "../value.ts";
import { lookingAtFunction } from "./eager-functions.ts";
import { extensibleLib } from "./fixed-points.ts";
import * as json from "./json.ts";
import { subsets } from "./lib-subsets.ts";
import * as modules from "./modules.ts";
import * as numbers from "./numbers.ts";
import * as regex from "./regex.ts";
import * as setsAndFunctions from "./sets-and-functions.ts";
import * as strings from "./strings.ts";
import * as textsAndFiles from "./text-and-files.ts";
import * as textForms from "./text-forms.ts";
import * as types from "./types.ts";
import * as versions from "./versions.ts";

export const builtinDefinitions: readonly BuiltinDefinition[] = [
  ...setsAndFunctions.builtins.map(lookingAtFunction),
  ...json.builtins,
  ...numbers.builtins,
  ...regex.builtins,
  ...strings.builtins,
  ...textsAndFiles.builtins,
  ...types.builtins,
  ...versions.builtins,
];

/** Builtins that `lib` has under their own name beside those that its parts bring. */
const LIB_BUILTINS = new Set(
  `addDrvOutputDependencies appendContext convertHash flakeRefToString fromTOML getContext hasContext hashString
  parseFlakeRef placeholder toFile toXML unsafeDiscardOutputDependency`.split(/\s+/),
);

const libDefinitions: readonly BuiltinDefinition[] = [
  ...builtinDefinitions.filter(({ name }) => LIB_BUILTINS.has(name)),
  ...setsAndFunctions.lib.map(lookingAtFunction),
  ...json.lib,
  ...modules.lib,
  ...numbers.lib,
  ...regex.lib,
  ...strings.lib,
  ...textForms.lib,
  ...textsAndFiles.lib,
  ...types.lib,
  ...versions.lib,
];

/** Functions that are in a sub-set but not in `lib` itself. */
const SUBSET_ONLY: Readonly<Record<string, readonly BuiltinDefinition[]>> = {
  strings: [...strings.inStrings, ...textForms.inStrings],
};

/** Members of `lib` that are made in a sub-set and are no functions there, or not there alone. */
const FROM_SUBSETS: readonly (readonly [name: string, path: readonly string[]])[] = [
  ["lowerChars", ["strings", "lowerChars"]],
  ["upperChars", ["strings", "upperChars"]],
  ["mkLuaInline", ["generators", "mkLuaInline"]],
  ["mkEUI64Suffix", ["network", "ipv6", "mkEUI64Suffix"]],
];

/**
 * The value of the argument `lib`, without `lib.extend`: that is added to what is whole (`extensibleLib`). A sub-set is made
 * when it is looked at.
 */
export function libMembers(context: EvalContext): AttrsValue {
  // Every evaluator makes one of these: filled as it is, without lists and maps on the way.
  const attributes = new Map<string, Attribute>();
  const add = (name: string, thunk: Thunk): void => {
    attributes.set(name, attribute(name, thunk));
  };
  const lib = openSet("lib", attributes);
  for (const definition of libDefinitions) add(definition.name, builtinThunk(definition, context));
  for (const [name, thunk] of setsAndFunctions.libValues(context)) add(name, thunk);
  add("types", known(modules.types));
  for (const [name, path] of FROM_SUBSETS) {
    add(
      name,
      context.lazy(() => path.reduce<Value>(attributeValue, lib)),
    );
  }
  for (const [subset, names] of subsets) {
    add(
      subset,
      context.lazy(() => subsetOf(subset, names, attributes, context)),
    );
  }
  return lib;
}

/** The value of the argument `lib`. */
export function libAttributes(context: EvalContext): Value {
  return extensibleLib(libMembers(context), context);
}

type Member = readonly [name: string, value: Thunk];

/** What a sub-set shares with `lib` itself, and what it has alone. */
function subsetOf(
  subset: string,
  names: readonly string[],
  lib: ReadonlyMap<string, Attribute>,
  context: EvalContext,
): AttrsValue {
  const attributes = new Map<string, Attribute>();
  for (const name of names) {
    const shared = lib.get(name);
    if (shared && !FROM_SUBSETS.some(([made]) => made === name)) attributes.set(name, shared);
  }
  for (const [name, thunk] of ownMembers(subset, context)) attributes.set(name, attribute(name, thunk));
  return openSet(`lib.${subset}`, attributes);
}

function ownMembers(subset: string, context: EvalContext): readonly Member[] {
  const own = (SUBSET_ONLY[subset] ?? []).map(
    (definition): Member => [definition.name, builtinThunk(definition, context)],
  );
  return [...own, ...setsAndFunctions.subsetMembers(subset, context), ...textsAndFiles.subsetMembers(subset, context)];
}

function openSet(name: string, attributes: ReadonlyMap<string, Attribute>): AttrsValue {
  return attrsOf(attributes, unknown(`this part of \`${name}\` is not evaluated`));
}
