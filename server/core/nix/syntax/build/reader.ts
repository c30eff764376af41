/**
 * Tokens of a text that the grammar check found fine, on their way to a tree. Where something comes that the builder does
 * not know it is `lost`: then it makes no tree, and tree-sitter does.
 */
import type { Span } from "../../../text/span.ts";
import type { UnsupportedExpr } from "../ast.ts";
import { advance, type Cursor, current, isAt } from "../grammar/state.ts";
import type { Token } from "../grammar/tokens.ts";

/** As in convert.ts: nothing that walks a tree has to bear more levels. */
export const MAX_DEPTH = 500;

export interface Reader extends Cursor {
  /** Levels of the highest tree among the neighbours read so far, all parts of one node to be. */
  height: number;
  /** How deeply the functions that read call each other. */
  depth: number;
  lost: boolean;
}

export function readerOf(text: string, tokens: readonly Token[]): Reader {
  return { text, tokens, position: 0, height: 0, depth: 0, lost: false };
}

/** Begins a node: what is read next are its parts. Gives what `endNode` wants to know. */
export function beginNode(reader: Reader): number {
  const { height } = reader;
  reader.height = 0;
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) reader.lost = true;
  return height;
}

/** `levels` that the node adds to its parts. */
export function endNode(reader: Reader, before: number, levels = 1): void {
  reader.depth -= 1;
  reader.height = Math.max(before, reader.height + levels);
}

/** Steps over the current token. */
export function take(reader: Reader): Token {
  const token = current(reader);
  advance(reader);
  return token;
}

/** Steps over `text`, which has to stand here. */
export function takeMark(reader: Reader, text: string): Token {
  if (!isAt(reader, text)) reader.lost = true;
  return take(reader);
}

export function loseWay(reader: Reader, { start, end }: Span): UnsupportedExpr {
  reader.lost = true;
  return { kind: "unsupported", span: { start, end }, why: "" };
}
