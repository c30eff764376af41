/** `mountOptions` of one object, element by element. */

import { contains, type Location } from "../text/span.ts";
import { definitionsOf } from "./definitions.ts";
import type { Definition, DiskoAttribute, DiskoObject, OptionEntry, OptionList } from "./layout.ts";

export type TextOf = (path: string) => string | undefined;

/** The option list of `object`; `standard` is what disko takes when none is written. */
export function optionListOf(
  object: DiskoObject,
  text: TextOf,
  standard: readonly string[] = ["defaults"],
): OptionList {
  const attribute = object.attributes.get("mountOptions");
  if (attribute === undefined) return unwritten(object, standard);
  const { definitions, key, binding } = attribute;
  const parts = definitions.map((definition) => entriesOf(definition, text));
  return {
    entries: parts.flatMap((part) => part.entries),
    complete: !object.open && parts.every((part) => part.complete),
    written: true,
    key,
    binding,
    list: editableList(attribute, text),
  };
}

function unwritten(object: DiskoObject, standard: readonly string[]): OptionList {
  return {
    entries: standard.map((value) => ({ value, at: object.at, certain: !object.open, literal: false })),
    complete: !object.open,
    written: false,
    key: undefined,
    binding: undefined,
    list: undefined,
  };
}

/** Elements that are no strings are said by the schema walk and left out here. */
function entriesOf(definition: Definition, text: TextOf): { entries: OptionEntry[]; complete: boolean } {
  if (definition.value.kind !== "list") return { entries: [], complete: false };
  const entries: OptionEntry[] = [];
  let complete = true;
  for (const item of definition.value.items) {
    if (item.kind === "gap") {
      complete = false;
      continue;
    }
    const certain = definition.certain && item.certain;
    for (const { value, at, certain: sure } of definitionsOf(item.thunk, definition.at, { certain, firm: true })) {
      if (value.kind === "string") {
        entries.push({ value: value.value, at, certain: sure, literal: isLiteral(value.value, at, text) });
      } else complete = false;
    }
  }
  return { entries, complete };
}

/** Whether the source at `at` is exactly the string in double quotes, so that a fix may replace a part of it. */
function isLiteral(value: string, at: Location, text: TextOf): boolean {
  return text(at.path)?.slice(at.span.start, at.span.end) === `"${value}"`;
}

/** A list literal written in the binding itself. One that comes through a variable or `++` serves others too. */
function editableList({ definitions, binding }: DiskoAttribute, text: TextOf): Location | undefined {
  const [only, ...others] = definitions;
  if (only === undefined || others.length > 0 || only.value.kind !== "list" || binding === undefined) return undefined;
  const { at } = only;
  if (at.path !== binding.path || !contains(binding.span, at.span)) return undefined;
  const source = text(at.path)?.slice(at.span.start, at.span.end);
  const rest = text(at.path)?.slice(at.span.end, binding.span.end);
  return source?.startsWith("[") && source.endsWith("]") && rest?.trim() === ";" ? at : undefined;
}
