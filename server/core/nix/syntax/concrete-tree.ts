/**
 * The grammar's concrete tree as plain data: copied out of WebAssembly in one walk without recursion, so that nothing
 * below holds foreign memory and deep nesting cannot exhaust the stack. Comments and mere punctuation are left out.
 */
import type { Tree } from "web-tree-sitter";
import type { Span } from "../../text/span.ts";
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

/** Stands in the path for a node that is not copied. */
const SKIPPED: ConcreteNode = { type: "", field: undefined, start: 0, end: 0, missing: false, children: [] };

/** Tokens that say nothing their parent does not say. They are half of all nodes, and every node costs calls into WebAssembly. */
const SILENT = new Set("{ } [ ] ( ) ; = . , : @ ? \" '' ${ if then else let in with assert rec or comment".split(" "));

/** `length` of the text as written: what the tree has behind it ends there. */
export function copyTree(tree: Tree, length: number): ConcreteNode {
  const types = tree.language.types;
  const silent = types.map((type) => SILENT.has(type));
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
    descend = !silent[cursor.nodeTypeId];
    const node = descend ? read() : SKIPPED;
    if (descend) path.at(-1)?.children.push(node);
    path.push(node);
  }
  cursor.delete();
  return root;
}

export function field(node: ConcreteNode, name: string): ConcreteNode | undefined {
  return node.children.find((child) => child.field === name);
}

export function fields(node: ConcreteNode, name: string): ConcreteNode[] {
  return node.children.filter((child) => child.field === name);
}

/** Where the text did not fit. */
export function isError(node: ConcreteNode): boolean {
  return node.type === "ERROR";
}

/** Recovery left out or put in something right below `node`. */
export function hasError(node: ConcreteNode): boolean {
  return node.children.some((child) => isError(child) || child.missing);
}

export function spanOf(node: ConcreteNode): Span {
  return { start: node.start, end: node.end };
}
