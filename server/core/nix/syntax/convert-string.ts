/** Lowers strings and paths: their pieces, and what these stand for. */
import type { Expr, StringExpr, StringPart } from "./ast.ts";
import { type ConcreteNode, spanOf } from "./concrete-tree.ts";
import { indentedParts, quotedParts, resolveEscape, type StringPiece } from "./string-parts.ts";

/** The expression in an `interpolation`. */
type Interpolated = (node: ConcreteNode) => Expr;

export function convertString(node: ConcreteNode, text: string, interpolated: Interpolated): StringExpr {
  const indented = node.type === "indented_string_expression";
  const pieces: StringPiece[] = [];
  for (const child of node.children) {
    const span = spanOf(child);
    const written = text.slice(child.start, child.end);
    switch (child.type) {
      case "string_fragment": {
        // An escaped dollar is a mark and a fragment of its own.
        const last = pieces.at(-1);
        const escaped = last?.kind === "escape" && last.text === "" && last.span.end === child.start;
        pieces.push({ kind: escaped ? "escape" : "raw", text: written, span });
        break;
      }
      case "dollar_escape":
        pieces.push({ kind: "escape", text: "", span });
        break;
      case "escape_sequence":
        if (written === "'''") pieces.push({ kind: "escape", text: "''", span });
        else pieces.push({ kind: "escape", text: resolveEscape(written.slice(indented ? 3 : 1)), span });
        break;
      case "interpolation":
        pieces.push({ kind: "interpolation", expr: interpolated(child), span });
        break;
    }
  }
  return {
    kind: "string",
    span: spanOf(node),
    style: indented ? "indented" : "quoted",
    parts: indented ? indentedParts(pieces) : quotedParts(pieces),
  };
}

export function convertPathPart(node: ConcreteNode, text: string, interpolated: Interpolated): StringPart {
  const span = spanOf(node);
  if (node.type === "interpolation") return { kind: "interpolation", span, expr: interpolated(node) };
  return { kind: "text", span, text: text.slice(node.start, node.end) };
}
