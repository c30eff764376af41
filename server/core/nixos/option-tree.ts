/**
 * The options of a module system as a tree: every node knows all definitions at its path and tells what they say together. It
 * is asked in two ways: `state` for people, with places and certainty, and `value` for modules that read `config`. A
 * declared option is merged as its type says (typed-option.ts), an undeclared one at face value (face-value.ts).
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrsOf } from "../nix/values/make.ts";
import { PRIORITY } from "../nix/values/properties.ts";
import { selectAttribute } from "../nix/values/select.ts";
import {
  type Attribute,
  type AttrsValue,
  failed,
  known,
  type Thunk,
  type UnknownValue,
  type Value,
} from "../nix/values/value.ts";
import { type Content, contentsOf, type Definition, definitionIn, holds, isPlainSet, UNWRAPPED } from "./definition.ts";
import { mayExtend } from "./extended-options.ts";
import { faceNode } from "./face-value.ts";
import type { KnownDefaults } from "./nixos-defaults.ts";
import { once } from "./once.ts";
import { onceGuarded } from "./once-guarded.ts";
import { type Declaration, type Declared, declaredAt } from "./option-declarations.ts";
import type { OptionNode } from "./option-node.ts";
import { optionSet } from "./option-set.ts";
import { type TypedOption, typedOption } from "./typed-option.ts";
import { looseType } from "./types/loose.ts";
import { shown } from "./types/merges.ts";
import { type OptionPath, readType } from "./types/option-type.ts";

export type { OptionNode } from "./option-node.ts";

export interface TreeOptions {
  readonly context: EvalContext;
  /** Whether modules are imported that are not seen: they may override what is only a default. */
  readonly partly?: () => boolean;
  /** Every option there is is declared here: what is not declared does not exist. NixOS' own options are not seen. */
  readonly closed?: boolean;
  /** Defaults of options that are declared elsewhere. */
  readonly defaults?: KnownDefaults | undefined;
  /** Whether any module says something at a path or below. */
  readonly isDefined?: (path: OptionPath) => boolean;
  /** What calls a function that stands where NixOS has a submodule. */
  readonly callSubmodule?: (fn: Value, path: OptionPath, self: Thunk) => Value;
}

/** What stands at one path. */
export interface Place {
  readonly path: OptionPath;
  readonly definitions: () => readonly Definition[];
  /** The parts of `options` that lie at this path: sets of declarations, or declarations. */
  readonly declarations: () => readonly Declaration[];
  /** Something not known may define what lies here: a set above is not known whole. */
  readonly doubt: () => UnknownValue | undefined;
  /** Whether the unknown parts of a definition here count as such; not at the top, where they are modules not seen. */
  readonly top: boolean;
}

/** A node as the module system itself sees it. */
export interface TreeNode extends OptionNode {
  child(name: string): TreeNode;
  readonly declared: () => Declared;
  readonly contents: () => readonly Content[];
  /** What modules know of it as `options.a.b`; undefined where nothing is declared. */
  readonly option: () => Value | undefined;
}

/** The tree of all definitions in `configs`; `declared` are the declarations of the same modules. */
export function optionTree(
  configs: () => readonly Definition[],
  declared: () => readonly Declaration[],
  options: TreeOptions,
  prefix: OptionPath = [],
): TreeNode {
  const declarations = once(declared);
  const place = { path: prefix, definitions: configs, declarations, doubt: () => undefined, top: true };
  return nodeAt(place, options);
}

/** Definitions without any declaration, as a tree of their own. */
export function faceValue(
  path: OptionPath,
  definitions: () => readonly Definition[],
  options: TreeOptions,
): OptionNode {
  return nodeAt({ path, definitions, declarations: () => [], doubt: () => undefined, top: false }, options);
}

export function nodeAt(place: Place, options: TreeOptions): TreeNode {
  const { context } = options;
  // Most nodes are leaves.
  let children: Map<string, TreeNode> | undefined;
  const self: { node?: TreeNode } = {};
  const contents = onceGuarded<readonly Content[]>(() => {
    const all: Content[] = [];
    for (const definition of place.definitions()) {
      for (const content of contentsOf(definition)) all.push(...withSubmodule(content));
    }
    return all;
  }, []);
  const declared = onceGuarded<Declared>(
    () => {
      const declaration = declaredAt(place.path, place.declarations(), context);
      if (options.closed || declaration.kind !== "option" || !mayExtend(place.path, declaration.set))
        return declaration;
      // One more declaration of an option whose type is not seen: what it defines is taken at face value.
      return { kind: "nothing" };
    },
    { kind: "nothing" },
  );

  /** A function in the place of a submodule is what it gives. */
  const withSubmodule = (content: Content): readonly Content[] => {
    if (content.value.kind !== "function" || !options.callSubmodule || options.closed) return [content];
    if (HANDED_ON.has(place.path[0] ?? "")) return [content];
    const config: Thunk = { force: () => self.node?.value.force() ?? content.value };
    const called = options.callSubmodule(content.value, place.path, config);
    if (called === content.value) return [content];
    return contentsOf({
      thunk: known(called),
      wrapping: content.wrapping,
      binding: content.binding,
      file: content.file,
    });
  };

  const typed = onceGuarded<TypedOption | undefined>(() => {
    const declaration = declared();
    return declaration.kind === "option" ? optionAt(place, declaration, options) : undefined;
  }, undefined);

  const child = (name: string): TreeNode => {
    const present = children?.get(name);
    if (present) return present;
    const node = nodeAt(placeBelow(name, place, contents), options);
    children ??= new Map();
    children.set(name, node);
    return node;
  };

  const declaredNames = onceGuarded<readonly string[]>(
    () => [
      ...new Set(
        place.declarations().flatMap(({ thunk }) => {
          const value = thunk.force();
          return value.kind === "attrs" && !value.attributes.has("_type") ? [...value.attributes.keys()] : [];
        }),
      ),
    ],
    [],
  );

  /** How the node answers: as an option, as what does not exist, as a closed set of options, or at face value. */
  const answering = onceGuarded<OptionNode | undefined>(() => {
    const declaration = declared();
    const option = typed();
    if (option) return option;
    if (!options.closed && (declaration.kind !== "refused" || place.top || declaration.why.failure === undefined)) {
      return faceNode({ place, contents, declaredNames, child, options });
    }
    if (declaration.kind === "refused") return failedNode(declaration.why, place, child);
    if (declaration.kind === "nothing" && !place.top) {
      return failedNode(options.partly?.() ? UNREAD : doesNotExist(place), place, child);
    }
    return closedNamespace(place, contents, declaredNames, child, options);
  }, undefined);
  const answer = (): OptionNode => answering() ?? failedNode(CYCLE, place, child);

  const node: TreeNode = {
    names: () => answer().names(),
    child: (name) => (typed() ? asTreeNode(answer().child(name)) : child(name)),
    definitions: place.definitions,
    state: () => answer().state(),
    value: { force: () => answer().value.force() },
    raw: { force: () => answer().raw.force() },
    declared,
    contents,
    option: onceGuarded<Value | undefined>(() => {
      const declaration = declared();
      const option = typed();
      if (declaration.kind === "option" && option) return optionSet(place.path, declaration.set, option, context);
      if (declaration.kind === "refused") return declaration.why;
      return declaration.kind === "namespace" || place.top
        ? optionsIn(declaredNames(), child, options, place)
        : undefined;
    }, CYCLE),
  };
  self.node = node;
  return node;
}

/** What stands below is handed on as it is: arguments of modules, and outputs of a flake that is made of modules. */
const HANDED_ON: ReadonlySet<string> = new Set(["_module", "flake"]);

const CYCLE = failed("recursion", "the options depend on themselves");

/** A node below a value that a type has merged: nothing is declared there that this tree would know. */
function asTreeNode(node: OptionNode): TreeNode {
  return {
    names: node.names,
    child: (name) => asTreeNode(node.child(name)),
    definitions: node.definitions,
    state: node.state,
    value: node.value,
    raw: node.raw,
    declared: () => ({ kind: "nothing" }),
    contents: () => node.definitions().flatMap((definition) => contentsOf(definition)),
    option: () => undefined,
  };
}

function optionAt(
  place: Place,
  { set, type, file }: Declared & { readonly kind: "option" },
  options: TreeOptions,
): TypedOption {
  const { context } = options;
  const fallback = set.attributes.get("default");
  const apply = set.attributes.get("apply");
  const definitions = (): readonly Definition[] => [...defaultOf(fallback, file), ...place.definitions()];
  return typedOption({
    loc: place.path,
    type: () => {
      const read = readType(type.force(), context);
      return "why" in read && read.failure === undefined ? looseType(context, read) : read;
    },
    definitions,
    context,
    doubt: place.doubt,
    apply: apply && ((value) => context.apply(apply.thunk.force(), [value], undefined)),
    refused: () => {
      const readOnly = selectAttribute(set, "readOnly");
      if (readOnly.kind !== "found" || definitions().length < 2) return undefined;
      const answer = readOnly.attribute.thunk.force();
      if (answer.kind !== "bool" || !answer.value) return undefined;
      return failed("throw", `The option \`${shown(place.path)}' is read-only, but it's set multiple times.`);
    },
  });
}

/** What an option is when nobody defines it. Source: `mkOptionDefault` in nixpkgs' lib/modules.nix. */
function defaultOf(fallback: Attribute | undefined, file: string | undefined): readonly Definition[] {
  if (!fallback) return [];
  const wrapping = { ...UNWRAPPED, priority: PRIORITY.optionDefault };
  return [{ thunk: fallback.thunk, wrapping, binding: fallback.binding ?? fallback.key, file }];
}

function doesNotExist(place: Place): UnknownValue {
  return failed("missing-attribute", `The option \`${shown(place.path)}' does not exist.`);
}

function failedNode(why: UnknownValue, place: Place, child: (name: string) => OptionNode): OptionNode {
  return {
    names: () => [],
    child,
    definitions: place.definitions,
    state: () => ({ kind: "unknown", unknown: why, at: why.at }),
    value: known(why),
    raw: known(why),
  };
}

/** A set of options of which all are declared. */
function closedNamespace(
  place: Place,
  contents: () => readonly Content[],
  names: () => readonly string[],
  child: (name: string) => TreeNode,
  { context, partly = () => false }: TreeOptions,
): OptionNode {
  const value = context.lazy(() => {
    const wrong = contents().find(({ value: said }) => said.kind !== "attrs" && said.kind !== "unknown");
    if (wrong) {
      const why = `a value that is no set is defined for the set of options \`${shown(place.path)}'`;
      return failed("throw", why, wrong.value.at);
    }
    const spent = context.tick(1 + names().length);
    if (spent) return spent;
    const members = names().map((name) => [name, attribute(name, child(name).value)] as const);
    return attrsOf(new Map(members), partly() ? UNREAD : undefined);
  });
  return {
    names,
    child,
    definitions: place.definitions,
    state: () => {
      const known = value.force();
      if (known.kind === "unknown") return { kind: "unknown", unknown: known, at: known.at };
      return { kind: "known", value: known, certain: true, definitions: [] };
    },
    value,
    raw: value,
  };
}

/** The argument `options`, from here on. */
function optionsIn(
  names: readonly string[],
  child: (name: string) => TreeNode,
  { closed, context, partly }: TreeOptions,
  { path }: Place,
): AttrsValue {
  const members = names.map((name): readonly [string, Attribute] => {
    const missing = (): Value => (closed ? doesNotExist({ ...NOWHERE, path: [...path, name] }) : NOT_SEEN);
    const thunk = context.lazy(() => child(name).option() ?? missing());
    return [name, attribute(name, thunk)];
  });
  const open = closed ? (partly?.() ? UNREAD : undefined) : NOT_SEEN;
  return attrsOf(new Map(members), open);
}

const UNREAD: UnknownValue = {
  kind: "unknown",
  why: "a module that could not be read may declare it",
  at: undefined,
};
const NOT_SEEN: UnknownValue = { kind: "unknown", why: "options that NixOS declares are not seen", at: undefined };
const NOWHERE: Place = { path: [], definitions: () => [], declarations: () => [], doubt: () => undefined, top: false };

function placeBelow(name: string, place: Place, contents: () => readonly Content[]): Place {
  return {
    path: [...place.path, name],
    top: false,
    definitions: () => {
      const inside: Definition[] = [];
      for (const content of contents()) {
        const attribute = isPlainSet(content.value) ? content.value.attributes.get(name) : undefined;
        if (attribute) inside.push(definitionIn(content, attribute));
      }
      return inside;
    },
    declarations: once(() => {
      const inside: Declaration[] = [];
      for (const { thunk, file } of place.declarations()) {
        const value = thunk.force();
        const attribute = isPlainSet(value) ? value.attributes.get(name) : undefined;
        if (attribute) inside.push({ thunk: attribute.thunk, file });
      }
      return inside;
    }),
    doubt: () => place.doubt() ?? (place.top ? undefined : doubtIn(contents(), name)),
  };
}

/** Why there may be a definition of `name` that is not seen. */
function doubtIn(contents: readonly Content[], name: string): UnknownValue | undefined {
  for (const { value, wrapping } of contents) {
    const why = value.kind === "unknown" ? value : isPlainSet(value) && !value.attributes.has(name) && value.open;
    if (why && holds(wrapping) !== false) return why;
  }
  return undefined;
}
