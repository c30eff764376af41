/**
 * Which attributes a set (or `let`) has, from its text alone: `a.b = 1; a.c = 2;` and `a = { b = 1; }; a.c = 2;` become one
 * nested set, as Nix does while parsing. Where Nix refuses the text, the attribute is a conflict and its value unknown.
 */
import type { Span } from "../../text/span.ts";
import type { AttrName, AttrPath, AttrSetExpr, Binding, Expr, InheritBinding } from "../syntax/ast.ts";

export interface SetPlan {
  readonly recursive: boolean;
  readonly entries: ReadonlyMap<string, PlannedAttribute>;
  readonly dynamic: readonly DynamicAttribute[];
  /** The literal or, for a set that only paths make (`a.b = 1;`), the name in the path. */
  readonly at: Span;
}

export interface PlannedAttribute {
  /** The name as written, first time. */
  readonly key: Span;
  /** The whole binding, where the name ends its path. */
  readonly binding: Span | undefined;
  readonly content: Content;
}

export interface DynamicAttribute extends PlannedAttribute {
  readonly name: Expr;
}

export type Content =
  | { readonly kind: "expr"; readonly expr: Expr }
  | { readonly kind: "inherit"; readonly from: Expr | undefined }
  | { readonly kind: "nested"; readonly plan: SetPlan }
  /** `again`: the name as written the second time. */
  | { readonly kind: "conflict"; readonly again: Span };

interface Draft extends SetPlan {
  readonly entries: Map<string, PlannedAttribute>;
  readonly dynamic: DynamicAttribute[];
}

const plans = new WeakMap<readonly Binding[], SetPlan>();

/** The plan of a set or a `let`; made once per syntax node. */
export function planOf(bindings: readonly Binding[], recursive: boolean, at: Span): SetPlan {
  const known = plans.get(bindings);
  if (known) return known;
  const plan = draftOf(bindings, recursive, at);
  plans.set(bindings, plan);
  return plan;
}

function draftOf(bindings: readonly Binding[], recursive: boolean, at: Span): Draft {
  const draft = emptyDraft(recursive, at);
  for (const binding of bindings) {
    if (binding.kind === "inherit") addInherited(draft, binding);
    else addPath(draft, binding.path, { kind: "expr", expr: binding.value }, binding.span);
  }
  return draft;
}

function emptyDraft(recursive: boolean, at: Span): Draft {
  return { recursive, entries: new Map(), dynamic: [], at };
}

function addInherited(draft: Draft, binding: InheritBinding): void {
  for (const name of binding.names) {
    const text = staticName(name);
    const attribute: PlannedAttribute = {
      key: name.span,
      binding: undefined,
      content: { kind: "inherit", from: binding.from },
    };
    if (text !== undefined) addAttribute(draft, text, attribute);
  }
}

function addPath(draft: Draft, path: AttrPath, content: Content, binding: Span): void {
  const [name, ...rest] = path;
  if (!name) return;
  const attribute: PlannedAttribute =
    rest.length === 0
      ? { key: name.span, binding, content }
      : {
          key: name.span,
          binding: undefined,
          content: { kind: "nested", plan: pathSet(name, rest, content, binding) },
        };
  const text = staticName(name);
  if (text !== undefined) addAttribute(draft, text, attribute);
  else draft.dynamic.push({ ...attribute, name: nameExpr(name) });
}

/** The set that `name.rest = …;` puts under `name`. */
function pathSet(name: AttrName, rest: AttrPath, content: Content, binding: Span): Draft {
  const nested = emptyDraft(false, name.span);
  addPath(nested, rest, content, binding);
  return nested;
}

/** Two sets under one name are one set; the first decides whether it is recursive. Anything else twice is a conflict. */
function addAttribute(draft: Draft, name: string, attribute: PlannedAttribute): void {
  const present = draft.entries.get(name);
  if (!present) {
    draft.entries.set(name, attribute);
    return;
  }
  const first = nestedPlan(present.content);
  const second = nestedPlan(attribute.content);
  const content: Content =
    first && second ? { kind: "nested", plan: mergedPlan(first, second) } : { kind: "conflict", again: attribute.key };
  draft.entries.set(name, { key: present.key, binding: present.binding ?? attribute.binding, content });
}

function mergedPlan(first: SetPlan, second: SetPlan): SetPlan {
  const merged: Draft = { ...first, entries: new Map(first.entries), dynamic: [...first.dynamic, ...second.dynamic] };
  for (const [name, attribute] of second.entries) addAttribute(merged, name, attribute);
  return merged;
}

function nestedPlan(content: Content): SetPlan | undefined {
  if (content.kind === "nested") return content.plan;
  if (content.kind !== "expr") return undefined;
  const literal = setLiteral(content.expr);
  return literal && planOf(literal.bindings, literal.recursive, literal.span);
}

function setLiteral(expr: Expr): AttrSetExpr | undefined {
  if (expr.kind === "parenthesized") return setLiteral(expr.inner);
  return expr.kind === "attrset" ? expr : undefined;
}

/** The name where the text alone decides it: `a`, `"a"`, `${"a"}`. */
export function staticName(name: AttrName): string | undefined {
  switch (name.kind) {
    case "identifier":
      return name.name;
    case "string":
      return plainText(name.string);
    case "dynamic":
      return plainText(name.expr);
    default:
      return name satisfies never;
  }
}

function plainText(expr: Expr): string | undefined {
  if (expr.kind !== "string") return undefined;
  let text = "";
  for (const part of expr.parts) {
    if (part.kind === "interpolation") return undefined;
    text += part.text;
  }
  return text;
}

/** The expression that computes a name. */
export function nameExpr(name: AttrName): Expr {
  switch (name.kind) {
    case "identifier":
      return {
        kind: "string",
        style: "quoted",
        parts: [{ kind: "text", text: name.name, span: name.span }],
        span: name.span,
      };
    case "string":
      return name.string;
    case "dynamic":
      return name.expr;
    default:
      return name satisfies never;
  }
}
