/**
 * Builtins whose answer depends on the machine, the network or the store: they are there, and what they give is not
 * known. A derivation knows its attributes; only its paths depend on the store.
 */
import { attrs, int, list, string } from "../make.ts";
import { mergeAttrs } from "../merge.ts";
import { selectAttribute } from "../select.ts";
import { failed, known, type Thunk, unknown, type Value } from "../value.ts";
import { withAttrs, withStrings } from "./arguments.ts";
import { type Call, unary, unknowable } from "./define.ts";

const DEPENDS_ON_STORE = "it depends on the Nix store";

/**
 * The default folder of the store; one elsewhere has to be compiled in or configured.
 * Source: https://nix.dev/manual/nix/2.28/store/store-path.html
 */
export const STORE = "/nix/store";

/** Members of `builtins` that are no functions. The language has had version 6 since Nix 2.0. */
export const machineValues: readonly (readonly [name: string, value: Value])[] = [
  ["currentSystem", unknown("the system of the machine that evaluates is not known")],
  ["currentTime", unknown("the time of the evaluation is not known")],
  ["langVersion", int(6)],
  ["nixPath", unknown("the search path of the machine that evaluates is not known")],
  ["nixVersion", unknown("the version of Nix is not known")],
  ["storeDir", string(STORE)],
];

function fetcher(name: string) {
  return unknowable(name, 1, `what \`${name}\` brings is not known: nothing is fetched`);
}

/** All that was given, `all` outputs, each under its name too, and the first of them as itself. */
function derivation(given: Thunk, call: Call): Value {
  return withAttrs(given, (set) => {
    const outputs = selectAttribute(set, "outputs");
    if (outputs.kind === "unknown") return mergeAttrs(set, outputs.unknown);
    const names = outputs.kind === "found" ? outputs.attribute.thunk : known(list([known(string("out"))]));
    return withStrings(names, (texts) => firstOutput(set, texts, call));
  });
}

function firstOutput(given: Value, names: readonly string[], call: Call): Value {
  const sets = names.map((name) => [name, call.context.lazy(() => output(name))] as const);
  const all = list(sets.map(([, thunk]) => thunk));
  const common = mergeAttrs(
    mergeAttrs(given, attrs(sets)),
    attrs([
      ["all", known(all)],
      ["drvAttrs", known(given)],
    ]),
  );
  const path = known(unknown("derivations are not built: the path depends on the Nix store"));
  return sets[0]?.[1].force() ?? failed("value", "a derivation needs an output", call.at);

  function output(name: string): Value {
    return mergeAttrs(
      common,
      attrs([
        ["drvPath", path],
        ["outPath", path],
        ["outputName", known(string(name))],
        ["type", known(string("derivation"))],
      ]),
    );
  }
}

export const builtins = [
  fetcher("fetchGit"),
  fetcher("fetchMercurial"),
  fetcher("fetchTarball"),
  fetcher("fetchTree"),
  fetcher("fetchurl"),
  unary("derivation", derivation),
  unknowable("derivationStrict", 1, "derivations are not built"),
  unknowable("filterSource", 2, DEPENDS_ON_STORE),
  unknowable("getEnv", 1, "the environment of the machine that evaluates is not known"),
  unknowable("path", 1, DEPENDS_ON_STORE),
  unknowable("scopedImport", 2, "files are not read with other names in scope"),
  unknowable("storePath", 1, DEPENDS_ON_STORE),
  unknowable("toFile", 2, DEPENDS_ON_STORE),
];
