/**
 * All native functions: the members of `builtins`, and nixpkgs' `lib` as far as configurations use it. Both are open:
 * what is not here is not known, and never "missing".
 */
import type { BuiltinDefinition, EvalContext } from "../context.ts";
import { attribute, attrsOf, builtinFunction } from "../make.ts";
import { type Attribute, type AttrsValue, known, type Thunk, unknown, type Value } from "../value.ts";
import * as attrsAccess from "./attrs-access.ts";
import * as attrsMaking from "./attrs-making.ts";
import * as attrsMerging from "./attrs-merging.ts";
import * as closure from "./closure.ts";
import * as debug from "./debug.ts";
import * as functions from "./functions.ts";
import * as json from "./json.ts";
import * as listAccess from "./list-access.ts";
import * as listFolding from "./list-folding.ts";
import * as listMaking from "./list-making.ts";
import * as listOrder from "./list-order.ts";
import * as listSearch from "./list-search.ts";
import * as modules from "./modules.ts";
import * as numbers from "./numbers.ts";
import * as paths from "./paths.ts";
import * as regex from "./regex.ts";
import * as strings from "./strings.ts";
import * as textForms from "./text-forms.ts";
import * as types from "./types.ts";
import * as versions from "./versions.ts";

export const builtinDefinitions: readonly BuiltinDefinition[] = [
  ...attrsAccess.builtins,
  ...attrsMaking.builtins,
  ...attrsMerging.builtins,
  ...closure.builtins,
  ...debug.builtins,
  ...functions.builtins,
  ...json.builtins,
  ...listAccess.builtins,
  ...listFolding.builtins,
  ...listMaking.builtins,
  ...listOrder.builtins,
  ...listSearch.builtins,
  ...numbers.builtins,
  ...paths.builtins,
  ...regex.builtins,
  ...strings.builtins,
  ...types.builtins,
  ...versions.builtins,
];

const lists = [...listAccess.lib, ...listFolding.lib, ...listMaking.lib, ...listOrder.lib, ...listSearch.lib];
const attrsets = [...attrsAccess.lib, ...attrsMaking.lib, ...attrsMerging.lib];
const texts = [...regex.lib, ...strings.lib, ...textForms.lib, ...versions.lib];
const trivial = [...functions.lib, ...numbers.lib, ...closure.lib];

/** Sub-sets of `lib`, and what each holds. Most of it is in `lib` itself too. */
const SUBSETS: Readonly<Record<string, readonly BuiltinDefinition[]>> = {
  asserts: debug.lib,
  attrsets: [...attrsets, ...types.lib],
  debug: debug.lib,
  filesystem: paths.lib,
  fixedPoints: functions.lib,
  lists: [...lists, ...attrsMerging.lib, ...types.lib],
  modules: modules.lib,
  options: modules.lib,
  strings: [...json.lib, ...paths.lib, ...types.lib, ...lists, ...texts],
  trivial: [
    ...trivial,
    ...debug.lib,
    ...json.lib,
    ...paths.lib,
    ...types.lib,
    ...textForms.lib,
    ...attrsMerging.lib,
    ...listMaking.lib,
  ],
  versions: versions.lib,
};

/** The value of the argument `lib`. */
export function libAttributes(context: EvalContext): Value {
  const top = new Map<string, Attribute>();
  const add = (name: string, thunk: Thunk): void => void top.set(name, attribute(name, thunk));
  for (const definition of [
    ...closure.lib,
    ...debug.lib,
    ...functions.lib,
    ...json.lib,
    ...modules.lib,
    ...numbers.lib,
    ...paths.lib,
    ...types.lib,
    ...attrsets,
    ...lists,
    ...texts,
  ]) {
    add(definition.name, known(builtinFunction(definition, context)));
  }
  for (const [name, definitions] of Object.entries(SUBSETS))
    add(
      name,
      context.lazy(() => openSet(`lib.${name}`, definitions, context)),
    );
  add("types", known(modules.types));
  return attrsOf(top, unknown("this part of `lib` is not evaluated"));
}

function openSet(name: string, definitions: readonly BuiltinDefinition[], context: EvalContext): AttrsValue {
  const members = definitions.map(
    (definition) => [definition.name, attribute(definition.name, known(builtinFunction(definition, context)))] as const,
  );
  return attrsOf(new Map(members), unknown(`this part of \`${name}\` is not evaluated`));
}
