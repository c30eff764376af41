/** Types of files and packages. Source: nixpkgs' lib/types.nix; a store path is `/nix/store/HASH-NAME` (lib/strings.nix). */
import { type Answer, hasAttribute, isUnknown, withAttrs } from "../../nix/values/builtins/arguments.ts";
import { isDerivation } from "../../nix/values/builtins/known-text.ts";
import { coerceToString } from "../../nix/values/coerce.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { equalValues } from "../../nix/values/equality.ts";
import { attrs, bool, nativeFunction, nullValue } from "../../nix/values/make.ts";
import { attributeValue, selectAttribute } from "../../nix/values/select.ts";
import { failed, known, type Thunk, unknown, type Value } from "../../nix/values/value.ts";
import { both, withCheck } from "./added-check.ts";
import { makeType } from "./make-type.ts";
import { mergeEqual, mergeOne, overlaid } from "./merges.ts";
import { ofKind, renamedType, tagIs, withMembers } from "./scalars.ts";

/** A file directly in the store, and one anywhere in it. */
const STORE_PATH = /^\/nix\/store\/[0-9a-df-np-sv-z]{32}-[^/]+$/;
const IN_STORE = /^\/nix\/store\/[0-9a-df-np-sv-z]{32}-[^/]+(\/|$)/;

export function pathTypes(context: EvalContext): readonly (readonly [string, Value])[] {
  const pathWith = (inStore: boolean | null, absolute: boolean | null): Value =>
    pathType({ inStore, absolute }, context);
  const packageType = makeType(
    {
      name: "package",
      description: "package",
      phrase: "noun",
      check: (value) => isPackage(value, context),
      merge: mergePackage,
    },
    context,
  );
  const set = makeType(
    {
      name: "attrs",
      check: ofKind("attrs"),
      merge: (loc, defs) => (defs.length > 1 ? mergeOne(loc, defs) : overlaid(defs)),
    },
    context,
  );
  return [
    ["path", pathWith(null, true)],
    ["pathInStore", pathWith(true, null)],
    ["externalPath", pathWith(false, true)],
    ["pathWith", nativeFunction("pathWith", context, (argument) => pathWithArgument(argument, context))],
    ["package", packageType],
    [
      "shellPackage",
      withMembers(packageType, [
        [
          "check",
          known(
            attributeValue(
              makeType(
                {
                  name: "",
                  check: (value) => both(isDerivation(value), () => hasAttribute(value, "shellPath")),
                  merge: mergePackage,
                },
                context,
              ),
              "check",
            ),
          ),
        ],
      ]),
    ],
    [
      "pkgs",
      withCheck(
        renamedType(set, { name: "pkgs", description: "Nixpkgs package set", phrase: "noun" }),
        (value) => isPackageSet(value),
        context,
      ),
    ],
  ];
}

/** A package set that is made here does not say so of itself. */
function isPackageSet(value: Value): Answer {
  const tagged = tagIs(value, "pkgs");
  return tagged === false && value.kind === "attrs" && value.open ? value.open : tagged;
}

/** Text that is no derivation would become one: that of a path in the store. */
function mergePackage(...args: Parameters<typeof mergeOne>): ReturnType<typeof mergeOne> {
  const merged = mergeOne(...args);
  const { kind } = merged.value;
  if (kind !== "string" && kind !== "path") return merged;
  return { ...merged, value: unknown("a path in the store becomes a package", merged.value.at) };
}

function isPackage(value: Value, context: EvalContext): Answer {
  const derivation = isDerivation(value);
  if (derivation !== false) return derivation;
  const like = isStringLike(value);
  if (like !== true) return like;
  const text = coerceToString(value, "toString", context);
  return text.kind === "unknown" ? text : STORE_PATH.test(text.value);
}

/** What `"${…}"` takes. */
export function isStringLike(value: Value): Answer {
  if (value.kind === "unknown") return value;
  if (value.kind === "string" || value.kind === "path") return true;
  const converts = hasAttribute(value, "__toString");
  return converts === true ? true : either(converts, hasAttribute(value, "outPath"));
}

function either(a: Answer, b: Answer): Answer {
  return b === true ? true : a === false ? b : a;
}

interface PathSpec {
  readonly inStore: boolean | null;
  readonly absolute: boolean | null;
}

function pathType(spec: PathSpec, context: EvalContext): Value {
  const { inStore, absolute } = spec;
  if (inStore && absolute === false) return failed("throw", "In pathWith, inStore means the path must be absolute");
  const words = [
    absolute === null ? "" : absolute ? "absolute " : "relative ",
    "path",
    inStore === null ? "" : inStore ? " in the Nix store" : " not in the Nix store",
  ];
  const flag = (value: boolean | null): Thunk => known(value === null ? nullValue() : bool(value));
  return makeType(
    {
      name: "path",
      description: words.join(""),
      phrase: "noun",
      check: (value) => isPath(value, spec, context),
      merge: mergeEqual(context),
      functor: {
        payload: known(
          attrs([
            ["inStore", flag(inStore)],
            ["absolute", flag(absolute)],
          ]),
        ),
        type: (payload) => pathWithArgument(payload, context),
        together: (a, b) => {
          const same = equalValues(a.force(), b.force(), context);
          return isUnknown(same) ? same : same ? a.force() : nullValue();
        },
      },
    },
    context,
  );
}

function isPath(value: Value, { inStore, absolute }: PathSpec, context: EvalContext): Answer {
  const like = inStore === false ? ofKind("string")(value) : isStringLike(value);
  if (like !== true || (inStore === null && absolute === null)) return like;
  const text = coerceToString(value, "toString", context);
  if (text.kind === "unknown") return text;
  const fromRoot = text.value.startsWith("/");
  if (absolute !== null && absolute !== fromRoot) return false;
  return inStore === null || inStore === IN_STORE.test(text.value);
}

function pathWithArgument(argument: Thunk, context: EvalContext): Value {
  return withAttrs(argument, (given) => {
    const flag = (name: string): boolean | null | undefined => {
      const selection = selectAttribute(given, name);
      if (selection.kind !== "found") return selection.kind === "absent" ? null : undefined;
      const value = selection.attribute.thunk.force();
      return value.kind === "null" ? null : value.kind === "bool" ? value.value : undefined;
    };
    const [inStore, absolute] = [flag("inStore"), flag("absolute")];
    if (inStore === undefined || absolute === undefined) return unknown("the argument of `pathWith` is not known");
    return pathType({ inStore, absolute }, context);
  });
}
