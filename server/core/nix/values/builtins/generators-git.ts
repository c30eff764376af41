/** `lib.generators.toGitINI`: sections within sections, and keys that stand several times. */
import { known, type Thunk, type Value } from "../value.ts";
import { isUnknown } from "./arguments.ts";
import type { Call } from "./define.ts";
import { escaped, type KeyValue, plainValue } from "./generators-ini.ts";
import { isDerivation, itemsOf, joinTexts, membersOf, type Text } from "./known-text.ts";

/** `key = value`, and one line for each item of a list. */
export function gitKeyValue(call: Call): KeyValue {
  return (key, thunk) => {
    const value = thunk.force();
    const several = value.kind === "list" ? itemsOf(value) : [thunk];
    if ("kind" in several) return several;
    return joinTexts(
      several.map((one) => {
        const text = gitValue(one.force(), call);
        return isUnknown(text) ? text : `\t${escaped(key, " = ")} = ${text}`;
      }),
      "\n",
    );
  };
}

function gitValue(value: Value, call: Call): Text {
  if (value.kind !== "string") return plainValue(value, call);
  return `"${value.value.replace(/[\n\t"\\]/g, (char) => GIT_ESCAPES[char] ?? char)}"`;
}

const GIT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

export function gitSection(name: string): string {
  const [first = "", ...rest] = name.split(".");
  return name.includes('"') || rest.length === 0 ? name : `${first} "${rest.join(".")}"`;
}

/** Sets within a section become sections of their own: `url.x.y = 1` stands as `y` in `url.x`. */
export function gitSections(set: Value, call: Call): Value {
  const members = membersOf(set);
  if ("kind" in members) return members;
  const found = new Map<string, [string, Thunk][]>();
  const plain: [string, Thunk][] = [];
  for (const { name, thunk } of members) {
    const nested = hasSets(thunk.force());
    if (typeof nested !== "boolean") return nested;
    const problem = nested ? gather([name], thunk.force()) : undefined;
    if (problem !== undefined) return problem;
    if (!nested) plain.push([name, thunk]);
  }
  const rewritten = [...found].map(([name, entries]) => [name, known(membersAs(entries))] as const);
  return membersAs([...plain, ...rewritten]);

  function gather(path: readonly string[], value: Value): Value | undefined {
    const members = membersOf(value);
    if ("kind" in members) return members;
    for (const { name, thunk } of members) {
      const inner = thunk.force();
      const isSet = isSubsection(inner);
      if (typeof isSet !== "boolean") return isSet;
      if (isSet) {
        const below = call.context.deeper(() => ({ problem: gather([...path, name], inner) }));
        const problem = "problem" in below ? below.problem : below;
        if (problem !== undefined) return problem;
      } else {
        const section = path.join(".");
        found.set(section, [...(found.get(section) ?? []), [name, thunk]]);
      }
    }
    return undefined;
  }
}

function membersAs(entries: readonly (readonly [string, Thunk])[]): Value {
  const attributes = new Map(
    entries.map(([name, thunk]) => [name, { name, thunk, key: undefined, binding: undefined, certain: true }]),
  );
  return { kind: "attrs", attributes, open: undefined, at: undefined };
}

function isSubsection(value: Value) {
  if (value.kind === "unknown") return value;
  if (value.kind !== "attrs") return false;
  const derivation = isDerivation(value);
  return typeof derivation === "boolean" ? !derivation : derivation;
}

/** Whether a section holds sets. */
function hasSets(section: Value) {
  if (section.kind === "unknown") return section;
  if (section.kind !== "attrs") return false;
  const members = membersOf(section);
  if ("kind" in members) return members;
  for (const { thunk } of members) {
    const isSet = isSubsection(thunk.force());
    if (isSet !== false) return isSet;
  }
  return false;
}
