/**
 * The modules of a host: those it is given and, transitively, those they import. A file is taken once; what cannot be read is
 * noted with its place and passed over.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrsOf } from "../nix/values/make.ts";
import { attributeValue, describe } from "../nix/values/select.ts";
import {
  type Attribute,
  type AttrsValue,
  known,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../nix/values/value.ts";
import { basename, isAbsolutePath, normalizePath } from "../text/path.ts";
import type { Location } from "../text/span.ts";
import { type Content, contentsOf, type Definition, definitionIn, underDoubt, type Wrapping } from "./definition.ts";
import type { NotKnown } from "./host.ts";
import { isKnownOtherwise } from "./outside.ts";

/** A module that was read. */
export interface Module {
  /** The file whose value it is; undefined for one that is written inside another file. */
  readonly path: string | undefined;
  /** Where its set stands. */
  readonly at: Location | undefined;
  readonly config: Definition;
  readonly options: Thunk | undefined;
}

export interface ModuleClosure {
  /** In the order in which they give way to each other: nixpkgs merges those imported last first. */
  readonly modules: readonly Module[];
  readonly unknown: readonly NotKnown[];
  /** Some module that is not NixOS' own was not read. */
  readonly partly: boolean;
}

/** The argument that a module is called with; `formals` are the names it asks for. */
export type ModuleArguments = (formals: ReadonlyMap<string, unknown> | undefined) => AttrsValue;

/** More modules than any published configuration has; an endless chain of imports ends here. */
const MAX_MODULES = 2000;
const MAX_NESTING = 100;

/** One entry of an `imports` list, still to be looked at. */
interface Pending {
  readonly thunk: Thunk;
  readonly wrapping: Wrapping;
  readonly depth: number;
}

/** What a module may say beside its options. Source: `unifyModuleSyntax` in nixpkgs' lib/modules.nix. */
const SPECIAL = new Set([
  "_class",
  "_file",
  "config",
  "disabledModules",
  "freeformType",
  "imports",
  "key",
  "meta",
  "options",
  "require",
]);

/** `start`: the modules that are given. `isFileValue`: whether what stands at a place is the value of its whole file. */
export function collectModules(
  start: readonly Definition[],
  args: ModuleArguments,
  context: EvalContext,
  isFileValue: (at: Location) => boolean,
): ModuleClosure {
  let modules: (Module & { readonly key: string | undefined })[] = [];
  const unknowns = new Map<string, NotKnown>();
  const seen = new Map<string, { certain: boolean }>();
  const disabled = new Set<string>();
  let partly = false;

  const note = (why: UnknownValue, at: Location | undefined): void => {
    if (isKnownOtherwise(why)) return;
    partly = true;
    const place = why.at ?? at;
    unknowns.set(JSON.stringify([place, why.why]), { at: place, why: why.why });
  };

  const waiting: Pending[] = start.map(({ thunk, wrapping }) => ({ thunk, wrapping, depth: 0 }));
  // Breadth first, as nixpkgs' genericClosure; the list grows while it is walked.
  for (const { thunk, wrapping, depth } of waiting) {
    if (modules.length >= MAX_MODULES || depth > MAX_NESTING) {
      note(unknown("too many modules import each other"), undefined);
      break;
    }
    for (const content of contentsOf({ thunk, wrapping, binding: undefined })) addModule(content, depth);
  }

  function addModule(content: Content, depth: number): void {
    const file = pathOf(content.value);
    const certain = content.wrapping.conditions.length === 0;
    const key = file === undefined ? undefined : moduleFile(file, context);
    if (key !== undefined) {
      const before = seen.get(key);
      if (before && (before.certain || !certain)) return;
      if (before) modules = modules.filter((module) => module.key !== key);
      seen.set(key, { certain });
    }
    const written = key === undefined ? content.value : context.importFile(key, content.value.at);
    const loaded = load(written, args, context);
    // `mkIf` around a whole module: what it says stands under the condition.
    for (const part of contentsOf({ thunk: known(loaded), wrapping: content.wrapping, binding: undefined })) {
      if (part.value.kind !== "attrs") note(reasonOf(part.value), content.value.at);
      else addSet(part.value, part.wrapping, key, depth);
    }
  }

  function addSet(set: AttrsValue, wrapping: Wrapping, key: string | undefined, depth: number): void {
    const path = key ?? (set.at && isFileValue(set.at) ? set.at.path : undefined);
    const sections = sectionsOf(set, wrapping);
    if (set.open) note(set.open, set.at);
    modules.push({ key, path, at: set.at, config: sections.config, options: sections.options });
    for (const name of ["imports", "require"]) addImports(set, name, wrapping, depth);
    for (const value of disabledModules(set)) {
      const file = pathOf(value);
      if (file !== undefined) disabled.add(moduleFile(file, context));
    }
  }

  function addImports(set: AttrsValue, name: string, wrapping: Wrapping, depth: number): void {
    const attribute = set.attributes.get(name);
    if (!attribute) return;
    const list = attribute.thunk.force();
    if (list.kind !== "list") {
      note(reasonOf(list), list.at ?? attribute.key);
      return;
    }
    for (const item of list.items) {
      if (item.kind === "gap") note(item.unknown, list.at);
      else if (context.tick() !== undefined) return;
      else {
        const certain = item.certain && attribute.certain;
        waiting.push({ thunk: item.thunk, wrapping: certain ? wrapping : underDoubt(wrapping), depth: depth + 1 });
      }
    }
  }

  return {
    modules: modules.filter(({ key }) => key === undefined || !disabled.has(key)).reverse(),
    unknown: [...unknowns.values()],
    partly,
  };
}

/** The file that an entry of `imports` names. */
function pathOf(value: Value): string | undefined {
  if (value.kind === "path") return value.path;
  if (value.kind === "string" && isAbsolutePath(value.value)) return normalizePath(value.value);
  return undefined;
}

function moduleFile(path: string, context: EvalContext): string {
  const isFolder = basename(path) !== "default.nix" && context.readFile(path).kind === "directory";
  return isFolder ? `${path}/default.nix` : path;
}

/** The set that a module is, functions called; NixOS calls them once. */
function load(value: Value, args: ModuleArguments, context: EvalContext): Value {
  const isFunctor = value.kind === "attrs" && value.attributes.has("__functor");
  if (value.kind !== "function" && !isFunctor) return value;
  const formals = value.kind === "function" ? value.formals : undefined;
  return context.apply(value, [known(args(formals))], value.at);
}

/** `{ config = …; options = …; }`, or a set that is the configuration itself. */
function sectionsOf(set: AttrsValue, wrapping: Wrapping): { config: Definition; options: Thunk | undefined } {
  const config = set.attributes.get("config");
  const options = set.attributes.get("options");
  if (!config && !options) {
    return { config: { thunk: known(shorthand(set)), wrapping, binding: undefined }, options: undefined };
  }
  const around: Content = { value: set, wrapping, binding: undefined };
  const empty = attrsOf(new Map(), undefined);
  return {
    config: config
      ? { ...definitionIn(around, config), binding: undefined }
      : { thunk: known(empty), wrapping, binding: undefined },
    options: options?.thunk,
  };
}

function shorthand(set: AttrsValue): AttrsValue {
  const attributes = new Map<string, Attribute>();
  for (const [name, value] of set.attributes) {
    if (!SPECIAL.has(name)) attributes.set(name, value);
  }
  return attrsOf(attributes, set.open, set.at);
}

function disabledModules(set: AttrsValue): readonly Value[] {
  const list = set.attributes.has("disabledModules") ? attributeValue(set, "disabledModules") : undefined;
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item) => (item.kind === "item" && item.certain ? [item.thunk.force()] : []));
}

function reasonOf(value: Value): UnknownValue {
  return value.kind === "unknown" ? value : unknown(`a module is needed, here is ${describe(value)}`, value.at);
}

/** Arguments as a module gets them: those that exist, and for what else it asks for by name `_module.args`. */
export function moduleArguments(
  given: ReadonlyMap<string, Thunk>,
  moduleArgs: (name: string) => Thunk,
): ModuleArguments {
  return (formals) => {
    const attributes = new Map<string, Attribute>();
    for (const name of formals?.keys() ?? []) {
      if (!given.has(name)) attributes.set(name, attribute(name, moduleArgs(name)));
    }
    for (const [name, thunk] of given) attributes.set(name, attribute(name, thunk));
    return attrsOf(attributes, undefined);
  };
}
