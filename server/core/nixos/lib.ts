/**
 * nixpkgs' `lib` as modules know it: the functions of the language room, and on top what belongs to the module system
 * (`lib.types`, `lib.evalModules` and their relatives).
 */

import { extensibleLib } from "../nix/values/builtins/fixed-points.ts";
import { builtinDefinitions, libMembers } from "../nix/values/builtins/index.ts";
import { functionsOf } from "../nix/values/builtins/text-and-files.ts";
import type { EvalContext, Natives } from "../nix/values/context.ts";
import { attributeValue } from "../nix/values/select.ts";
import { type AttrsValue, known, type Thunk, type Value } from "../nix/values/value.ts";
import { withFetched } from "./fetched.ts";
import { moduleFunctions, moduleNumbers } from "./lib-modules.ts";
import { rememberLib } from "./lib-of.ts";
import { optionFunctions, optionTexts } from "./lib-options.ts";
import { renamedOptionFunctions } from "./renamed-options.ts";
import { optionTypes } from "./types/index.ts";
import { withMembers } from "./types/scalars.ts";

/** The value of the argument `lib`, for evaluators of NixOS configurations and of what they import. */
export function nixosLib(context: EvalContext): Value {
  const base = libMembers(context);
  const types = context.lazy(() => optionTypes(context));
  const inModules = functionsOf([...moduleFunctions(context), ...renamedOptionFunctions(context)], context);
  const inOptions = functionsOf(optionFunctions(types, context), context);
  const modules: readonly Member[] = [...inModules, ...valuesOf(moduleNumbers)];
  const options: readonly Member[] = [...inOptions, ...valuesOf(optionTexts)];
  const whole = withMembers(base, [
    ["types", types],
    ...modules.filter(([name]) => IN_LIB.has(name)),
    ...options.filter(([name]) => IN_LIB.has(name)),
    ["modules", context.lazy(() => withOwn(base, "modules", modules))],
    ["options", context.lazy(() => withOwn(base, "options", options))],
  ]);
  // What `lib.extend` makes has all of this too.
  const lib = extensibleLib(whole, context);
  rememberLib(context, known(lib));
  return lib;
}

/** What an evaluator is given so that `lib` is the whole of it. */
export const nixosNatives: Natives = { builtins: withFetched(builtinDefinitions), lib: nixosLib };

type Member = readonly [string, Thunk];

/** What `lib` itself has of its parts. Source: the `inherit`s in nixpkgs' lib/default.nix. */
const IN_LIB = new Set(
  `evalModules setDefaultModuleLocation mergeDefinitions mergeOptionDecls evalOptionValue dischargeProperties
  pushDownProperties filterOverrides sortProperties fixupOptionType mergeAttrDefinitionsWithPrio fixMergeModules
  mkAliasOptionModule mkAliasOptionModuleMD mkRenamedOptionModule mkRenamedOptionModuleWith mkRemovedOptionModule mkMergedOptionModule
  mkChangedOptionModule doRename mkAliasDefinitions mkAliasAndWrapDefinitions mkAliasAndWrapDefsWithPriority mkAliasIfDef
  defaultOverridePriority defaultOrderPriority defaultPriority mkOption mkEnableOption mkPackageOption mkPackageOptionMD
  mkSinkUndeclaredOptions mkOptionType mergeDefaultOption mergeOneOption mergeEqualOption mergeUniqueOption getValues getFiles
  showOption showFiles showOptionWithDefLocs optionAttrSetToDocList scrubOptionValue unknownModule`.split(/\s+/),
);

function valuesOf(values: readonly (readonly [string, Value])[]): readonly Member[] {
  return values.map(([name, value]) => [name, known(value)]);
}

/** One of lib's parts with our functions on top. */
function withOwn(lib: AttrsValue, name: string, members: readonly Member[]): Value {
  const part = attributeValue(lib, name);
  return part.kind === "attrs" ? withMembers(part, members) : part;
}
