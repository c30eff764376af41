/**
 * The context of a text: the store paths it mentions. Every text that is known here has none, since whatever comes from the
 * store is not known.
 */
import { attrs, bool, nullValue, string } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { type Thunk, unknown, type Value } from "../value.ts";
import { withAttrs, withString, withText } from "./arguments.ts";
import { binary, unary } from "./define.ts";

/** The place of an attribute is known to the editor, but Nix tells it in lines of files as they lie on its own disk. */
function placeOf(name: Thunk, set: Thunk): Value {
  return withString(name, (wanted) =>
    withAttrs(set, (value) => {
      const selection = selectAttribute(value, wanted);
      if (selection.kind === "absent") return nullValue();
      return selection.kind === "unknown" ? selection.unknown : unknown("places in files are not told");
    }),
  );
}

const appendContext = binary("appendContext", (text, context) =>
  withString(text, (all) =>
    withAttrs(context, (value) =>
      value.open === undefined && value.attributes.size === 0
        ? string(all)
        : unknown("what a text takes from the Nix store is not known"),
    ),
  ),
);

const withoutContext = unary("unsafeDiscardStringContext", (text, call) => withText(text, call, string));

export const builtins = [
  appendContext,
  withoutContext,
  unary("getContext", (text) => withString(text, () => attrs([]))),
  unary("hasContext", (text) => withString(text, () => bool(false))),
  unary("unsafeDiscardOutputDependency", (text, call) => withText(text, call, string)),
  binary("unsafeGetAttrPos", placeOf),
];

export const lib = [
  withoutContext,
  binary("addContextFrom", (source, text, call) =>
    withText(source, call, () => withText(text, call, (all) => string(all))),
  ),
];

/** Members of `lib.strings` alone. */
export const inStrings = [appendContext];
