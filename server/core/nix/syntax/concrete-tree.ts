/**
 * The grammar's concrete tree as plain data: copied out of WebAssembly in one walk without recursion, so that nothing
 * below holds foreign memory and deep nesting cannot exhaust the stack. Comments are left out.
 */
import type { Tree } from "web-tree-sitter";
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

/** `length` of the text as written: what the tree has behind it ends there. */
export function copyTree(tree: Tree, length: number): ConcreteNode {
  const types = tree.language.types;
  const fields = tree.language.fields;
  const cursor = tree.walk();
  const read = (): ConcreteNode => ({
    type: types[cursor.nodeTypeId] ?? "ERROR",
    field: fields[cursor.currentFieldId] ?? undefined,
    start: Math.min(cursor.startIndex, length),
    end: Math.min(cursor.endIndex, length),
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
    if (node.type !== "comment") path.at(-1)?.children.push(node);
    path.push(node);
    descend = true;
  }
  cursor.delete();
  return root;
}
