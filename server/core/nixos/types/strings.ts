/** Types of text. Source: nixpkgs' lib/types.nix. */
import { type Answer, isUnknown, withAttrs, withString } from "../../nix/values/builtins/arguments.ts";
import { builtinDefinitions } from "../../nix/values/builtins/index.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { equalValues } from "../../nix/values/equality.ts";
import { attrs, nativeFunction, nullValue, string } from "../../nix/values/make.ts";
import { attributeValue } from "../../nix/values/select.ts";
import { type AttrsValue, known, type Thunk, type Value } from "../../nix/values/value.ts";
import { withCheck } from "./added-check.ts";
import { phraseOf } from "./element.ts";
import { makeType } from "./make-type.ts";
import { likeliest, mergeEqual } from "./merges.ts";
import type { Defined, MergedValue, OptionPath } from "./option-type.ts";
import { ofKind, withMembers } from "./scalars.ts";

export function stringTypes(context: EvalContext): readonly (readonly [string, Value])[] {
  const isText = ofKind("string");
  const equal = mergeEqual(context);
  const str = makeType({ name: "str", description: "string", phrase: "noun", check: isText, merge: equal }, context);
  const separatedString = (separator: string): Value => separated(separator, context);
  return [
    ["str", str],
    [
      "nonEmptyStr",
      makeType(
        {
          name: "nonEmptyStr",
          description: "non-empty string",
          phrase: "noun",
          check: (value) => (value.kind === "string" ? !/^[ \t\n]*$/.test(value.value) : isText(value)),
          merge: equal,
        },
        context,
      ),
    ],
    [
      "singleLineStr",
      makeType(
        {
          name: "singleLineStr",
          description: "(optionally newline-terminated) single-line string",
          phrase: "noun",
          check: (value) => (value.kind === "string" ? /^[^\n\r]*\n?$/.test(value.value) : isText(value)),
          merge: (loc, defs) => {
            const merged = equal(loc, defs);
            const { value } = merged;
            return value.kind === "string"
              ? { ...merged, value: string(value.value.replace(/\n$/, ""), value.at) }
              : merged;
          },
        },
        context,
      ),
    ],
    ["strMatching", nativeFunction("strMatching", context, (pattern) => strMatching(pattern, context))],
    [
      "separatedString",
      nativeFunction("separatedString", context, (separator) => withString(separator, separatedString)),
    ],
    ["lines", separatedString("\n")],
    ["commas", separatedString(",")],
    ["envVar", separatedString(":")],
    ["passwdEntry", nativeFunction("passwdEntry", context, (entry) => passwdEntry(entry, context))],
  ];
}

function strMatching(pattern: Thunk, context: EvalContext): Value {
  return withString(pattern, (text) =>
    makeType(
      {
        name: `strMatching ${JSON.stringify(text)}`,
        description: `string matching the pattern ${text}`,
        phrase: "noun",
        check: (value) => (value.kind === "string" ? matches(text, value, context) : ofKind("string")(value)),
        merge: mergeEqual(context),
        functor: {
          name: "strMatching",
          payload: known(attrs([["pattern", known(string(text))]])),
          type: (payload) =>
            strMatching(
              context.lazy(() => attributeValue(payload.force(), "pattern")),
              context,
            ),
          together: (a, b) => {
            const same = equalValues(a.force(), b.force(), context);
            return isUnknown(same) ? same : same ? a.force() : nullValue();
          },
        },
      },
      context,
    ),
  );
}

/** `builtins.match pattern text != null` */
function matches(pattern: string, text: Value, context: EvalContext): Answer {
  const match = builtinDefinitions.find(({ name }) => name === "match");
  const groups = match?.call([known(string(pattern)), known(text)], context, undefined);
  if (!groups) return true;
  return groups.kind === "unknown" ? groups : groups.kind !== "null";
}

function separated(separator: string, context: EvalContext): Value {
  return makeType(
    {
      name: "separatedString",
      description: `strings concatenated with ${JSON.stringify(separator)}`,
      phrase: "noun",
      check: ofKind("string"),
      merge: (_loc: OptionPath, defs: readonly Defined[]) => joinedTexts(defs, separator),
      functor: {
        payload: known(attrs([["sep", known(string(separator))]])),
        type: (payload) =>
          withString(known(attributeValue(payload.force(), "sep")), (text) => separated(text, context)),
        together: (a, b) => {
          const same = equalValues(attributeValue(a.force(), "sep"), attributeValue(b.force(), "sep"), context);
          return isUnknown(same) ? same : same ? a.force() : nullValue();
        },
      },
    },
    context,
  );
}

/** All texts one after the other: not known as soon as one of them is not. */
function joinedTexts(defs: readonly Defined[], separator: string): MergedValue {
  const texts = defs.map(({ value }) => (value.kind === "string" ? value.value : undefined));
  const all = texts.filter((text) => text !== undefined);
  if (all.length < defs.length || defs.some(({ certain }) => !certain)) {
    return defs.length === 1 || all.length === 0 ? likeliest(defs) : { ...likeliest(defs), certain: false };
  }
  const [first] = defs;
  const at = defs.length === 1 ? first?.value.at : undefined;
  return { value: string(all.join(separator), at), certain: true, first };
}

function passwdEntry(entry: Thunk, context: EvalContext): Value {
  return withAttrs(entry, (type) => {
    const name = attributeValue(type, "name");
    const checked: AttrsValue = withCheck(
      type,
      (value) => (value.kind === "string" ? !/[:\n]/.test(value.value) : true),
      context,
    );
    return withMembers(checked, [
      ["name", known(name.kind === "string" ? string(`passwdEntry ${name.value}`) : name)],
      ["description", phraseOf(entry, ["noun"], "", context, ", not containing newlines or colons")],
      ["descriptionClass", known(string("nonRestrictiveClause"))],
    ]);
  });
}
