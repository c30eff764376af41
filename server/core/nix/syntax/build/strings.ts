/** Strings and paths, with what is interpolated in them. */
import type { Span } from "../../../text/span.ts";
import type { Expr, PathExpr, StringExpr, StringPart } from "../ast.ts";
import { atEnd, current, isAt } from "../grammar/state.ts";
import type { Token } from "../grammar/tokens.ts";
import { indentedParts, quotedParts, resolveEscape, type StringPiece } from "../string-parts.ts";
import { readExpr } from "./build-tree.ts";
import { beginNode, endNode, type Reader, take, takeMark } from "./reader.ts";

export function readString(reader: Reader): StringExpr {
  const before = beginNode(reader);
  const { text: mark, start } = take(reader);
  const indented = mark === "''";
  const pieces: StringPiece[] = [];
  while (current(reader).kind !== "string-close" && !atEnd(reader) && !reader.lost) {
    if (isAt(reader, "${")) pieces.push({ kind: "interpolation", ...readInterpolated(reader) });
    else addPieces(pieces, take(reader), indented);
  }
  const { end } = take(reader);
  endNode(reader, before);
  return {
    kind: "string",
    span: { start, end },
    style: indented ? "indented" : "quoted",
    parts: indented ? indentedParts(pieces) : quotedParts(pieces),
  };
}

const QUOTED_ESCAPE = /\\([\s\S])/g;
/** `'''` is two quotes, `''$` a dollar, `''\n` what `\n` is elsewhere. */
const INDENTED_ESCAPE = /''(?:'|\$|\\([\s\S]))/g;

/** Text between two interpolations: its escapes, and what stands between them. */
function addPieces(pieces: StringPiece[], { text, start }: Token, indented: boolean): void {
  let at = 0;
  const addRaw = (end: number): void => {
    if (end > at)
      pieces.push({ kind: "raw", text: text.slice(at, end), span: { start: start + at, end: start + end } });
  };
  const hasEscapes = text.includes(indented ? "''" : "\\");
  const found = hasEscapes ? text.matchAll(indented ? INDENTED_ESCAPE : QUOTED_ESCAPE) : [];
  for (const { 0: written, 1: character, index } of found) {
    addRaw(index);
    at = index + written.length;
    const meant = character !== undefined ? resolveEscape(character) : written === "'''" ? "''" : "$";
    pieces.push({ kind: "escape", text: meant, span: { start: start + index, end: start + at } });
  }
  addRaw(text.length);
}

/** `${…}` */
export function readInterpolated(reader: Reader): { readonly expr: Expr; readonly span: Span } {
  const { start } = takeMark(reader, "${");
  const expr = readExpr(reader);
  const { end } = takeMark(reader, "}");
  return { expr, span: { start, end } };
}

export function readPath(reader: Reader): PathExpr {
  const before = beginNode(reader);
  const first = take(reader);
  const parts: StringPart[] = [{ kind: "text", text: first.text, span: { start: first.start, end: first.end } }];
  let { end } = first;
  while (current(reader).start === end && !reader.lost) {
    if (isAt(reader, "${")) parts.push({ kind: "interpolation", ...readInterpolated(reader) });
    else if (current(reader).kind === "path-text") {
      const { text, start, end: stop } = take(reader);
      parts.push({ kind: "text", text, span: { start, end: stop } });
    } else break;
    end = parts.at(-1)?.span.end ?? end;
  }
  endNode(reader, before);
  return { kind: "path", span: { start: first.start, end }, parts };
}
