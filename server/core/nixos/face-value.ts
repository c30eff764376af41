/**
 * An option that nobody declares in the workspace, such as those of NixOS: what is defined is taken at face value. Sets are
 * namespaces until somebody asks for them whole, lists are joined and may have more than the workspace shows.
 */
import { platformNamed } from "../nix/values/builtins/platforms.ts";
import { attrsOf, gap, listOf } from "../nix/values/make.ts";
import { PRIORITY } from "../nix/values/properties.ts";
import { type Attribute, known, type UnknownValue, unknown, type Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { type Content, type Definition, holds, isPlainSet, UNWRAPPED } from "./definition.ts";
import type { OptionState } from "./host.ts";
import { lazyMembers } from "./lazy-members.ts";
import { mergeWinners, type Winner, winnersAmong } from "./merge-definitions.ts";
import { onceGuarded } from "./once-guarded.ts";
import type { OptionNode } from "./option-node.ts";
import { nodeAt, type Place, type TreeOptions } from "./option-tree.ts";

export interface FaceParts {
  readonly place: Place;
  readonly contents: () => readonly Content[];
  /** Names that are declared below, where this is a set of options. */
  readonly declaredNames: () => readonly string[];
  readonly child: (name: string) => OptionNode;
  readonly options: TreeOptions;
}

/** What a node costs in steps of the evaluator, measured on configurations that contain themselves. */
const NODE_STEPS = 40;

const CYCLE = unknown("it depends on itself");

export function faceNode({ place, contents, declaredNames, child, options }: FaceParts): OptionNode {
  const { context } = options;
  const partly = options.partly ?? (() => false);

  const names = (): readonly string[] => {
    const all = new Set<string>();
    for (const { value } of contents())
      if (isPlainSet(value)) for (const name of value.attributes.keys()) all.add(name);
    for (const name of declaredNames()) all.add(name);
    return [...all];
  };

  const isNamespace = (): boolean => contents().every(({ value }) => isPlainSet(value) || value.kind === "unknown");

  /** The sets that count, as a tree of their own: their conditions are settled. */
  const settled = (winners: readonly Winner[]): OptionNode => {
    const definitions = winners
      .filter(({ value }) => isPlainSet(value))
      .map(
        (winner): Definition => ({ thunk: known(winner.value), wrapping: wrappingOf(winner), binding: winner.binding }),
      );
    return nodeAt({ ...place, definitions: () => definitions, declarations: () => [] }, options);
  };

  /** An option that nobody defines may have a default that is known, if no module is unread. */
  const fallback = (): Value | undefined =>
    partly() || place.doubt() ? undefined : options.defaults?.value(place.path, options.isDefined ?? (() => true));
  const withDefaults = (): readonly string[] => [
    ...new Set([...names(), ...(options.defaults?.names(place.path) ?? [])]),
  ];

  const setValue = (): Value => {
    const spent = context.tick(NODE_STEPS + names().length);
    if (spent) return spent;
    const attributes = new Map<string, Attribute>();
    for (const name of withDefaults())
      attributes.set(
        name,
        attributeFor(name, () => child(name), contents()),
      );
    const why = place.doubt() ?? unknown(`\`${place.path.join(".")}\` may have more than the workspace shows`);
    return attrsOf(
      lazyMembers(attributes, (attribute) => present(attribute, contents())),
      why,
      onlyPlace(contents()),
    );
  };

  const state = onceGuarded(
    (): OptionState => {
      const winners = winnersAmong(contents());
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
          const weak = (merged.first.priority ?? 0) > PRIORITY.normal;
          const certain = merged.certain && !(weak && (partly() || place.doubt() !== undefined));
          return { kind: "known", value: merged.value, certain, definitions: locationsOf([merged.first, ...winners]) };
        }
        default:
          return merged satisfies never;
      }
    },
    { kind: "unknown", unknown: CYCLE, at: undefined },
  );

  const read = (): Value => {
    const hasSets =
      contents().some(({ value }) => isPlainSet(value)) || (contents().length === 0 && withDefaults().length > 0);
    if (isNamespace() && (hasSets || place.top)) return setValue();
    const now = state();
    if (now.kind === "unknown") return now.unknown;
    if (now.kind === "absent")
      return fallback() ?? unknown(`nothing in the workspace defines \`${place.path.join(".")}\``);
    if (options.defaults && place.path.join(".") === PLATFORM) return elaborated(now.value);
    if (now.value.kind === "list") return withMore(now.value, place.path);
    if (now.certain || now.value.kind === "attrs") return now.value;
    return unknown(`\`${place.path.join(".")}\` depends on something that is not known`, now.definitions[0]);
  };

  const value = context.lazy(read);
  const raw = context.lazy(() => {
    const [winner, ...others] = winnersAmong(contents());
    return winner?.certain && others.length === 0 ? winner.value : value.force();
  });
  return { names, child, definitions: place.definitions, state, value, raw };
}

/** The one option of NixOS that modules read as more than what was said. */
const PLATFORM = "nixpkgs.hostPlatform";

/**
 * What the name of a platform says of it. The default in a hardware configuration is overridden by nobody but its author.
 * Source: <https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/misc/nixpkgs.nix>
 */
function elaborated(value: Value): Value {
  return value.kind === "string" ? (platformNamed(value.value) ?? unknown("this platform is not known")) : value;
}

/** Attribute of a set that modules read: there as soon as anything mentions it, so that no condition is asked too early. */
function attributeFor(name: string, node: () => OptionNode, contents: readonly Content[]): Attribute {
  let first: Attribute | undefined;
  let only: Attribute | undefined;
  for (const { value } of contents) {
    const written = value.kind === "attrs" ? value.attributes.get(name) : undefined;
    if (!written) continue;
    only = first ? undefined : written;
    first ??= written;
  }
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
