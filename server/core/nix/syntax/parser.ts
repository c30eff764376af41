/**
 * The door to the parser: text in, our own tree out. A text in which the grammar check finds nothing wrong becomes a tree
 * by its tokens; what is broken goes through tree-sitter, which reads on behind a mistake. The rest of the core never sees
 * tree-sitter, and none of its memory is kept.
 */
import { Language, Parser as TreeSitter } from "web-tree-sitter";
import type { Expr, SyntaxTree } from "./ast.ts";
import { buildTree } from "./build/build-tree.ts";
import { copyTree } from "./concrete-tree.ts";
import { convertTree } from "./convert.ts";
import { type Checked, checkGrammar } from "./grammar/check.ts";

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
  const kept = new Map<string, SyntaxTree>();

  /** What can be read of a text that is not Nix. */
  function recover(text: string, { source, holes }: Checked): Expr | undefined {
    const concrete = treeSitter.parse(source);
    if (!concrete) throw new Error("tree-sitter has no language");
    const copy = copyTree(concrete, text.length);
    concrete.delete();
    return convertTree(copy, text, holes);
  }

  function read(text: string): SyntaxTree {
    const checked = checkGrammar(text);
    const { comments, errors } = checked;
    const built = checked.isWhole ? buildTree(text, checked.tokens) : undefined;
    return { text, root: built ? built.root : recover(text, checked), comments, errors };
  }

  return {
    parse(path, text) {
      const last = kept.get(path);
      kept.delete(path);
      const tree = last?.text === text ? last : read(text);
      kept.set(path, tree);
      if (kept.size > KEPT_TREES) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) kept.delete(oldest);
      }
      return tree;
    },
    forget(path) {
      kept.delete(path);
    },
  };
}
