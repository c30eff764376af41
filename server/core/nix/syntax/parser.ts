/**
 * The door to the parser: text in, our own tree out. Keeps one concrete tree per path, so a keystroke costs a fraction
 * of a millisecond; the rest of the core never sees tree-sitter.
 */
import { Edit, Language, type Point, type Tree, Parser as TreeSitter } from "web-tree-sitter";
import type { SyntaxTree } from "./ast.ts";
import { copyTree } from "./concrete-tree.ts";
import { convertTree } from "./convert.ts";
import { checkGrammar } from "./grammar/check.ts";

/** Bytes of tree-sitter's runtime and of the Nix grammar, both WebAssembly. */
export interface Grammar {
  readonly runtime: Uint8Array;
  readonly language: Uint8Array;
}

export interface Parser {
  /** Never throws, whatever the text. The same text gives the same object as long as the path is kept. */
  parse(path: string, text: string): SyntaxTree;
  /** Frees what is kept for a path. */
  forget(path: string): void;
}

interface Kept {
  readonly source: string;
  readonly concrete: Tree;
  readonly tree: SyntaxTree;
}

/** A workspace's disko files and what they import, with room to spare. */
const KEPT_TREES = 64;

/** tree-sitter keeps one runtime for all; of two that start at a time each would be used with parts of the other. */
let runtime: Promise<void> | undefined;

async function startRuntime(bytes: Uint8Array): Promise<void> {
  runtime ??= TreeSitter.init({ wasmBinary: new Uint8Array(bytes), locateFile: (name: string) => name });
  try {
    await runtime;
  } catch (error) {
    runtime = undefined;
    throw error;
  }
}

export async function createParser(grammar: Grammar): Promise<Parser> {
  await startRuntime(grammar.runtime);
  const treeSitter = new TreeSitter();
  treeSitter.setLanguage(await Language.load(grammar.language));
  // In order of use: a Map iterates in insertion order, and every use inserts anew.
  const kept = new Map<string, Kept>();

  const forget = (path: string): void => {
    kept.get(path)?.concrete.delete();
    kept.delete(path);
  };

  const parseSource = (source: string, old: Kept | undefined): Tree => {
    if (old) {
      const edited = old.concrete.copy();
      edited.edit(changeBetween(old.source, source));
      const tree = treeSitter.parse(source, edited);
      edited.delete();
      if (tree && !tree.rootNode.hasError) return tree;
      // What recovery makes of broken text depends on the tree it starts from. Findings must not depend on typing history.
      tree?.delete();
    }
    const tree = treeSitter.parse(source);
    if (!tree) throw new Error("tree-sitter has no language");
    return tree;
  };

  return {
    parse(path, text) {
      const old = kept.get(path);
      if (old?.tree.text === text) {
        kept.delete(path);
        kept.set(path, old);
        return old.tree;
      }
      const { source, holes, errors, comments } = checkGrammar(text);
      const concrete = parseSource(source, old);
      forget(path);
      const tree = { text, root: convertTree(copyTree(concrete, text.length), text, holes), comments, errors };
      kept.set(path, { source, concrete, tree });
      if (kept.size > KEPT_TREES) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) forget(oldest);
      }
      return tree;
    },
    forget,
  };
}

/** The smallest single replacement that turns `before` into `after`, widened to whole code points. */
function changeBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start--;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  if (tail > 0 && isLowSurrogate(before.charCodeAt(before.length - tail))) tail--;
  const oldEnd = before.length - tail;
  const newEnd = after.length - tail;
  return new Edit({
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEnd),
    newEndPosition: pointAt(after, newEnd),
  });
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** tree-sitter's rows and columns, counted in UTF-16 code units like its offsets here. */
function pointAt(text: string, offset: number): Point {
  let row = 0;
  let lineStart = 0;
  for (let newline = text.indexOf("\n"); newline >= 0 && newline < offset; newline = text.indexOf("\n", newline + 1)) {
    row++;
    lineStart = newline + 1;
  }
  return { row, column: offset - lineStart };
}
