/** What a configuration says of an option that a pattern names: on, off, or not to be known. */
import type { Configuration, OptionState } from "../nixos/host.ts";
import { type Location, sameSpan } from "../text/span.ts";

export type OptionAnswer =
  | { readonly kind: "off" }
  /** `certain` false: under a condition that is not known, or something not seen may switch it off. */
  | { readonly kind: "on"; readonly certain: boolean; readonly at: Location | undefined; readonly name: string }
  /** `defined`: a line says it, but not what; else something above it is not known, and it may not even be set. */
  | {
      readonly kind: "unknown";
      readonly at: Location | undefined;
      readonly name: string;
      readonly why: string;
      readonly defined: boolean;
    };

const OFF: OptionAnswer = { kind: "off" };

/**
 * Whether `option` is true. `*` stands for any name: at the end it means that something is set below, before that it is
 * each name that is set; names that something not seen may add say nothing. Several answers for one option: the first that is on, else the first that is not known.
 */
export function askOption(configuration: Configuration, option: string): OptionAnswer {
  const path = option.split(".");
  const star = path.indexOf("*");
  if (star < 0) return answerOf(configuration.option(path), option);

  const prefix = path.slice(0, star);
  const rest = path.slice(star + 1);
  const state = configuration.option(prefix);
  const name = prefix.join(".");
  if (state.kind === "absent") return OFF;
  if (state.kind === "unknown") return notKnown(state, name);
  const { value, certain, definitions } = state;
  if (value.kind === "unknown") {
    return { kind: "unknown", at: definitions[0] ?? value.at, name, why: value.why, defined: definitions.length > 0 };
  }
  if (value.kind !== "attrs") return OFF;
  const attributes = [...value.attributes.values()];
  const answers = attributes.map((attribute): OptionAnswer => {
    if (rest.length > 0) return askOption(configuration, [...prefix, attribute.name, ...rest].join("."));
    const at = attribute.binding ?? attribute.key ?? definitions[0];
    return { kind: "on", certain: certain && attribute.certain, at, name: `${name}.${attribute.name}` };
  });
  return strongest(answers);
}

function strongest(answers: readonly OptionAnswer[]): OptionAnswer {
  return (
    answers.find((answer) => answer.kind === "on" && answer.certain) ??
    answers.find((answer) => answer.kind === "on") ??
    answers.find((answer) => answer.kind === "unknown") ??
    OFF
  );
}

function answerOf(state: OptionState, name: string): OptionAnswer {
  if (state.kind === "absent") return OFF;
  if (state.kind === "unknown") return notKnown(state, name);
  const { value, certain, definitions } = state;
  if (value.kind === "unknown") {
    return { kind: "unknown", at: definitions[0] ?? value.at, name, why: value.why, defined: definitions.length > 0 };
  }
  return value.kind === "bool" && value.value ? { kind: "on", certain, at: definitions[0], name } : OFF;
}

function notKnown({ at, unknown }: OptionState & { readonly kind: "unknown" }, name: string): OptionAnswer {
  const isBinding = at !== undefined && !(unknown.at && sameSpan(at.span, unknown.at.span));
  return { kind: "unknown", at, name, why: unknown.why, defined: isBinding };
}
