/** Who takes what from which place, found once for all holders: generated files have thousands of mounts. */
import { placeKey } from "../mounts/written-options.ts";
import type { ListExpr } from "../nix/syntax/ast.ts";
import { pathToSpan } from "../nix/syntax/query.ts";
import type { Location } from "../text/span.ts";
import type { HeldEntry, Holder } from "./write-holders.ts";
import { elementOf, lastListOf, locationOf, type Placed, servesDevicesOnly } from "./write-places.ts";
import type { Sources } from "./write-result.ts";

export interface Sharing {
  /** Entries that are the string at a place. */
  entriesAt(at: Location): readonly HeldEntry[];
  /** The element of a list literal that gives an entry. */
  elementOf(holder: Holder, index: number): Location | undefined;
  /** Entries that the element of a list literal gives. */
  entriesOf(element: Location): readonly HeldEntry[];
  /** The list literal that ends the options of a holder. */
  lastListOf(holder: Holder): Placed<ListExpr> | undefined;
  /** Holders whose options have anything from a list literal, or end with it. */
  usersOf(list: Location): readonly Holder[];
  /** Holders of one and the same `mountOptions = …;`, `mountpoint = …;`, or name. */
  sameOptions(holder: Holder): readonly Holder[];
  sameMountpoint(holder: Holder): readonly Holder[];
  sameName(holder: Holder): readonly Holder[];
  /** Whether the place may be edited, and serves nothing but the devices of the file of the layout. */
  isEditable(at: Location): boolean;
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

  return {
    entriesAt: (at) => of(byPlace, at).map(({ entry }) => entry),
    elementOf: (holder, index) => elements.get(holder)?.[index],
    entriesOf: (element) => of(byElement, element).map(({ entry }) => entry),
    lastListOf: (holder) => lastLists.get(holder),
    usersOf: (list) => of(byList, list),
    sameOptions: ({ options }) => of(byOptions, options.binding),
    sameMountpoint: (holder) => of(byMountpoint, mountpointKey(holder)),
    sameName: ({ object }) => of(byName, object.at),
    isEditable: (at) => sources.mayEdit(at.path) && (at.path !== path || serves(at)),
  };
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
