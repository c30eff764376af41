/** What a configuration says of an option that a pattern names: on, off, or not to be known. */
import type { Configuration, OptionState } from "../nixos/host.ts";
import { type Location, sameSpan } from "../text/span.ts";

export type OptionAnswer =
  /** `refused`: a line says so, or may say so; else nobody asks for it. */
  | { readonly kind: "off"; readonly refused: "certainly" | "perhaps" | undefined }
  /** `certain` false: under a condition that is not known, or something not seen may switch it off. */
  | {
      readonly kind: "on";
      readonly certain: boolean;
      readonly at: Location | undefined;
      readonly name: string;
      /** What stands for the first `*`. */
      readonly star: string | undefined;
    }
  /** `defined`: a line says it, but not what; else something above it is not known, and it may not even be set. */
  | {
      readonly kind: "unknown";
      readonly at: Location | undefined;
      readonly name: string;
      readonly why: string;
      readonly defined: boolean;
      /** What is not known is which names stand for a `*`: it may be none. */
      readonly anyName?: true;
    };

const OFF: OptionAnswer = { kind: "off", refused: undefined };
const NOTHING_SAID: readonly OptionAnswer[] = [OFF];

/**
 * Whether `option` is true. `*` stands for any name: at the end it means that something is set below, before that it is
 * each name that is set; names that something not seen may add say nothing. Several answers for one option: the first that is on, else the first that is not known.
 */
export function askOption(configuration: Configuration, option: string): OptionAnswer {
  return strongest(askEach(configuration, option));
}

/** The answers for every name that stands for the `*` of `option`; one where it has none. */
export function askEach(configuration: Configuration, option: string): readonly OptionAnswer[] {
  return mayBeSaid(configuration, option) ? answers(configuration, option.split("."), undefined) : NOTHING_SAID;
}

function answers(
  configuration: Configuration,
  path: readonly string[],
  outer: string | undefined,
): readonly OptionAnswer[] {
  const star = path.indexOf("*");
  if (star < 0) return [answerOf(configuration.option(path), path.join("."), outer)];

  const prefix = path.slice(0, star);
  const rest = path.slice(star + 1);
  const state = configuration.option(prefix);
  const name = prefix.join(".");
  if (state.kind === "absent") return [OFF];
  if (state.kind === "unknown") return [{ ...notKnown(state, name), anyName: true }];
  const { value, certain, definitions } = state;
  if (value.kind === "unknown") {
    const at = definitions[0] ?? value.at;
    return [{ kind: "unknown", at, name, why: value.why, defined: definitions.length > 0, anyName: true }];
  }
  if (value.kind !== "attrs") return [OFF];
  return [...value.attributes.values()].flatMap((attribute): readonly OptionAnswer[] => {
    const named = outer ?? attribute.name;
    if (rest.length > 0) return answers(configuration, [...prefix, attribute.name, ...rest], named);
    const at = attribute.binding ?? attribute.key ?? definitions[0];
    return [{ kind: "on", certain: certain && attribute.certain, at, name: `${name}.${attribute.name}`, star: named }];
  });
}

function strongest(all: readonly OptionAnswer[]): OptionAnswer {
  return (
    all.find((answer) => answer.kind === "on" && answer.certain) ??
    all.find((answer) => answer.kind === "on") ??
    all.find((answer) => answer.kind === "unknown") ??
    all[0] ??
    OFF
  );
}

function answerOf(state: OptionState, name: string, star: string | undefined): OptionAnswer {
  if (state.kind === "absent") return OFF;
  if (state.kind === "unknown") return notKnown(state, name);
  const { value, certain, definitions } = state;
  if (value.kind === "unknown") {
    return { kind: "unknown", at: definitions[0] ?? value.at, name, why: value.why, defined: definitions.length > 0 };
  }
  if (value.kind !== "bool") return OFF;
  if (!value.value) return { kind: "off", refused: certain ? "certainly" : "perhaps" };
  return { kind: "on", certain, at: definitions[0], name, star };
}

function notKnown(
  { at, unknown }: OptionState & { readonly kind: "unknown" },
  name: string,
): OptionAnswer & { readonly kind: "unknown" } {
  const isBinding = at !== undefined && !(unknown.at && sameSpan(at.span, unknown.at.span));
  return { kind: "unknown", at, name, why: unknown.why, defined: isBinding };
}

/** A name that no configuration has: what it is asked for is whatever may be there unseen. */
const NOBODY = "\u0000";

const openNames = new WeakMap<Configuration, Map<string, (name: string) => boolean>>();

/**
 * Hundreds of patterns ask for options below `services` and `programs`, of which a host mentions dozens: the others are
 * passed over by their names, without asking for each what is said of it.
 */
function mayBeSaid(configuration: Configuration, option: string): boolean {
  const dot = option.indexOf(".");
  if (dot < 0) return true;
  const next = option.indexOf(".", dot + 1);
  const first = option.slice(0, dot);
  const second = option.slice(dot + 1, next < 0 ? undefined : next);
  if (first === "*" || second === "*") return true;
  const groups = openNames.get(configuration) ?? new Map<string, (name: string) => boolean>();
  openNames.set(configuration, groups);
  const group = groups.get(first) ?? mentionedBelow(configuration, first);
  groups.set(first, group);
  return group(second);
}

function mentionedBelow(configuration: Configuration, first: string): (name: string) => boolean {
  const state = configuration.option([first]);
  if (state.kind !== "known" || state.value.kind !== "attrs") return () => true;
  if (configuration.option([first, NOBODY]).kind !== "absent") return () => true;
  const { attributes } = state.value;
  return (name) => attributes.has(name);
}
