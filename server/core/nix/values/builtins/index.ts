/**
 * All native functions: the members of `builtins`, and nixpkgs' `lib` as far as configurations use it. Both are open:
 * what is not here is not known, and never "missing".
 */
import type { BuiltinDefinition, EvalContext } from "../context.ts";
import { attribute, attrsOf, builtinFunction } from "../make.ts";
import { type AttrsValue, known, type Thunk, unknown, type Value } from "../value.ts";
import * as attrsAccess from "./attrs-access.ts";
import * as attrsMaking from "./attrs-making.ts";
import * as attrsMerging from "./attrs-merging.ts";
import * as closure from "./closure.ts";
import * as debug from "./debug.ts";
import * as errors from "./errors.ts";
import * as functions from "./functions.ts";
import * as json from "./json.ts";
import { subsets } from "./lib-subsets.ts";
import * as listAccess from "./list-access.ts";
import * as listFolding from "./list-folding.ts";
import * as listMaking from "./list-making.ts";
import * as listOrder from "./list-order.ts";
import * as listSearch from "./list-search.ts";
import * as modules from "./modules.ts";
import * as numbers from "./numbers.ts";
import * as regex from "./regex.ts";
import * as strings from "./strings.ts";
import * as textsAndFiles from "./text-and-files.ts";
import * as textForms from "./text-forms.ts";
import * as types from "./types.ts";
import * as versions from "./versions.ts";

export const builtinDefinitions: readonly BuiltinDefinition[] = [
  ...attrsAccess.builtins,
  ...attrsMaking.builtins,
  ...attrsMerging.builtins,
  ...closure.builtins,
  ...debug.builtins,
  ...errors.builtins,
  ...functions.builtins,
  ...json.builtins,
  ...listAccess.builtins,
  ...listFolding.builtins,
  ...listMaking.builtins,
  ...listOrder.builtins,
  ...listSearch.builtins,
  ...numbers.builtins,
  ...regex.builtins,
  ...strings.builtins,
  ...textsAndFiles.builtins,
  ...types.builtins,
  ...versions.builtins,
];

const libDefinitions: readonly BuiltinDefinition[] = [
  ...attrsAccess.lib,
  ...attrsMaking.lib,
  ...attrsMerging.lib,
  ...closure.lib,
  ...debug.lib,
  ...errors.lib,
  ...functions.lib,
  ...json.lib,
  ...listAccess.lib,
  ...listFolding.lib,
  ...listMaking.lib,
  ...listOrder.lib,
  ...listSearch.lib,
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
  asserts: errors.inAsserts,
  strings: [...strings.inStrings, ...textForms.inStrings],
};

/** The value of the argument `lib`. */
export function libAttributes(context: EvalContext): Value {
  const functions = new Map(
    libDefinitions.map((definition) => [definition.name, known(builtinFunction(definition, context))] as const),
  );
  const members: [string, Thunk][] = [...functions, ["types", known(modules.types)]];
  for (const [subset, names] of subsets) {
    members.push([
      subset,
      context.lazy(() => {
        const own = (SUBSET_ONLY[subset] ?? []).map(
          (definition) => [definition.name, known(builtinFunction(definition, context))] as const,
        );
        const shared = names.flatMap((name) => {
          const thunk = functions.get(name);
          return thunk === undefined ? [] : [[name, thunk] as const];
        });
        return openSet(`lib.${subset}`, [...shared, ...own, ...textsAndFiles.subsetMembers(subset, context)]);
      }),
    ]);
  }
  return openSet("lib", members);
}

function openSet(name: string, members: readonly (readonly [string, Thunk])[]): AttrsValue {
  const attributes = new Map(members.map(([key, thunk]) => [key, attribute(key, thunk)] as const));
  return attrsOf(attributes, unknown(`this part of \`${name}\` is not evaluated`));
}
