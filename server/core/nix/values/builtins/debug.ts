/**
 * Messages and errors. A message changes nothing; an error makes the value unknown, with the message as the reason.
 */
import type { BuiltinDefinition } from "../context.ts";
import { attrs, bool } from "../make.ts";
import { known, type ListItem, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { answerOf, decide, withItems, withList, withText } from "./arguments.ts";
import { binary, type Call, ternary, unary } from "./define.ts";
import { isElement } from "./list-search.ts";

function stopped(message: Thunk, call: Call): Value {
  return withText(message, call, (text) => unknown(`evaluation stops with "${text}"`));
}

/** Passes its last argument on: whatever is said by the way, the value is the same. */
function passing(name: string): BuiltinDefinition {
  return binary(name, (_, value) => value.force());
}

/** What keeps a value from being known through and through: the first thing inside it that is not. */
function firstUnknown(value: Value, call: Call): UnknownValue | undefined {
  if (value.kind === "unknown") return value;
  if (value.kind !== "list" && value.kind !== "attrs") return undefined;
  const found = call.context.deeper((): UnknownValue | undefined => {
    if (value.kind === "attrs" && value.open !== undefined) return value.open;
    const parts: Iterable<ListItem | { readonly thunk: Thunk }> =
      value.kind === "list" ? value.items : value.attributes.values();
    for (const part of parts) {
      const inside = "thunk" in part ? firstUnknown(part.thunk.force(), call) : part.unknown;
      if (inside !== undefined) return inside;
    }
    return undefined;
  });
  return found;
}

/** Nix stops or goes on with `value`; which of the two must be known. */
function after(first: UnknownValue | undefined, value: Thunk): Value {
  return first ?? value.force();
}

function seq(first: Thunk, value: Thunk): Value {
  const computed = first.force();
  return after(computed.kind === "unknown" ? computed : undefined, value);
}

/** The value, or what `message` says where the condition asks for that. */
function stopIf(when: boolean, condition: Thunk, message: Thunk, value: Thunk, call: Call): Value {
  const answer = answerOf(condition.force());
  if (typeof answer !== "boolean") return answer;
  return answer === when ? stopped(message, call) : value.force();
}

const deepSeq = binary("deepSeq", (first, value, call) => after(firstUnknown(first.force(), call), value));
const strict = binary("seq", seq);
const trace = passing("trace");
const warn = passing("warn");
const addErrorContext = passing("addErrorContext");

/** What is known was computed without an error; of what is not known we cannot say. */
const tryEval = unary("tryEval", (thunk) => {
  const value = thunk.force();
  if (value.kind === "unknown") return value;
  return attrs([
    ["success", known(bool(true))],
    ["value", known(value)],
  ]);
});

export const builtins = [
  unary("throw", stopped),
  unary("abort", stopped),
  trace,
  passing("traceVerbose"),
  warn,
  addErrorContext,
  strict,
  deepSeq,
  tryEval,
  unary("break", (value) => value.force()),
];

export const lib = [
  trace,
  warn,
  addErrorContext,
  strict,
  deepSeq,
  tryEval,
  passing("info"),
  passing("traceSeq"),
  passing("traceValFn"),
  passing("traceValSeqFn"),
  unary("traceVal", (value) => value.force()),
  unary("traceValSeq", (value) => value.force()),
  binary("traceValSeqN", (_, value) => value.force()),
  ternary("traceSeqN", (_depth, _shown, value) => value.force()),
  ternary("traceIf", (_condition, _message, value) => value.force()),
  ternary("warnIf", (_condition, _message, value) => value.force()),
  ternary("warnIfNot", (_condition, _message, value) => value.force()),
  binary("showWarnings", (_, value) => value.force()),
  ternary("throwIf", (condition, message, value, call) => stopIf(true, condition, message, value, call)),
  ternary("throwIfNot", (condition, message, value, call) => stopIf(false, condition, message, value, call)),
  binary("assertMsg", (condition, message, call) =>
    decide(
      condition,
      () => bool(true),
      () => stopped(message, call),
      (why) => why,
    ),
  ),
  ternary("assertOneOf", (name, value, choices, call) =>
    withList(choices, (list) => oneOf(name, isElement(value, list.items, call), call)),
  ),
];

export const inAsserts = [
  ternary("assertEachOneOf", (name, values, choices, call) =>
    withItems(values, (thunks) =>
      withList(choices, (list) => {
        for (const thunk of thunks) {
          const among = isElement(thunk, list.items, call);
          if (among !== true) return oneOf(name, among, call);
        }
        return bool(true);
      }),
    ),
  ),
];

function oneOf(name: Thunk, among: boolean | UnknownValue, call: Call): Value {
  if (typeof among !== "boolean") return among;
  return among ? bool(true) : withText(name, call, (text) => unknown(`${text} is not one of the values it may have`));
}
