/** What a schema finds wrong, as sentences with places: zod names what it expected, a person wants to know what to write. */
import * as z from "zod";
import { enumerate } from "../text/enumerate.ts";
import { didYouMean } from "../text/similar.ts";

/** Place of a key or a value, as issues name it. */
export type Place = { readonly path: readonly PropertyKey[]; readonly of: "key" | "value" };

export interface IssueProblem {
  readonly place: Place;
  readonly message: string;
  /** What has to go for the rest to be right, as far as this issue goes. */
  readonly leaveOut: readonly PropertyKey[];
}

/** `input` is what was read, `schema` what it was held against. In the order of the issues. */
export function issueProblems(issues: readonly z.core.$ZodIssue[], input: unknown, schema: z.ZodType): IssueProblem[] {
  return issues.flatMap((issue) => issueProblem(issue, input, schema));
}

function issueProblem(issue: z.core.$ZodIssue, input: unknown, schema: z.ZodType): IssueProblem[] {
  const { path } = issue;
  const given = valueAt(input, path);
  const at = (message: string): IssueProblem[] => [{ place: { path, of: "value" }, message, leaveOut: path }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        place: { path: [...path, key], of: "key" },
        message: unknownKey(key, keysAt(schema, path), given),
        leaveOut: [...path, key],
      }));
    case "invalid_type":
      if (given === undefined) {
        // Without it the mapping around it says nothing.
        return [{ place: { path, of: "key" }, message: `${nameOf(path)} is missing.`, leaveOut: path.slice(0, -1) }];
      }
      return at(
        `${nameOf(path)} is ${kindOf(given)}, not ${kindWord(issue.expected)}${quoteHint(issue.expected, given)}.`,
      );
    case "invalid_value": {
      if (given === undefined) {
        return [{ place: { path, of: "key" }, message: `${nameOf(path)} is missing.`, leaveOut: path.slice(0, -1) }];
      }
      const values = issue.values.map(String);
      const meant = typeof given === "string" ? didYouMean(given, values) : undefined;
      const choice = `${nameOf(path)} is ${enumerate(
        values.map((value) => `\`${value}\``),
        "or",
      )}`;
      return at(
        `${choice}, not ${show(given)}${meant === undefined ? "" : `: did you mean \`${meant}\`?`}`.replace(
          /([^?])$/,
          "$1.",
        ),
      );
    }
    case "invalid_format":
      if (issue.format === "url") return at(`${nameOf(path)} is no address that a reader can open: ${show(given)}.`);
      return at(`${nameOf(path)} takes ${issue.message}, not ${show(given)}.`);
    case "too_small":
      return at(tooMuch(issue.origin, given, path, `at least ${issue.minimum}`));
    case "too_big":
      return at(tooMuch(issue.origin, given, path, `at most ${issue.maximum}`));
    case "invalid_key":
      return [
        {
          place: { path, of: "key" },
          message: `${nameOf(path)} cannot be a name here: ${issue.issues.map(({ message }) => message).join("; ")}.`,
          leaveOut: path,
        },
      ];
    default:
      return at(sentence(issue.message));
  }
}

function unknownKey(key: string, known: readonly string[], beside: unknown): string {
  const there = typeof beside === "object" && beside !== null ? Object.keys(beside) : [];
  const meant = didYouMean(
    key,
    known.filter((one) => !there.includes(one)),
  );
  if (meant !== undefined) return `There is no \`${key}\` here: did you mean \`${meant}\`?`;
  return known.length === 0
    ? `There is no \`${key}\` here.`
    : `There is no \`${key}\` here, only ${enumerate(
        known.map((one) => `\`${one}\``),
        "and",
      )}.`;
}

function tooMuch(origin: string, given: unknown, path: readonly PropertyKey[], limit: string): string {
  if (origin === "string")
    return given === "" ? `${nameOf(path)} is empty.` : `${nameOf(path)} has ${limit} characters.`;
  if (origin === "array") return `${nameOf(path)} has ${limit} ${limit.endsWith(" 1") ? "item" : "items"}.`;
  return `${nameOf(path)} is ${limit}, not ${show(given)}.`;
}

/** `` `io.reads` `` would be exact, the last name is what a reader looks for. */
function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return "The file";
  if (typeof last !== "number") return `\`${String(last)}\``;
  const list = path.findLast((step) => typeof step !== "number");
  return list === undefined ? `Item ${last + 1}` : `Item ${last + 1} of \`${String(list)}\``;
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "a text";
    case "number":
    case "bigint":
      return "a number";
    case "boolean":
      return `\`${value}\``;
    default:
      return "a mapping";
  }
}

function kindWord(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: "a text",
    number: "a number",
    boolean: "`true` or `false`",
    array: "a list",
    object: "a mapping",
    record: "a mapping",
  };
  return words[expected] ?? expected;
}

function quoteHint(expected: string, given: unknown): string {
  const scalar = typeof given === "number" || typeof given === "boolean";
  return expected === "string" && scalar ? `: write it in quotes, \`"${given}"\`` : "";
}

function show(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

function sentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== "object" || inner === null) return undefined;
    inner = Object.getOwnPropertyDescriptor(inner, step)?.value;
  }
  return inner;
}

/** Keys that the schema takes in the mapping at `path`. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let inner: z.core.JSONSchema._JSONSchema | undefined = asJsonSchema(schema);
  for (const step of path) {
    if (typeof inner !== "object") return [];
    const { items, properties, additionalProperties }: z.core.JSONSchema.JSONSchema = inner;
    inner =
      typeof step === "number"
        ? Array.isArray(items)
          ? items[step]
          : items
        : (properties?.[String(step)] ?? additionalProperties);
  }
  return typeof inner === "object" ? Object.keys(inner.properties ?? {}) : [];
}

/** Made on the first misspelt name and kept: a person who types makes the same slip on every key. */
const jsonSchemas = new WeakMap<z.ZodType, z.core.JSONSchema.JSONSchema>();

function asJsonSchema(schema: z.ZodType): z.core.JSONSchema.JSONSchema {
  const made = jsonSchemas.get(schema) ?? z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  jsonSchemas.set(schema, made);
  return made;
}
