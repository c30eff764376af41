/** `enum`: one of several values. Source: nixpkgs' lib/types.nix. */
import type { Answer } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { equalValues } from "../../nix/values/equality.ts";
import { attrs, string } from "../../nix/values/make.ts";
import { attributeValue } from "../../nix/values/select.ts";
import { failed, known, type Thunk, type UnknownValue, unknown, type Value } from "../../nix/values/value.ts";
import { makeType } from "./make-type.ts";
import { mergeEqual } from "./merges.ts";

/** `enum [ … ]` */
export function enumType(values: Thunk, context: EvalContext): Value {
  return makeType(
    {
      name: "enum",
      description: context.lazy(() => enumText(values)),
      phrase: context.lazy(() => {
        const all = values.force();
        return all.kind === "list" ? string(all.items.length < 2 ? "noun" : "conjunction") : all;
      }),
      check: (value) => isAmong(value, values.force(), context),
      merge: mergeEqual(context),
      functor: {
        payload: known(attrs([["values", values]])),
        type: (payload) =>
          enumType(
            context.lazy(() => attributeValue(payload.force(), "values")),
            context,
          ),
        together: (a, b) => {
          const [left, right] = [attributeValue(a.force(), "values"), attributeValue(b.force(), "values")];
          if (left.kind !== "list" || right.kind !== "list") return unknown("the values of an `enum` are not known");
          return attrs([["values", known({ ...left, items: [...left.items, ...right.items] })]]);
        },
      },
    },
    context,
  );
}

function isAmong(value: Value, values: Value, context: EvalContext): Answer {
  if (value.kind === "unknown") return value;
  if (values.kind !== "list") return values.kind === "unknown" ? values : failed("type", "`enum` needs a list");
  let doubt: UnknownValue | undefined;
  for (const item of values.items) {
    if (item.kind === "gap") doubt ??= item.unknown;
    else {
      const equal = equalValues(value, item.thunk.force(), context);
      if (equal === true && item.certain) return true;
      if (equal !== false) doubt ??= equal === true ? unknown("a value of an `enum` is not certain") : equal;
    }
  }
  return doubt ?? false;
}

function enumText(values: Thunk): Value {
  const all = values.force();
  if (all.kind !== "list") return all;
  const words = all.items.map((item) => (item.kind === "item" ? enumWord(item.thunk.force()) : "…"));
  if (words.length === 0) return string("impossible (empty enum)");
  return string(words.length === 1 ? `value ${words[0]} (singular enum)` : `one of ${words.join(", ")}`);
}

function enumWord(value: Value): string {
  switch (value.kind) {
    case "string":
      return `"${value.value}"`;
    case "int":
      return value.value.toString();
    case "bool":
      return String(value.value);
    default:
      return `<${value.kind === "attrs" ? "set" : value.kind === "function" ? "lambda" : value.kind}>`;
  }
}
