/**
 * Changes of mount options as edits, each at the outermost place where everything that it reaches wants it: the string
 * or the list that several mounts share, else the `mountOptions` of the mounts that change, else nowhere.
 */
import type { Location } from "../text/span.ts";
import { writeAtUseSites } from "./write-at-use-site.ts";
import { type Holder, optionsSnippet, type Step } from "./write-holders.ts";
import { type ListChange, listPieces } from "./write-lists.ts";
import {
  elementOf,
  isInside,
  lastListOf,
  listOfElement,
  locationOf,
  samePlace,
  servesDevicesOnly,
} from "./write-places.ts";
import type { Outcome, Sources } from "./write-result.ts";

/** `path`: the file of the layout. `holders`: everything of the layout that has, or may have, mount options. */
export function writeOptions(path: string, holders: readonly Holder[], sources: Sources): Outcome {
  const editable = (at: Location): boolean =>
    sources.mayEdit(at.path) && (at.path !== path || servesDevicesOnly(at, sources));
  const place: InPlace = { holders: holders.filter(({ inert }) => !inert), sources, editable };

  const lists: ListChange[] = [];
  const left: Step[] = [];
  for (const step of holders.flatMap(stepsOf)) {
    const change = step.entry === "end" ? appendChange(step, place) : entryChange(step, step.entry, place);
    if (change) lists.push(change);
    else left.push(step);
  }
  const atUse = writeAtUseSites(left, place.holders, sources);
  // What is rewritten as a whole holds its changes already.
  const rest = lists.filter(({ at }) => !atUse.rewritten.some((whole) => isInside(at, whole)));
  const inPlace = listPieces(rest, sources);
  return {
    pieces: [...inPlace.pieces, ...atUse.pieces],
    notWritten: [...inPlace.notWritten, ...atUse.notWritten],
  };
}

function stepsOf(holder: Holder): Step[] {
  const { entries, appended } = holder;
  const steps: Step[] = entries.flatMap(({ decisions }, entry) =>
    decisions.length === 0 ? [] : [{ holder, entry, decisions }],
  );
  const decisions = appended.flatMap((one) => one.decisions);
  return appended.length === 0 ? steps : [...steps, { holder, entry: "end", decisions }];
}

/** What is looked at to find out whether a place may be edited. */
interface InPlace {
  /** All that is, or may be, mounted. */
  readonly holders: readonly Holder[];
  readonly sources: Sources;
  readonly editable: (at: Location) => boolean;
}

/** An entry as everything that takes it from the same place wants it: the string itself, else the element that gives it. */
function entryChange({ holder, decisions }: Step, index: number, place: InPlace): ListChange | undefined {
  const held = holder.entries[index];
  if (held === undefined) return undefined;
  const { entry, value } = held;
  const snippet = optionsSnippet(holder);
  const users = place.holders.flatMap(({ entries }) => entries.filter((other) => samePlace(other.entry.at, entry.at)));
  const agreed = users.every((other) => other.value === value);
  if (agreed && place.editable(entry.at)) {
    if (value !== undefined) return { kind: "replace", at: entry.at, text: value, decisions, snippet };
    if (listOfElement(entry.at, place.sources)) return { kind: "remove", at: entry.at, decisions, snippet };
  }
  const element = elementOf(holder, index, place.sources);
  if (element === undefined || samePlace(element, entry.at) || !place.editable(element)) return undefined;
  const sharers = place.holders.flatMap((other) =>
    other.entries.filter((_, at) => {
      const theirs = elementOf(other, at, place.sources);
      return theirs !== undefined && samePlace(theirs, element);
    }),
  );
  if (!sharers.every((other) => other.value === value)) return undefined;
  return value === undefined
    ? { kind: "remove", at: element, decisions, snippet }
    : { kind: "replace", at: element, text: value, decisions, snippet };
}

/** What is added to the list that ends the options, where all that have anything from that list want it at their end. */
function appendChange({ holder, decisions }: Step, { holders, sources, editable }: InPlace): ListChange | undefined {
  const list = lastListOf(holder, sources);
  if (list === undefined || !editable(locationOf(list))) return undefined;
  const at = locationOf(list);
  // Who takes nothing from an empty list leaves no trace of it.
  const own = holder.options.list !== undefined && samePlace(holder.options.list, at);
  if (list.node.elements.length === 0 && !own) return undefined;
  const texts = holder.appended.map(({ text }) => text);
  const key = JSON.stringify(texts);
  const wanted = (other: Holder): boolean => {
    const last = lastListOf(other, sources);
    if (last && samePlace(locationOf(last), at)) {
      return JSON.stringify(other.appended.map(({ text }) => text)) === key;
    }
    return !other.entries.some(({ entry }) => isInside(entry.at, at));
  };
  if (!holders.every(wanted)) return undefined;
  return { kind: "append", at, texts, decisions, snippet: optionsSnippet(holder) };
}
