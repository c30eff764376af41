/** Changes of list literals and of single strings as edits; all changes of one list are written together. */
import { placeKey } from "../mounts/written-options.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import { type Edits, removeBinding } from "../nix/syntax/edits.ts";
import { pathToSpan } from "../nix/syntax/query.ts";
import { editList, type ListChanges } from "../nix/write/edit-list.ts";
import { printText } from "../nix/write/literals.ts";
import { type Location, touches } from "../text/span.ts";
import type { Holder, OptionsOutcome, RefusedOption } from "./write-holders.ts";
import { listOfElement, locationOf } from "./write-places.ts";
import type { Piece, Sources } from "./write-result.ts";

interface Change {
  readonly at: Location;
  readonly holder: Holder;
  readonly decisions: readonly string[];
  readonly snippet: string;
}

export type ListChange =
  /** Another string in place of the element or string at `at`. */
  | (Change & { readonly kind: "replace"; readonly text: string })
  /** The element at `at` goes. */
  | (Change & { readonly kind: "remove" })
  /** These stand at the end of the list at `at`. */
  | (Change & { readonly kind: "append"; readonly texts: readonly string[] });

/** One piece for each list. A list that cannot be changed as a whole is refused with the changes that stand in the way. */
export function listPieces(changes: readonly ListChange[], sources: Sources): OptionsOutcome {
  const lists = new Map<string, { list: Location; changes: ListChange[] }>();
  const pieces: Piece[] = [];
  for (const change of changes) {
    const holding = change.kind === "append" ? change.at : placeOfList(change.at, sources);
    if (holding === undefined) {
      if (change.kind === "replace") pieces.push(lonelyString(change));
      continue;
    }
    const group = lists.get(placeKey(holding)) ?? { list: holding, changes: [] };
    group.changes.push(change);
    lists.set(placeKey(holding), group);
  }
  const written = [...lists.values()].map(({ list, changes }) => writeList(list, changes, sources));
  return {
    pieces: [...distinctPieces(pieces), ...written.flatMap((one) => one.pieces)],
    refused: written.flatMap((one) => one.refused),
  };
}

function placeOfList(element: Location, sources: Sources): Location | undefined {
  const list = listOfElement(element, sources);
  return list && locationOf(list);
}

function lonelyString({ at, text, decisions, snippet }: ListChange & { kind: "replace" }): Piece {
  return { decisions, edits: [{ path: at.path, span: at.span, newText: printText(text) }], snippet };
}

/** Several mounts want the same of one place. */
function distinctPieces(pieces: readonly Piece[]): Piece[] {
  const found = new Map<string, Piece>();
  for (const piece of pieces) {
    const key = JSON.stringify(piece.edits);
    const before = found.get(key);
    const decisions = [...(before?.decisions ?? []), ...piece.decisions];
    found.set(key, { ...piece, decisions });
  }
  return [...found.values()];
}

function writeList(list: Location, changes: readonly ListChange[], sources: Sources): OptionsOutcome {
  const whole = tryList(list, changes, sources);
  if (whole) return { pieces: [whole], refused: [] };
  const alone = changes.filter((change) => tryList(list, [change], sources) === undefined);
  const why = "A comment in the list would be lost, or would come to stand beside something else.";
  const refused = (alone.length > 0 ? alone : changes).flatMap(({ at, holder, decisions, snippet }) =>
    decisions.map((decision): RefusedOption => ({ decision, at, why, snippet, object: holder.object })),
  );
  return { pieces: [], refused };
}

function tryList(list: Location, changes: readonly ListChange[], { syntax }: Sources): Piece | undefined {
  const tree = syntax(list.path);
  const all = together(changes);
  const edits = tree && (withoutList(tree, list, all) ?? editList(tree, list.span, all));
  if (edits === undefined) return undefined;
  return {
    decisions: changes.flatMap(({ decisions }) => decisions),
    edits: edits.map((edit) => ({ ...edit, path: list.path })),
    snippet: changes[0]?.snippet ?? "",
  };
}

/**
 * Where nothing is left in a list, it goes: as the operand of `++`, or with the binding in the set of a mount. Not in
 * other sets: those may stand in the way of a list below them.
 */
function withoutList(tree: SyntaxTree, list: Location, { remove = [], add = [] }: ListChanges): Edits {
  const [mount, set, node, own] = pathToSpan(tree, list.span).slice(-4);
  if (own?.kind !== "list" || remove.length < own.elements.length || add.length > 0) return undefined;
  if (node?.kind === "binary" && node.operator === "++") {
    const span = node.right === own ? { start: node.left.span.end, end: own.span.end } : undefined;
    const holdsComment = tree.comments.some((comment) => span && touches(comment.span, span));
    return span && !holdsComment ? [{ span, newText: "" }] : undefined;
  }
  if (node?.kind !== "binding" || node.path.length > 1 || set?.kind !== "attrset" || set.recursive) return undefined;
  return mount?.kind === "binding" && mount.value === set ? removeBinding(tree, node.span) : undefined;
}

function together(changes: readonly ListChange[]): ListChanges {
  const once = <C extends ListChange>(all: readonly C[]): C[] => [
    ...new Map(all.map((one) => [placeKey(one.at), one])).values(),
  ];
  const remove = once(changes.filter((one) => one.kind === "remove"));
  const replace = once(changes.filter((one) => one.kind === "replace"));
  const [append] = changes.filter((one) => one.kind === "append");
  return {
    remove: remove.map(({ at }) => at.span),
    replace: replace.map(({ at, text }) => ({ span: at.span, text })),
    add: append?.texts ?? [],
  };
}
