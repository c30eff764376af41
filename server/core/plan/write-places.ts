/** Where in the source an option, a list or a mount's attributes stand, as far as an edit there is right. */

import { placeKey } from "../mounts/written-options.ts";
import type { AttrBinding, AttrSetExpr, Expr, InheritBinding, ListExpr, SyntaxTree } from "../nix/syntax/ast.ts";
import { childrenOf, exprAt, pathToSpan, type SyntaxNode } from "../nix/syntax/query.ts";
import { contains, type Location, type Span, sameSpan } from "../text/span.ts";
import type { Holder } from "./write-holders.ts";
import type { Sources } from "./write-result.ts";

/** A node of a file. */
export interface Placed<N> {
  readonly path: string;
  readonly tree: SyntaxTree;
  readonly node: N;
}

export function locationOf({ path, node }: Placed<{ readonly span: Span }>): Location {
  return { path, span: node.span };
}

/** The list literal whose element stands at `at`. */
export function listOfElement(at: Location, { syntax }: Sources): Placed<ListExpr> | undefined {
  const tree = syntax(at.path);
  const node =
    tree &&
    pathToSpan(tree, at.span).findLast(
      (one): one is ListExpr => one.kind === "list" && one.elements.some(({ span }) => sameSpan(span, at.span)),
    );
  return tree && node && { path: at.path, tree, node };
}

/** The element of a list literal that gives the entry: the string itself, or a name that stands for it. */
export function elementOf(holder: Holder, index: number, sources: Sources): Location | undefined {
  const entry = holder.options.entries[index];
  if (entry === undefined) return undefined;
  if (listOfElement(entry.at, sources)) return entry.at;
  const definition = onlyDefinition(holder);
  if (definition?.value.kind !== "list") return undefined;
  const { path, span } = definition.at;
  const tree = sources.syntax(path);
  const list = tree && exprAt(tree, span);
  const { length } = holder.options.entries;
  if (list?.kind !== "list" || list.elements.length !== length || definition.value.items.length !== length)
    return undefined;
  const element = list.elements[index];
  return element && { path, span: element.span };
}

/** The list literal that ends the options of a holder, so that what is added to it stands last. */
export function lastListOf(holder: Holder, { syntax }: Sources): Placed<ListExpr> | undefined {
  const definition = onlyDefinition(holder);
  if (definition?.value.kind !== "list" || !definition.certain) return undefined;
  const { path, span } = definition.at;
  const tree = syntax(path);
  const node = tree && lastOperand(exprAt(tree, span));
  return tree && node?.kind === "list" ? { path, tree, node } : undefined;
}

function lastOperand(expr: Expr | undefined): Expr | undefined {
  if (expr?.kind === "parenthesized") return lastOperand(expr.inner);
  return expr?.kind === "binary" && expr.operator === "++" ? lastOperand(expr.right) : expr;
}

function onlyDefinition({ object }: Holder) {
  const [only, ...others] = object.attributes.get("mountOptions")?.definitions ?? [];
  return others.length === 0 ? only : undefined;
}

/** `mountOptions = EXPR;` where the definition is what EXPR comes to, with no `mkForce` or the like around it. */
export function optionsBinding(holder: Holder, { syntax }: Sources): Placed<AttrBinding> | undefined {
  const { binding } = holder.options;
  const definition = onlyDefinition(holder);
  if (binding === undefined || definition?.value.kind !== "list" || !definition.certain) return undefined;
  const tree = syntax(binding.path);
  const node = tree && pathToSpan(tree, binding.span).findLast((one): one is AttrBinding => one.kind === "binding");
  if (!node || !sameSpan(node.span, binding.span) || isProperty(node.value)) return undefined;
  const source = syntax(definition.at.path);
  const around = source ? pathToSpan(source, definition.at.span) : [];
  if (around.some((one) => one.kind === "apply" && sameSpan(one.argument.span, definition.at.span) && isProperty(one)))
    return undefined;
  return { path: binding.path, tree, node };
}

/** A call of `mkForce`, `mkIf` and the like: what is added to it is not added to the option. */
export function isProperty(expr: Expr): boolean {
  if (expr.kind === "parenthesized") return isProperty(expr.inner);
  if (expr.kind !== "apply") return false;
  const name = calledName(expr);
  return (
    name !== undefined &&
    /^mk(?:Force|Default|OptionDefault|VMOverride|Override|If|Merge|Order|Before|After)$/.test(name)
  );
}

/** Last name of the function that is called: `mkIf` of `lib.mkIf c x`. */
export function calledName(expr: Expr): string | undefined {
  if (expr.kind === "parenthesized") return calledName(expr.inner);
  if (expr.kind === "apply") return calledName(expr.function);
  if (expr.kind === "identifier") return expr.name;
  if (expr.kind !== "select") return undefined;
  const last = expr.path.at(-1);
  return last?.kind === "identifier" ? last.name : undefined;
}

/** The binding that gives an attribute its name at `key`, and the set it stands in. */
export function namedBinding(
  key: Location,
  { syntax }: Sources,
): (Placed<AttrBinding | InheritBinding> & { readonly set: AttrSetExpr }) | undefined {
  const tree = syntax(key.path);
  if (tree === undefined) return undefined;
  const around = pathToSpan(tree, key.span);
  const at = around.findLastIndex((one) => one.kind === "binding" || one.kind === "inherit");
  const [node, set] = [around[at], around[at - 1]];
  if (set?.kind !== "attrset" || (node?.kind !== "binding" && node?.kind !== "inherit")) return undefined;
  const names = node.kind === "binding" ? node.path.slice(-1) : node.names;
  if (!names.some(({ span }) => sameSpan(span, key.span))) return undefined;
  return { path: key.path, tree, node, set };
}

/**
 * Whether a place serves nothing but disko devices: it stands in `mountOptions` or `subvolumes` itself, elsewhere in the
 * devices, or in a `let` whose names are used nowhere else. `swap.….options` are no mount's, and count as something else.
 */
export function servesDevicesOnly(at: Location, { syntax }: Sources): boolean {
  const tree = syntax(at.path);
  return tree !== undefined && usedByDevices(tree, at.span, new Set());
}

function usedByDevices(tree: SyntaxTree, span: Span, seen: Set<AttrBinding>): boolean {
  const around = pathToSpan(tree, span);
  const nearest = around.findLast((node) => node.kind === "binding");
  if (nearest?.kind === "binding" && OF_DISKO.has(lastName(nearest) ?? "")) return true;
  const inside = around.findIndex((node) => node.kind === "binding" && isDisko(node));
  const held = around.findLastIndex(
    (node, index) => node.kind === "binding" && around[index - 1]?.kind === "let" && index > inside,
  );
  const holder = around[held];
  const scope = around[held - 1];
  if (holder?.kind !== "binding" || scope?.kind !== "let") return inside >= 0 && !isForeign(around);
  if (seen.has(holder)) return true;
  seen.add(holder);
  const [name, ...others] = holder.path;
  if (name?.kind !== "identifier" || others.length > 0) return false;
  return usesOf(scope, name.name).every((use) => usedByDevices(tree, use, seen));
}

/** Attributes that only disko has. */
const OF_DISKO: ReadonlySet<string> = new Set(["mountOptions", "subvolumes"]);

function isForeign(around: readonly SyntaxNode[]): boolean {
  return around.some((node) => node.kind === "binding" && lastName(node) === "options");
}

function lastName({ path }: AttrBinding): string | undefined {
  const last = path.at(-1);
  return last?.kind === "identifier" ? last.name : undefined;
}

function isDisko({ path }: AttrBinding): boolean {
  return path.some((name) => name.kind === "identifier" && name.name === "disko");
}

/** Every place where a name is read. One that another `let` hides counts too: that errs on the safe side. */
function usesOf(scope: Expr, name: string): Span[] {
  return everyNode(scope).flatMap((node) => {
    if (node.kind === "identifier") return node.name === name ? [node.span] : [];
    if (node.kind !== "inherit" || node.from !== undefined) return [];
    return node.names.filter((one) => one.kind === "identifier" && one.name === name).map(({ span }) => span);
  });
}

/** The expression and all below it; without recursion, generated files nest deeply. */
function everyNode(expr: Expr): SyntaxNode[] {
  const nodes: SyntaxNode[] = [expr];
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (node) nodes.push(...childrenOf(node));
  }
  return nodes;
}

/** Whether `inner` lies in `outer`, or is it. */
export function isInside(inner: Location, outer: Location): boolean {
  return inner.path === outer.path && contains(outer.span, inner.span);
}

export function samePlace(a: Location, b: Location): boolean {
  return placeKey(a) === placeKey(b);
}
