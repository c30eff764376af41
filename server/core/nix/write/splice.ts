/**
 * New bindings and elements in a file that stands, in its own style and without touching what is there. The edit is
 * `undefined` where none is safe: the place is no literal set or list, or something in it is broken.
 */
import { type Span, sameSpan } from "../../text/span.ts";
import type { SyntaxTree } from "../syntax/ast.ts";
import { type Container, type Edits, listAt, setAt } from "../syntax/edits.ts";
import { hasCommentBehind, isBlank, lineStart } from "../syntax/lines.ts";
import { exprAt } from "../syntax/query.ts";
import { isFree } from "./definitions.ts";
import type { WriteBinding, WriteExpr, WriteItem } from "./expression.ts";
import { baseIndentation, layoutOfItems, quotesNames, separatesBindings } from "./file-style.ts";
import { insertItems, type Print } from "./insert-items.ts";
import { columnsOf, isWord, printBinding, printExpr, printItem } from "./print.ts";

export interface BindingPlace {
  /** The binding that the new ones follow. */
  readonly after?: Span | undefined;
  /** They belong to that one: no empty line between. */
  readonly together?: boolean;
}

/**
 * Adds bindings at the end of a literal attribute set, or behind the binding `after`. They are set off by empty lines where
 * the others are. `undefined` also where one of the names is defined in the set already. What goes into one set at a time goes
 * in one call: the edits of two would meet.
 */
export function addBindings(
  tree: SyntaxTree,
  set: Span,
  bindings: readonly WriteBinding[],
  { after, together = false }: BindingPlace = {},
): Edits {
  const container = setAt(tree, set);
  const target = exprAt(tree, set);
  if (!container || target?.kind !== "attrset") return undefined;
  if (!bindings.every(({ path }) => path.length > 0 && isFree(target, path))) return undefined;
  const previous = after && container.items.find((item) => sameSpan(item.span, after));
  if (after && !previous) return undefined;
  if (bindings.length === 0) return [];
  if (isEmpty(tree, container)) return fill(tree, container, { kind: "attrs", bindings });
  const quoteName = quotesNames(target.bindings);
  const printed = bindings.map(
    (binding): Print =>
      (layout) =>
        printBinding(binding, { ...layout, quoteName }),
  );
  const separate = !together && separatesBindings(tree, container);
  const emptyLines = !separate ? "none" : container.items.length > 1 ? "each" : "first";
  return insertItems(tree, container, printed, { after: previous, emptyLines });
}

/** Adds elements at the end of a literal list, whether they are in it already or not. */
export function addToList(tree: SyntaxTree, list: Span, items: readonly WriteItem[]): Edits {
  const container = listAt(tree, list);
  if (!container) return undefined;
  if (items.length === 0) return [];
  if (isEmpty(tree, container)) return fill(tree, container, { kind: "list", items });
  const words = items.every(({ comment, value }) => !comment && isWord(value));
  const printed = items.map(
    (item): Print =>
      (layout) =>
        printItem(item, layout),
  );
  const sameLine = mayStandOnOneLine(tree, container, words) ? "if-it-fits" : "never";
  return insertItems(tree, container, printed, { sameLine });
}

/** Whether a list on one line may take more elements there: it shows so, or a comment holds it, or lists of the file do. */
export function mayStandOnOneLine(tree: SyntaxTree, list: Container, newOnesAreWords: boolean): boolean {
  if (list.items.length > 1 || hasCommentBehind(tree, list.close)) return true;
  const areWords = list.items.every(({ span }) => !/\s/.test(tree.text.slice(span.start, span.end)));
  return newOnesAreWords && areWords && layoutOfItems(tree, list).lists === "one-line";
}

function isEmpty({ text }: SyntaxTree, { open, close }: Container): boolean {
  return isBlank(text, open, close);
}

/** What stands between the brackets when the expression is printed. */
function fill(tree: SyntaxTree, container: Container, expr: WriteExpr): Edits {
  const { open, close } = container;
  const column = columnsOf(tree.text.slice(lineStart(tree.text, open), open - 1));
  const layout = { ...layoutOfItems(tree, container), indentation: baseIndentation(tree, container), column };
  return [{ span: { start: open, end: close }, newText: printExpr(expr, layout).slice(1, -1) }];
}
