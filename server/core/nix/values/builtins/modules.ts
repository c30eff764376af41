/**
 * The words of the NixOS module system. They only mark a value; the module system reads the marks, e.g.
 * `mkIf c x` is `{ _type = "if"; condition = c; content = x; }`.
 */
import type { BuiltinDefinition } from "../context.ts";
import { attrs, attrsOf, bool, int, string } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { ORDER, PRIORITY } from "../properties.ts";
import { selectAttribute } from "../select.ts";
import { known, type Thunk, unknown, type Value } from "../value.ts";
import { answerOf, withAttrs, withString, withText } from "./arguments.ts";
import { binary, ternary, unary } from "./define.ts";
import { typeIs } from "./types.ts";

/** What the words of the module system make: `marked("if", { condition, content })` is what `mkIf` gives. */
export function marked(type: string, members: Readonly<Record<string, Thunk>>): Value {
  return attrs([["_type", known(string(type))], ...Object.entries(members)]);
}

export function override(priority: Thunk, content: Thunk): Value {
  return marked("override", { priority, content });
}

function order(priority: Thunk, content: Thunk): Value {
  return marked("order", { priority, content });
}

function priority(name: string, mark: (priority: Thunk, content: Thunk) => Value, value: number): BuiltinDefinition {
  return unary(name, (content) => mark(known(int(value)), content));
}

const TYPES = unknown("types of options are not evaluated");

export const lib = [
  binary("mkIf", (condition, content) => marked("if", { condition, content })),
  unary("mkMerge", (contents) => marked("merge", { contents })),
  binary("mkOverride", override),
  priority("mkOptionDefault", override, PRIORITY.optionDefault),
  priority("mkDefault", override, PRIORITY.default),
  priority("mkImageMediaOverride", override, PRIORITY.imageMedia),
  priority("mkForce", override, PRIORITY.force),
  priority("mkVMOverride", override, PRIORITY.vm),
  binary("mkOrder", order),
  priority("mkBefore", order, ORDER.before),
  priority("mkAfter", order, ORDER.after),
  unary("mkFixStrictness", (value) => value.force()),
  ternary("mkAssert", (assertion, message, content, call) =>
    marked("if", {
      condition: call.context.lazy(() => {
        const holds = answerOf(assertion.force());
        if (typeof holds !== "boolean") return holds;
        return holds ? bool(true) : withText(message, call, (text) => unknown(`an assertion does not hold: ${text}`));
      }),
      content,
    }),
  ),
  unary("mkDefinition", (definition) => mergeAttrs(definition.force(), marked("definition", {}))),
  binary("mkDerivedConfig", (option, fn, call) =>
    withAttrs(option, (value) => {
      const highest = selectAttribute(value, "highestPrio");
      const prio =
        highest.kind === "found"
          ? highest.attribute.thunk
          : known(highest.kind === "unknown" ? highest.unknown : int(PRIORITY.normal));
      const content = selectAttribute(value, "value");
      const inner =
        content.kind === "found" ? content.attribute.thunk : known(unknown("the option has no known value"));
      return override(prio, call.applied(fn, inner));
    }),
  ),
  unary("mkOption", (option) => withAttrs(option, (value) => mergeAttrs(value, marked("option", {})))),
  unary("mkEnableOption", (name, call) =>
    attrs([
      ["_type", known(string("option"))],
      ["default", known(bool(false))],
      ["example", known(bool(true))],
      ["description", call.context.lazy(() => withText(name, call, (text) => string(`Whether to enable ${text}.`)))],
      ["type", known(TYPES)],
    ]),
  ),
  unary("literalExpression", (text) => withString(text, () => marked("literalExpression", { text }))),
  unary("literalMD", (text) => withString(text, () => marked("literalMD", { text }))),
  binary("isType", (type, value) => withString(type, (name) => typeIs(value, "_type", name))),
  binary("setType", (type, value) => mergeAttrs(value.force(), attrs([["_type", type]]))),
];

/** `lib.types`: whatever is taken from it is not known. */
export const types = attrsOf(new Map(), TYPES);
