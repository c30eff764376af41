/**
 * What is defined in a module system without being declared: the freeform type makes values of it, else Nix stops. Source:
 * nixpkgs' lib/modules.nix.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attrsOf } from "../nix/values/make.ts";
import { mergeAttrs } from "../nix/values/merge.ts";
import { type AttrsValue, known, type Thunk, type UnknownValue, type Value } from "../nix/values/value.ts";
import { type Definition, definitionIn, isPlainSet } from "./definition.ts";
import type { TreeNode } from "./option-tree.ts";
import { looseType } from "./types/loose.ts";
import { type Defined, type OptionPath, readType } from "./types/option-type.ts";
import { wrappedValue } from "./wrapped-value.ts";

/** The argument `config`: what is declared, and what the freeform type makes of the rest. */
export function configOf(root: TreeNode, prefix: OptionPath, context: EvalContext): Value {
  const declared = root.value.force();
  const type = root.child("_module").child("freeformType").value.force();
  if (type.kind === "null" || declared.kind !== "attrs") return declared;
  if (type.kind === "unknown") return type.failure ? type : mergeAttrs(type, declared);
  const rest = unmatched(root, prefix);
  const unseen = root.contents().flatMap(({ value }): readonly Defined[] => {
    const why = value.kind === "unknown" ? value : value.kind === "attrs" ? value.open : undefined;
    return why ? [{ value: attrsOf(new Map(), why), certain: true, binding: undefined }] : [];
  });
  const defs = [...rest.map((each) => nestedDefinition(each, prefix, context)), ...unseen];
  if (defs.length === 0) return declared;
  const read = readType(type, context);
  const merged = ("why" in read ? looseType(context, read) : read).merge(prefix, defs);
  const free = merged.certain || merged.graded ? merged.value : undefined;
  return free?.kind === "attrs"
    ? overlaidDeeply(free, declared, root, context)
    : (free ?? mergeAttrs(NOT_CERTAIN, declared));
}

interface Unmatched {
  readonly path: OptionPath;
  readonly definition: Definition;
}

/** Definitions that no option is declared for, whether or not they hold. */
export function unmatched(node: TreeNode, path: OptionPath): readonly Unmatched[] {
  const found: Unmatched[] = [];
  const below = new Set<string>();
  for (const content of node.contents()) {
    if (!isPlainSet(content.value)) continue;
    for (const [name, attribute] of content.value.attributes) {
      const { kind } = node.child(name).declared();
      if (kind === "namespace") below.add(name);
      if (kind === "nothing") found.push({ path: [...path, name], definition: definitionIn(content, attribute) });
    }
  }
  for (const name of below) found.push(...unmatched(node.child(name), [...path, name]));
  return found;
}

const NOT_CERTAIN: UnknownValue = { kind: "unknown", why: "freeform definitions are not certain", at: undefined };

/** `{ a.b = value; }` for a definition of `a.b`. */
function nestedDefinition({ path, definition }: Unmatched, prefix: OptionPath, context: EvalContext): Defined {
  const names = path.slice(prefix.length);
  const value = names.reduceRight<Thunk>(
    (inner, name) => known(withPlace(name, inner, definition)),
    wrappedValue(definition, context),
  );
  return { value: value.force(), certain: true, file: definition.file, binding: definition.binding };
}

function withPlace(name: string, thunk: Thunk, { binding }: Definition): AttrsValue {
  return attrsOf(new Map([[name, { name, thunk, key: undefined, binding, certain: true }]]), undefined);
}

/** Names of both; where both have a set of options it is the same again below. */
function overlaidDeeply(free: AttrsValue, declared: AttrsValue, node: TreeNode, context: EvalContext): AttrsValue {
  const both = mergeAttrs(free, declared);
  if (both.kind !== "attrs") return declared;
  const attributes = new Map(both.attributes);
  for (const [name, own] of declared.attributes) {
    const other = free.attributes.get(name);
    if (!other || node.child(name).declared().kind !== "namespace") continue;
    const thunk = context.lazy(() => {
      const [left, right] = [other.thunk.force(), own.thunk.force()];
      if (left.kind !== "attrs" || right.kind !== "attrs") return right;
      return overlaidDeeply(left, right, node.child(name), context);
    });
    attributes.set(name, { ...own, thunk });
  }
  return { ...both, attributes };
}
