/**
 * New subvolumes, behind the last one of their filesystem and in the style of the others: the same helper function or
 * shared list where all others use it and it gives what is wanted, else options of their own.
 */
import type { BtrfsFilesystem } from "../disko/layout.ts";
import { placeKey } from "../mounts/written-options.ts";
import { commentLines } from "../nix/write/comment-lines.ts";
import { texts as listOf } from "../nix/write/expression.ts";
import { quotesNames, separatesBindings } from "../nix/write/file-style.ts";
import { insertItems, type Print } from "../nix/write/insert-items.ts";
import { printName, printText } from "../nix/write/literals.ts";
import { columnsOf, MAX_COLUMNS, printExpr, type Layout as TextLayout } from "../nix/write/print.ts";
import type { Change } from "./plan.ts";
import { servesDevicesOnly } from "./write-places.ts";
import { type NotWritten, type Outcome, type Piece, whyNoEdit } from "./write-result.ts";
import { type Beside, type SubvolumeStyle, siblingStyle } from "./write-siblings.ts";
import { subvolumeSite } from "./write-subvolume-site.ts";

export type SubvolumeChange = Extract<Change, { kind: "subvolume" }>;

interface Planned {
  readonly decision: string;
  readonly change: SubvolumeChange;
}

export function writeSubvolumes(changes: readonly Planned[], beside: Beside): Outcome {
  const pieces: Piece[] = [];
  const notWritten: NotWritten[] = [];
  const done = new Set<string>();
  for (const filesystem of new Set(changes.map(({ change }) => change.filesystem))) {
    const own = changes.filter(({ change }) => change.filesystem === filesystem);
    const outcome = writeInto(filesystem, own, changes, beside);
    notWritten.push(...outcome.notWritten);
    for (const piece of outcome.pieces) {
      // Two filesystems of one function have one and the same text.
      const key = JSON.stringify(piece.edits);
      if (!done.has(key)) pieces.push(piece);
      done.add(key);
    }
  }
  return { pieces, notWritten };
}

function writeInto(
  filesystem: BtrfsFilesystem,
  own: readonly Planned[],
  all: readonly Planned[],
  beside: Beside,
): Outcome {
  const refused = (why: string): Outcome => ({
    pieces: [],
    notWritten: own.map(({ decision, change }) => ({
      decision,
      at: filesystem.object.attributes.get("subvolumes")?.key ?? filesystem.object.at,
      why,
      snippet: subvolumeText(change)(SNIPPET),
    })),
  });
  const site = subvolumeSite(filesystem, beside);
  if (site.kind === "none") return refused(site.why);
  if (!beside.mayEdit(site.path)) return refused(whyNoEdit("The set of subvolumes", site.path, beside));
  const at = { path: site.path, span: site.container.span };
  if (site.path === beside.layout.path && !servesDevicesOnly(at, beside)) {
    return refused("Something else than the devices reads the set of subvolumes, too.");
  }
  const others = beside.layout.btrfs.filter((other) => other !== filesystem && sharesPlace(other, filesystem));
  const wishes = wishesOf(filesystem, all);
  if (others.some((other) => wishesOf(other, all) !== wishes)) {
    return refused("These subvolumes serve another filesystem too, which is to stay as it is.");
  }

  const { tree, path, container, after, prefix } = site;
  const style = siblingStyle(
    filesystem,
    site,
    own.map(({ change }) => change.options),
    beside,
  );
  if (style.kind === "none") return refused(style.why);
  const quoteName = quotesNames(site.bindings);
  const prints = own.map(({ change }) => {
    const name = prefix + (quoteName ? printText(change.name) : printName(change.name));
    return subvolumeText(change, { ...style, name });
  });
  const edits = insertItems(tree, container, site.isNew ? [asSet(prints)] : prints, {
    after,
    emptyLines: separatesBindings(tree, container) ? "each" : "none",
    sameLine: own.some(({ change }) => change.comment.length > 0) ? "never" : "if-it-fits",
  });
  if (edits === undefined) return refused("There is no safe place behind the last subvolume.");
  const snippet = own.map(({ change }) => subvolumeText(change)(SNIPPET)).join("\n");
  const decisions = own.map(({ decision }) => decision);
  return { pieces: [{ decisions, edits: edits.map((edit) => ({ ...edit, path })), snippet }], notWritten: [] };
}

/** `subvolumes = { … };` */
function asSet(prints: readonly Print[]): Print {
  return (layout) => {
    const { indentation, newline, unit = "  " } = layout;
    const inner = { ...layout, indentation: indentation + unit };
    const lines = prints.map((print) => newline + inner.indentation + print(inner));
    return `subvolumes = {${lines.join("")}${newline}${indentation}};`;
  };
}

const SNIPPET: TextLayout = { indentation: "", newline: "\n", lists: "one-line" };

function subvolumeText(change: SubvolumeChange, style: SubvolumeStyle = {}): Print {
  return (layout) => {
    const { indentation, newline, unit = "  " } = layout;
    const start = `${style.name ?? printText(change.name)} = `;
    const mountpoint = printText(change.mountpoint);
    const lines = [...(change.comment.length > 0 ? commentLines(change.comment) : [])];
    const finish = (text: string): string => [...lines, `${start}${text};`].join(newline + indentation);
    if (style.value) return finish(style.value(mountpoint));
    const inner = indentation + unit;
    const lists = style.oneLine ? ({ lists: "one-line" } as const) : {};
    const column = columnsOf(inner) + "mountOptions = ".length;
    const options =
      style.options ?? printExpr(listOf(change.options), { ...layout, ...lists, indentation: inner, column });
    const bindings = [
      `mountpoint = ${mountpoint};`,
      ...(change.options.length > 0 ? [`mountOptions = ${options};`] : []),
    ];
    const line = `{ ${bindings.join(" ")} }`;
    const fits = columnsOf(indentation) + start.length + line.length < MAX_COLUMNS;
    if (style.oneLine && fits && !line.includes("\n")) return finish(line);
    return finish(`{${bindings.map((one) => newline + inner + one).join("")}${newline}${indentation}}`);
  };
}

function sharesPlace(a: BtrfsFilesystem, b: BtrfsFilesystem): boolean {
  const [mine, theirs] = [a, b].map((one) => one.object.attributes.get("subvolumes")?.definitions ?? []);
  return (mine ?? []).some((one) => (theirs ?? []).some((other) => placeKey(one.at) === placeKey(other.at)));
}

function wishesOf(filesystem: BtrfsFilesystem, all: readonly Planned[]): string {
  const own = all.filter(({ change }) => change.filesystem === filesystem);
  return JSON.stringify(own.map(({ change }) => [change.name, change.mountpoint, change.options]));
}
