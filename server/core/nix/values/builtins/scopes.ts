/** Package scopes: sets whose members are called with each other, and that overlays extend. */
import type { BuiltinDefinition } from "../context.ts";
import { attrs } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { attributeValue, selectAttribute } from "../select.ts";
import { known, stops, type Thunk, type Value } from "../value.ts";
import { binary, type Call, functionThunk, unary } from "./define.ts";
import { extend } from "./fixed-points.ts";

/** `extends overlay fn` as a function. */
function extended(overlay: Thunk, fn: Thunk, call: Call): Thunk {
  return functionThunk(
    call,
    unary("extends", (final, inner) => extend(overlay, fn, final, inner)),
  );
}

/** A scope: the members that `fn` makes of the scope itself, and the ways to call and extend it. */
function makeScope(newScope: Thunk, fn: Thunk, call: Call): Value {
  const self: Thunk = call.context.lazy(() => {
    const callPackage = call.context.lazy(() => call.apply(known(attributeValue(self.force(), "newScope")), NOTHING));
    const members = call.apply(fn, self);
    if (stops(members)) return members;
    return mergeAttrs(
      mergeAttrs(attrs([["callPackage", callPackage]]), members),
      attrs([
        ["newScope", scopeFunction(newScope, self, call)],
        [
          "overrideScope",
          functionThunk(
            call,
            unary("overrideScope", (overlay, inner) => makeScope(newScope, extended(overlay, fn, inner), inner)),
          ),
        ],
        ["packages", fn],
      ]),
    );
  });
  return self.force();
}

const NOTHING = known(attrs([]));

/** `scope: newScope (base // scope)` */
function scopeFunction(newScope: Thunk, base: Thunk, call: Call): Thunk {
  return functionThunk(
    call,
    unary("newScope", (scope, inner) =>
      inner.apply(
        newScope,
        inner.context.lazy(() => mergeAttrs(base.force(), scope.force())),
      ),
    ),
  );
}

/** The six package sets of a cross build, and where the scope finds them; its own packages are in the fifth. */
const SPLICES = [
  ["pkgsBuildBuild", "selfBuildBuild"],
  ["pkgsBuildHost", "selfBuildHost"],
  ["pkgsBuildTarget", "selfBuildTarget"],
  ["pkgsHostHost", "selfHostHost"],
  ["pkgsTargetTarget", "selfTargetTarget"],
] as const;

/** A scope whose members may come from the package set of another platform. */
function makeSplicedScope(splicing: Thunk, options: Thunk, call: Call): Value {
  const part = (of: Thunk, name: string) => call.context.lazy(() => attributeValue(of.force(), name));
  const newScope = part(splicing, "newScope");
  const fn = part(options, "f");
  const orEmpty = (name: string, argument: Thunk): Value => {
    const made = selectAttribute(options.force(), name);
    if (made.kind === "unknown") return made.unknown;
    return made.kind === "found" ? call.apply(made.attribute.thunk, argument) : attrs([]);
  };
  const self: Thunk = call.context.lazy(() => {
    const others = part(options, "otherSplices");
    const spliced0 = call.applied(
      part(splicing, "splicePackages"),
      known(attrs([...SPLICES.map(([to, from]) => [to, part(others, from)] as const), ["pkgsHostTarget", self]])),
    );
    const spliced = call.context.lazy(() =>
      mergeAttrs(mergeAttrs(orEmpty("extra", spliced0), spliced0.force()), orEmpty("keep", self)),
    );
    const overrideScope = unary("overrideScope", (overlay, inner) =>
      makeSplicedScope(
        splicing,
        inner.context.lazy(() => mergeAttrs(options.force(), attrs([["f", extended(overlay, fn, inner)]]))),
        inner,
      ),
    );
    return mergeAttrs(
      call.apply(fn, self),
      attrs([
        ["newScope", scopeFunction(newScope, spliced, call)],
        ["callPackage", call.applied(newScope, spliced)],
        ["overrideScope", functionThunk(call, overrideScope)],
        ["packages", fn],
      ]),
    );
  });
  return self.force();
}

export const lib: readonly BuiltinDefinition[] = [
  binary("makeScope", makeScope),
  binary("makeScopeWithSplicing'", makeSplicedScope),
  {
    name: "makeScopeWithSplicing",
    arity: 6,
    call: ([splicePackages, newScope, otherSplices, keep, extra, f], context, at) => {
      const named = (members: Readonly<Record<string, Thunk | undefined>>) =>
        known(attrs(Object.entries(members).flatMap(([name, thunk]) => (thunk ? [[name, thunk] as const] : []))));
      const splicing = named({ splicePackages, newScope });
      return binary("makeScopeWithSplicing'", makeSplicedScope).call(
        [splicing, named({ otherSplices, keep, extra, f })],
        context,
        at,
      );
    },
  },
];
