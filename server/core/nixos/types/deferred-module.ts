/** `deferredModule`: modules for somewhere else. Source: nixpkgs' lib/types.nix. */
import { withAttrs } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs, list, string } from "../../nix/values/make.ts";
import { attributeValue, selectAttribute } from "../../nix/values/select.ts";
import { known, type Thunk, type Value } from "../../nix/values/value.ts";
import { makeType } from "./make-type.ts";
import { shown } from "./merges.ts";
import type { Defined, OptionPath } from "./option-type.ts";

/** A module for somewhere else: `{ imports = [ … ]; }` */
export function deferredModule(statics: Thunk, context: EvalContext, submodule: (modules: Thunk) => Value): Value {
  const plain = context.lazy(() => submodule(statics));
  return makeType(
    {
      name: "deferredModule",
      description: "module",
      phrase: "noun",
      check: (value) => {
        if (value.kind === "attrs" || value.kind === "function") return true;
        if (value.kind === "string") return value.value.startsWith("/");
        return value.kind === "unknown" ? value : value.kind === "path";
      },
      merge: (loc, defs) => ({
        value: attrs([["imports", context.lazy(() => deferredImports(loc, defs, statics))]]),
        certain: defs.some(({ certain }) => certain),
        graded: true,
        first: defs[0],
      }),
      modules: {
        get: context.lazy(() => attributeValue(plain.force(), "getSubModules")),
        replace: (modules) => deferredModule(modules, context, submodule),
      },
      subOptions: (prefix) => context.apply(attributeValue(plain.force(), "getSubOptions"), [prefix], undefined),
      functor: {
        name: "deferredModuleWith",
        payload: known(attrs([["staticModules", statics]])),
        type: (payload) =>
          deferredModule(
            context.lazy(() => attributeValue(payload.force(), "staticModules")),
            context,
            submodule,
          ),
        together: (a, b) => {
          const [left, right] = [
            attributeValue(a.force(), "staticModules"),
            attributeValue(b.force(), "staticModules"),
          ];
          if (left.kind !== "list") return left;
          if (right.kind !== "list") return right;
          return attrs([["staticModules", known({ ...left, items: [...left.items, ...right.items] })]]);
        },
      },
    },
    context,
  );
}

/** `deferredModuleWith { staticModules = [ … ]; }` */
export function deferredModuleWith(argument: Thunk, context: EvalContext, submodule: (modules: Thunk) => Value): Value {
  return withAttrs(argument, (given) => {
    const statics = selectAttribute(given, "staticModules");
    if (statics.kind === "unknown") return statics.unknown;
    return deferredModule(statics.kind === "found" ? statics.attribute.thunk : known(list([])), context, submodule);
  });
}

function deferredImports(loc: OptionPath, defs: readonly Defined[], statics: Thunk): Value {
  const first = statics.force();
  if (first.kind !== "list") return first;
  const added = defs.map((def) => ({
    kind: "item" as const,
    certain: def.certain,
    thunk: known(
      attrs([
        ["_file", known(string(`${def.file ?? "<unknown-file>"}, via option ${shown(loc)}`))],
        ["imports", known(list([known(def.value)]))],
      ]),
    ),
  }));
  return { ...first, items: [...first.items, ...added] };
}
