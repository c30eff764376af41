/**
 * Variables that nothing defines: Nix refuses such a file as it reads it, whether or not the variable is ever needed. Inside
 * of `with` any name may come from the set, so nothing is said there.
 */
import type { Span } from "../../text/span.ts";
import type { AttrPath, Binding, LambdaExpr, SyntaxTree } from "../syntax/ast.ts";
import { childrenOf, type SyntaxNode } from "../syntax/query.ts";
import { GLOBAL_NAMES } from "./globals.ts";

export interface UndefinedVariable {
  readonly name: string;
  readonly at: Span;
  /** The names that are defined at this place, but for those of Nix itself. */
  readonly inScope: readonly string[];
}

interface Scope {
  readonly names: ReadonlySet<string>;
  readonly outer: Scope | undefined;
  /** Below a `with`. */
  readonly isOpen: boolean;
}

const NIX: Scope = {
  names: new Set([...GLOBAL_NAMES, "builtins", "true", "false", "null"]),
  outer: undefined,
  isOpen: false,
};

/** In document order. For a file without syntax errors. */
export function undefinedVariables(tree: SyntaxTree): UndefinedVariable[] {
  const found: UndefinedVariable[] = [];
  const waiting: { node: SyntaxNode; scope: Scope }[] = tree.root ? [{ node: tree.root, scope: NIX }] : [];
  const look = (name: string, at: Span, scope: Scope): void => {
    if (!isDefined(name, scope)) found.push({ name, at, inScope: namesIn(scope) });
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, scope } = next;
    if (node.kind === "identifier") look(node.name, node.span, scope);
    for (const [child, inner] of below(node, scope)) {
      if (child.kind === "inherit" && child.from === undefined) {
        // `let inherit x;` takes the x of outside.
        for (const { name, span } of identifiersOf(child.names)) look(name, span, scope);
      } else waiting.push({ node: child, scope: inner });
    }
  }
  return found.sort((a, b) => a.at.start - b.at.start);
}

/** What stands right below a node, each with the names that it can use. */
function below(node: SyntaxNode, scope: Scope): [SyntaxNode, Scope][] {
  switch (node.kind) {
    case "let":
      return inScope(childrenOf(node), bindingScope(node.bindings, true, scope));
    case "attrset":
      return inScope(childrenOf(node), bindingScope(node.bindings, node.recursive, scope));
    case "lambda":
      return inScope(childrenOf(node), within(scope, argumentsOf(node)));
    case "with":
      return [
        [node.environment, scope],
        [node.body, { names: new Set(), outer: scope, isOpen: true }],
      ];
    default:
      return inScope(childrenOf(node), scope);
  }
}

function inScope(nodes: readonly SyntaxNode[], scope: Scope): [SyntaxNode, Scope][] {
  return nodes.map((node) => [node, scope]);
}

/** `a = rec { … }; a.b = c;` makes one set, and c may come from the first part: nobody writes it, and nothing is said. */
function bindingScope(bindings: readonly Binding[], recursive: boolean, outer: Scope): Scope {
  const scope = recursive ? within(outer, namesOf(bindings)) : outer;
  const joins = bindings.some((one) => one.kind === "binding" && one.value.kind === "attrset" && one.value.recursive);
  const names = joins ? namesOf(bindings) : [];
  return new Set(names).size < names.length ? { ...scope, isOpen: true } : scope;
}

function within(outer: Scope, names: Iterable<string>): Scope {
  return { names: new Set(names), outer, isOpen: outer.isOpen };
}

function namesOf(bindings: readonly Binding[]): string[] {
  return bindings.flatMap((binding) => {
    if (binding.kind === "inherit") return identifiersOf(binding.names).map(({ name }) => name);
    return identifiersOf(binding.path.slice(0, 1)).map(({ name }) => name);
  });
}

/** Also names in quotes: `"a" = 1;` and `${"a"} = 1;` define `a`. */
function identifiersOf(path: AttrPath): { readonly name: string; readonly span: Span }[] {
  return path.flatMap((part) => {
    if (part.kind === "identifier") return [part];
    const string = part.kind === "string" ? part.string : part.expr;
    const [only, ...others] = string.kind === "string" ? string.parts : [];
    return only?.kind === "text" && others.length === 0 ? [{ name: only.text, span: part.span }] : [];
  });
}

function argumentsOf({ parameter, formals }: LambdaExpr): string[] {
  const names = formals?.formals.map(({ name }) => name.name) ?? [];
  return parameter === undefined ? names : [...names, parameter.name];
}

/** `__add` and the like are builtins too, more of them in each release. */
function isDefined(name: string, scope: Scope): boolean {
  if (name.startsWith("__") || scope.isOpen) return true;
  for (let one: Scope | undefined = scope; one !== undefined; one = one.outer) if (one.names.has(name)) return true;
  return false;
}

function namesIn(scope: Scope): string[] {
  const names: string[] = [];
  for (let one: Scope | undefined = scope; one !== undefined && one !== NIX; one = one.outer) names.push(...one.names);
  return names;
}
