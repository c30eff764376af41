/**
 * Messages: they change nothing, but what they show is computed, and an error there stops the evaluation too.
 */
import type { BuiltinDefinition } from "../context.ts";
import { nullValue } from "../make.ts";
import { describe, selectAttribute } from "../select.ts";
import { known, type ListItem, stops, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { answerOf, notA, withAttrs, withString } from "./arguments.ts";
import { binary, type Call, quaternary, ternary, unary } from "./define.ts";

/** What keeps a value from being known through and through: the first thing inside it that is not. */
export function firstUnknown(value: Value, call: Call, seen = new Set<Thunk>()): UnknownValue | undefined {
  if (value.kind === "unknown") return value;
  if (value.kind !== "list" && value.kind !== "attrs") return undefined;
  return call.context.deeper((): UnknownValue | undefined => {
    if (value.kind === "attrs" && value.open !== undefined) return value.open;
    const parts: Iterable<ListItem | { readonly thunk: Thunk; readonly certain: boolean }> =
      value.kind === "list" ? value.items : value.attributes.values();
    for (const part of parts) {
      if (!("thunk" in part)) return part.unknown;
      // A value may hold itself.
      if (seen.has(part.thunk)) continue;
      seen.add(part.thunk);
      const inside = firstUnknown(part.thunk.force(), call, seen);
      if (inside !== undefined) return part.certain ? inside : unknown(inside.why, inside.at);
    }
    return undefined;
  });
}

/** `value` after something was shown; an error in what is shown comes first. */
function after(shown: UnknownValue | undefined, value: Thunk): Value {
  return shown !== undefined && stops(shown) ? shown : value.force();
}

function shallow(thunk: Thunk): UnknownValue | undefined {
  const value = thunk.force();
  return value.kind === "unknown" ? value : undefined;
}

/**
 * `warn` takes a string and nothing else; Nix before 2.23, which has no such builtin, and after it stop in different ways where
 * it is none. <https://github.com/NixOS/nix/blob/master/doc/manual/source/release-notes/rl-2.23.md>
 */
export function warned(message: Thunk, value: Thunk): Value {
  const text = message.force();
  if (text.kind === "string") return value.force();
  return text.kind === "unknown" ? after(text, value) : unknown(`a warning is text, here is ${describe(text)}`);
}

/** `warn` in a condition. */
function warnedIf(when: boolean, condition: Thunk, message: Thunk, value: Thunk): Value {
  const answer = answerOf(condition.force());
  if (typeof answer !== "boolean") return stops(answer) ? answer : value.force();
  return answer === when ? warned(message, value) : value.force();
}

/** Each warning before the value. */
export function showWarnings(warnings: Thunk, value: Thunk): Value {
  const found = warnings.force();
  if (found.kind === "unknown") return after(found, value);
  if (found.kind !== "list") return notA("a list", found);
  for (const entry of found.items) {
    const result = entry.kind === "item" && entry.certain ? warned(entry.thunk, known(nullValue())) : undefined;
    if (result?.kind === "unknown") return result;
  }
  return value.force();
}

const strict = binary("seq", (first, value) => shallow(first) ?? value.force());
const deepSeq = binary("deepSeq", (first, value, call) => firstUnknown(first.force(), call) ?? value.force());
const trace = binary("trace", (message, value) => after(shallow(message), value));
const warn = binary("warn", warned);
/** Says what was being done when an error comes up, and is not computed before that. */
const addErrorContext = binary("addErrorContext", (_, value) => value.force());

/** Where an attribute was written. The line and column depend on how the set was made; only "nowhere" is certain. */
const unsafeGetAttrPos = binary("unsafeGetAttrPos", (name, set) =>
  withString(name, (text) =>
    withAttrs(set, (value) => {
      const selection = selectAttribute(value, text);
      if (selection.kind === "unknown") return selection.unknown;
      return selection.kind === "absent" ? nullValue() : unknown("where an attribute was written is not evaluated");
    }),
  ),
);

export const builtins: readonly BuiltinDefinition[] = [
  trace,
  binary("traceVerbose", (_, value) => value.force()),
  warn,
  addErrorContext,
  strict,
  deepSeq,
  unsafeGetAttrPos,
  unary("break", (value) => value.force()),
];

/** The value, after an error in `shown` if it has one: looked at as deep as `deep` says. */
function shownAs(shown: Value, deep: boolean, value: Thunk, call: Call): Value {
  return after(deep ? firstUnknown(shown, call) : shown.kind === "unknown" ? shown : undefined, value);
}

export const lib: readonly BuiltinDefinition[] = [
  trace,
  warn,
  addErrorContext,
  strict,
  deepSeq,
  unsafeGetAttrPos,
  binary("info", (message, value) => after(shallow(message), value)),
  binary("traceSeq", (shown, value, call) => shownAs(shown.force(), true, value, call)),
  binary("traceValFn", (fn, value, call) => shownAs(call.apply(fn, value), false, value, call)),
  binary("traceValSeqFn", (fn, value, call) => {
    const whole = call.context.lazy(() => shownAs(value.force(), true, value, call));
    return shownAs(call.apply(fn, whole), false, whole, call);
  }),
  unary("traceVal", (value) => value.force()),
  unary("traceValSeq", (value, call) => shownAs(value.force(), true, value, call)),
  // Shows the value down to a depth; what is below may be an error that nobody sees.
  binary("traceValSeqN", (_, value) => value.force()),
  ternary("traceValSeqNFn", (_fn, _depth, value) => value.force()),
  ternary("traceSeqN", (_depth, _shown, value) => value.force()),
  quaternary("traceFnSeqN", (_depth, _name, fn, value, call) => call.apply(fn, value)),
  ternary("traceIf", (condition, message, value) => {
    const answer = answerOf(condition.force());
    if (stops(answer)) return answer;
    return answer === true ? after(shallow(message), value) : value.force();
  }),
  ternary("warnIf", (condition, message, value) => warnedIf(true, condition, message, value)),
  ternary("warnIfNot", (condition, message, value) => warnedIf(false, condition, message, value)),
  binary("showWarnings", showWarnings),
];
