/**
 * Modules that stand for options which have another name by now, or are gone: what is defined under the old name is
 * forwarded to the new one with its priority, under the condition that anything is defined. Warnings are not kept.
 * Source: `doRename`, `mkAliasDefinitions` and `mkMergedOptionModule` in nixpkgs' lib/modules.nix.
 */
import { withAttrs } from "../nix/values/builtins/arguments.ts";
import { binary, ternary, unary } from "../nix/values/builtins/define.ts";
import type { BuiltinDefinition, EvalContext } from "../nix/values/context.ts";
import { attrs, bool, list, listOf, nativeFunction, string } from "../nix/values/make.ts";
import { PRIORITY } from "../nix/values/properties.ts";
import { attributeValue, selectAttribute } from "../nix/values/select.ts";
import { failed, known, type ListItem, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { pathOf } from "./types/make-type.ts";
import { shown } from "./types/merges.ts";
import type { OptionPath } from "./types/option-type.ts";
import { submodule } from "./types/submodule.ts";

export function renamedOptionFunctions(context: EvalContext): readonly BuiltinDefinition[] {
  const alias = (from: Thunk, to: Thunk): Value => renameModule({ from, to, ...ALIAS }, context);
  const rename = (from: Thunk, to: Thunk): Value =>
    renameModule({ from, to, ...ALIAS, warn: known(bool(true)) }, context);
  return [
    unary("doRename", (argument) =>
      withAttrs(argument, (given) =>
        renameModule(
          {
            from: member(given, "from", context),
            to: member(given, "to", context),
            use: optional(given, "use"),
            warn: optional(given, "warn"),
            condition: optional(given, "condition"),
            withPriority: optional(given, "withPriority"),
          },
          context,
        ),
      ),
    ),
    binary("mkRenamedOptionModule", rename),
    unary("mkRenamedOptionModuleWith", (argument) =>
      withAttrs(argument, (given) =>
        renameModule(
          {
            ...ALIAS,
            from: member(given, "from", context),
            to: member(given, "to", context),
            warn: known(unknown("whether a release is still supported is not known")),
          },
          context,
        ),
      ),
    ),
    binary("mkAliasOptionModule", alias),
    binary("mkAliasOptionModuleMD", alias),
    binary("mkRemovedOptionModule", (from, instructions) => removedModule(from, instructions, context)),
    ternary("mkMergedOptionModule", (from, to, merge) => mergedModule(from, to, merge, context)),
    ternary("mkChangedOptionModule", (from, to, change) => mergedModule(known(list([from])), to, change, context)),
    unary("mkAliasDefinitions", (option) => forwarded(option, (content) => content, undefined, context)),
    binary("mkAliasAndWrapDefinitions", (wrap, option) => forwarded(option, called(wrap, context), undefined, context)),
    binary("mkAliasAndWrapDefsWithPriority", (wrap, option) =>
      forwarded(option, called(wrap, context), priorityOf(option, context), context),
    ),
    unary("mkAliasIfDef", (option) =>
      nativeFunction("mkAliasIfDef", context, (content) => conditional(isDefined(option, context), content)),
    ),
  ];
}

interface Renaming {
  readonly from: Thunk;
  readonly to: Thunk;
  /** What becomes of the value that is read under the old name. */
  readonly use: Thunk | undefined;
  readonly condition: Thunk | undefined;
  readonly withPriority: Thunk | undefined;
  /** Whether `warnings` say so, where there is such an option. */
  readonly warn: Thunk | undefined;
}

const ALIAS = { use: undefined, condition: undefined, withPriority: undefined, warn: undefined };

type Wrap = (content: Thunk) => Thunk;

function called(fn: Thunk, context: EvalContext): Wrap {
  return (content) => context.lazy(() => context.apply(fn.force(), [content], undefined));
}

function renameModule({ from, to, use, condition, withPriority, warn }: Renaming, context: EvalContext): Value {
  const [source, target] = [pathOf(from.force()), pathOf(to.force())];
  if (!source || !target) return unknown("the path of a renamed option is not known");
  return nativeFunction("renamed option", context, (args) => {
    const config = context.lazy(() => attributeValue(args.force(), "config"));
    const options = context.lazy(() => attributeValue(args.force(), "options"));
    const old = context.lazy(() => at(options.force(), source));
    const apply = nativeFunction("apply", context, () => {
      const value = context.lazy(() => at(config.force(), target));
      return use ? context.apply(use.force(), [value], undefined) : value.force();
    });
    const option = attrs([
      ["_type", known(string("option"))],
      ["visible", known(bool(false))],
      ["description", known(string(`Alias of {option}\`${shown(target)}\`.`))],
      ["apply", known(apply)],
      ["type", context.lazy(() => typeOf(options.force(), target, context))],
    ]);
    const plain = withPriority?.force();
    const priority = plain?.kind === "bool" && !plain.value ? undefined : priorityOf(old, context);
    const alias = forwarded(old, (content) => known(nested(target, content)), priority, context);
    const whole = context.lazy(() => {
      const warned = warn && warnings({ options, old, source, target, warn }, context);
      return warned ? marked([known(warned), known(alias)]) : alias;
    });
    return attrs([
      ["options", known(nested(source, known(option)))],
      ["config", condition ? known(conditional(condition, whole)) : whole],
    ]);
  });
}

interface Warning {
  readonly options: Thunk;
  readonly old: Thunk;
  readonly source: OptionPath;
  readonly target: OptionPath;
  readonly warn: Thunk;
}

/** Only where the modules themselves declare `warnings`: those of NixOS are for people, and nothing reads them. */
function warnings({ options, old, source, target, warn }: Warning, context: EvalContext): Value {
  const said = context.lazy(() => {
    const [wanted, defined] = [warn.force(), isDefined(old, context).force()];
    if (wanted.kind === "bool" && !wanted.value) return list([]);
    if (defined.kind === "bool" && !defined.value) return list([]);
    const files = attributeValue(old.force(), "files");
    const names = files.kind === "list" ? files.items.flatMap(fileName) : [];
    const text = `The option \`${shown(source)}' defined in ${names.join(" and ")} has been renamed to \`${shown(target)}'.`;
    return listOf([
      { kind: "item", thunk: known(string(text)), certain: wanted.kind === "bool" && defined.kind === "bool" },
    ]);
  });
  const declared = context.lazy(() => {
    const value = options.force();
    return bool(value.kind === "attrs" && selectAttribute(value, "warnings").kind === "found");
  });
  const own = declared.force();
  return own.kind === "bool" && own.value ? attrs([["warnings", said]]) : attrs([]);
}

function fileName(item: ListItem): readonly string[] {
  const file = item.kind === "item" ? item.thunk.force() : undefined;
  return file?.kind === "string" ? [`\`${file.value}'`] : [];
}

function marked(contents: readonly Thunk[]): Value {
  return attrs([
    ["_type", known(string("merge"))],
    ["contents", known(list(contents))],
  ]);
}

/** The type of an option at a path; that of any set where the path leads to a set of options. */
function typeOf(options: Value, path: OptionPath, context: EvalContext): Value {
  let value = options;
  for (const name of path) {
    const selection = selectAttribute(value, name);
    if (selection.kind === "unknown") return selection.unknown;
    if (selection.kind === "absent") return submodule(known(attrs([])), context);
    value = selection.attribute.thunk.force();
  }
  const type = selectAttribute(value, "type");
  if (type.kind === "unknown") return type.unknown;
  return type.kind === "found" ? type.attribute.thunk.force() : submodule(known(attrs([])), context);
}

function at(value: Value, path: OptionPath): Value {
  let found = value;
  for (const name of path) {
    const selection = selectAttribute(found, name);
    if (selection.kind === "unknown") return selection.unknown;
    if (selection.kind === "absent") return failed("abort", `the option \`${shown(path)}' does not exist`);
    found = selection.attribute.thunk.force();
  }
  return found;
}

function nested(path: OptionPath, value: Thunk): Value {
  return path.reduceRight<Thunk>((inner, name) => known(attrs([[name, inner]])), value).force();
}

function isDefined(option: Thunk, context: EvalContext): Thunk {
  return context.lazy(() => attributeValue(option.force(), "isDefined"));
}

function priorityOf(option: Thunk, context: EvalContext): Thunk {
  return context.lazy(() => {
    const highest = selectAttribute(option.force(), "highestPrio");
    if (highest.kind === "unknown") return highest.unknown;
    if (highest.kind === "found") return highest.attribute.thunk.force();
    return { kind: "int", value: BigInt(PRIORITY.normal), at: undefined };
  });
}

function conditional(condition: Thunk, content: Thunk): Value {
  return attrs([
    ["_type", known(string("if"))],
    ["condition", condition],
    ["content", content],
  ]);
}

/** What is defined for an option, as a definition of another. */
function forwarded(option: Thunk, wrap: Wrap, priority: Thunk | undefined, context: EvalContext): Value {
  const contents = context.lazy(() => {
    const definitions = attributeValue(option.force(), "definitions");
    if (definitions.kind !== "list" || !priority) return definitions;
    return listOf(
      definitions.items.map((item) => {
        if (item.kind === "gap") return item;
        const content = attrs([
          ["_type", known(string("override"))],
          ["priority", priority],
          ["content", item.thunk],
        ]);
        return { ...item, thunk: known(content) };
      }),
    );
  });
  const all = attrs([
    ["_type", known(string("merge"))],
    ["contents", contents],
  ]);
  return conditional(isDefined(option, context), wrap(known(all)));
}

/** An option that is no more: whoever reads it stops. */
function removedModule(from: Thunk, instructions: Thunk, context: EvalContext): Value {
  const path = pathOf(from.force());
  if (!path) return unknown("the path of a removed option is not known");
  return nativeFunction("removed option", context, (args) => {
    const options = context.lazy(() => attributeValue(args.force(), "options"));
    const apply = nativeFunction("apply", context, () => {
      const why = `The option \`${shown(path)}' can no longer be used since it's been removed.`;
      const text = instructions.force();
      return failed("throw", text.kind === "string" ? `${why} ${text.value}` : why);
    });
    const option = attrs([
      ["_type", known(string("option"))],
      ["visible", known(bool(false))],
      ["apply", known(apply)],
    ]);
    const assertion = attrs([
      [
        "assertion",
        context.lazy(() => {
          const defined = isDefined(
            context.lazy(() => at(options.force(), path)),
            context,
          ).force();
          return defined.kind === "bool" ? bool(!defined.value) : defined;
        }),
      ],
      ["message", known(string(`The option definition \`${shown(path)}' no longer has any effect; please remove it.`))],
    ]);
    return attrs([
      ["options", known(nested(path, known(option)))],
      ["config", known(attrs([["assertions", known(list([known(assertion)]))]]))],
    ]);
  });
}

const UNSET = "_mkMergedOptionModule";

/** Several options that have become one, of another type: `merge config` makes its value. */
function mergedModule(from: Thunk, to: Thunk, merge: Thunk, context: EvalContext): Value {
  const target = pathOf(to.force());
  const all = from.force();
  const sources =
    all.kind === "list" ? all.items.map((item) => (item.kind === "item" ? pathOf(item.thunk.force()) : undefined)) : [];
  if (!target || all.kind !== "list" || sources.some((path) => !path))
    return unknown("the path of a changed option is not known");
  const paths = sources.filter((path) => path !== undefined);
  return nativeFunction("changed option", context, (args) => {
    const config = context.lazy(() => attributeValue(args.force(), "config"));
    const option = attrs([
      ["_type", known(string("option"))],
      ["visible", known(bool(false))],
      ["default", known(string(UNSET))],
    ]);
    const options = paths.reduce<Value>((left, path) => deeply(left, nested(path, known(option))), attrs([]));
    const isSet = context.lazy(() => anySet(config.force(), paths));
    const contents = context.lazy(() => {
      const set = isSet.force();
      if (set.kind !== "bool") return listOf([{ kind: "item", thunk: result, certain: false }]);
      return list(set.value ? [result] : []);
    });
    const result = context.lazy(() => context.apply(merge.force(), [config], undefined));
    const content = attrs([
      ["_type", known(string("merge"))],
      ["contents", contents],
    ]);
    return attrs([
      ["options", known(options)],
      ["config", known(nested(target, known(content)))],
    ]);
  });
}

function anySet(config: Value, paths: readonly OptionPath[]): Value {
  let doubt: Value | undefined;
  for (const path of paths) {
    const value = at(config, path);
    if (value.kind === "unknown") doubt ??= value;
    else if (value.kind !== "string" || value.value !== UNSET) return bool(true);
  }
  return doubt ?? bool(false);
}

/** `recursiveUpdate` of sets that are known whole. */
function deeply(left: Value, right: Value): Value {
  if (left.kind !== "attrs" || right.kind !== "attrs" || right.attributes.has("_type")) return right;
  const attributes = new Map(left.attributes);
  for (const [name, attribute] of right.attributes) {
    const present = attributes.get(name);
    const thunk = present ? known(deeply(present.thunk.force(), attribute.thunk.force())) : attribute.thunk;
    attributes.set(name, { ...attribute, thunk });
  }
  return { ...left, attributes };
}

function member(set: Value, name: string, context: EvalContext): Thunk {
  return context.lazy(() => attributeValue(set, name));
}

function optional(set: Value, name: string): Thunk | undefined {
  const selection = selectAttribute(set, name);
  return selection.kind === "found" ? selection.attribute.thunk : undefined;
}
