/**
 * Everything native about texts, files and the machine, by where it stands: in `builtins`, in `lib`, in a sub-set of `lib`.
 * Values that are no functions, and sets within sub-sets, are made here too.
 */
import type { BuiltinDefinition, EvalContext } from "../context.ts";
import { attrs, builtinThunk, string } from "../make.ts";
import { known, type Thunk } from "../value.ts";
import * as buildFlags from "./build-flags.ts";
import * as commandLines from "./command-lines.ts";
import * as fileTrees from "./file-trees.ts";
import * as files from "./files.ts";
import * as filesets from "./filesets.ts";
import * as generatorsIni from "./generators-ini.ts";
import * as generatorsNotations from "./generators-notations.ts";
import * as generatorsPretty from "./generators-pretty.ts";
import * as hashes from "./hashes.ts";
import * as machine from "./machine.ts";
import * as network from "./network.ts";
import * as orderedTexts from "./ordered-texts.ts";
import * as paths from "./paths.ts";
import * as sources from "./sources.ts";
import * as textContext from "./text-context.ts";
import * as textEscapes from "./text-escapes.ts";
import * as textParts from "./text-parts.ts";
import * as toml from "./toml.ts";
import * as versions from "./versions.ts";
import * as xml from "./xml.ts";

type Member = readonly [name: string, value: Thunk];

export const builtins: readonly BuiltinDefinition[] = [
  ...files.builtins,
  ...fileTrees.builtins,
  ...hashes.builtins,
  ...machine.builtins,
  ...paths.builtins,
  ...textContext.builtins,
  ...toml.builtins,
  ...xml.builtins,
];

/** Functions that `lib` has under their own name, by the sub-set they come from. */
const SHARED: Readonly<Record<string, readonly BuiltinDefinition[]>> = {
  sources: sources.inLib,
  stringsWithDeps: orderedTexts.inStringsWithDeps,
  filesystem: [...fileTrees.inLib, ...hashes.files, ...files.lib, ...paths.lib],
  strings: [...files.lib, ...textContext.lib, ...paths.texts, ...buildFlags.lib, ...textEscapes.lib, ...textParts.lib],
  trivial: [...fileTrees.lib, ...files.lib],
};

export const lib: readonly BuiltinDefinition[] = Object.values(SHARED).flat();

/** Functions of one sub-set alone. */
const OWN: Readonly<Record<string, readonly BuiltinDefinition[]>> = {
  cli: commandLines.inCli,
  fileset: filesets.inFileset,
  generators: [...generatorsIni.inGenerators, ...generatorsNotations.inGenerators, ...generatorsPretty.inGenerators],
  sources: sources.inSources,
  versions: versions.inVersions,
  filesystem: fileTrees.inFilesystem,
  path: paths.inPath,
  strings: [...textContext.inStrings, ...textEscapes.inStrings, ...textParts.inStrings],
};

/** What a sub-set of `lib` has of all this. */
export function subsetMembers(subset: string, context: EvalContext): readonly Member[] {
  const definitions = [...(SHARED[subset] ?? []), ...(OWN[subset] ?? [])];
  return [...functionsOf(definitions, context), ...valuesOf(subset, context)];
}

export function functionsOf(definitions: readonly BuiltinDefinition[], context: EvalContext): readonly Member[] {
  return definitions.map((definition) => [definition.name, builtinThunk(definition, context)]);
}

/** Members that are no functions. */
function valuesOf(subset: string, context: EvalContext): readonly Member[] {
  switch (subset) {
    case "fileset":
      return [["empty", known(filesets.emptyFileset())]];
    case "network":
      return [["ipv6", known(attrs(functionsOf(network.inIpv6, context)))]];
    case "path":
      return [["subpath", known(attrs(functionsOf(paths.inSubpath, context)))]];
    case "strings":
      return [...textParts.values, ["storeDir", string(machine.STORE)] as const].map(([name, value]) => [
        name,
        known(value),
      ]);
    default:
      return [];
  }
}
