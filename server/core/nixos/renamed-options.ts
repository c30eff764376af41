/**
 * Modules that stand for options which have another name by now: what is defined under the old name is forwarded to the new one
 * with its priority, under the condition that anything is defined. Source: `doRename` and `mkAliasDefinitions` in
 * nixpkgs' lib/modules.nix.
 */
import { withAttrs } from "../nix/values/builtins/arguments.ts";
import { binary, ternary, unary } from "../nix/values/builtins/define.ts";
import { marked } from "../nix/values/builtins/modules.ts";
import type { BuiltinDefinition, EvalContext } from "../nix/values/context.ts";
import { attrs, bool, list, listOf, nativeFunction, string } from "../nix/values/make.ts";
import { attributeValue, selectAttribute } from "../nix/values/select.ts";
import { known, type ListItem, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { mergedModule } from "./changed-options.ts";
import { memberAt, setAt } from "./config-path.ts";
import { called, forwarded, isDefined, priorityOf } from "./forwarded-definitions.ts";
import { removedModule } from "./removed-option.ts";
import { pathOf } from "./types/merge-arguments.ts";
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
      nativeFunction("mkAliasIfDef", context, (content) =>
        marked("if", { condition: isDefined(option, context), content }),
      ),
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

function renameModule({ from, to, use, condition, withPriority, warn }: Renaming, context: EvalContext): Value {
  const [source, target] = [pathOf(from.force()), pathOf(to.force())];
  if (!source || !target) return unknown("the path of a renamed option is not known");
  return nativeFunction("renamed option", context, (args) => {
    const config = context.lazy(() => attributeValue(args.force(), "config"));
    const options = context.lazy(() => attributeValue(args.force(), "options"));
    const old = context.lazy(() => memberAt(options.force(), source));
    const apply = nativeFunction("apply", context, () => {
      const value = context.lazy(() => memberAt(config.force(), target));
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
    const alias = forwarded(old, (content) => known(setAt(target, content)), priority, context);
    const whole = context.lazy(() => {
      const warned = warn && warnings({ options, old, source, target, warn }, context);
      return warned ? marked("merge", { contents: known(list([known(warned), known(alias)])) }) : alias;
    });
    return attrs([
      ["options", known(setAt(source, known(option)))],
      ["config", condition ? known(marked("if", { condition, content: whole })) : whole],
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

function member(set: Value, name: string, context: EvalContext): Thunk {
  return context.lazy(() => attributeValue(set, name));
}

function optional(set: Value, name: string): Thunk | undefined {
  const selection = selectAttribute(set, name);
  return selection.kind === "found" ? selection.attribute.thunk : undefined;
}
