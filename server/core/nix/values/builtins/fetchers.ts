/** `lib.fetchers`: the arguments of fetchers under one name for their hash. Nothing is fetched. */
import type { BuiltinDefinition } from "../context.ts";
import { attrs, bool, list, nullValue, string } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { attributeValue, selectAttribute } from "../select.ts";
import { type AttrsValue, failed, known, type Thunk, type Value } from "../value.ts";
import { answerOf, attributeOr, hasAttribute, withAttrs, withStrings } from "./arguments.ts";
import { removeNames } from "./attrs-access.ts";
import { binary, type Call, functionThunk, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { callable, callableArgs } from "./functions.ts";

/** Hashes of nothing that a fetcher accepts, to learn the right one from its error. */
export const FAKE_HASHES = {
  hash: `sha256-${"A".repeat(43)}=`,
  sha256: "0".repeat(64),
  sha512: "0".repeat(128),
} as const;

const SHA256 = list([known(string("sha256"))]);

function without(set: AttrsValue, names: readonly string[]): Value {
  return removeNames(set, list(names.map((name) => known(string(name)))).items);
}

/** The hash as `outputHash` and `outputHashAlgo`, from `hash` or an attribute named after the algorithm. */
function normalized(types: readonly string[], required: boolean, args: Value, call: Call): Value {
  return withAttrs(known(args), (given) => {
    const isDone = hasAttribute(given, "outputHash");
    if (isDone !== false) return isDone === true ? given : isDone;
    const names = ["hash", ...types];
    const found: string[] = [];
    for (const name of names) {
      const there = hasAttribute(given, name);
      if (typeof there !== "boolean") return there;
      if (there) found.push(name);
    }
    const [name, ...others] = found;
    if (name === undefined) {
      return required ? throws("fetcher called without `hash`", call) : without(given, names);
    }
    if (others.length > 0) return throws("fetcher called with more than one hash", call);
    const hash = call.context.lazy(() => {
      const value = attributeValue(given, name);
      if (value.kind !== "string" || value.value !== "") return value;
      const fake = Object.entries(FAKE_HASHES).find(([of]) => of === name)?.[1];
      return fake === undefined ? throws(`no fake hash is defined for ${name}`, call) : string(fake);
    });
    const algorithm = name === "hash" ? nullValue() : string(name);
    return mergeAttrs(
      without(given, names),
      attrs([
        ["outputHashAlgo", known(algorithm)],
        ["outputHash", hash],
      ]),
    );
  });
}

function withTypes(options: Thunk, use: (types: readonly string[], given: AttrsValue) => Value): Value {
  return withAttrs(options, (given) =>
    withStrings(known(attributeOr(given, "hashTypes", () => SHA256)), (types) => use(types, given)),
  );
}

function normalizeHash(options: Thunk, args: Thunk, call: Call): Value {
  return withTypes(options, (types, given) => {
    const required = answerOf(attributeOr(given, "required", () => bool(true)));
    return typeof required === "boolean" ? normalized(types, required, args.force(), call) : required;
  });
}

/** A fetcher of `outputHash` and `outputHashAlgo` as one of `hash`. */
function withNormalizedHash(options: Thunk, fetcher: Thunk, call: Call): Value {
  return withTypes(options, (types) =>
    withAttrs(known(callableArgs(fetcher, call)), (formals) => {
      const needed = selectAttribute(formals, "outputHash");
      const takesAlgorithm = hasAttribute(formals, "outputHashAlgo");
      if (needed.kind === "unknown") return needed.unknown;
      const takesHash = ["hash", ...types].some((name) => selectAttribute(formals, name).kind === "found");
      if (needed.kind === "absent" || takesAlgorithm === false || takesHash) {
        return failed("assertion", "the fetcher must take `outputHash` and `outputHashAlgo`", call.at);
      }
      const optional = needed.attribute.thunk;
      const isOptional = answerOf(optional.force());
      const fetch = unary("fetcher", (args, inner) =>
        typeof isOptional === "boolean"
          ? inner
              .applied(
                fetcher,
                inner.context.lazy(() => normalized(types, !isOptional, args.force(), inner)),
              )
              .force()
          : isOptional,
      );
      const shown = mergeAttrs(without(formals, ["outputHash", "outputHashAlgo"]), attrs([["hash", optional]]));
      return callable(functionThunk(call, fetch), known(shown), call);
    }),
  );
}

/** Source: https://github.com/NixOS/nixpkgs/blob/master/lib/fetchers.nix */
const PROXY_VARIABLES = ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy"];

export const inFetchers: readonly BuiltinDefinition[] = [
  binary("normalizeHash", normalizeHash),
  binary("withNormalizedHash", withNormalizedHash),
];

/** Variables of the environment that fetchers pass on. */
export function proxyVariables(): Value {
  const names = [...PROXY_VARIABLES, ...PROXY_VARIABLES.map((name) => name.toUpperCase()), "NIX_SSL_CERT_FILE"];
  return list(names.map((name) => known(string(name))));
}
