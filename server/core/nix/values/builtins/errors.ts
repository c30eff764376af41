/**
 * Errors that the evaluated code raises itself, and `tryEval`, which catches those of `throw` and of assertions. An error
 * is a value: not known, with the message as its reason.
 */
import type { BuiltinDefinition } from "../context.ts";
import { attrs, bool } from "../make.ts";
import { attributeValue } from "../select.ts";
import { type Failure, failed, known, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import {
  type Answer,
  answerOf,
  answerValue,
  certainItems,
  decide,
  doubt,
  opposite,
  withItems,
  withList,
  withText,
} from "./arguments.ts";
import { showWarnings } from "./debug.ts";
import { binary, type Call, functionThunk, quaternary, ternary, unary } from "./define.ts";
import { isElement, someItem } from "./list-search.ts";

/** The error of `throw message`. */
export function thrown(message: Thunk, call: Call): Value {
  return stopped("throw", message, call);
}

function stopped(failure: Failure, message: Thunk, call: Call): Value {
  return withText(message, call, (text) => failed(failure, `evaluation stops with "${text}"`, call.at));
}

/** The error of `throw` in native code. */
export function throws(message: string, call: Call): UnknownValue {
  return failed("throw", `evaluation stops with "${message}"`, call.at);
}

/** The value, or the error of `message` where the condition asks for that. */
function stopIf(when: boolean, condition: Thunk, message: Thunk, call: Call): Value {
  const answer = answerOf(condition.force());
  if (typeof answer !== "boolean") return answer;
  // The error comes before the value is given: what is left is a function that gives it back.
  return answer === when
    ? thrown(message, call)
    : functionThunk(
        call,
        unary("id", (value) => value.force()),
      ).force();
}

/**
 * What is known was computed without an error; of what is not known we cannot say. A list or set that is known in part may
 * be one that Nix does not get to: `filter` stops at an error of a condition that is not known here.
 */
const tryEval = unary("tryEval", (thunk) => {
  const value = thunk.force();
  if (value.kind !== "unknown") return tried(doubtIn(value) ?? bool(true), thunk);
  return value.failure === "throw" || value.failure === "assertion" ? tried(bool(false), known(bool(false))) : value;
});

function tried(success: Value, value: Thunk): Value {
  return attrs([
    ["success", known(success)],
    ["value", value],
  ]);
}

/** Why a list or set is known in part only. */
function doubtIn(value: Value): UnknownValue | undefined {
  if (value.kind === "list") return certainItems(value) === undefined ? doubt(value) : undefined;
  if (value.kind !== "attrs") return undefined;
  const uncertain = [...value.attributes.values()].some(({ certain }) => !certain);
  return value.open ?? (uncertain ? unknown("the attributes of a set are not all known") : undefined);
}

export const builtins: readonly BuiltinDefinition[] = [
  unary("throw", thrown),
  unary("abort", (message, call) => stopped("abort", message, call)),
  tryEval,
];

function assertMsg(condition: Thunk, message: Thunk, call: Call): Value {
  return decide(
    condition,
    () => bool(true),
    () => thrown(message, call),
    (why) => why,
  );
}

/** True, or the error that says what is not among the choices. Nix prints values there that it first has to compute. */
function among(name: Thunk, answer: Answer, call: Call): Value {
  if (typeof answer !== "boolean") return answer;
  if (answer) return bool(true);
  return withText(name, call, (text) => throws(`${text} is not one of the values it may have`, call));
}

export const lib: readonly BuiltinDefinition[] = [
  tryEval,
  binary("throwIf", (condition, message, call) => stopIf(true, condition, message, call)),
  binary("throwIfNot", (condition, message, call) => stopIf(false, condition, message, call)),
  binary("assertMsg", assertMsg),
  quaternary("checkListOfEnum", (message, valid, given, value, call) =>
    withList(given, (list) => {
      const isValid = (thunk: Thunk) =>
        withList(valid, (choices) => answerValue(isElement(thunk, choices.items, call)));
      const strange = someItem(list.items, (thunk) => opposite(answerOf(isValid(thunk))));
      if (typeof strange !== "boolean") return strange;
      return strange ? thrown(message, call) : value.force();
    }),
  ),
  ternary("assertOneOf", (name, value, choices, call) =>
    withList(choices, (list) => among(name, isElement(value, list.items, call), call)),
  ),
];

/** The value after its warnings, or the error that the first assertion that does not hold brings. */
function checked(assertions: readonly Thunk[], warnings: Thunk, value: Thunk, call: Call): Value {
  let broken: Thunk | undefined;
  for (const thunk of assertions) {
    const holds = answerOf(attributeValue(thunk.force(), "assertion"));
    if (typeof holds !== "boolean") return holds;
    if (!holds) broken ??= call.context.lazy(() => attributeValue(thunk.force(), "message"));
  }
  return broken === undefined ? showWarnings(warnings, value) : thrown(broken, call);
}

export const inAsserts: readonly BuiltinDefinition[] = [
  ternary("assertEachOneOf", (name, values, choices, call) =>
    withItems(values, (thunks) =>
      withList(choices, (list) => {
        for (const thunk of thunks) {
          const answer = isElement(thunk, list.items, call);
          if (answer !== true) return among(name, answer, call);
        }
        return bool(true);
      }),
    ),
  ),
  ternary("checkAssertWarn", (assertions, warnings, value, call) =>
    withItems(assertions, (thunks) => checked(thunks, warnings, value, call)),
  ),
];
