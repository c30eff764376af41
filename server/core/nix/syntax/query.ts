/** Ways through the tree: what stands where. All without recursion: broken and generated files nest deeply. */

import { contains, type Span, sameSpan } from "../../text/span.ts";
import type { AttrPath, Binding, Expr, Formal, SyntaxTree } from "./ast.ts";

export type SyntaxNode = Expr | Binding;

/** Expressions and bindings right below `node`, in document order. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.kind) {
    case "identifier":
    case "int":
    case "float":
    case "search-path":
    case "unsupported":
      return [];
    case "string":
    case "path":
      return node.parts.flatMap((part) => (part.kind === "interpolation" ? [part.expr] : []));
    case "list":
      return node.elements;
    case "attrset":
      return node.bindings;
    case "let":
      return [...node.bindings, node.body];
    case "with":
      return [node.environment, node.body];
    case "assert":
      return [node.condition, node.body];
    case "if":
      return [node.condition, node.consequence, node.alternative];
    case "lambda":
      return [...(node.formals?.formals.flatMap(defaultOf) ?? []), node.body];
    case "apply":
      return [node.function, node.argument];
    case "select":
      return [node.subject, ...namesOf(node.path), ...(node.default ? [node.default] : [])];
    case "has-attr":
      return [node.subject, ...namesOf(node.path)];
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "parenthesized":
      return [node.inner];
    case "binding":
      return node.path.every(isIdentifier) ? [node.value] : [...namesOf(node.path), node.value];
    case "inherit":
      return [...(node.from ? [node.from] : []), ...namesOf(node.names)];
    default:
      return node satisfies never;
  }
}

function defaultOf(formal: Formal): Expr[] {
  return formal.default ? [formal.default] : [];
}

function isIdentifier({ kind }: AttrPath[number]): boolean {
  return kind === "identifier";
}

/** Names that are expressions: strings and `${…}`. */
function namesOf(path: AttrPath): Expr[] {
  return path.flatMap((name) => {
    if (name.kind === "identifier") return [];
    return [name.kind === "string" ? name.string : name.expr];
  });
}

/** Every expression and binding of a file, in no particular order. */
export function allNodes({ root }: SyntaxTree): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open: SyntaxNode[] = root ? [root] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    found.push(node);
    for (const child of childrenOf(node)) open.push(child);
  }
  return found;
}

/** Expressions and bindings that hold `span`, from the root to the innermost. */
export function pathToSpan(tree: SyntaxTree, span: Span): SyntaxNode[] {
  const path: SyntaxNode[] = [];
  let node: SyntaxNode | undefined = tree.root;
  while (node && contains(node.span, span)) {
    path.push(node);
    node = childrenOf(node).find((child) => contains(child.span, span));
  }
  return path;
}

/** As `pathToSpan`; at a border between two the one that ends there, unless the other begins there. */
export function pathToOffset(tree: SyntaxTree, offset: number): SyntaxNode[] {
  const right = pathToSpan(tree, { start: offset, end: offset + 1 });
  const left = offset > 0 ? pathToSpan(tree, { start: offset - 1, end: offset }) : [];
  return left.length > right.length ? left : right;
}

/** The smallest expression that has exactly this span. */
export function exprAt(tree: SyntaxTree, span: Span): Expr | undefined {
  return pathToSpan(tree, span)
    .filter((node): node is Expr => isExpr(node) && sameSpan(node.span, span))
    .at(-1);
}

function isExpr(node: SyntaxNode): node is Expr {
  return node.kind !== "binding" && node.kind !== "inherit";
}
