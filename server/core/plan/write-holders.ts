/**
 * What has mount options, with what each is to come to. All of the layout is looked at, not only what changes: an
 * edit of a place is right only when everything that takes its options from there wants it.
 */
import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject, Layout, Mount, OptionEntry, OptionList } from "../disko/layout.ts";
import { optionListOf } from "../disko/option-list.ts";
import { type MountOption, splitEntry } from "../mounts/mount-option.ts";
import { placeKey } from "../mounts/written-options.ts";
import type { Change } from "./plan.ts";
import type { NotWritten, Piece, Sources } from "./write-result.ts";

export type OptionsChange = Extract<Change, { kind: "options" }>;

export interface PlannedOptions {
  readonly decision: string;
  readonly change: OptionsChange;
}

export interface Holder {
  readonly object: DiskoObject;
  readonly options: OptionList;
  /** Undefined: disko makes no mount of it, or it is not known which. */
  readonly mount: Mount | undefined;
  /** Certainly never mounted: what is written there has no effect, so it may change. */
  readonly inert: boolean;
  /** What is written today, and what becomes of each. */
  readonly entries: readonly HeldEntry[];
  /** What comes at the end. */
  readonly appended: readonly Appended[];
}

export interface HeldEntry {
  readonly entry: OptionEntry;
  /** Undefined: it goes. */
  readonly value: string | undefined;
  /** Who changes it; empty where it stays. */
  readonly decisions: readonly string[];
}

export interface Appended {
  readonly text: string;
  readonly decisions: readonly string[];
}

/** One step of a holder's change that is still to be written: an entry by its number, or what comes at the end. */
export interface Step {
  readonly holder: Holder;
  readonly entry: number | "end";
  readonly decisions: readonly string[];
}

/** A change of the options of one object that cannot be written. */
export interface RefusedOption extends NotWritten {
  readonly object: DiskoObject;
}

export interface OptionsOutcome {
  readonly pieces: readonly Piece[];
  readonly refused: readonly RefusedOption[];
}

/** The options of a holder in the end, entry by entry. */
export function finalTexts({ entries, appended }: Holder): string[] {
  return [...entries.flatMap(({ value }) => value ?? []), ...appended.map(({ text }) => text)];
}

/** For messages. */
export function nameOf({ mount, object }: Holder): string {
  return mount?.name ?? object.name ?? object.type;
}

/** Ids of all decisions that change something of a holder. */
export function decisionsOf({ entries, appended }: Holder): string[] {
  return [...new Set([...entries, ...appended].flatMap(({ decisions }) => decisions))];
}

/** What to write by hand. */
export function optionsSnippet(holder: Holder): string {
  const texts = finalTexts(holder);
  return `mountOptions = [ ${texts.map((text) => `"${text}" `).join("")}];`;
}

/** Every object of the layout that has, or may have, options; and the changes of what is computed or conditional. */
export function holdersOf(
  layout: Layout,
  changes: readonly PlannedOptions[],
  { syntax }: Sources,
): { holders: readonly Holder[]; refused: readonly RefusedOption[] } {
  const text = (path: string): string | undefined => syntax(path)?.text;
  const mounts = new Map(layout.mounts.map((mount) => [mount.object, mount]));
  const holders: Holder[] = [];
  const refused: RefusedOption[] = [];
  for (const object of everyObject(layout.objects)) {
    if (!object.attributes.has("mountOptions") && !object.attributes.has("mountpoint")) continue;
    const mount = mounts.get(object);
    const options = mount?.options ?? optionListOf(object, text);
    const draft = draftOf(options);
    for (const { decision, change } of changes) {
      if (change.mount.object !== object) continue;
      const refusal = applyChange(draft, change, decision);
      if (refusal === undefined) continue;
      const snippet = `mountOptions = [ ${wishOf(change)
        .map((one) => `"${one}" `)
        .join("")}];`;
      refused.push({ decision, at: refusal.at, why: refusal.why, snippet, object });
    }
    const inert = mount === undefined && object.type === "btrfs_subvol" && !hasMountpoint(object);
    holders.push({ object, options, mount, inert, ...finished(draft) });
  }
  return { holders, refused };
}

function hasMountpoint({ attributes, open }: DiskoObject): boolean {
  return open || (attributes.get("mountpoint")?.definitions ?? []).some(({ value }) => value.kind !== "null");
}

/** The list that one change alone would come to. */
function wishOf({ mount, remove, add }: OptionsChange): string[] {
  const gone = new Set(remove.map((option) => optionKey(option, mount)));
  const kept = mount.options.written ? mount.options.entries.flatMap(splitEntry) : [];
  return [
    ...kept.filter((option) => !gone.has(optionKey(option, mount))).map((option) => option.text),
    ...(add ? [add] : []),
  ];
}

interface Draft {
  /** Pieces of each entry between its commas; undefined where one goes. */
  readonly entries: {
    readonly entry: OptionEntry;
    readonly options: readonly MountOption[];
    pieces: (string | undefined)[];
    decisions: string[];
  }[];
  readonly appended: { text: string; decisions: string[] }[];
}

/** What disko takes when nothing is written is no entry that could be edited. */
function draftOf(options: OptionList): Draft {
  const entries = options.written ? options.entries : [];
  return {
    entries: entries.map((entry) => ({
      entry,
      options: splitEntry(entry),
      pieces: entry.value.split(","),
      decisions: [],
    })),
    appended: [],
  };
}

function applyChange(
  draft: Draft,
  { mount, remove, add }: OptionsChange,
  decision: string,
): Pick<NotWritten, "at" | "why"> | undefined {
  const wanted = new Set(mount.options.written ? remove.map((option) => optionKey(option, mount)) : []);
  const spots = draft.entries.flatMap((held) =>
    held.options.filter((option) => wanted.has(optionKey(option, mount))).map((option) => ({ held, option })),
  );
  for (const { held, option } of spots) {
    const { at } = option;
    if (!held.entry.certain) return { at, why: `\`${option.text}\` stands under a condition that is not known.` };
    if (!held.entry.literal) return { at, why: `\`${option.text}\` is computed, not written as a plain string.` };
  }
  const present = draft.entries.some(({ entry, pieces }) => entry.certain && add !== undefined && pieces.includes(add));
  let coming = present || draft.appended.some(({ text }) => text === add) ? undefined : add;
  for (const { held, option } of spots) {
    const index = pieceIndex(held, option);
    if (index < 0) continue;
    held.pieces[index] = coming;
    held.decisions.push(decision);
    coming = undefined;
  }
  if (coming !== undefined) draft.appended.push({ text: coming, decisions: [decision] });
  return undefined;
}

/** Which piece of the entry the option is; -1 where another change has taken it already. */
function pieceIndex({ entry, options, pieces }: Draft["entries"][number], option: MountOption): number {
  const texts = entry.value.split(",");
  const nth = options.indexOf(option);
  const spots = texts.flatMap((text, index) => (text === "" ? [] : [index]));
  const index = spots[nth] ?? -1;
  return index >= 0 && pieces[index] === texts[index] ? index : -1;
}

function finished({ entries, appended }: Draft): Pick<Holder, "entries" | "appended"> {
  return {
    entries: entries.map(({ entry, pieces, decisions }) => {
      if (decisions.length === 0) return { entry, value: entry.value, decisions };
      const rest = pieces.filter((piece) => piece !== undefined);
      return { entry, value: rest.some((piece) => piece !== "") ? rest.join(",") : undefined, decisions };
    }),
    appended,
  };
}

/** One place may give several entries (`[ zstd zstd ]`), so an option is known by its entry. */
function optionKey({ at, entry, text }: MountOption, { options }: Mount): string {
  return `${options.entries.indexOf(entry)} ${placeKey(at)} ${text}`;
}
