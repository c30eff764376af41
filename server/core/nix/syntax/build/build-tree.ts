/**
 * The tree of a text that the grammar check found fine, made from its tokens. It is the one that `convert.ts` makes of
 * tree-sitter's, node by node (a test holds this), in a tenth of the time: most files of a workspace are fine, and are
 * read for their host only. What is broken, odd or very deep is left to tree-sitter.
 */
import type { Expr, Formal, Formals, IdentifierExpr, LambdaExpr } from "../ast.ts";
import { startsFormals } from "../grammar/bindings.ts";
import { accept, atEnd, current, isAt, previous } from "../grammar/state.ts";
import type { Token } from "../grammar/tokens.ts";
import { readBindings } from "./bindings.ts";
import { readOperators } from "./operators.ts";
import { beginNode, endNode, loseWay, MAX_DEPTH, type Reader, readerOf, take, takeMark } from "./reader.ts";

/** Undefined where tree-sitter has to do it. `tokens` end with the one `end` token. */
export function buildTree(text: string, tokens: readonly Token[]): { readonly root: Expr | undefined } | undefined {
  // tree-sitter takes a zero byte for the end; Nix refuses it.
  if (text.includes("\0")) return undefined;
  const reader = readerOf(text, tokens);
  if (atEnd(reader)) return { root: undefined };
  const root = readExpr(reader);
  return reader.lost || reader.height > MAX_DEPTH || !atEnd(reader) ? undefined : { root };
}

export function readExpr(reader: Reader): Expr {
  const { kind, text } = current(reader);
  const isFunction =
    kind === "identifier" ? isAt(reader, ":", 1) || isAt(reader, "@", 1) : text === "{" && startsFormals(reader);
  if (!isFunction && kind !== "keyword") return readOperators(reader);
  if (reader.lost) return loseWay(reader, current(reader));
  const before = beginNode(reader);
  const expr = isFunction ? readFunction(reader) : readKeyword(reader);
  endNode(reader, before);
  return expr;
}

function readFunction(reader: Reader): LambdaExpr {
  const { start } = current(reader);
  let parameter: IdentifierExpr | undefined;
  let formals: Formals | undefined;
  if (isAt(reader, "{")) {
    formals = readFormals(reader);
    if (accept(reader, "@")) parameter = readName(reader);
  } else {
    parameter = readName(reader);
    if (accept(reader, "@")) formals = readFormals(reader);
  }
  takeMark(reader, ":");
  const body = readExpr(reader);
  return { kind: "lambda", span: { start, end: body.span.end }, parameter, formals, body };
}

function readName(reader: Reader): IdentifierExpr {
  const { kind, text, start, end } = take(reader);
  if (kind !== "identifier") reader.lost = true;
  return { kind: "identifier", span: { start, end }, name: text };
}

function readFormals(reader: Reader): Formals {
  const { start } = takeMark(reader, "{");
  const formals: Formal[] = [];
  let ellipsis = false;
  while (!isAt(reader, "}") && !reader.lost) {
    if (accept(reader, "...")) {
      ellipsis = true;
      break;
    }
    const name = readName(reader);
    const fallback = accept(reader, "?") ? readExpr(reader) : undefined;
    formals.push({ span: { start: name.span.start, end: previous(reader).end }, name, default: fallback });
    if (!isAt(reader, "}")) takeMark(reader, ",");
  }
  const { end } = takeMark(reader, "}");
  return { span: { start, end }, formals, ellipsis };
}

/** What begins with a word of the language. */
function readKeyword(reader: Reader): Expr {
  const { text, start } = current(reader);
  switch (text) {
    case "with":
    case "assert": {
      take(reader);
      const head = readExpr(reader);
      takeMark(reader, ";");
      const body = readExpr(reader);
      const span = { start, end: body.span.end };
      return text === "with"
        ? { kind: "with", span, environment: head, body }
        : { kind: "assert", span, condition: head, body };
    }
    case "let": {
      if (isAt(reader, "{", 1)) return loseWay(reader, current(reader));
      take(reader);
      const bindings = readBindings(reader, "in");
      takeMark(reader, "in");
      const body = readExpr(reader);
      return { kind: "let", span: { start, end: body.span.end }, bindings, body };
    }
    case "if": {
      take(reader);
      const condition = readExpr(reader);
      takeMark(reader, "then");
      const consequence = readExpr(reader);
      takeMark(reader, "else");
      const alternative = readExpr(reader);
      return { kind: "if", span: { start, end: alternative.span.end }, condition, consequence, alternative };
    }
    default:
      return readOperators(reader);
  }
}
