/** The arguments `loc` and `defs` of functions that merge, as the user gives them. */
import { attributeValue } from "../../nix/values/select.ts";
import type { Value } from "../../nix/values/value.ts";
import type { Defined, OptionPath } from "./option-type.ts";

/** A list of strings that is known whole. */
export function pathOf(value: Value | undefined): OptionPath | undefined {
  if (value?.kind !== "list") return undefined;
  const parts: string[] = [];
  for (const item of value.items) {
    const part = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (part?.kind !== "string") return undefined;
    parts.push(part.value);
  }
  return parts;
}

/** `[ { file = …; value = …; } … ]` */
export function definedOf(value: Value | undefined): readonly Defined[] | undefined {
  if (value?.kind !== "list") return undefined;
  const definitions: Defined[] = [];
  for (const item of value.items) {
    if (item.kind === "gap") return undefined;
    const set = item.thunk.force();
    if (set.kind !== "attrs") return undefined;
    const inner = attributeValue(set, "value");
    const file = set.attributes.get("file")?.thunk.force();
    definitions.push({
      value: inner,
      certain: item.certain,
      file: file?.kind === "string" ? file.value : file?.kind === "path" ? file.path : undefined,
      binding: inner.at,
    });
  }
  return definitions;
}
