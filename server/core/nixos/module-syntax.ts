/**
 * What one module says: its options, its configuration, and what it imports. A module is a set with these sections, or the
 * configuration itself. Source: `unifyModuleSyntax` in nixpkgs' lib/modules.nix.
 */
import { coerceToString } from "../nix/values/coerce.ts";
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrs, attrsOf, list, string } from "../nix/values/make.ts";
import { attributeValue, describe } from "../nix/values/select.ts";
import {
  type Attribute,
  type AttrsValue,
  failed,
  known,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../nix/values/value.ts";

export interface ModuleSections {
  readonly config: Thunk;
  readonly options: Thunk | undefined;
  /** `imports` and, where it is allowed, `require`. */
  readonly imports: readonly Attribute[];
  readonly disabled: readonly Value[];
  /** Undefined where the module has none of its own. */
  readonly key: string | undefined;
  /** It has one of its own, and it is not known. */
  readonly keyNotKnown: boolean;
  readonly file: string | undefined;
  readonly class: Value | undefined;
  /** Why Nix would not take it. */
  readonly refused: UnknownValue | undefined;
}

/** Sections beside a `config` or `options` of a module's own. */
const SECTIONS = new Set([
  "_class",
  "_file",
  "config",
  "disabledModules",
  "freeformType",
  "imports",
  "key",
  "meta",
  "options",
]);

/** What is no configuration in a module that has neither. */
const NOT_CONFIGURED = ["_class", "_file", "disabledModules", "freeformType", "imports", "key", "require"];

export function sectionsOf(set: AttrsValue, context: EvalContext): ModuleSections {
  const config = set.attributes.get("config");
  const options = set.attributes.get("options");
  const explicit = config !== undefined || options !== undefined;
  const imports = (explicit ? ["imports"] : ["require", "imports"]).flatMap((name) => set.attributes.get(name) ?? []);
  return {
    config: withFreeform(set, explicit ? explicitConfig(set, config) : known(shorthand(set))),
    options: options?.thunk,
    imports,
    disabled: disabledIn(set),
    key: textIn(set, "key", context),
    keyNotKnown: set.attributes.has("key") && textIn(set, "key", context) === undefined,
    file: textIn(set, "_file", context),
    class: set.attributes.get("_class")?.thunk.force(),
    refused: explicit ? unsupported(set) : undefined,
  };
}

function explicitConfig(set: AttrsValue, config: Attribute | undefined): Thunk {
  const own: Thunk = config?.thunk ?? known(attrs([]));
  const meta = set.attributes.get("meta");
  return meta ? merged([own, known(attrsOf(new Map([["meta", meta]]), undefined))]) : own;
}

function withFreeform(set: AttrsValue, config: Thunk): Thunk {
  const type = set.attributes.get("freeformType");
  if (!type) return config;
  const module = attrsOf(new Map([["freeformType", type]]), undefined);
  return merged([config, known(attrs([["_module", known(module)]]))]);
}

function merged(contents: readonly Thunk[]): Thunk {
  return known(
    attrs([
      ["_type", known(string("merge"))],
      ["contents", known(list(contents))],
    ]),
  );
}

function shorthand(set: AttrsValue): AttrsValue {
  const attributes = new Map(set.attributes);
  for (const name of NOT_CONFIGURED) attributes.delete(name);
  return attrsOf(attributes, set.open, set.at);
}

function unsupported(set: AttrsValue): UnknownValue | undefined {
  for (const [name, { certain, key }] of set.attributes) {
    if (certain && !SECTIONS.has(name))
      return failed("throw", `a module with \`config\` or \`options\` has an unsupported attribute \`${name}\``, key);
  }
  return undefined;
}

function disabledIn(set: AttrsValue): readonly Value[] {
  const modules = set.attributes.has("disabledModules") ? attributeValue(set, "disabledModules") : undefined;
  if (modules?.kind !== "list") return [];
  return modules.items.flatMap((item) => (item.kind === "item" && item.certain ? [item.thunk.force()] : []));
}

function textIn(set: AttrsValue, name: string, context: EvalContext): string | undefined {
  const own = set.attributes.get(name);
  if (!own) return undefined;
  const text = coerceToString(own.thunk.force(), "toString", context);
  return text.kind === "string" ? text.value : undefined;
}

/** The argument that a module is called with; `formals` are the names it asks for. */
export type ModuleArguments = (formals: ReadonlyMap<string, unknown> | undefined) => AttrsValue;

/** The set that a module is, functions called; NixOS calls them once. */
export function callModule(value: Value, args: ModuleArguments, context: EvalContext): Value {
  const isFunctor = value.kind === "attrs" && value.attributes.has("__functor");
  if (value.kind !== "function" && !isFunctor) return value;
  return context.apply(value, [known(args(formalsOf(value)))], value.at);
}

/** The names that a function asks for; of a set that can be called those that `__functionArgs` tells. */
function formalsOf(value: Value): ReadonlyMap<string, unknown> | undefined {
  if (value.kind === "function") return value.formals;
  const told = value.kind === "attrs" ? value.attributes.get("__functionArgs")?.thunk.force() : undefined;
  if (told?.kind === "attrs") return told.attributes;
  // The method is called with the set itself before it takes the argument: its own names tell nothing.
  return undefined;
}

/** Arguments as a module gets them: those that exist, and for what else it asks for by name `_module.args`. */
export function moduleArguments(
  given: ReadonlyMap<string, Thunk>,
  moduleArg: (name: string) => Thunk,
): ModuleArguments {
  return (formals) => {
    const attributes = new Map<string, Attribute>();
    for (const name of formals?.keys() ?? []) {
      if (!given.has(name)) attributes.set(name, attribute(name, moduleArg(name)));
    }
    for (const [name, thunk] of given) attributes.set(name, attribute(name, thunk));
    return attrsOf(attributes, undefined);
  };
}

/** Why a value is no module. */
export function noModule(value: Value): UnknownValue {
  if (value.kind === "unknown") return value;
  return unknown(`a module is needed, here is ${describe(value)}`, value.at);
}
