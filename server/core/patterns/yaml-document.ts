/**
 * A YAML (or JSON) file held against a schema: the value, or what is wrong with it, each at its very key or value. Used for
 * patterns and for the project file, so that both speak alike.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type * as z from "zod";
import type { Location, Span } from "../text/span.ts";
import { issueProblems, type Place } from "./yaml-issues.ts";
import { parseYaml, spanOf } from "./yaml-text.ts";

export interface YamlProblem {
  readonly at: Location;
  /** A sentence: what is wrong, and where it can be said what to write. */
  readonly message: string;
}

export interface YamlDocument<T> {
  /** Undefined where there are problems, or, with `keepRest`, where nothing could be kept. */
  readonly value: T | undefined;
  readonly problems: readonly YamlProblem[];
  /** What the file says, unchecked; undefined where it is no YAML. */
  readonly plain: unknown;
  /** Where the value at `path` is written; of what is not there, where it would belong. */
  at(path: readonly PropertyKey[]): Location;
  /** Where the name of the value at `path` is written. */
  keyAt(path: readonly PropertyKey[]): Location;
}

export interface ReadOptions {
  /** What is wrong is left out and the rest still counts: for files that a person is typing. */
  readonly keepRest?: boolean;
}

/** Reads `text`, the content of `path`. An empty file is an empty mapping. Never throws. */
export function readYaml<T>(
  path: string,
  text: string,
  schema: z.ZodType<T>,
  options: ReadOptions = {},
): YamlDocument<T> {
  const { tree, plain, errors } = parseYaml(text);
  const locate = (place: Place): Location => ({ path, span: trimmed(text, placeOf(tree, place)) });
  const places = {
    at: (inside: readonly PropertyKey[]): Location => locate({ path: inside, of: "value" }),
    keyAt: (inside: readonly PropertyKey[]): Location => locate({ path: inside, of: "key" }),
  };
  const problems = errors.map(({ span, message }) => ({ at: { path, span: within(text, span) }, message }));
  if (problems.length > 0) return { value: undefined, problems, plain: undefined, ...places };

  let rest: unknown = plain ?? {};
  // Each round leaves out more, so it ends soon; what later rounds find follows from what was left out.
  for (let round = 0; round < 20; round += 1) {
    const parsed = schema.safeParse(rest);
    if (parsed.success) return { value: parsed.data, problems, plain, ...places };
    const found = issueProblems(parsed.error.issues, rest, schema);
    if (round === 0) problems.push(...found.map(({ place, message }) => ({ at: locate(place), message })));
    if (!options.keepRest) break;
    const paths = found.map(({ leaveOut }) => leaveOut);
    if (paths.some((gone) => gone.length === 0)) break;
    rest = without(rest, paths);
  }
  return { value: undefined, problems, plain, ...places };
}

/** `value` without what stands at `paths`. */
function without(value: unknown, paths: readonly (readonly PropertyKey[])[]): unknown {
  if (paths.length === 0 || typeof value !== "object" || value === null) return value;
  const below = new Map<PropertyKey | undefined, (readonly PropertyKey[])[]>();
  for (const [step, ...further] of paths) {
    const others = below.get(step);
    if (others) others.push(further);
    else below.set(step, [further]);
  }
  const kept = (step: PropertyKey, inner: unknown): unknown[] => {
    const further = below.get(step) ?? [];
    return further.some((path) => path.length === 0) ? [] : [without(inner, further)];
  };
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => kept(index, item));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => kept(name, inner).map((one): [string, unknown] => [name, one])),
  );
}

function placeOf(tree: Document.Parsed | undefined, { path, of }: Place): Span {
  let node: Node | null | undefined = tree?.contents;
  let pair: Pair | undefined;
  for (const step of path) {
    const inner = resolved(node, tree);
    const next = isMap(inner) ? pairsOf(inner).get(String(step)) : undefined;
    const item = isSeq(inner) && typeof step === "number" ? inner.items[step] : undefined;
    if (!next && !isNode(item)) return headOf(node, pair);
    pair = next;
    node = next ? (isNode(next.value) ? next.value : undefined) : isNode(item) ? item : undefined;
  }
  if (of === "key" && pair && isNode(pair.key)) return spanOf(pair.key.range);
  const span = node ? spanOf(node.range) : undefined;
  // `key:` with nothing behind it.
  if (!span || span.start === span.end) return headOf(node, pair);
  return span;
}

/** One line that stands for a mapping or list: its key, else its first key, else its first character. */
function headOf(node: Node | null | undefined, pair: Pair | undefined): Span {
  if (pair && isNode(pair.key)) return spanOf(pair.key.range);
  const first = isMap(node) ? node.items[0]?.key : undefined;
  if (isNode(first)) return spanOf(first.range);
  const { start } = spanOf(node?.range);
  return { start, end: node ? start + 1 : start };
}

function resolved(node: Node | null | undefined, tree: Document.Parsed | undefined): Node | null | undefined {
  return isAlias(node) && tree ? node.resolve(tree) : node;
}

/** A tree never changes, and a file may have thousands of names that are asked for one by one. */
const known = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** The entries of a mapping by name, the first of each. */
function pairsOf(mapping: YAMLMap): ReadonlyMap<string, Pair> {
  const before = known.get(mapping);
  if (before) return before;
  const pairs = new Map<string, Pair>();
  for (const pair of mapping.items) {
    if (isScalar(pair.key) && !pairs.has(String(pair.key.value))) pairs.set(String(pair.key.value), pair);
  }
  known.set(mapping, pairs);
  return pairs;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

/** The library reports the end of a text that is cut off as a place behind it. */
function within(text: string, { start, end }: Span): Span {
  return { start: Math.min(start, text.length), end: Math.min(end, text.length) };
}

function trimmed(text: string, { start, end }: Span): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}
