/**
 * `lib.evalModules`: a module system whose options are all declared by its own modules. Source: nixpkgs' lib/modules.nix.
 */
import { attributeOr, withAttrs } from "../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../nix/values/context.ts";
import { attrs, list, listOf, nativeFunction, nullValue, string } from "../nix/values/make.ts";
import { mergeAttrs } from "../nix/values/merge.ts";
import { selectAttribute } from "../nix/values/select.ts";
import {
  type Attribute,
  failed,
  known,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../nix/values/value.ts";
import { type Definition, UNWRAPPED } from "./definition.ts";
import { configOf, unmatched } from "./freeform-config.ts";
import { definitionsIn } from "./given-modules.ts";
import { moduleOptions } from "./internal-module.ts";
import { libOf } from "./lib-of.ts";
import { createModuleSystem, type ModuleSystem } from "./module-system.ts";
import { onceGuarded } from "./once-guarded.ts";
import { located } from "./option-declarations.ts";
import { pathOf } from "./types/merge-arguments.ts";
import { shown } from "./types/merges.ts";
import type { OptionPath } from "./types/option-type.ts";
import { submoduleType } from "./types/submodule.ts";

export interface Evaluation {
  readonly system: ModuleSystem;
  readonly options: Thunk;
  /** Without `_module`, and a failure where something is defined that does not exist. */
  readonly config: Thunk;
  readonly module: Thunk;
  /** All of it, as `lib.evalModules` gives it. */
  readonly configuration: Thunk;
}

export interface EvaluationOptions {
  readonly context: EvalContext;
  readonly modules: () => readonly Definition[];
  readonly specialArgs: Thunk;
  readonly prefix: OptionPath;
  readonly class: string | undefined;
}

export function evaluateModules(options: EvaluationOptions): Evaluation {
  const { context, specialArgs, prefix } = options;
  const special = (): readonly Attribute[] => {
    const value = specialArgs.force();
    return value.kind === "attrs" ? [...value.attributes.values()] : [];
  };
  const extend = known(extendModules(options));
  const type = context.lazy(() => typeOfModules(options));
  const internalArgs: readonly (readonly [string, Thunk])[] = [
    ["extendModules", extend],
    ["moduleType", type],
  ];
  const internal: Definition = {
    thunk: context.lazy(() => moduleOptions(internalArgs, specialArgs, context)),
    wrapping: UNWRAPPED,
    binding: undefined,
    file: "lib/modules.nix",
  };
  const system = createModuleSystem({
    context,
    modules: () => [...options.modules(), internal],
    args: () =>
      new Map<string, Thunk>([
        ["lib", libOf(context)],
        ["specialArgs", specialArgs],
        ["_class", known(classOf(options))],
        ["_prefix", known(list(prefix.map((part) => known(string(part)))))],
        ...special().map(({ name, thunk }): [string, Thunk] => [name, thunk]),
      ]),
    isFileValue: () => false,
    closed: {
      prefix,
      class: options.class,
      config: (root) => context.lazy(() => configOf(root, prefix, context)),
      modulesPath: () => {
        const path = special()
          .find(({ name }) => name === "modulesPath")
          ?.thunk.force();
        return path?.kind === "string" ? path.value : path?.kind === "path" ? path.path : undefined;
      },
    },
  });

  const refused = onceGuarded<UnknownValue | undefined>(() => refusal(system, prefix), undefined);
  const checked = (make: () => Value): Thunk => context.lazy(() => refused() ?? make());
  const parts = {
    options: checked(() => system.root.option() ?? attrs([])),
    config: checked(() => withoutModule(system.config.force())),
    module: checked(() => system.root.child("_module").value.force()),
  };
  const configuration = context.lazy(() =>
    attrs([
      ["_type", known(string("configuration"))],
      ["options", parts.options],
      ["config", parts.config],
      ["_module", parts.module],
      ["graph", known(unknown("the graph of modules is not evaluated"))],
      ["extendModules", extend],
      ["type", type],
      ["class", known(classOf(options))],
    ]),
  );
  return { system, ...parts, configuration };
}

function classOf(options: EvaluationOptions): Value {
  return options.class === undefined ? nullValue() : string(options.class);
}

/** `extendModules { modules = [ … ]; specialArgs = { … }; prefix = [ … ]; }`: the same with more modules. */
function extendModules(options: EvaluationOptions): Value {
  const { context } = options;
  return nativeFunction("extendModules", context, (more) =>
    withAttrs(more, (added) => {
      const selection = selectAttribute(added, "prefix");
      const prefix = selection.kind === "found" ? pathOf(selection.attribute.thunk.force()) : options.prefix;
      if (!prefix) return unknown("the prefix of the options is not known");
      const modules = context.lazy(() => attributeOr(added, "modules", () => list([])));
      return evaluateModules({
        ...options,
        prefix,
        modules: () => [...options.modules(), ...definitionsIn(modules.force())],
        specialArgs: context.lazy(() =>
          mergeAttrs(
            options.specialArgs.force(),
            attributeOr(added, "specialArgs", () => attrs([])),
          ),
        ),
      }).configuration.force();
    }),
  );
}

/** `type` of a configuration: a submodule of the same modules. */
function typeOfModules({ context, modules, specialArgs, class: own }: EvaluationOptions): Value {
  const all = context.lazy(() =>
    listOf(
      modules().map(({ thunk, wrapping, file }) => ({
        kind: "item",
        certain: wrapping.conditions.length === 0,
        thunk: file === undefined ? thunk : known(located(file, thunk)),
      })),
    ),
  );
  const spec = { modules: all, specialArgs, shorthandOnlyDefinesConfig: false, class: own, description: undefined };
  return submoduleType(spec, context);
}

function withoutModule(config: Value): Value {
  if (config.kind !== "attrs") return config;
  const attributes = new Map(config.attributes);
  attributes.delete("_module");
  return { ...config, attributes };
}

/** Why Nix would stop before it gives anything. */
function refusal(system: ModuleSystem, prefix: OptionPath): UnknownValue | undefined {
  const { failure, partly } = system.closure();
  if (failure) return failure;
  const settings = system.root.child("_module");
  const check = settings.child("check").value.force();
  if (check.kind === "unknown" && check.failure) return check;
  if (check.kind !== "bool" || !check.value || partly) return undefined;
  const freeform = settings.child("freeformType").value.force();
  if (freeform.kind !== "null") return undefined;
  const [first] = unmatched(system.root, prefix);
  if (!first) return undefined;
  const why = `The option \`${shown(first.path)}' does not exist.`;
  return failed("throw", why, first.definition.binding);
}
