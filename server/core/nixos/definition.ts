/**
 * Definitions of the module system, before anybody asks whether they hold. `mkIf` around a set goes down to what stands in it
 * without its condition being looked at, as in nixpkgs (`pushDownProperties` in lib/modules.nix): modules ask `config`
 * for the very option that they set, and to look too early would be a cycle that Nix does not have.
 */
import { numberOf, ORDER, PRIORITY } from "../nix/values/properties.ts";
import { attributeValue, describe, selectAttribute } from "../nix/values/select.ts";
import {
  type Attribute,
  type AttrsValue,
  known,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";

/** Whether something holds, asked as late as possible. */
export type Condition = () => boolean | UnknownValue;

/** What stands around a value: `mkIf` (several: all must hold), the outermost `mkForce` or `mkDefault`, the innermost `mkOrder`. */
export interface Wrapping {
  readonly conditions: readonly Condition[];
  /** Undefined: none was said. `unknown`: it may win over any other. */
  readonly priority: number | "unknown" | undefined;
  readonly order: number | undefined;
}

export const UNWRAPPED: Wrapping = { conditions: [], priority: undefined, order: undefined };

/** One place where an option, or a set of options, is given a value. */
export interface Definition {
  readonly thunk: Thunk;
  readonly wrapping: Wrapping;
  /** The binding that says it, or as much as there is. */
  readonly binding: Location | undefined;
  /** The module that says it, as messages and `options.x.files` name it. */
  readonly file?: string | undefined;
}

/** What a definition says once its wrappers are taken off. */
export interface Content {
  readonly value: Value;
  readonly wrapping: Wrapping;
  readonly binding: Location | undefined;
  readonly file?: string | undefined;
}

/** Nobody writes more wrappers by hand, and a value may contain itself: within each other, and in all. */
const MAX_NESTING = 32;
const MAX_WRAPPERS = 2000;

/** The contents of a definition: one, or several under `mkMerge`. Conditions are kept, not asked. */
export function contentsOf(definition: Definition): readonly Content[] {
  return unwrap(definition, { depth: 0, wrappers: { seen: 0 } });
}

/** How far into the wrappers of one definition, and how many of them there were. */
interface Unwrapping {
  readonly depth: number;
  readonly wrappers: { seen: number };
}

function unwrap(definition: Definition, { depth, wrappers }: Unwrapping): readonly Content[] {
  const { thunk, wrapping, binding, file } = definition;
  const value = thunk.force();
  const type = depth < MAX_NESTING && wrappers.seen < MAX_WRAPPERS ? wrapperType(value) : undefined;
  if (value.kind !== "attrs" || type === undefined) return [{ value, wrapping, binding: binding ?? value.at, file }];
  wrappers.seen += 1;
  const inner = { depth: depth + 1, wrappers };
  const inside = (said: Partial<Wrapping>): readonly Content[] =>
    unwrap({ thunk: member(value, "content"), wrapping: { ...wrapping, ...said }, binding, file }, inner);
  switch (type) {
    case "if":
      return inside({ conditions: [...wrapping.conditions, conditionOf(value)] });
    case "override":
      return inside({ priority: wrapping.priority ?? numberOf(attributeValue(value, "priority")) ?? "unknown" });
    case "order":
      return inside({ order: numberOf(attributeValue(value, "priority")) ?? wrapping.order });
    case "merge":
      return mergedIn(value, definition).flatMap((each) => unwrap(each, inner));
    case "definition":
      return unwrap({ ...definition, thunk: member(value, "value"), file: fileOf(value) ?? file }, inner);
    default:
      return [{ value, wrapping, binding, file }];
  }
}

/**
 * The same for an option whose type is known, where nixpkgs is strict: `mkIf` and `mkMerge` come first, then one priority.
 * What stands under a priority is not looked at before it wins: it may need the very option.
 * Source: `mergeDefinitions` in nixpkgs' lib/modules.nix.
 */
export function discharged(definition: Definition): readonly Definition[] {
  return discharge(definition, { depth: 0, wrappers: { seen: 0 } });
}

function discharge(definition: Definition, { depth, wrappers }: Unwrapping): readonly Definition[] {
  const { thunk, wrapping, binding, file } = definition;
  if (wrapping.priority !== undefined) return [definition];
  const value = thunk.force();
  const bare = { ...definition, thunk: known(value), binding: binding ?? value.at };
  const type = depth < MAX_NESTING && wrappers.seen < MAX_WRAPPERS ? wrapperType(value) : undefined;
  if (value.kind !== "attrs" || type === undefined) return [bare];
  wrappers.seen += 1;
  const inner = { depth: depth + 1, wrappers };
  switch (type) {
    case "if": {
      const conditions = [...wrapping.conditions, conditionOf(value)];
      return discharge(
        { ...definition, thunk: member(value, "content"), wrapping: { ...wrapping, conditions } },
        inner,
      );
    }
    case "merge":
      return mergedIn(value, definition).flatMap((each) => discharge(each, inner));
    case "override": {
      const priority = numberOf(attributeValue(value, "priority")) ?? "unknown";
      return [{ thunk: member(value, "content"), wrapping: { ...wrapping, priority }, binding, file }];
    }
    case "definition":
      return discharge({ ...definition, thunk: member(value, "value"), file: fileOf(value) ?? file }, inner);
    default:
      return [bare];
  }
}

/** The value that wins, and its place among the others. */
export function ordered({ thunk, wrapping }: Definition): { readonly value: Value; readonly order: number } {
  const value = thunk.force();
  if (value.kind !== "attrs" || wrapperType(value) !== "order") {
    return { value, order: wrapping.order ?? ORDER.normal };
  }
  const order = numberOf(attributeValue(value, "priority")) ?? ORDER.normal;
  return { value: attributeValue(value, "content"), order };
}

function conditionOf(value: AttrsValue): Condition {
  return () => truthOf(attributeValue(value, "condition"));
}

function mergedIn(value: AttrsValue, around: Definition): readonly Definition[] {
  const list = attributeValue(value, "contents");
  if (list.kind !== "list") return [{ ...around, thunk: known(notKnown(list, "the contents of a merge are no list")) }];
  return list.items.map((item) => {
    if (item.kind === "gap") return { ...around, thunk: known(item.unknown) };
    return { ...around, thunk: item.thunk, wrapping: item.certain ? around.wrapping : underDoubt(around.wrapping) };
  });
}

function fileOf(value: AttrsValue): string | undefined {
  const file = attributeValue(value, "file");
  return file.kind === "string" ? file.value : file.kind === "path" ? file.path : undefined;
}

function wrapperType(value: Value): string | undefined {
  if (value.kind !== "attrs" || !value.attributes.has("_type")) return undefined;
  const type = attributeValue(value, "_type");
  return type.kind === "string" ? type.value : undefined;
}

function member(value: AttrsValue, name: string): Thunk {
  return { force: () => attributeValue(value, name) };
}

/** What an attribute of a content defines: it stands under the same wrappers. */
export function definitionIn(content: Content, attribute: Attribute): Definition {
  return {
    thunk: attribute.thunk,
    wrapping: attribute.certain ? content.wrapping : underDoubt(content.wrapping),
    binding: attribute.binding ?? attribute.key,
    file: content.file,
  };
}

const DOUBT = unknown("it depends on something that is not known");

export function underDoubt(wrapping: Wrapping): Wrapping {
  return { ...wrapping, conditions: [...wrapping.conditions, () => DOUBT] };
}

/** All conditions together: false where one fails; else why it is not known; else true. */
export function holds({ conditions }: Wrapping): boolean | UnknownValue {
  let doubt: UnknownValue | undefined;
  for (const condition of conditions) {
    const answer = condition();
    if (answer === false) return false;
    if (answer !== true) doubt ??= answer;
  }
  return doubt ?? true;
}

/** Priority as nixpkgs counts; undefined where it is not known. A value that is not known may carry one of its own. */
export function priorityOf({ value, wrapping }: Content): number | undefined {
  if (wrapping.priority === "unknown") return undefined;
  return wrapping.priority ?? (value.kind === "unknown" ? undefined : PRIORITY.normal);
}

export function orderOf({ wrapping }: Content): number {
  return wrapping.order ?? ORDER.normal;
}

/** A set of options or of named things, and no value of its own such as a package or an option's declaration. */
export function isPlainSet(value: Value): value is AttrsValue {
  return value.kind === "attrs" && !value.attributes.has("_type") && !isDerivation(value);
}

function isDerivation(value: AttrsValue): boolean {
  const type = selectAttribute(value, "type");
  if (type.kind !== "found" || !value.attributes.has("outPath")) return false;
  const text = type.attribute.thunk.force();
  return text.kind === "string" && text.value === "derivation";
}

function truthOf(value: Value): boolean | UnknownValue {
  return value.kind === "bool" ? value.value : notKnown(value, `a condition cannot be ${describe(value)}`);
}

function notKnown(value: Value, why: string): UnknownValue {
  return value.kind === "unknown" ? value : unknown(why, value.at);
}
