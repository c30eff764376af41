/** `lib.evalModules` and what `lib.modules` has beside it. Source: nixpkgs' lib/modules.nix. */
import { withAttrs } from "../nix/values/builtins/arguments.ts";
import { binary, ternary, unary } from "../nix/values/builtins/define.ts";
import type { BuiltinDefinition, EvalContext } from "../nix/values/context.ts";
import { attrs, bool, int, list, listOf, nullValue, string } from "../nix/values/make.ts";
import { ORDER, PRIORITY } from "../nix/values/properties.ts";
import { attributeValue, describe, selectAttribute } from "../nix/values/select.ts";
import { type AttrsValue, failed, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { contentsOf, type Definition, discharged, holds, UNWRAPPED } from "./definition.ts";
import { evaluateModules } from "./evaluate-modules.ts";
import { declaredAt, located } from "./option-declarations.ts";
import { optionSet } from "./option-set.ts";
import { type TypedOption, typedOption } from "./typed-option.ts";
import { definedOf, pathOf } from "./types/make-type.ts";
import { definitionSet, type OptionPath, readType } from "./types/option-type.ts";
import { withMembers } from "./types/scalars.ts";
import { definitionsIn } from "./types/submodule.ts";
import { wrappedValue } from "./wrapped-value.ts";

/** `evalModules { modules = [ … ]; specialArgs = { … }; prefix = [ … ]; class = "…"; }` */
export function evalModules(argument: Thunk, context: EvalContext): Value {
  return withAttrs(argument, (given) => {
    const modules = context.lazy(() => attributeValue(given, "modules"));
    if (selectAttribute(given, "modules").kind === "absent")
      return failed("arguments", "the argument `modules` of `evalModules` is not given", given.at);
    const specialArgs = optional(given, "specialArgs", attrs([]), context);
    const own = optional(given, "class", nullValue(), context).force();
    const className = own.kind === "string" ? own.value : undefined;
    const path = pathOf(optional(given, "prefix", list([]), context).force());
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
  return check ? joined(first, module("check", known(override(PRIORITY.default, check.thunk)))) : first;
}

function joined(a: Value, b: Value): Value {
  if (a.kind !== "list") return a;
  return b.kind === "list" ? listOf([...a.items, ...b.items]) : b;
}

function optional(set: AttrsValue, name: string, otherwise: Value, context: EvalContext): Thunk {
  const selection = selectAttribute(set, name);
  if (selection.kind === "found") return selection.attribute.thunk;
  return selection.kind === "absent" ? known(otherwise) : context.lazy(() => selection.unknown);
}

export function override(priority: number, content: Thunk): AttrsValue {
  return attrs([
    ["_type", known(string("override"))],
    ["priority", known(int(priority))],
    ["content", content],
  ]);
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
    unary("dischargeProperties", (definition) => values(discharged(plain(definition)), context)),
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

function plain(thunk: Thunk): Definition {
  return { thunk, wrapping: UNWRAPPED, binding: undefined };
}

/** Values of definitions whose conditions are asked, priorities and orders around them again. */
function values(definitions: readonly Definition[], context: EvalContext): Value {
  return listOf(
    definitions.flatMap((definition) => {
      const answer = holds(definition.wrapping);
      if (answer === false) return [];
      const wrapping = { ...definition.wrapping, conditions: [] };
      return [
        { kind: "item" as const, certain: answer === true, thunk: wrappedValue({ ...definition, wrapping }, context) },
      ];
    }),
  );
}

function pushDown(definition: Thunk, context: EvalContext): Value {
  const sets = contentsOf(plain(definition)).map(({ value, wrapping, binding }): Value => {
    if (value.kind !== "attrs") return value;
    const attributes = [...value.attributes].map(
      ([name, attribute]) =>
        [name, { ...attribute, thunk: wrappedValue({ thunk: attribute.thunk, wrapping, binding }, context) }] as const,
    );
    return { ...value, attributes: new Map(attributes) };
  });
  return list(sets.map(known));
}

/** A definition as `mergeDefinitions` is given it. */
function definitionOf({
  value,
  file,
  binding,
  certain,
}: NonNullable<ReturnType<typeof definedOf>>[number]): Definition {
  const wrapping = certain ? UNWRAPPED : { ...UNWRAPPED, conditions: [() => unknown("a definition is not certain")] };
  return { thunk: known(value), wrapping, binding, file };
}

function definedList(defs: Thunk): readonly Definition[] | undefined {
  const value = defs.force();
  if (value.kind !== "list") return undefined;
  const definitions: Definition[] = [];
  for (const item of value.items) {
    if (item.kind === "gap" || !item.certain) return undefined;
    const set = item.thunk.force();
    if (set.kind !== "attrs") return undefined;
    const file = set.attributes.get("file")?.thunk.force();
    const own = set.attributes.get("value");
    definitions.push({
      thunk: own?.thunk ?? known(unknown("a definition has no value")),
      wrapping: UNWRAPPED,
      binding: undefined,
      file: file?.kind === "string" ? file.value : file?.kind === "path" ? file.path : undefined,
    });
  }
  return definitions;
}

function mergeDefinitions(loc: Thunk, type: Thunk, defs: Thunk, context: EvalContext): Value {
  const path = pathOf(loc.force());
  const definitions = definedList(defs);
  if (!path || !definitions) return unknown("the definitions are not all known");
  return mergedAttributes(optionOf(path, type, definitions, context), context);
}

function optionOf(loc: OptionPath, type: Thunk, definitions: readonly Definition[], context: EvalContext): TypedOption {
  return typedOption({ loc, type: () => readType(type.force(), context), definitions: () => definitions, context });
}

function mergedAttributes(option: TypedOption, context: EvalContext): Value {
  const final = context.lazy(() => list(option.winners().map((winner) => known(definitionSet(winner)))));
  const isDefined = context.lazy(() => {
    const answer = option.isDefined();
    return typeof answer === "boolean" ? bool(answer) : answer;
  });
  return attrs([
    ["isDefined", isDefined],
    ["mergedValue", option.value],
    ["defsFinal", final],
    [
      "defsFinal'",
      known(
        attrs([
          ["values", final],
          [
            "highestPrio",
            context.lazy(() => {
              const [first] = option.winners();
              if (!first) return int(9999);
              return first.priority === undefined ? unknown("a priority is not known") : int(first.priority);
            }),
          ],
        ]),
      ),
    ],
    [
      "optionalValue",
      context.lazy(() => {
        const defined = isDefined.force();
        if (defined.kind !== "bool") return defined;
        return attrs(defined.value ? [["value", option.value]] : []);
      }),
    ],
    ["checkedAndMerged", known(unknown("what a type says about its values is not evaluated"))],
  ]);
}

function evalOptionValue(loc: Thunk, option: Thunk, defs: Thunk, context: EvalContext): Value {
  return withAttrs(option, (declaration) => {
    const path = pathOf(loc.force());
    const definitions = definedList(defs);
    if (!path || !definitions) return unknown("the definitions are not all known");
    const fallback = declaration.attributes.get("default");
    const withDefault = fallback
      ? [{ ...plain(fallback.thunk), wrapping: { ...UNWRAPPED, priority: PRIORITY.optionDefault } }, ...definitions]
      : definitions;
    const apply = declaration.attributes.get("apply");
    const typed = typedOption({
      loc: path,
      type: () => readType(attributeValue(declaration, "type"), context),
      definitions: () => withDefault,
      context,
      apply: apply && ((value) => context.apply(apply.thunk.force(), [value], undefined)),
    });
    return optionSet(path, declaration, typed, context);
  });
}

/** `[ { options = mkOption { … }; _file = "…"; } … ]` as one declaration. */
function mergeOptionDecls(loc: Thunk, declarations: Thunk, context: EvalContext): Value {
  const path = pathOf(loc.force());
  const all = declarations.force();
  if (!path || all.kind !== "list") return unknown("the declarations are not all known");
  const read = all.items.map((item) => {
    const set = item.kind === "item" ? item.thunk.force() : item.unknown;
    const file = attributeValue(set, "_file");
    return {
      thunk: context.lazy(() => attributeValue(set, "options")),
      file: file.kind === "string" ? file.value : file.kind === "path" ? file.path : undefined,
    };
  });
  const declared = declaredAt(path, read, context);
  if (declared.kind === "option") return declared.set;
  return declared.kind === "refused" ? declared.why : attrs([]);
}

/** `[ { value = mkForce 1; } … ]`: those of the best priority, without it. */
function filterOverrides(definitions: Thunk): Value {
  const value = definitions.force();
  if (value.kind !== "list") return value;
  const read: { readonly set: AttrsValue; readonly content: Thunk; readonly priority: number }[] = [];
  for (const item of value.items) {
    const set = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (set?.kind !== "attrs") return unknown("the definitions are not all known");
    const own = attributeValue(set, "value");
    const type = own.kind === "attrs" && own.attributes.has("_type") ? attributeValue(own, "_type") : undefined;
    const isOverride = type?.kind === "string" && type.value === "override";
    const priority = isOverride ? attributeValue(own, "priority") : int(PRIORITY.normal);
    if (priority.kind !== "int") return unknown("a priority is not known");
    read.push({
      set,
      content: known(isOverride ? attributeValue(own, "content") : own),
      priority: Number(priority.value),
    });
  }
  const best = Math.min(...read.map(({ priority }) => priority));
  const winners = read.filter(({ priority }) => priority === best);
  return list(winners.map(({ set, content }) => known(withMembers(set, [["value", content]]))));
}

/** `[ { value = mkBefore [ 1 ]; } … ]` in order, without it. */
function sortProperties(definitions: Thunk): Value {
  const value = definitions.force();
  if (value.kind !== "list") return value;
  const read: { readonly set: AttrsValue; readonly order: number }[] = [];
  for (const item of value.items) {
    const set = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (set?.kind !== "attrs") return unknown("the definitions are not all known");
    const own = attributeValue(set, "value");
    const type = own.kind === "attrs" && own.attributes.has("_type") ? attributeValue(own, "_type") : undefined;
    if (type?.kind !== "string" || type.value !== "order") read.push({ set, order: ORDER.normal });
    else {
      const order = attributeValue(own, "priority");
      if (order.kind !== "int") return unknown("an order is not known");
      const members = [
        ["value", known(attributeValue(own, "content"))],
        ["priority", known(order)],
      ] as const;
      read.push({ set: withMembers(set, members), order: Number(order.value) });
    }
  }
  return list([...read].sort((a, b) => a.order - b.order).map(({ set }) => known(set)));
}

/** For each name what is defined there, with its priority. */
function mergeAttrDefinitions(option: Thunk, context: EvalContext): Value {
  return withAttrs(option, (set) => {
    const definitions = definedOf(attributeValue(set, "definitionsWithLocations"));
    const loc = pathOf(attributeValue(set, "loc"));
    if (!definitions || !loc) return unknown("the definitions are not all known");
    const byName = new Map<string, Definition[]>();
    for (const definition of definitions) {
      for (const { value, wrapping } of contentsOf(definitionOf(definition))) {
        if (value.kind !== "attrs" || value.open) return unknown("the definitions are not all known");
        for (const [name, attribute] of value.attributes) {
          const entry = { thunk: attribute.thunk, wrapping, binding: attribute.binding, file: definition.file };
          byName.set(name, [...(byName.get(name) ?? []), entry]);
        }
      }
    }
    const element = context.lazy(() =>
      attributeValue(attributeValue(attributeValue(set, "type"), "nestedTypes"), "elemType"),
    );
    return attrs(
      [...byName].map(([name, each]) => {
        const merged = context.lazy(() => mergedAttributes(optionOf([...loc, name], element, each, context), context));
        const members: readonly (readonly [string, Thunk])[] = [
          ["value", context.lazy(() => attributeValue(merged.force(), "mergedValue"))],
          [
            "highestPrio",
            context.lazy(() => attributeValue(attributeValue(merged.force(), "defsFinal'"), "highestPrio")),
          ],
        ];
        return [name, known(attrs(members))] as const;
      }),
    );
  });
}

/** A function applied inside `mkIf`, `mkForce` and the like. */
function mapDefinition(fn: Thunk, definition: Thunk, context: EvalContext): Value {
  const value = definition.force();
  const type = value.kind === "attrs" && value.attributes.has("_type") ? attributeValue(value, "_type") : undefined;
  const inside = (name: string): Value => {
    if (value.kind !== "attrs") return value;
    return withMembers(value, [
      [
        name,
        context.lazy(() =>
          mapDefinition(
            fn,
            context.lazy(() => attributeValue(value, name)),
            context,
          ),
        ),
      ],
    ]);
  };
  switch (type?.kind === "string" ? type.value : undefined) {
    case "if":
    case "override":
    case "order":
      return inside("content");
    case "definition":
      return inside("value");
    case "merge": {
      const contents = attributeValue(value, "contents");
      if (contents.kind !== "list" || value.kind !== "attrs") return contents;
      const items = contents.items.map((item) =>
        item.kind === "gap" ? item : { ...item, thunk: context.lazy(() => mapDefinition(fn, item.thunk, context)) },
      );
      return withMembers(value, [["contents", known({ ...contents, items })]]);
    }
    default:
      return context.apply(fn.force(), [known(value)], undefined);
  }
}
