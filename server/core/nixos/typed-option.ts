/**
 * An option whose type is known: its definitions, merged as the type says. The type is asked when the option is, and its
 * conditions only then.
 */
import { isUnknown } from "../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../nix/values/context.ts";
import { PRIORITY, winningDefinitions } from "../nix/values/properties.ts";
import { failed, known, type Thunk, type UnknownValue, unknown, type Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { type Definition, discharged, holds, ordered } from "./definition.ts";
import type { OptionState } from "./host.ts";
import type { Winner } from "./merge-definitions.ts";
import { onceGuarded } from "./once-guarded.ts";
import type { OptionNode } from "./option-node.ts";
import { faceValue } from "./option-tree.ts";
import { shown } from "./types/merges.ts";
import { type MergedValue, type OptionPath, type OptionType, typeText } from "./types/option-type.ts";

export interface TypedOptionSpec {
  readonly loc: OptionPath;
  readonly type: () => OptionType | UnknownValue;
  /** With the option's default, wrappers and all. */
  readonly definitions: () => readonly Definition[];
  readonly context: EvalContext;
  /** What the option's `apply` makes of the value. */
  readonly apply?: ((value: Thunk) => Value) | undefined;
  /** Why there may be a definition that is not seen. */
  readonly doubt?: (() => UnknownValue | undefined) | undefined;
  /** Why the option cannot be read at all. */
  readonly refused?: (() => UnknownValue | undefined) | undefined;
}

export interface TypedOption extends OptionNode {
  /** Definitions that hold or may hold, the best priority only. */
  winners(): readonly Winner[];
  /** Whether anything defines it, defaults included; as `options.x.isDefined`. */
  isDefined(): boolean | UnknownValue;
  /** Why Nix would stop as soon as it looks at the definitions. */
  stopped(): UnknownValue | undefined;
}

const CYCLE = unknown("it depends on itself");
/** What an option seems to say while somebody asks for it in order to know what it says. */
const CYCLIC: Winner = {
  value: CYCLE,
  certain: false,
  priority: undefined,
  order: 0,
  at: undefined,
  binding: undefined,
};
const DOUBTFUL = unknown("it depends on something that is not known");

export function typedOption(spec: TypedOptionSpec): TypedOption {
  const { loc, context } = spec;
  const winners = onceGuarded(
    () => strictWinners(spec.definitions().flatMap((definition) => discharged(definition))),
    [CYCLIC],
  );

  const merged = onceGuarded<MergedValue | undefined>(
    () => {
      const refused = spec.refused?.();
      if (refused) return { value: refused, certain: true };
      const all = winners();
      const type = spec.type();
      if (all.length === 0) return undefined;
      if ("why" in type) return { value: type, certain: true };
      const result = mergeFitting(loc, type, all);
      return result && mayBeOverridden(all, spec) ? { ...result, certain: false } : result;
    },
    { value: CYCLE, certain: true },
  );

  /** `apply` may not look at the value at all, as that of a renamed option. */
  const applied = (value: Thunk): Value => spec.apply?.(value) ?? value.force();

  /** What an option is that nobody defines. */
  const undefinedValue = (): Value => {
    const type = spec.type();
    if ("why" in type) return type;
    const doubt = spec.doubt?.();
    if (doubt) return doubt;
    const empty = type.empty();
    if (empty) return empty.force();
    return failed(
      "throw",
      `The option \`${shown(loc)}' was accessed but has no value defined. Try setting the option.`,
    );
  };

  const state = onceGuarded<OptionState>(
    () => {
      const result = merged();
      if (!result) {
        const doubt = spec.doubt?.();
        return doubt ? { kind: "unknown", unknown: doubt, at: doubt.at } : { kind: "absent" };
      }
      const definitions = placesOf(result, winners());
      const value = applied(known(result.value));
      if (value.kind === "unknown") return { kind: "unknown", unknown: value, at: definitions[0] ?? value.at };
      return { kind: "known", value, certain: result.certain, definitions };
    },
    { kind: "unknown", unknown: CYCLE, at: undefined },
  );

  const readable = context.lazy(() => {
    const result = merged();
    if (!result) return undefinedValue();
    if (result.certain || result.graded || result.value.kind === "unknown") return result.value;
    return unknown(`\`${shown(loc)}\` depends on something that is not known`, placesOf(result, winners())[0]);
  });
  const value = spec.apply ? context.lazy(() => applied(readable)) : readable;
  const raw: Thunk = context.lazy(() => {
    const [winner, ...others] = winners();
    return winner?.certain && others.length === 0 ? winner.value : value.force();
  });

  const parts = () => merged()?.parts;
  return {
    names: () => parts()?.names() ?? namesOf(winners()),
    child: (name) =>
      parts()?.child(name) ?? faceValue([...loc, name], () => membersNamed(name, winners()), { context }),
    definitions: spec.definitions,
    state,
    value,
    raw,
    winners,
    stopped: () => {
      const failing = winners().find(({ value, certain }) => certain && value.kind === "unknown" && value.failure);
      return failing?.value.kind === "unknown" ? failing.value : undefined;
    },
    isDefined: () => {
      const all = winners();
      if (all.some(({ certain }) => certain)) return true;
      return all.length > 0 ? DOUBTFUL : (spec.doubt?.() ?? false);
    },
  };
}

/** The best priority only; what loses is not looked at. */
function strictWinners(definitions: readonly Definition[]): readonly Winner[] {
  const holding = definitions.flatMap((definition) => {
    const answer = holds(definition.wrapping);
    if (answer === false) return [];
    const { priority } = definition.wrapping;
    const own = priority ?? (mayHaveOwn(definition.thunk.force()) ? undefined : PRIORITY.normal);
    const bare = { value: NOT_LOOKED_AT, at: undefined, order: 0, certain: answer === true };
    return [{ ...bare, priority: own === "unknown" ? undefined : own, definition }];
  });
  const winners = holding.length < 2 ? holding : winningDefinitions(holding);
  return winners
    .map(({ definition, certain, priority }): Winner => {
      const { value, order } = ordered(definition);
      return {
        value,
        at: value.at,
        certain,
        priority,
        order,
        binding: definition.binding ?? value.at,
        file: definition.file,
      };
    })
    .sort((a, b) => a.order - b.order);
}

/** What is not known may be a `mkForce`; what stops Nix stops it whatever it would have been. */
function mayHaveOwn(value: Value): boolean {
  return value.kind === "unknown" && value.failure === undefined;
}

const NOT_LOOKED_AT = unknown("a definition that loses is not looked at");

/** Definitions that do not fit stop Nix; one that is uncertain then does not hold. Undefined where none is left. */
function mergeFitting(loc: OptionPath, type: OptionType, winners: readonly Winner[]): MergedValue | undefined {
  const fitting = winners.filter((winner) => winner.certain || !misfits(type.fits(loc, [winner])));
  if (fitting.length === 0) return undefined;
  const certain = fitting.filter((winner) => winner.certain);
  const answer = certain.length === 0 ? true : type.fits(loc, certain);
  if (answer === false) {
    const wrong = certain.find((winner) => type.fits(loc, [winner]) === false) ?? certain[0];
    const why = `A definition for option \`${shown(loc)}' is not of type \`${typeText(type, "description")}'.`;
    return { value: failed("throw", why, wrong?.binding), certain: true };
  }
  if (isUnknown(answer) && answer.failure) return { value: answer, certain: true };
  return type.merge(loc, fitting);
}

function misfits(answer: boolean | UnknownValue): boolean {
  return answer === false || (isUnknown(answer) && answer.failure !== undefined);
}

/** A definition that is not seen may stand over what is only a default. */
function mayBeOverridden(winners: readonly Winner[], { doubt }: TypedOptionSpec): boolean {
  const weak = winners.every(({ priority }) => priority !== undefined && priority > PRIORITY.normal);
  return weak && doubt?.() !== undefined;
}

function placesOf({ first }: MergedValue, winners: readonly Winner[]): readonly Location[] {
  const places = [...(first ? [first] : []), ...winners].flatMap(({ binding, value }) => binding ?? value.at ?? []);
  return places.filter((place, index) => places.indexOf(place) === index);
}

function namesOf(winners: readonly Winner[]): readonly string[] {
  return [...new Set(winners.flatMap(({ value }) => (value.kind === "attrs" ? [...value.attributes.keys()] : [])))];
}

/** What sets that are defined say of one name. */
export function membersNamed(
  name: string,
  sets: readonly Pick<Winner, "value" | "certain" | "file">[],
): readonly Definition[] {
  return sets.flatMap(({ value, certain, file }): readonly Definition[] => {
    const attribute = value.kind === "attrs" ? value.attributes.get(name) : undefined;
    if (!attribute) return [];
    const conditions = certain && attribute.certain ? [] : [() => DOUBTFUL];
    return [
      {
        thunk: attribute.thunk,
        wrapping: { conditions, priority: undefined, order: undefined },
        binding: attribute.binding ?? attribute.key,
        file,
      },
    ];
  });
}
