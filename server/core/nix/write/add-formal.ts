/** Makes a module take one argument more, such as `pkgs`, in the style its arguments are written in. */
import type { TextEdit } from "../../text/edit.ts";
import { type Span, touches } from "../../text/span.ts";
import type { Formals, Node, SyntaxTree } from "../syntax/ast.ts";
import type { Edits } from "../syntax/edits.ts";
import {
  endOfCommentsBeside,
  endOfContent,
  indentationAt,
  isBlank,
  lineEnd,
  newlineOf,
  startsItsLine,
} from "../syntax/lines.ts";
import { exprAt } from "../syntax/query.ts";
import type { WriteExpr } from "./expression.ts";
import { isPlainName } from "./literals.ts";
import { mentionsName } from "./mentions-name.ts";
import { printExpr } from "./print.ts";

/**
 * Adds `name` to the `{ a, b, ... }` of a function, behind the others. No edits where it is there already; `undefined` for
 * `args:`, and where the body means something else by the name.
 */
export function addFormal(tree: SyntaxTree, lambda: Span, name: string): Edits {
  const target = exprAt(tree, lambda);
  if (target?.kind !== "lambda" || !target.formals || !isPlainName(name)) return undefined;
  const { formals, parameter, body } = target;
  if (formals.formals.some((formal) => formal.name.name === name)) return [];
  if (parameter?.name === name || mentionsName(tree, lambda, name)) return undefined;
  if (tree.errors.some((error) => touches(error.span, { start: lambda.start, end: body.span.start }))) return undefined;
  const last = formals.formals.at(-1);
  return last ? behind(tree, formals, last, name) : asFirst(tree, formals, name);
}

/**
 * Makes a function of a file that is none: `{ pkgs, ... }:` above its expression. `undefined` where it is a function, is empty
 * or broken, or uses one of the names.
 */
export function wrapModule(tree: SyntaxTree, formals: readonly string[]): Edits {
  const { root, errors } = tree;
  if (!root || root.kind === "lambda" || errors.length > 0) return undefined;
  if (!formals.every((name) => isPlainName(name) && !mentionsName(tree, root.span, name))) return undefined;
  const newline = newlineOf(tree.text);
  const lambda: WriteExpr = { kind: "lambda", formals, body: { kind: "attrs", bindings: [] } };
  const head = printExpr(lambda, { indentation: "", newline }).replace(/ \{ \}$/, newline);
  return insert(root.span.start, head);
}

function insert(at: number, newText: string): TextEdit[] {
  return [{ span: { start: at, end: at }, newText }];
}

function behind(tree: SyntaxTree, formals: Formals, last: Node, name: string): TextEdit[] {
  const { text } = tree;
  const newline = newlineOf(text);
  const end = last.span.end;
  const next = nextSign(tree, end, formals.span.end);
  const before = formals.formals.at(-2)?.span.end;
  const comma = before === undefined ? -1 : nextSign(tree, before, formals.span.end);
  const leading = [comma, next].find((at) => at >= 0 && text[at] === "," && startsItsLine(text, at));
  if (leading !== undefined) {
    return insert(endOfContent(tree, end, next), `${newline}${indentationAt(text, leading)}, ${name}`);
  }
  if (!startsItsLine(text, last.span.start)) return insert(end, `, ${name}`);
  const line = newline + indentationAt(text, last.span.start) + name;
  const hasComma = text[next] === ",";
  const lineBreak = endOfCommentsBeside(tree, hasComma ? next + 1 : end, formals.span.end);
  if (!isBlank(text, lineBreak, lineEnd(text, lineBreak).content)) return insert(end, `, ${name}`);
  if (hasComma) return insert(lineBreak, `${line},`);
  return lineBreak === end ? insert(end, `,${line}`) : [...insert(end, ","), ...insert(lineBreak, line)];
}

/** Among no others: before the `...`, or alone. */
function asFirst(tree: SyntaxTree, { span, ellipsis }: Formals, name: string): Edits {
  const { text } = tree;
  const open = span.start + 1;
  const sign = nextSign(tree, open, span.end);
  if (!isBlank(text, open, sign)) return undefined;
  if (!ellipsis) return [{ span: { start: open, end: sign }, newText: ` ${name} ` }];
  const separator = startsItsLine(text, sign) ? newlineOf(text) + indentationAt(text, sign) : " ";
  return insert(sign, `${name},${separator}`);
}

/** The first character from `start` on that is neither blank nor comment. */
function nextSign({ text, comments }: SyntaxTree, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const comment = comments.find(({ span }) => span.start === at);
    if (comment) at = comment.span.end;
    else if (/\s/.test(text[at] ?? "")) at += 1;
    else break;
  }
  return at;
}
