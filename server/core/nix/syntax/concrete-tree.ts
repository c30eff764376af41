/**
 * The grammar's concrete tree as plain data: copied out of WebAssembly in one walk without recursion, so that nothing
 * below holds foreign memory and deep nesting cannot exhaust the stack. Comments are set apart.
 */
import type { Tree } from "web-tree-sitter";
import type { Comment } from "./ast.ts";

export interface ConcreteNode {
  /** Node type of tree-sitter-nix; `ERROR` where the text did not fit; anonymous tokens are their own text. */
  readonly type: string;
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  /** Put in by the parser's recovery: stands for nothing in the text. */
  readonly missing: boolean;
  readonly children: ConcreteNode[];
}

export interface ConcreteTree {
  readonly root: ConcreteNode;
  readonly comments: readonly Comment[];
}

/** `text` is what the user wrote; the tree may be of another text of the same length. */
export function copyTree(tree: Tree, text: string): ConcreteTree {
  const comments: Comment[] = [];
  const types = tree.language.types;
  const fields = tree.language.fields;
  const cursor = tree.walk();
  const read = (): ConcreteNode => ({
    type: types[cursor.nodeTypeId] ?? "ERROR",
    field: fields[cursor.currentFieldId] ?? undefined,
    start: cursor.startIndex,
    end: cursor.endIndex,
    missing: cursor.startIndex === cursor.endIndex && cursor.nodeIsMissing,
    children: [],
  });
  const root = read();
  const path = [root];
  let descend = true;
  for (;;) {
    if (descend && cursor.gotoFirstChild()) {
      // The cursor stands on a child of the last node of the path.
    } else if (cursor.gotoNextSibling()) {
      path.pop();
    } else {
      if (!cursor.gotoParent()) break;
      path.pop();
      descend = false;
      continue;
    }
    const node = read();
    if (node.type === "comment") comments.push(readComment(node, text));
    else path.at(-1)?.children.push(node);
    path.push(node);
    descend = true;
  }
  cursor.delete();
  return { root, comments };
}

/** The grammar takes the CR of a CRLF line end into a line comment; Nix does not. */
function readComment(node: ConcreteNode, text: string): Comment {
  const written = text.slice(node.start, node.end);
  const kept = written.startsWith("#") ? written.replace(/\r$/, "") : written;
  return { span: { start: node.start, end: node.start + kept.length }, text: kept };
}
