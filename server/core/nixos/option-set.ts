/** An option as modules see it through the argument `options`: its declaration, with what is defined. */
import type { EvalContext } from "../nix/values/context.ts";
import { bool, int, list, listOf, nativeFunction, string } from "../nix/values/make.ts";
import { type AttrsValue, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import type { Winner } from "./merge-definitions.ts";
import type { TypedOption } from "./typed-option.ts";
import { shown } from "./types/merges.ts";
import { definitionSet, type OptionPath, UNKNOWN_FILE } from "./types/option-type.ts";
import { withMembers } from "./types/scalars.ts";

/** Source: `evalOptionValue` in nixpkgs' lib/modules.nix. */
export function optionSet(
  loc: OptionPath,
  declaration: AttrsValue,
  option: TypedOption,
  context: EvalContext,
): AttrsValue {
  const each = (make: (winner: Winner) => Value): Thunk =>
    context.lazy(() =>
      listOf(option.winners().map((winner) => ({ kind: "item", thunk: known(make(winner)), certain: winner.certain }))),
    );
  return withMembers(declaration, [
    ["value", option.value],
    ["isDefined", context.lazy(() => isDefined(option))],
    ["highestPrio", context.lazy(() => priorityOf(option.winners()))],
    ["definitions", each(({ value }) => value)],
    ["files", each(({ file }) => string(file ?? UNKNOWN_FILE))],
    ["definitionsWithLocations", each((winner) => definitionSet(winner))],
    ["valueMeta", known(unknown("what a type says about its values is not evaluated"))],
    ["loc", known(list(loc.map((part) => known(string(part)))))],
    ["__toString", known(nativeFunction("__toString", context, () => string(shown(loc))))],
  ]);
}

function isDefined(option: TypedOption): Value {
  const answer = option.isDefined();
  return typeof answer === "boolean" ? bool(answer) : answer;
}

/** Of nothing it is more than any. */
function priorityOf(winners: readonly Winner[]): Value {
  const [first] = winners;
  if (!first) return int(9999);
  const uncertain = winners.some(({ certain }) => !certain);
  if (first.priority === undefined || uncertain) return unknown("which definition wins is not known");
  return int(first.priority);
}
