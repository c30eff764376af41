/**
 * The options of a host as a tree: every node knows all definitions at its path and tells what they say together. It is asked
 * in two ways: `state` for people, with places and certainty, and `value` for modules that read `config`.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attrsOf, gap, listOf } from "../nix/values/make.ts";
import { PRIORITY } from "../nix/values/properties.ts";
import { selectAttribute } from "../nix/values/select.ts";
import { type Attribute, known, type Thunk, type UnknownValue, unknown, type Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { type Content, contentsOf, type Definition, definitionIn, holds, isPlainSet, UNWRAPPED } from "./definition.ts";
import type { OptionState } from "./host.ts";
import { lazyMembers } from "./lazy-members.ts";
import { mergeWinners, type Winner, winnersAmong } from "./merge-definitions.ts";

export interface OptionNode {
  /** Names below this one that a definition or a declaration mentions, whether or not it holds. */
  names(): readonly string[];
  child(name: string): OptionNode;
  /** What defines this path, wrappers and all. */
  definitions(): readonly Definition[];
  state(): OptionState;
  /** As a module reads it: what may be overridden, or have a default that is not seen, is unknown. */
  readonly value: Thunk;
  /** The value as it was written where there is one definition: for what is handed on and not merged, like arguments. */
  readonly raw: Thunk;
}

export interface TreeOptions {
  readonly context: EvalContext;
  /** Whether modules are imported that are not seen: they may override what is only a default. */
  readonly partly: () => boolean;
}

/** What stands at one path. */
interface Place {
  readonly path: readonly string[];
  readonly definitions: () => readonly Definition[];
  /** The parts of `options` that lie at this path: sets of declarations, or declarations. */
  readonly declarations: () => readonly Thunk[];
  /** Something not known may define what lies here: a set above is not known whole. */
  readonly doubt: () => UnknownValue | undefined;
  /** Whether the unknown parts of a definition here count as such; not at the top, where they are modules not seen. */
  readonly top: boolean;
}

/** The tree of all definitions in `configs`; `options` are the declarations of the same modules. */
export function optionTree(
  configs: () => readonly Definition[],
  declared: () => readonly Thunk[],
  options: TreeOptions,
): OptionNode {
  const place: Place = {
    path: [],
    definitions: configs,
    declarations: declared,
    doubt: () => undefined,
    top: true,
  };
  return nodeAt(place, options);
}

/** What a node costs in steps of the evaluator, measured on configurations that contain themselves. */
const NODE_STEPS = 40;

const CYCLE = unknown("it depends on itself");

function nodeAt(place: Place, options: TreeOptions): OptionNode {
  const children = new Map<string, OptionNode>();
  const contents = once(() => place.definitions().flatMap((definition) => contentsOf(definition)), []);
  const declared = once(() => place.declarations().map((thunk) => thunk.force()), []);
  const declaration = (): Value | undefined => declared().find(isDeclaration);

  const child = (name: string): OptionNode => {
    const present = children.get(name);
    if (present) return present;
    const node = nodeAt(placeBelow(name, place, contents, declared), options);
    children.set(name, node);
    return node;
  };

  const names = (): readonly string[] => {
    const sets = [...contents().map(({ value }) => value), ...declared().filter((value) => !isDeclaration(value))];
    return [...new Set(sets.flatMap((value) => (isPlainSet(value) ? allNames(value.attributes) : [])))];
  };

  /** The default is looked at only where no definition certainly wins: it may ask for the option itself. */
  const allWinners = (): readonly Winner[] => {
    const winners = winnersAmong(contents());
    if (winners.some(({ certain, priority }) => certain && priority !== undefined)) return winners;
    const fallback = defaultOf(declaration());
    return fallback ? winnersAmong([...contents(), fallback]) : winners;
  };

  const isNamespace = (): boolean =>
    declaration() === undefined && contents().every(({ value }) => isPlainSet(value) || value.kind === "unknown");

  /** The sets that count, as a tree of their own: their conditions are settled. */
  const settled = (winners: readonly Winner[]): OptionNode => {
    const definitions = winners
      .filter(({ value }) => isPlainSet(value))
      .map(
        (winner): Definition => ({ thunk: known(winner.value), wrapping: wrappingOf(winner), binding: winner.binding }),
      );
    return nodeAt({ ...place, definitions: () => definitions, declarations: () => [] }, options);
  };

  const setValue = (): Value => {
    const spent = options.context.tick(NODE_STEPS + names().length);
    if (spent) return spent;
    const attributes = new Map(
      names().map((name) => [name, attributeFor(name, () => child(name), contents())] as const),
    );
    const why = place.doubt() ?? unknown(`\`${place.path.join(".")}\` may have more than the workspace shows`);
    return attrsOf(
      lazyMembers(attributes, (attribute) => present(attribute, contents())),
      why,
      onlyPlace(contents()),
    );
  };

  const state = once(
    (): OptionState => {
      const winners = allWinners();
      const merged = mergeWinners(winners);
      if (winners.length === 0) return nothing(place.doubt());
      const definitions = locationsOf(winners);
      switch (merged.kind) {
        case "unknown":
          return { kind: "unknown", unknown: merged.unknown, at: definitions[0] ?? merged.unknown.at };
        case "sets": {
          const value = isNamespace() ? setValue() : settled(winners).value.force();
          return { kind: "known", value, certain: winners.some(({ certain }) => certain), definitions };
        }
        case "value": {
          const weak = (merged.first.priority ?? 0) > PRIORITY.normal && declaration() === undefined;
          const certain = merged.certain && !(weak && (options.partly() || place.doubt() !== undefined));
          return {
            kind: "known",
            value: applied(merged.value),
            certain,
            definitions: locationsOf([merged.first, ...winners]),
          };
        }
        default:
          return merged satisfies never;
      }
    },
    { kind: "unknown", unknown: CYCLE, at: undefined },
  );

  /** The option's `apply` function changes what modules read. */
  const applied = (value: Value): Value => {
    const option = declaration();
    const apply = option && selectAttribute(option, "apply");
    if (apply?.kind !== "found") return value;
    return options.context.apply(apply.attribute.thunk.force(), [known(value)], undefined);
  };

  const read = (): Value => {
    const hasSets =
      contents().some(({ value }) => isPlainSet(value)) || (contents().length === 0 && names().length > 0);
    if (isNamespace() && (hasSets || place.top)) return setValue();
    const now = state();
    if (now.kind === "unknown") return now.unknown;
    if (now.kind === "absent") return unknown(`nothing in the workspace defines \`${place.path.join(".")}\``);
    if (now.value.kind === "list") return declaration() ? now.value : withMore(now.value, place.path);
    if (now.certain || now.value.kind === "attrs") return now.value;
    return unknown(`\`${place.path.join(".")}\` depends on something that is not known`, now.definitions[0]);
  };

  const value = options.context.lazy(read);
  const raw = options.context.lazy(() => {
    const [winner, ...others] = allWinners();
    return winner?.certain && others.length === 0 ? winner.value : value.force();
  });
  return { names, child, definitions: place.definitions, state, value, raw };
}

function placeBelow(
  name: string,
  place: Place,
  contents: () => readonly Content[],
  declared: () => readonly Value[],
): Place {
  return {
    path: [...place.path, name],
    top: false,
    definitions: () =>
      contents().flatMap((content) => {
        const attribute = isPlainSet(content.value) ? content.value.attributes.get(name) : undefined;
        return attribute ? [definitionIn(content, attribute)] : [];
      }),
    declarations: () =>
      declared().flatMap((value) => {
        const attribute = isPlainSet(value) ? value.attributes.get(name) : undefined;
        return attribute ? [attribute.thunk] : [];
      }),
    doubt: () => place.doubt() ?? (place.top ? undefined : doubtIn(contents(), name)),
  };
}

/** Why there may be a definition of `name` that is not seen. */
function doubtIn(contents: readonly Content[], name: string): UnknownValue | undefined {
  for (const { value, wrapping } of contents) {
    const why = value.kind === "unknown" ? value : isPlainSet(value) && !value.attributes.has(name) && value.open;
    if (why && holds(wrapping) !== false) return why;
  }
  return undefined;
}

function isDeclaration(value: Value): boolean {
  return value.kind === "attrs" && value.attributes.has("_type");
}

/** What an option is when nobody defines it. Source: `mkOptionDefault` in nixpkgs' lib/modules.nix. */
function defaultOf(declaration: Value | undefined): Content | undefined {
  const fallback = declaration && selectAttribute(declaration, "default");
  if (fallback?.kind !== "found") return undefined;
  const { attribute } = fallback;
  return {
    value: attribute.thunk.force(),
    wrapping: { ...UNWRAPPED, priority: PRIORITY.optionDefault },
    binding: attribute.binding ?? attribute.key,
  };
}

/** Attribute of a set that modules read: there as soon as anything mentions it, so that no condition is asked too early. */
function attributeFor(name: string, node: () => OptionNode, contents: readonly Content[]): Attribute {
  const written = contents.flatMap(({ value }) => (value.kind === "attrs" ? (value.attributes.get(name) ?? []) : []));
  const [first] = written;
  const only = written.length === 1 ? first : undefined;
  return { name, thunk: { force: () => node().value.force() }, key: first?.key, binding: only?.binding, certain: true };
}

/** The same for a walk through the set: gone where all that mention it are off. */
function present(attribute: Attribute, contents: readonly Content[]): Attribute | undefined {
  let doubtful: Attribute | undefined;
  let mentioned = false;
  for (const { value, wrapping } of contents) {
    const own = value.kind === "attrs" ? value.attributes.get(attribute.name) : undefined;
    if (!own) continue;
    mentioned = true;
    const answer = holds(wrapping);
    if (answer === true && own.certain) return attribute;
    if (answer !== false) doubtful = { ...attribute, certain: false };
  }
  return mentioned ? doubtful : attribute;
}

function allNames(attributes: ReadonlyMap<string, Attribute>): readonly string[] {
  return [...attributes.keys()];
}

function wrappingOf({ certain }: Winner): Definition["wrapping"] {
  return certain
    ? UNWRAPPED
    : { ...UNWRAPPED, conditions: [() => unknown("it depends on something that is not known")] };
}

function nothing(doubt: UnknownValue | undefined): OptionState {
  return doubt ? { kind: "unknown", unknown: doubt, at: doubt.at } : { kind: "absent" };
}

function locationsOf(winners: readonly Winner[]): readonly Location[] {
  const places = winners.flatMap(({ binding, at }) => binding ?? at ?? []);
  return places.filter((place, index) => places.indexOf(place) === index);
}

function onlyPlace(contents: readonly Content[]): Location | undefined {
  return contents.length === 1 ? contents[0]?.value.at : undefined;
}

/** NixOS's own modules may add to a list whose option they declare. */
function withMore(value: Value & { readonly kind: "list" }, path: readonly string[]): Value {
  return listOf(
    [...value.items, gap(unknown(`\`${path.join(".")}\` may have more than the workspace shows`))],
    value.at,
  );
}

/** Computed once; `again` is the answer while it is being computed. */
function once<T>(compute: () => T, again: T): () => T {
  let result: { readonly value: T } | undefined;
  let running = false;
  return () => {
    if (result) return result.value;
    if (running) return again;
    running = true;
    try {
      const value = compute();
      result = { value };
      return value;
    } finally {
      running = false;
    }
  };
}
