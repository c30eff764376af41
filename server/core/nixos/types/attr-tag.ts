/** `attrTag`: a set of exactly one of some names, each an option of its own. Source: nixpkgs' lib/types.nix. */
import { type Answer, withAttrs } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs, attrsOf } from "../../nix/values/make.ts";
import { attributeValue } from "../../nix/values/select.ts";
import { type AttrsValue, failed, known, type Thunk, unknown, type Value } from "../../nix/values/value.ts";
import { nodeAt } from "../option-tree.ts";
import { membersNamed } from "../typed-option.ts";
import { makeType } from "./make-type.ts";
import { likeliest, shown, stopped } from "./merges.ts";
import type { Defined, MergedValue, OptionPath } from "./option-type.ts";
import { tagIs } from "./scalars.ts";

export function attrTag(tags: Thunk, context: EvalContext): Value {
  return withAttrs(tags, (given) =>
    makeType(
      {
        name: "attrTag",
        description: `attribute-tagged union with choices: ${[...given.attributes.keys()].sort().join(", ")}`,
        phrase: "noun",
        check: (value) => chooses(value, given),
        merge: (loc, defs) => mergeTagged(loc, defs, given, context),
        subOptions: () => given,
        nested: [...given.attributes].map(([name, { thunk }]) => [name, thunk] as const),
        functor: {
          payload: known(attrs([["tags", tags]])),
          type: (payload) =>
            attrTag(
              context.lazy(() => attributeValue(payload.force(), "tags")),
              context,
            ),
          together: () => unknown("two unions of tags are not merged"),
        },
      },
      context,
    ),
  );
}

function chooses(value: Value, tags: AttrsValue): Answer {
  if (value.kind === "unknown") return value;
  if (value.kind !== "attrs") return false;
  const [name, ...others] = value.attributes.keys();
  if (others.length > 0 && !value.open) return false;
  if (value.open) return value.open;
  if (name === undefined) return false;
  const option = tags.attributes.get(name);
  if (!option) return tags.open ?? false;
  const declared = tagIs(option.thunk.force(), "option");
  return declared === false ? failed("throw", `the tag \`${name}\` is no option`) : declared === true ? true : declared;
}

function mergeTagged(loc: OptionPath, defs: readonly Defined[], tags: AttrsValue, context: EvalContext): MergedValue {
  const choices = new Set(
    defs
      .filter(({ certain }) => certain)
      .flatMap(({ value }) => (value.kind === "attrs" ? [...value.attributes.keys()] : [])),
  );
  const [choice, ...others] = choices;
  if (choice === undefined) return likeliest(defs);
  if (others.length > 0)
    return stopped(
      `The option \`${shown(loc)}\` is defined both as \`${choice}\` and \`${others[0]}\`.`,
      defs[0]?.binding,
    );
  const option = tags.attributes.get(choice);
  const declaration = option ? [{ thunk: option.thunk, file: undefined }] : [];
  const node = nodeAt(
    {
      path: [...loc, choice],
      definitions: () => membersNamed(choice, defs),
      declarations: () => declaration,
      doubt: () => undefined,
      top: false,
    },
    { context, closed: true },
  );
  const value = attrsOf(
    new Map([[choice, { name: choice, thunk: node.value, key: undefined, binding: undefined, certain: true }]]),
    undefined,
    defs.length === 1 ? defs[0]?.value.at : undefined,
  );
  return { value, certain: true, first: defs[0], parts: { names: () => [choice], child: () => node } };
}
