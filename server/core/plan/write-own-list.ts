/**
 * Options for one mount whose attribute set is made by a function that serves others too: `"@" = mkSubvolume "/";`
 * becomes `"@" = mkSubvolume "/" // { mountOptions = [ … ]; };`
 */
import type { Expr } from "../nix/syntax/ast.ts";
import { indentationAt, newlineOf } from "../nix/syntax/lines.ts";
import { texts as listOf } from "../nix/write/expression.ts";
import { printExpr } from "../nix/write/print.ts";
import { finalTexts, type Holder } from "./write-holders.ts";
import { withOperand } from "./write-operand.ts";
import { isProperty, namedBinding } from "./write-places.ts";
import type { Site, Sources } from "./write-result.ts";
import type { Sharing } from "./write-sharing.ts";

/** Undefined where the mount has an attribute set of its own, or its options are not all known. */
export function writeOwnList(holder: Holder, sharing: Sharing, sources: Sources): Site | undefined {
  const { object, options } = holder;
  const named = namedBinding(object.at, sources);
  if (named?.node.kind !== "binding" || !sources.mayEdit(named.path)) return undefined;
  if (object.open || !options.complete || options.entries.some(({ certain }) => !certain)) return undefined;
  const { tree, node, path } = named;
  const texts = finalTexts(holder);
  if (sharing.sameName(holder).some((other) => JSON.stringify(finalTexts(other)) !== JSON.stringify(texts)))
    return undefined;
  if (isProperty(node.value) || !isMade(node.value)) return undefined;
  const list = printExpr(listOf(texts), {
    indentation: indentationAt(tree.text, node.span.start),
    newline: newlineOf(tree.text),
    lists: "one-line",
  });
  return { kind: "edit", edits: withOperand(path, node.value, "//", `{ mountOptions = ${list}; }`) };
}

/** A call or a name: what stands written out as a set is edited there. */
function isMade(expr: Expr): boolean {
  return expr.kind === "parenthesized" ? isMade(expr.inner) : ["apply", "identifier", "select"].includes(expr.kind);
}
