/** `extendMkDerivation`: functions that make derivations out of other such functions, with more or other arguments. */
import type { BuiltinDefinition } from "../context.ts";
import { attrs, bool, list } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { attributeValue } from "../select.ts";
import { known, type Thunk, type Value } from "../value.ts";
import { answerOf, attributeOr, decide, notA, withAttrs } from "./arguments.ts";
import { removeNames } from "./attrs-access.ts";
import { type Call, functionThunk, unary } from "./define.ts";
import { callableArgs } from "./functions.ts";
import { isCallable } from "./types.ts";

function without(set: Value, names: Value): Value {
  if (set.kind !== "attrs") return notA("a set", set);
  return names.kind === "list" ? removeNames(set, names.items) : notA("a list", names);
}

function extended(options: Thunk, call: Call): Value {
  return withAttrs(options, (given) => {
    const part = (name: string) => call.context.lazy(() => attributeValue(given, name));
    const names = (name: string) => call.context.lazy(() => attributeOr(given, name, () => list([])));
    const construct = part("constructDrv");
    const extend = part("extendDrvArgs");
    const hidden = names("excludeDrvArgNames");
    const transform = call.context.lazy(() =>
      attributeOr(given, "transformDrv", () =>
        functionThunk(
          call,
          unary("id", (drv) => drv.force()),
        ).force(),
      ),
    );
    const make = unary("make", (args, inner) => {
      const arguments_ = unary("arguments", (final, deeper) => {
        const previous = deeper.context.lazy(() => {
          const isFunction = answerOf(isCallable(args, deeper));
          if (typeof isFunction !== "boolean") return isFunction;
          return isFunction ? deeper.apply(args, final) : args.force();
        });
        return mergeAttrs(without(previous.force(), hidden.force()), deeper.apply(extend, final, previous));
      });
      return inner.apply(transform, inner.applied(construct, functionThunk(inner, arguments_)));
    });
    const formals = call.context.lazy(() => {
      const inherited = decide(
        call.context.lazy(() => attributeOr(given, "inheritFunctionArgs", () => bool(true))),
        () => without(callableArgs(construct, call), hidden.force()),
        () => attrs([]),
        (why) => why,
      );
      const own = callableArgs(call.applied(extend, known(attrs([]))), call);
      return without(mergeAttrs(inherited, own), names("excludeFunctionArgNames").force());
    });
    return attrs([
      [
        "__functor",
        functionThunk(
          call,
          unary("__functor", (_, inner) => functionThunk(inner, make).force()),
        ),
      ],
      ["__functionArgs", formals],
      ["constructDrv", construct],
      ["excludeDrvArgNames", hidden],
      ["extendDrvArgs", extend],
      ["transformDrv", transform],
    ]);
  });
}

export const lib: readonly BuiltinDefinition[] = [unary("extendMkDerivation", extended)];
