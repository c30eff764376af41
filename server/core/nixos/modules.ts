/**
 * The modules of a host, or of any other module system: those it is given and, transitively, those they import. First all
 * are read, with the modules that they disable; then those that are left are taken in order, each once. What cannot be
 * read is noted with its place and passed over.
 */

import { coerceToString } from "../nix/values/coerce.ts";
import type { EvalContext } from "../nix/values/context.ts";
import { attributeValue, describe, selectAttribute } from "../nix/values/select.ts";
import {
  type AttrsValue,
  failed,
  known,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../nix/values/value.ts";
import { basename, isAbsolutePath, normalizePath } from "../text/path.ts";
import type { Location } from "../text/span.ts";
import { type Content, contentsOf, type Definition, UNWRAPPED, underDoubt, type Wrapping } from "./definition.ts";
import type { NotKnown } from "./host.ts";
import { callModule, type ModuleArguments, type ModuleSections, noModule, sectionsOf } from "./module-syntax.ts";
import { isKnownOtherwise } from "./outside.ts";

/** A module that was read. */
export interface Module {
  /** The file whose value it is; undefined for one that is written inside another file. */
  readonly path: string | undefined;
  /** Where its set stands. */
  readonly at: Location | undefined;
  readonly config: Definition;
  readonly options: Thunk | undefined;
  /** What messages call it: `_file`, else its file, else that of the module that imports it. */
  readonly file: string | undefined;
}

export interface ModuleClosure {
  /** In the order in which they give way to each other: nixpkgs merges those imported last first. */
  readonly modules: readonly Module[];
  readonly unknown: readonly NotKnown[];
  /** Some module that is not NixOS' own was not read. */
  readonly partly: boolean;
  /** Why Nix would take none of them: one is certainly no module. */
  readonly failure: UnknownValue | undefined;
}

export interface ModuleLoading {
  readonly args: ModuleArguments;
  readonly context: EvalContext;
  /** Whether what stands at a place is the value of its whole file. */
  readonly isFileValue: (at: Location) => boolean;
  /** Only modules of this class, and those without one, may be imported. */
  readonly class?: string | undefined;
  /** Where disabled modules lie that are given by a relative path. */
  readonly modulesPath?: (() => string | undefined) | undefined;
}

/** More modules than any published configuration has; an endless chain of imports ends here. */
const MAX_MODULES = 2000;
const MAX_NESTING = 100;

/** One module as read, whoever imports it. */
interface Loaded {
  /** What it is told apart by; undefined for a module that is only itself. */
  readonly key: string | undefined;
  readonly path: string | undefined;
  readonly file: string | undefined;
  readonly parts: readonly Part[];
  readonly imports: Import[];
}

/** Where an import stands. */
interface Importer {
  readonly file: string | undefined;
  readonly depth: number;
  /** Whether the module that imports is certainly there. */
  readonly sure: boolean;
}

interface Part {
  readonly set: AttrsValue;
  readonly sections: ModuleSections;
  readonly wrapping: Wrapping;
}

interface Import {
  readonly module: Loaded;
  readonly wrapping: Wrapping;
}

export function collectModules(start: readonly Definition[], loading: ModuleLoading): ModuleClosure {
  const { context, args, isFileValue } = loading;
  const unknowns = new Map<string, NotKnown>();
  const byFile = new Map<string, Loaded>();
  const disabled = new Set<string>();
  const waiting: { readonly module: Loaded; readonly depth: number; readonly sure: boolean }[] = [];
  let partly = false;
  let failure: UnknownValue | undefined;
  let count = 0;

  /** `sure`: nothing unknown has to hold for Nix to come here. */
  const note = (why: UnknownValue, at: Location | undefined, sure = false): void => {
    if (isKnownOtherwise(why)) return;
    partly = true;
    if (sure && why.failure !== undefined) failure ??= why;
    const place = why.at ?? at;
    unknowns.set(JSON.stringify([place, why.why]), { at: place, why: why.why });
  };

  /** The modules in one entry of an `imports` list. */
  const importsIn = (definition: Definition, from: Importer): readonly Import[] =>
    contentsOf(definition).flatMap((content) => {
      const sure = from.sure && content.wrapping.conditions.length === 0;
      const module = load(content, { ...from, file: content.file ?? from.file, sure });
      return module ? [{ module, wrapping: content.wrapping }] : [];
    });

  function load(content: Content, { file: parent, depth, sure }: Importer): Loaded | undefined {
    const file = pathOf(content.value);
    const before = file === undefined ? undefined : byFile.get(file);
    if (before) return before;
    count += 1;
    if (count > MAX_MODULES || depth > MAX_NESTING) {
      note(unknown("too many modules import each other"), undefined);
      return undefined;
    }
    const path = file === undefined ? undefined : moduleFile(file, context);
    const written = path === undefined ? content.value : context.importFile(path, content.value.at);
    const refused = file === undefined ? noModuleAtAll(written) : undefined;
    if (refused) {
      note(refused, content.value.at, sure);
      return undefined;
    }
    const parts = partsOf(callModule(written, args, context), content.value.at, sure);
    const [first] = parts;
    const own = first && parts.length === 1 ? first.sections : undefined;
    const module: Loaded = {
      key: own?.key ?? file,
      path: path ?? (first?.set.at && isFileValue(first.set.at) ? first.set.at.path : undefined),
      file: own?.file ?? path ?? parent,
      parts,
      imports: [],
    };
    if (file !== undefined) byFile.set(file, module);
    for (const part of parts) for (const value of part.sections.disabled) disable(value, sure);
    waiting.push({ module, depth, sure });
    return module;
  }

  /** `mkIf` around a whole module: what it says stands under the condition. */
  function partsOf(loaded: Value, at: Location | undefined, sure: boolean): readonly Part[] {
    return contentsOf({ thunk: known(loaded), wrapping: UNWRAPPED, binding: undefined }).flatMap(
      ({ value, wrapping }) => {
        if (value.kind !== "attrs") {
          note(noModule(value), at, sure);
          return [];
        }
        if (value.open) note(value.open, value.at);
        const sections = sectionsOf(value, context);
        const refused = sections.refused ?? wrongClass(sections, loading.class);
        if (refused) note(refused, value.at, sure && wrapping.conditions.length === 0);
        // Whether it is one that was there before is not known.
        return [{ set: value, sections, wrapping: sections.keyNotKnown ? underDoubt(wrapping) : wrapping }];
      },
    );
  }

  function disable(value: Value, sure: boolean): void {
    const key = disabledKey(value, context, loading.modulesPath);
    if (typeof key === "string") disabled.add(key);
    else if (key) note(key, value.at, sure);
  }

  const roots = start.flatMap((definition) => importsIn(definition, { file: definition.file, depth: 0, sure: true }));
  // The list grows while it is walked.
  for (const { module, depth, sure } of waiting) {
    for (const { set, sections, wrapping } of module.parts) {
      for (const { thunk, key, certain: isThere } of sections.imports) {
        const list = thunk.force();
        if (list.kind !== "list") {
          note(noModule(list), list.at ?? key, sure && wrapping.conditions.length === 0);
          continue;
        }
        for (const item of list.items) {
          if (item.kind === "gap") note(item.unknown, list.at ?? set.at);
          else if (context.tick() === undefined) {
            const around = item.certain && isThere ? wrapping : underDoubt(wrapping);
            const definition = { thunk: item.thunk, wrapping: around, binding: undefined };
            module.imports.push(...importsIn(definition, { file: module.file, depth: depth + 1, sure }));
          }
        }
      }
    }
  }

  return {
    modules: inOrder(roots, disabled).reverse(),
    unknown: [...unknowns.values()],
    partly,
    failure,
  };
}

/** Breadth first, each key once, as nixpkgs' genericClosure; one that is certainly imported counts so wherever it stands. */
function inOrder(roots: readonly Import[], disabled: ReadonlySet<string>): Module[] {
  const waiting: Import[] = [...roots];
  const seen = new Map<string, boolean>();
  let taken: { readonly key: string | undefined; readonly module: Module }[] = [];
  for (const { module, wrapping } of waiting) {
    const { key } = module;
    if (key !== undefined) {
      if (disabled.has(key)) continue;
      const certain = wrapping.conditions.length === 0;
      const before = seen.get(key);
      if (before === true || (before === false && !certain)) continue;
      if (before === false) taken = taken.filter((other) => other.key !== key);
      seen.set(key, certain);
    }
    for (const part of module.parts)
      taken.push({ key, module: moduleOf(module, part, inside(wrapping, part.wrapping)) });
    for (const each of module.imports) waiting.push({ module: each.module, wrapping: inside(wrapping, each.wrapping) });
    if (waiting.length > MAX_MODULES * 10) break;
  }
  return taken.map(({ module }) => module);
}

function moduleOf(loaded: Loaded, { set, sections }: Part, wrapping: Wrapping): Module {
  const { file } = loaded;
  return {
    path: loaded.path,
    at: set.at,
    config: { thunk: sections.config, wrapping, binding: undefined, file },
    options: sections.options,
    file,
  };
}

function inside(outer: Wrapping, inner: Wrapping): Wrapping {
  if (outer.conditions.length === 0 && outer.priority === undefined && outer.order === undefined) return inner;
  return {
    conditions: [...outer.conditions, ...inner.conditions],
    priority: outer.priority ?? inner.priority,
    order: inner.order ?? outer.order,
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

/** Values that nixpkgs refuses by what they say they are: a flake, a whole configuration, a list. */
function noModuleAtAll(value: Value): UnknownValue | undefined {
  if (value.kind === "list") return failed("throw", "module imports cannot be nested lists", value.at);
  if (value.kind !== "attrs" || !value.attributes.has("_type")) return undefined;
  const type = attributeValue(value, "_type");
  if (type.kind !== "string" || ["module", "if", "override", "merge"].includes(type.value)) return undefined;
  return failed("throw", `a module is needed, here is a value of type \`${type.value}\``, value.at);
}

function wrongClass(sections: ModuleSections, expected: string | undefined): UnknownValue | undefined {
  const own = sections.class;
  if (expected === undefined || own === undefined || own.kind !== "string" || own.value === expected) return undefined;
  return failed("throw", `a module of class \`${own.value}\` is imported where \`${expected}\` is expected`, own.at);
}

/** What a disabled module is called; a reason where it cannot be known. */
function disabledKey(
  value: Value,
  context: EvalContext,
  modulesPath: (() => string | undefined) | undefined,
): string | UnknownValue | undefined {
  if (value.kind === "unknown") return undefined;
  const path = pathOf(value);
  if (path !== undefined) return path;
  if (value.kind === "string") {
    const folder = modulesPath?.();
    return folder === undefined ? undefined : normalizePath(`${folder}/${value.value}`);
  }
  if (value.kind === "function") return failed("throw", `a disabled module cannot be ${describe(value)}`, value.at);
  if (value.kind !== "attrs") {
    const text = coerceToString(value, "toString", context);
    return text.kind === "string" ? text.value : undefined;
  }
  const key = selectAttribute(value, "key");
  if (key.kind === "absent" && !value.attributes.has("__toString") && !value.attributes.has("outPath"))
    return failed("throw", "a disabled module is a set without a `key`", value.at);
  const text = coerceToString(key.kind === "found" ? key.attribute.thunk.force() : value, "toString", context);
  return text.kind === "string" ? text.value : undefined;
}
