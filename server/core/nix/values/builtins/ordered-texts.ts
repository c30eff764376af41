/** `lib.stringsWithDeps`: texts that ask for others before them, each once. */
import type { BuiltinDefinition } from "../context.ts";
import { attrs, list, string } from "../make.ts";
import { attributeValue } from "../select.ts";
import { known, type Thunk, type UnknownValue, type Value } from "../value.ts";
import { isUnknown } from "./arguments.ts";
import { binary, type Call, ternary, unary } from "./define.ts";
import { interpolated, itemsOf, joinTexts, textResult } from "./known-text.ts";

/** The texts of the entries, named or given, after those they depend on. */
function closure(predefined: Thunk, wanted: Thunk, call: Call): readonly Thunk[] | UnknownValue {
  const done = new Set<string>();
  const texts: Thunk[] = [];
  return addAll(wanted) ?? texts;

  function addAll(entries: Thunk): UnknownValue | undefined {
    const items = itemsOf(entries.force());
    if ("kind" in items) return items;
    for (const item of items) {
      const added = call.context.deeper(() => ({ problem: add(item.force()) }));
      const problem = "problem" in added ? added.problem : added;
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  function add(entry: Value): UnknownValue | undefined {
    if (entry.kind === "attrs") {
      const problem = addAll(known(attributeValue(entry, "deps")));
      texts.push(call.context.lazy(() => attributeValue(entry, "text")));
      return problem;
    }
    const name = interpolated(entry, call);
    if (isUnknown(name)) return name;
    if (done.has(name)) return undefined;
    done.add(name);
    return add(attributeValue(predefined.force(), name));
  }
}

export const inStringsWithDeps: readonly BuiltinDefinition[] = [
  binary("textClosureList", (predefined, wanted, call) => {
    const texts = closure(predefined, wanted, call);
    return "kind" in texts ? texts : list(texts);
  }),
  ternary("textClosureMap", (fn, predefined, wanted, call) => {
    const texts = closure(predefined, wanted, call);
    if ("kind" in texts) return texts;
    return textResult(
      joinTexts(
        texts.map((text) => interpolated(call.apply(fn, text), call)),
        "\n",
      ),
    );
  }),
  unary("noDepEntry", (text) => entry(text, known(list([])))),
  binary("fullDepEntry", entry),
  unary("packEntry", (deps) => entry(known(string("")), deps)),
  binary("stringAfter", (deps, text) => entry(text, deps)),
];

function entry(text: Thunk, deps: Thunk): Value {
  return attrs([
    ["text", text],
    ["deps", deps],
  ]);
}
