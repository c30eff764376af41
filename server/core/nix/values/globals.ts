/** Names that every Nix file can use without defining them. */
import { machineValues } from "./builtins/machine.ts";
import type { BuiltinDefinition, EvalContext } from "./context.ts";
import { attribute, attrsOf, bool, builtinThunk, nullValue } from "./make.ts";
import { type Attribute, known, type Thunk, unknown } from "./value.ts";

/** Builtins that are global under their own name; all others are with `__` before it. */
export const GLOBAL_NAMES = [
  "abort",
  "baseNameOf",
  "break",
  "derivation",
  "derivationStrict",
  "dirOf",
  "fetchGit",
  "fetchMercurial",
  "fetchTarball",
  "fetchTree",
  "fromTOML",
  "import",
  "isNull",
  "map",
  "placeholder",
  "removeAttrs",
  "scopedImport",
  "throw",
  "toString",
];

/** `builtins` is open: it has members that depend on the machine or are newer than this. */
export function createGlobals(
  definitions: readonly BuiltinDefinition[],
  context: EvalContext,
): ReadonlyMap<string, Thunk> {
  const constants: [string, Thunk][] = [
    ["true", known(bool(true))],
    ["false", known(bool(false))],
    ["null", known(nullValue())],
  ];
  const functions = definitions.map((definition): [string, Thunk] => [
    definition.name,
    builtinThunk(definition, context),
  ]);
  const members = new Map<string, Attribute>();
  const values = machineValues.map(([name, value]): [string, Thunk] => [name, known(value)]);
  for (const [name, thunk] of [...constants, ...values, ...functions]) members.set(name, attribute(name, thunk));

  const globals = new Map<string, Thunk>(constants);
  for (const name of GLOBAL_NAMES) globals.set(name, known(unknown(`\`${name}\` depends on the machine`)));
  for (const [name, thunk] of [...values, ...functions])
    globals.set(GLOBAL_NAMES.includes(name) ? name : `__${name}`, thunk);
  const builtins = known(attrsOf(members, unknown("this member of `builtins` is not understood")));
  members.set("builtins", attribute("builtins", builtins));
  globals.set("builtins", builtins);
  return globals;
}
