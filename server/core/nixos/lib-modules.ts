/** `lib.evalModules` and what `lib.modules` has beside it. Source: nixpkgs' lib/modules.nix. */
import { attributeOr, withAttrs } from "../nix/values/builtins/arguments.ts";
import { binary, ternary, unary } from "../nix/values/builtins/define.ts";
import { override } from "../nix/values/builtins/modules.ts";
import type { BuiltinDefinition, EvalContext } from "../nix/values/context.ts";
import { attrs, bool, int, list, listOf, nullValue } from "../nix/values/make.ts";
import { ORDER, PRIORITY } from "../nix/values/properties.ts";
import { attributeValue, describe, selectAttribute } from "../nix/values/select.ts";
import { type AttrsValue, failed, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { discharged } from "./definition.ts";
import {
  filterOverrides,
  heldValues,
  mapDefinition,
  pushDown,
  sortProperties,
  unwrapped,
} from "./definition-wrappers.ts";
import { evaluateModules } from "./evaluate-modules.ts";
import { definitionsIn } from "./given-modules.ts";
import { evalOptionValue, mergeAttrDefinitions, mergeDefinitions, mergeOptionDecls } from "./merged-definitions.ts";
import { located } from "./option-declarations.ts";
import { pathOf } from "./types/merge-arguments.ts";
import { withMembers } from "./types/scalars.ts";

/** `evalModules { modules = [ … ]; specialArgs = { … }; prefix = [ … ]; class = "…"; }` */
export function evalModules(argument: Thunk, context: EvalContext): Value {
  return withAttrs(argument, (given) => {
    const modules = context.lazy(() => attributeValue(given, "modules"));
    if (selectAttribute(given, "modules").kind === "absent")
      return failed("arguments", "the argument `modules` of `evalModules` is not given", given.at);
    const specialArgs = context.lazy(() => attributeOr(given, "specialArgs", () => attrs([])));
    const own = attributeOr(given, "class", nullValue);
    const className = own.kind === "string" ? own.value : undefined;
    const path = pathOf(attributeOr(given, "prefix", () => list([])));
    if (!path) return unknown("the prefix of the options is not known");
    const all = context.lazy(() => withLegacy(modules.force(), given));
    return evaluateModules({
      context,
      modules: () => definitionsIn(all.force()),
      specialArgs,
      prefix: path,
      class: className,
    }).configuration.force();
  });
}

/** `args` and `check`, which are modules by now. */
function withLegacy(modules: Value, given: AttrsValue): Value {
  const module = (name: string, value: Thunk): Value =>
    list([known(attrs([["config", known(attrs([["_module", known(attrs([[name, value]]))]]))]]))]);
  const args = given.attributes.get("args");
  const check = given.attributes.get("check");
  const first = args ? joined(modules, module("args", args.thunk)) : modules;
  return check ? joined(first, module("check", known(override(known(int(PRIORITY.default)), check.thunk)))) : first;
}

function joined(a: Value, b: Value): Value {
  if (a.kind !== "list") return a;
  return b.kind === "list" ? listOf([...a.items, ...b.items]) : b;
}

export function moduleFunctions(context: EvalContext): readonly BuiltinDefinition[] {
  return [
    unary("evalModules", (argument) => evalModules(argument, context)),
    binary("setDefaultModuleLocation", (file, module) => setLocation(file, module)),
    binary("importApply", (path, argument) => {
      const file = path.force();
      const value =
        file.kind === "path" || file.kind === "string"
          ? context.lazy(() => context.apply(context.importFile(pathText(file), file.at), [argument], file.at))
          : known(file.kind === "unknown" ? file : failed("type", `a file cannot be ${describe(file)}`, file.at));
      return setLocation(path, value);
    }),
    ternary("mergeDefinitions", (loc, type, defs) => mergeDefinitions(loc, type, defs, context)),
    ternary("evalOptionValue", (loc, option, defs) => evalOptionValue(loc, option, defs, context)),
    binary("mergeOptionDecls", (loc, declarations) => mergeOptionDecls(loc, declarations, context)),
    binary("fixupOptionType", (_loc, option) => option.force()),
    unary("dischargeProperties", (definition) => heldValues(discharged(unwrapped(definition)), context)),
    unary("pushDownProperties", (definition) => pushDown(definition, context)),
    unary("filterOverrides", (definitions) => filterOverrides(definitions)),
    unary("sortProperties", (definitions) => sortProperties(definitions)),
    unary("mergeAttrDefinitionsWithPrio", (option) => mergeAttrDefinitions(option, context)),
    binary("mapDefinitionValue", (fn, definition) => mapDefinition(fn, definition, context)),
    binary("fixMergeModules", (modules, args) =>
      evalModules(
        known(
          attrs([
            ["modules", modules],
            ["args", args],
            ["check", known(bool(false))],
          ]),
        ),
        context,
      ),
    ),
  ];
}

/** Numbers beside the functions. */
export const moduleNumbers: readonly (readonly [string, Value])[] = [
  ["defaultOverridePriority", int(PRIORITY.normal)],
  ["defaultPriority", int(PRIORITY.normal)],
  ["defaultOrderPriority", int(ORDER.normal)],
];

function setLocation(file: Thunk, module: Thunk): Value {
  return withMembers(located("", module), [["_file", file]]);
}

function pathText(value: Value): string {
  return value.kind === "path" ? value.path : value.kind === "string" ? value.value : "";
}
