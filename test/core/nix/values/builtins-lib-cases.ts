/**
 * Functions of nixpkgs' `lib` and what they give, as JSON. `builtins.test.ts` asks our evaluator, `npm run test:nix` asks
 * real Nix where NIXPKGS_LIB says where nixpkgs lies.
 */

import type { FailureCase } from "./builtins-failure-cases.ts";
import * as functions from "./builtins-lib-functions-cases.ts";
import * as functionsEdges from "./builtins-lib-functions-edges-cases.ts";
import * as legacy from "./builtins-lib-legacy-cases.ts";
import { lists } from "./builtins-lib-lists-cases.ts";
import * as listsEdges from "./builtins-lib-lists-edges-cases.ts";
import * as meta from "./builtins-lib-meta-cases.ts";
import { modules } from "./builtins-lib-modules-cases.ts";
import { libNotationCases, libNotationFailures } from "./builtins-lib-notation-cases.ts";
import * as packages from "./builtins-lib-packages-cases.ts";
import { libPathCases, libPathFailures } from "./builtins-lib-path-cases.ts";
import { sets } from "./builtins-lib-sets-cases.ts";
import * as setsEdges from "./builtins-lib-sets-edges-cases.ts";
import { strings } from "./builtins-lib-strings-cases.ts";
import { libTextCases, libTextFailures } from "./builtins-lib-text-cases.ts";
import type { Case } from "./language-cases.ts";

interface Edges {
  readonly values: readonly Case[];
  readonly laziness: readonly Case[];
  readonly errors: readonly Case[];
}

function edgesOf(name: string, { values, laziness, errors }: Edges): Readonly<Record<string, readonly Case[]>> {
  return { [`${name}, values`]: values, [`${name}, laziness`]: laziness, [`${name}, errors`]: errors };
}

export const libCases: Readonly<Record<string, readonly Case[]>> = {
  lists,
  ...edgesOf("lists", listsEdges),
  sets,
  ...edgesOf("sets", setsEdges),
  strings,
  functions: functions.trivial,
  "more functions": functions.more,
  ...edgesOf("functions", functionsEdges),
  ...edgesOf("packages", packages),
  ...edgesOf("what packages say", meta),
  modules,
  ...edgesOf("old functions", legacy),
  ...libTextCases,
  ...libNotationCases,
  ...libPathCases,
};

/** What stops Nix, by the kind of error. */
export const libFailures: Readonly<Record<string, readonly FailureCase[]>> = {
  ...libTextFailures,
  ...libNotationFailures,
  ...libPathFailures,
};

/** What stops Nix in a way that nothing catches. */
export const libRefused: Readonly<Record<string, readonly string[]>> = {
  lists: listsEdges.refused,
  sets: setsEdges.refused,
  functions: functionsEdges.refused,
  packages: packages.refused,
  "what packages say": meta.refused,
  "old functions": legacy.refused,
};
