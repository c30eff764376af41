/**
 * Changes of mount options as edits, each at the outermost place where everything that it reaches wants it: the string
 * or the list that several mounts share, else the `mountOptions` of the mounts that change, else nowhere.
 */
import type { Layout } from "../disko/layout.ts";
import { writeAtUseSites } from "./write-at-use-site.ts";
import {
  type Holder,
  holdersOf,
  type OptionsOutcome,
  optionsSnippet,
  type PlannedOptions,
  type Step,
} from "./write-holders.ts";
import { type ListChange, listPieces } from "./write-lists.ts";
import { isInside, listOfElement, locationOf, samePlace } from "./write-places.ts";
import type { NotWritten, Outcome, Sources } from "./write-result.ts";
import { type Sharing, sharingOf } from "./write-sharing.ts";

export interface WrittenOptions extends Outcome {
  /** Everything of the layout that has, or may have, mount options, as it is in the end. */
  readonly holders: readonly Holder[];
}

/** A decision's change of one mount is carried out as a whole or not at all. */
export function writeOptions(layout: Layout, changes: readonly PlannedOptions[], sources: Sources): WrittenOptions {
  const notWritten: NotWritten[] = [];
  for (let left = changes; ; ) {
    const { holders, refused } = holdersOf(layout, left, sources);
    const outcome = refused.length > 0 ? { pieces: [], refused } : tryOptions(layout.path, holders, sources);
    const { pieces } = outcome;
    notWritten.push(...outcome.refused.map(({ object: _, ...one }) => one));
    const rest = left.filter(({ decision, change }) => {
      return !outcome.refused.some((one) => one.decision === decision && one.object === change.mount.object);
    });
    if (rest.length === left.length) return { pieces, notWritten, holders };
    left = rest;
  }
}

/** `path`: the file of the layout. */
function tryOptions(path: string, holders: readonly Holder[], sources: Sources): OptionsOutcome {
  const sharing = sharingOf(
    holders.filter(({ inert }) => !inert),
    path,
    sources,
  );
  const lists: ListChange[] = [];
  const left: Step[] = [];
  for (const step of holders.flatMap(stepsOf)) {
    const change = step.entry === "end" ? appendChange(step, sharing) : entryChange(step, step.entry, sharing, sources);
    if (change) lists.push(change);
    else left.push(step);
  }
  const atUse = writeAtUseSites(left, sharing, sources);
  // What is rewritten as a whole holds its changes already.
  const rest = lists.filter(({ at }) => !atUse.rewritten.some((whole) => isInside(at, whole)));
  const inPlace = listPieces(rest, sources);
  return { pieces: [...inPlace.pieces, ...atUse.pieces], refused: [...inPlace.refused, ...atUse.refused] };
}

function stepsOf(holder: Holder): Step[] {
  const { entries, appended } = holder;
  const steps: Step[] = entries.flatMap(({ decisions }, entry) =>
    decisions.length === 0 ? [] : [{ holder, entry, decisions }],
  );
  const decisions = appended.flatMap((one) => one.decisions);
  return appended.length === 0 ? steps : [...steps, { holder, entry: "end", decisions }];
}

/** An entry as everything that takes it from the same place wants it: the string itself, else the element that gives it. */
function entryChange(
  { holder, decisions }: Step,
  index: number,
  sharing: Sharing,
  sources: Sources,
): ListChange | undefined {
  const held = holder.entries[index];
  if (held === undefined) return undefined;
  const { entry, value } = held;
  const snippet = optionsSnippet(holder);
  if (sharing.agreedAt(entry.at) && sharing.isEditable(entry.at)) {
    const change = { at: entry.at, holder, decisions, snippet };
    if (value !== undefined) return { kind: "replace", text: value, ...change };
    if (listOfElement(entry.at, sources)) return { kind: "remove", ...change };
  }
  const element = sharing.elementOf(holder, index);
  if (element === undefined || samePlace(element, entry.at) || !sharing.isEditable(element)) return undefined;
  if (!sharing.agreedOf(element)) return undefined;
  const change = { at: element, holder, decisions, snippet };
  return value === undefined ? { kind: "remove", ...change } : { kind: "replace", text: value, ...change };
}

/** What is added to the list that ends the options, where all that have anything from that list want it at their end. */
function appendChange({ holder, decisions }: Step, sharing: Sharing): ListChange | undefined {
  const list = sharing.lastListOf(holder);
  if (list === undefined || !sharing.isEditable(locationOf(list))) return undefined;
  const at = locationOf(list);
  // Who takes nothing from an empty list leaves no trace of it.
  const own = holder.options.list !== undefined && samePlace(holder.options.list, at);
  if (list.node.elements.length === 0 && !own) return undefined;
  const agreed = sharing.agreedEnd(at);
  const snippet = optionsSnippet(holder);
  return agreed && { kind: "append", at, texts: agreed.value, holder, decisions, snippet };
}
