/**
 * Everything native about sets, lists, functions and packages, by where it stands: in `builtins`, in `lib`, in a sub-set
 * of `lib`. Values that are no functions are made here too.
 */
import type { BuiltinDefinition, EvalContext } from "../context.ts";
import { builtinThunk, int, string } from "../make.ts";
import { known, type Thunk, unknown } from "../value.ts";
import * as attrsAccess from "./attrs-access.ts";
import * as attrsByPath from "./attrs-by-path.ts";
import * as attrsMaking from "./attrs-making.ts";
import * as attrsMerging from "./attrs-merging.ts";
import * as closure from "./closure.ts";
import * as crossIndex from "./cross-index.ts";
import * as debug from "./debug.ts";
import { renamed } from "./define.ts";
import * as derivationMakers from "./derivation-makers.ts";
import * as derivations from "./derivations.ts";
import * as errors from "./errors.ts";
import * as fetchers from "./fetchers.ts";
import * as fixedPoints from "./fixed-points.ts";
import * as functions from "./functions.ts";
import * as legacyLists from "./legacy-lists.ts";
import * as legacySets from "./legacy-sets.ts";
import * as listAccess from "./list-access.ts";
import * as listFolding from "./list-folding.ts";
import * as listGraphs from "./list-graphs.ts";
import * as listMaking from "./list-making.ts";
import * as listOrder from "./list-order.ts";
import * as listPrefixes from "./list-prefixes.ts";
import * as listSearch from "./list-search.ts";
import * as meta from "./meta.ts";
import { tables } from "./nixpkgs-data.ts";
import * as outputs from "./outputs.ts";
import * as overriding from "./overriding.ts";
import * as scopes from "./scopes.ts";
import * as testSuites from "./test-suites.ts";

type Member = readonly [name: string, value: Thunk];

export const builtins: readonly BuiltinDefinition[] = [
  ...attrsAccess.builtins,
  ...attrsMaking.builtins,
  ...attrsMerging.builtins,
  ...closure.builtins,
  ...debug.builtins,
  ...errors.builtins,
  ...functions.builtins,
  ...listAccess.builtins,
  ...listFolding.builtins,
  ...listMaking.builtins,
  ...listOrder.builtins,
  ...listSearch.builtins,
];

export const lib: readonly BuiltinDefinition[] = [
  ...attrsAccess.lib,
  ...attrsByPath.lib,
  ...attrsMaking.lib,
  ...attrsMerging.lib,
  ...closure.lib,
  ...crossIndex.lib,
  ...debug.lib,
  ...derivationMakers.lib,
  ...derivations.lib,
  ...errors.lib,
  ...fixedPoints.lib,
  ...functions.lib,
  ...legacyLists.lib,
  ...legacySets.lib,
  ...listAccess.lib,
  ...listFolding.lib,
  ...listGraphs.lib,
  ...listMaking.lib,
  ...listMaking.lib.filter(({ name }) => name === "imap1").map((definition) => renamed(definition, "imap")),
  ...listOrder.lib,
  ...listSearch.lib,
  ...meta.lib,
  ...outputs.lib,
  ...overriding.lib,
  ...scopes.lib,
  ...testSuites.lib,
];

/** Functions of one sub-set alone. */
const OWN: Readonly<Record<string, readonly BuiltinDefinition[]>> = {
  asserts: errors.inAsserts,
  attrsets: attrsByPath.inAttrsets,
  debug: testSuites.inDebug,
  fetchers: fetchers.inFetchers,
  lists: listPrefixes.inLists,
  meta: meta.inMeta,
  misc: legacyLists.inMisc,
};

/** What a sub-set of `lib` has of all this and `lib` has not. */
export function subsetMembers(subset: string, context: EvalContext): readonly Member[] {
  const own = (OWN[subset] ?? []).map((definition): Member => [definition.name, builtinThunk(definition, context)]);
  switch (subset) {
    case "fetchers":
      return [...own, ["proxyImpureEnvVars", known(fetchers.proxyVariables())]];
    case "meta":
      return [...own, ["defaultPriority", known(int(5))]];
    default:
      return own;
  }
}

/** Stands for the release of nixpkgs that a configuration uses. */
const RELEASE = known(unknown("which nixpkgs this is depends on the machine"));
const MACHINE = known(unknown("this depends on the machine"));

/** Members of `lib` that are no functions. */
export function libValues(context: EvalContext): readonly Member[] {
  return [
    ...tables(context),
    ["mergeAttrBy", context.lazy(() => legacySets.mergeAttrBy(context))],
    ["fakeHash", known(string(fetchers.FAKE_HASHES.hash))],
    ["fakeSha256", known(string(fetchers.FAKE_HASHES.sha256))],
    ["fakeSha512", known(string(fetchers.FAKE_HASHES.sha512))],
    ["inNixShell", MACHINE],
    ["inPureEvalMode", MACHINE],
    ["version", RELEASE],
    ["nixpkgsVersion", RELEASE],
    ["oldestSupportedReleaseIsAtLeast", RELEASE],
    ["isInOldestRelease", RELEASE],
  ];
}
