/** `coercedTo`: what is written in a shorter way. Source: nixpkgs' lib/types.nix. */
import type { Answer } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { nullValue, string } from "../../nix/values/make.ts";
import { attributeValue } from "../../nix/values/select.ts";
import { failed, known, type Thunk, type Value } from "../../nix/values/value.ts";
import { around, elementType, phraseOf } from "./element.ts";
import { makeType } from "./make-type.ts";
import type { Defined, OptionPath } from "./option-type.ts";

/** `coercedTo from f to`: a definition that fits `from` goes through `f` first. */
export function coercedTo(from: Thunk, coerce: Thunk, to: Thunk, context: EvalContext): Value {
  const [source, target] = [elementType(from, context), elementType(to, context)];
  const coerced = (value: Value): Value => context.apply(coerce.force(), [known(value)], undefined);
  const check = (value: Value): Answer => {
    const fromSource = source().check(value);
    if (fromSource === true) {
      const fits = target().check(coerced(value));
      if (fits !== false) return fits;
    } else if (fromSource !== false) return fromSource;
    return target().check(value);
  };
  const coercedDefinition = (loc: OptionPath, def: Defined): Defined => {
    const fits = source().fits(loc, [def]);
    if (fits === true) return { ...def, value: coerced(def.value) };
    return fits === false ? def : { ...def, value: fits };
  };
  const modules = context.lazy(() => attributeValue(from.force(), "getSubModules"));
  return makeType(
    {
      name: "coercedTo",
      description: context.lazy(() => {
        const [final, first] = [phraseOf(to, ["noun"], "", context), phraseOf(from, ["noun"], " or ", context)];
        const [a, b] = [final.force(), first.force()];
        if (a.kind !== "string") return a;
        return b.kind === "string" ? string(`${a.value}${b.value} convertible to it`) : b;
      }),
      check,
      fits: (loc, defs) => {
        const submodules = modules.force();
        if (submodules.kind === "list") return failed("assertion", "coercedTo: coercedType must not have submodules");
        return target().fits(
          loc,
          defs.map((def) => coercedDefinition(loc, def)),
        );
      },
      merge: (loc, defs) =>
        target().merge(
          loc,
          defs.map((def) => coercedDefinition(loc, def)),
        ),
      emptyValue: context.lazy(() => attributeValue(to.force(), "emptyValue")),
      typeMerge: () => nullValue(),
      ...around(to, (other) => coercedTo(from, coerce, other, context), undefined, context),
      nested: [
        ["coercedType", from],
        ["finalType", to],
      ],
    },
    context,
  );
}
