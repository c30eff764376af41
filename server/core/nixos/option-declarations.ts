/**
 * What modules declare at one path: an option, a set of options, or both where the option is a submodule. Several
 * declarations of one option become one, their types together. Source: `mergeOptionDecls` and `fixupOptionType` in nixpkgs'
 * lib/modules.nix.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attrs, list, nullValue, string } from "../nix/values/make.ts";
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
import { shown } from "./types/merges.ts";
import { type OptionPath, UNKNOWN_FILE } from "./types/option-type.ts";
import { unspecifiedType } from "./types/scalars.ts";
import { submoduleType } from "./types/submodule.ts";
import { mergeTypes } from "./types/type-functor.ts";

/** What one module says at a path of its `options`. */
export interface Declaration {
  readonly thunk: Thunk;
  readonly file: string | undefined;
}

export type Declared =
  /** No module of ours declares anything here. */
  | { readonly kind: "nothing" }
  | { readonly kind: "namespace" }
  /** `set`: the declaration as Nix has it, with the type and the modules of all that declare it. */
  | { readonly kind: "option"; readonly set: AttrsValue; readonly type: Thunk; readonly file: string | undefined }
  /** Nix would stop here, or it is not known what is declared. */
  | { readonly kind: "refused"; readonly why: UnknownValue };

interface Read {
  readonly set: AttrsValue;
  readonly file: string | undefined;
}

export function declaredAt(loc: OptionPath, declarations: readonly Declaration[], context: EvalContext): Declared {
  if (declarations.length === 0) return { kind: "nothing" };
  const options: Read[] = [];
  const sets: Read[] = [];
  let doubt: UnknownValue | undefined;
  for (const { thunk, file } of declarations) {
    const value = thunk.force();
    if (value.kind === "unknown") doubt ??= value;
    else if (value.kind !== "attrs") {
      const why = `an option declaration for \`${shown(loc)}' is ${describe(value)}, not a set`;
      return { kind: "refused", why: failed("throw", why, value.at) };
    } else if (!value.attributes.has("_type")) sets.push({ set: value, file });
    else if (isOption(value)) options.push({ set: value, file });
    else {
      const why = `an option declaration is needed at \`${shown(loc)}'; a type has to be wrapped in \`mkOption\``;
      return { kind: "refused", why: failed("throw", why, value.at) };
    }
  }
  if (options.length === 0) return doubt && sets.length === 0 ? { kind: "refused", why: doubt } : { kind: "namespace" };
  if (sets.length === 0) return mergedDeclaration(loc, options, context);
  const all = options.every(({ set }) => isSubmodule(attributeOr(set, "type")));
  if (!all) {
    const why = `the option \`${shown(loc)}' would be a parent of other options, but its type does not support nested options`;
    return { kind: "refused", why: failed("throw", why, sets[0]?.set.at) };
  }
  return mergedDeclaration(loc, [...options, ...sets.map((each) => asSubmodule(each, context))], context);
}

function isOption(value: AttrsValue): boolean {
  const type = attributeValue(value, "_type");
  return type.kind === "string" && type.value === "option";
}

function isSubmodule(type: Value | undefined): boolean {
  const name = type?.kind === "attrs" ? attributeValue(type, "name") : undefined;
  return name?.kind === "string" && name.value === "submodule";
}

/** Options declared inside an option that is a submodule: one more module of it. */
function asSubmodule({ set, file }: Read, context: EvalContext): Read {
  const module = attrs([["options", known(set)]]);
  const type = submoduleType(
    {
      modules: known(list([known(module)])),
      specialArgs: known(attrs([])),
      shorthandOnlyDefinesConfig: null,
      class: undefined,
      description: undefined,
    },
    context,
  );
  return {
    file,
    set: attrs([
      ["_type", known(string("option"))],
      ["type", known(type)],
    ]),
  };
}

const ONCE = ["default", "example", "description", "apply"];

function mergedDeclaration(loc: OptionPath, options: readonly Read[], context: EvalContext): Declared {
  const [first] = options;
  if (!first) return { kind: "nothing" };
  let merged = first.set;
  let type = attributeThunk(merged, "type");
  for (const { set } of options.slice(1)) {
    const twice = ONCE.some((name) => merged.attributes.has(name) && set.attributes.has(name));
    const own = attributeThunk(set, "type");
    const together = twice || !type || !own ? undefined : mergeTypes(type.force(), own.force(), context);
    if (twice || together?.kind === "null") {
      const why = `The option \`${shown(loc)}' is already declared in ${first.file ?? UNKNOWN_FILE}.`;
      return { kind: "refused", why: failed("throw", why, set.at) };
    }
    if (together) type = known(together);
    else type ??= own;
    merged = { ...set, attributes: new Map([...set.attributes, ...merged.attributes]), open: merged.open ?? set.open };
  }
  const found = type ?? known(unspecifiedType(context));
  const whole = context.lazy(() => withModules(found.force(), options, context));
  const attributes = new Map(merged.attributes);
  const add = (name: string, thunk: Thunk): void => {
    attributes.set(name, { name, thunk, key: undefined, binding: undefined, certain: true });
  };
  const files = options.map(({ file }) => string(file ?? UNKNOWN_FILE));
  add("type", whole);
  add("loc", known(list(loc.map((part) => known(string(part))))));
  add("declarations", known(list(files.map(known))));
  add("declarationPositions", known(list(files.map((file) => known(position(file))))));
  add("options", known(list([])));
  return { kind: "option", set: { ...merged, attributes }, type: whole, file: first.file };
}

function position(file: Value): Value {
  const place = known(unknown("the line of a declaration is not kept"));
  return attrs([
    ["file", known(file)],
    ["line", place],
    ["column", place],
  ]);
}

/** The type with the modules of every declaration, each with the file that it comes from. */
function withModules(type: Value, options: readonly Read[], context: EvalContext): Value {
  const own = type.kind === "attrs" ? selectAttribute(type, "getSubModules") : undefined;
  const modules = own?.kind === "found" ? own.attribute.thunk.force() : nullValue();
  if (modules.kind !== "list") return type;
  const all = [...options].reverse().flatMap(({ set, file }) => {
    const declared = attributeOr(set, "type");
    const theirs = declared?.kind === "attrs" ? attributeValue(declared, "getSubModules") : undefined;
    if (theirs?.kind !== "list") return [];
    return theirs.items.map((item) =>
      item.kind === "gap" ? item : { ...item, thunk: known(located(file ?? UNKNOWN_FILE, item.thunk)) },
    );
  });
  return context.apply(attributeValue(type, "substSubModules"), [known({ ...list([]), items: all })], undefined);
}

/** `setDefaultModuleLocation file module` */
export function located(file: string, module: Thunk): AttrsValue {
  return attrs([
    ["_file", known(string(file))],
    ["imports", known(list([module]))],
  ]);
}

function attributeThunk(set: AttrsValue, name: string): Thunk | undefined {
  return set.attributes.get(name)?.thunk;
}

function attributeOr(set: AttrsValue, name: string): Value | undefined {
  return set.attributes.get(name)?.thunk.force();
}
