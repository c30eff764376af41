/**
 * What the text of a string stands for: escapes resolved, and the common indentation of `''…''` removed exactly as Nix
 * does it (nix 2.8, `stripIndentation`), down to its treatment of carriage returns, tabs and escaped newlines.
 */

import type { Span } from "../../text/span.ts";
import type { Expr, StringPart } from "./ast.ts";

/** A piece of a string literal as written. An `escape` is already resolved. */
export type StringPiece =
  | { readonly kind: "raw"; readonly text: string; readonly span: Span }
  | { readonly kind: "escape"; readonly text: string; readonly span: Span }
  | { readonly kind: "interpolation"; readonly expr: Expr; readonly span: Span };

/** `\n`, `\r` and `\t`; any other escaped character is itself. `character` is what follows the escape mark. */
export function resolveEscape(character: string): string {
  switch (character) {
    case "n":
      return "\n";
    case "r":
      return "\r";
    case "t":
      return "\t";
    default:
      return character;
  }
}

/** Parts of a `"…"`: here alone Nix reads CR and CRLF as a newline. */
export function quotedParts(pieces: readonly StringPiece[]): StringPart[] {
  return joinText(
    pieces.map((piece) => (piece.kind === "raw" ? { ...piece, text: piece.text.replace(/\r\n?/g, "\n") } : piece)),
  );
}

/** Parts of a `''…''`. */
export function indentedParts(pieces: readonly StringPiece[]): StringPart[] {
  const [first, ...rest] = pieces;
  // The opening mark takes the rest of its line with it when only spaces stand there.
  const opened = first?.kind === "raw" ? [{ ...first, text: first.text.replace(/^ *\n/, "") }, ...rest] : pieces;
  const indentation = commonIndentation(opened);
  let atLineStart = true;
  let dropped = 0;
  const stripped = opened.map((piece, index): StringPiece => {
    if (piece.kind === "interpolation") {
      atLineStart = false;
      dropped = 0;
      return piece;
    }
    let text = "";
    for (const character of piece.text) {
      if (character === "\n") {
        atLineStart = true;
        dropped = 0;
      } else if (atLineStart && character === " ") {
        if (dropped++ < indentation) continue;
      } else {
        atLineStart = false;
        dropped = 0;
      }
      text += character;
    }
    // The spaces before the closing mark, alone on their line.
    if (index === opened.length - 1) text = text.replace(/\n *$/, "\n");
    return { ...piece, text };
  });
  return joinText(stripped);
}

/** The fewest spaces before content on any line. A line of spaces alone has no content; an interpolation or escape is content. */
function commonIndentation(pieces: readonly StringPiece[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  let current = 0;
  let atLineStart = true;
  const meetContent = (): void => {
    if (atLineStart) smallest = Math.min(smallest, current);
    atLineStart = false;
  };
  for (const piece of pieces) {
    if (piece.kind !== "raw") {
      meetContent();
      continue;
    }
    for (const character of piece.text) {
      if (character === "\n") {
        atLineStart = true;
        current = 0;
      } else if (atLineStart && character === " ") current++;
      else meetContent();
    }
  }
  return smallest;
}

/** Neighbouring texts become one part; empty ones vanish. */
function joinText(pieces: readonly StringPiece[]): StringPart[] {
  const parts: StringPart[] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    if (piece.kind === "interpolation") parts.push(piece);
    else if (last?.kind === "text") {
      parts[parts.length - 1] = {
        kind: "text",
        text: last.text + piece.text,
        span: { start: last.span.start, end: piece.span.end },
      };
    } else parts.push({ kind: "text", text: piece.text, span: piece.span });
  }
  return parts.filter((part) => part.kind !== "text" || part.text !== "");
}
