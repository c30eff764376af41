/** Who takes what from which place, found once for all holders: generated files have thousands of mounts. */
import { placeKey } from "../mounts/written-options.ts";
import type { ListExpr } from "../nix/syntax/ast.ts";
import { pathToSpan } from "../nix/syntax/query.ts";
import type { Location } from "../text/span.ts";
import type { Holder } from "./write-holders.ts";
import { elementOf, lastListOf, locationOf, type Placed, servesDevicesOnly } from "./write-places.ts";
import type { Sources } from "./write-result.ts";

export interface Sharing {
  /** What becomes of the string at a place, where all that have it want the same. */
  agreedAt(at: Location): Agreed<string | undefined> | undefined;
  /** The element of a list literal that gives an entry. */
  elementOf(holder: Holder, index: number): Location | undefined;
  /** What becomes of an element of a list literal, where all that have it want the same. */
  agreedOf(element: Location): Agreed<string | undefined> | undefined;
  /** The list literal that ends the options of a holder. */
  lastListOf(holder: Holder): Placed<ListExpr> | undefined;
  /** What comes at the end of a list literal, where all whose options have anything from it end with it and want the same. */
  agreedEnd(list: Location): Agreed<readonly string[]> | undefined;
  /** Holders of one and the same `mountOptions = …;`, `mountpoint = …;`, or name. */
  sameOptions(holder: Holder): readonly Holder[];
  sameMountpoint(holder: Holder): readonly Holder[];
  sameName(holder: Holder): readonly Holder[];
  /** Whether the place may be edited, and serves nothing but the devices of the file of the layout. */
  isEditable(at: Location): boolean;
}

export interface Agreed<T> {
  readonly value: T;
}

/** `holders`: all that is, or may be, mounted. `path`: the file of the layout. */
export function sharingOf(holders: readonly Holder[], path: string, sources: Sources): Sharing {
  const elements = new Map(
    holders.map((holder) => [holder, holder.entries.map((_, index) => elementOf(holder, index, sources))]),
  );
  const lastLists = new Map(holders.map((holder) => [holder, lastListOf(holder, sources)]));
  const held = holders.flatMap((holder) => holder.entries.map((entry, index) => ({ holder, entry, index })));
  const byPlace = grouped(held, ({ entry }) => [placeKey(entry.entry.at)]);
  const byElement = grouped(held, ({ holder, index }) => keys(elements.get(holder)?.[index]));
  const listsAround = remembered((at: Location) => listsOf(at, sources), placeKey);
  const byList = grouped(holders, (holder) => {
    const last = lastLists.get(holder);
    const lists = holder.entries.flatMap(({ entry }) => listsAround(entry.at));
    return [...new Set([...lists, ...keys(last && locationOf(last))])];
  });
  const byOptions = grouped(holders, ({ options }) => keys(options.binding));
  const byMountpoint = grouped(holders, (holder) => keys(mountpointKey(holder)));
  const byName = grouped(holders, ({ object }) => keys(object.at));
  const serves = remembered((at: Location) => servesDevicesOnly(at, sources), placeKey);
  const of = <T>(map: ReadonlyMap<string, readonly T[]>, at: Location | undefined): readonly T[] =>
    (at && map.get(placeKey(at))) ?? [];
  const agreedAt = remembered((at: Location) => agreement(of(byPlace, at).map(({ entry }) => entry.value)), placeKey);
  const agreedOf = remembered((at: Location) => agreement(of(byElement, at).map(({ entry }) => entry.value)), placeKey);
  const endOf = (holder: Holder, list: Location): readonly string[] | undefined => {
    const last = lastLists.get(holder);
    const ends = last !== undefined && placeKey(locationOf(last)) === placeKey(list);
    return ends ? holder.appended.map(({ text }) => text) : undefined;
  };
  const agreedEnd = remembered((list: Location) => {
    const agreed = agreement(of(byList, list).map((holder) => endOf(holder, list)));
    return agreed?.value === undefined ? undefined : { value: agreed.value };
  }, placeKey);

  return {
    agreedAt,
    elementOf: (holder, index) => elements.get(holder)?.[index],
    agreedOf,
    lastListOf: (holder) => lastLists.get(holder),
    agreedEnd,
    sameOptions: ({ options }) => of(byOptions, options.binding),
    sameMountpoint: (holder) => of(byMountpoint, mountpointKey(holder)),
    sameName: ({ object }) => of(byName, object.at),
    isEditable: (at) => sources.mayEdit(at.path) && (at.path !== path || serves(at)),
  };
}

/** What all have in common, if it is the same; texts and lists of texts. */
function agreement<T extends string | readonly string[] | undefined>(all: readonly T[]): Agreed<T> | undefined {
  const [first, ...others] = [...new Map(all.map((one) => [JSON.stringify(one), { value: one }])).values()];
  return others.length === 0 ? first : undefined;
}

function mountpointKey({ object }: Holder): Location | undefined {
  return object.attributes.get("mountpoint")?.key;
}

function listsOf({ path, span }: Location, { syntax }: Sources): string[] {
  const tree = syntax(path);
  const around = tree ? pathToSpan(tree, span) : [];
  return around.filter(({ kind }) => kind === "list").map((list) => placeKey({ path, span: list.span }));
}

function keys(at: Location | undefined): string[] {
  return at ? [placeKey(at)] : [];
}

function grouped<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    for (const key of keysOf(one)) {
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
  }
  return groups;
}

function remembered<A, R>(compute: (argument: A) => R, keyOf: (argument: A) => string): (argument: A) => R {
  const known = new Map<string, { readonly result: R }>();
  return (argument) => {
    const key = keyOf(argument);
    const found = known.get(key) ?? { result: compute(argument) };
    known.set(key, found);
    return found.result;
  };
}
