/**
 * Which attributes a set (or `let`) has, from its text alone: `a.b = 1; a.c = 2;` and `a = { b = 1; }; a.c = 2;` become one
 * nested set, as Nix does while parsing. Where Nix refuses the text, the attribute is a conflict.
 */
import type { Location, Span } from "../../text/span.ts";
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
  /** Made on first use, see `placesOf`. */
  places?: Places;
}

interface Places {
  readonly path: string;
  readonly key: Location;
  readonly binding: Location | undefined;
}

export interface DynamicAttribute extends PlannedAttribute {
  readonly name: Expr;
}

export type Content =
  | { readonly kind: "expr"; readonly expr: Expr }
  | { readonly kind: "inherit"; readonly from: Expr | undefined }
  | { readonly kind: "nested"; readonly plan: SetPlan }
  /** `again`: the name as written the second time. */
  | { readonly kind: "conflict"; readonly again: Span }
  /**
   * Two literals whose attributes are sets of one name, or the second of which has computed names: old versions of Nix
   * refuse the one and forget the other, new ones merge both (`addAttr` in Nix's parser, changed in 2.24 and 2.28).
   */
  | { readonly kind: "disputed" };

/** A plan that is still being made. */
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
  const draft: Draft = { recursive, entries: new Map(), dynamic: [], at };
  for (const binding of bindings) {
    if (binding.kind === "inherit") addInherited(draft, binding);
    else addPath(draft, binding.path, { kind: "expr", expr: binding.value }, binding.span);
  }
  return draft;
}

function emptyDraft(recursive: boolean, at: Span): Draft {
  const draft: Draft = { recursive, entries: new Map(), dynamic: [], at };
  drafts.add(draft);
  return draft;
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
    // Nix refuses a computed name here.
    else draft.dynamic.push({ ...attribute, name: nameExpr(name), content: { kind: "conflict", again: name.span } });
  }
}

/** As Nix does while it parses: along the path into the sets that are there already, then the value. */
function addPath(draft: Draft, path: AttrPath, content: Content, binding: Span): void {
  const [name, ...rest] = path;
  if (!name) return;
  if (rest.length === 0) {
    const attribute: PlannedAttribute = { key: name.span, binding, content };
    const text = staticName(name);
    if (text !== undefined) addAttribute(draft, text, attribute);
    else draft.dynamic.push({ ...attribute, name: nameExpr(name) });
    return;
  }
  const text = staticName(name);
  const present = text === undefined ? undefined : draft.entries.get(text);
  const inside = present ? ownPlan(present.content) : emptyDraft(false, name.span);
  const key = present?.key ?? name.span;
  if (inside) addPath(inside, rest, content, binding);
  const attribute: PlannedAttribute = {
    key,
    binding: present?.binding,
    content: inside ? { kind: "nested", plan: inside } : { kind: "conflict", again: name.span },
  };
  if (text !== undefined) draft.entries.set(text, attribute);
  else draft.dynamic.push({ ...attribute, name: nameExpr(name) });
}

/** A literal under a name that has a set adds its attributes to that set; anything else twice is a conflict. */
function addAttribute(draft: Draft, name: string, attribute: PlannedAttribute): void {
  const present = draft.entries.get(name);
  if (!present) {
    draft.entries.set(name, attribute);
    return;
  }
  const second = nestedPlan(attribute.content);
  const first = second && ownPlan(present.content);
  draft.entries.set(name, {
    key: present.key,
    binding: present.binding ?? attribute.binding,
    content: first && second ? merged(first, second) : { kind: "conflict", again: attribute.key },
  });
}

function merged(first: Draft, second: SetPlan): Content {
  if (second.dynamic.length > 0) return { kind: "disputed" };
  for (const [name, attribute] of second.entries) {
    const present = first.entries.get(name);
    if (!present) first.entries.set(name, attribute);
    else if (nestedPlan(present.content) && nestedPlan(attribute.content))
      first.entries.set(name, { ...present, content: { kind: "disputed" } });
    else first.entries.set(name, { ...present, content: { kind: "conflict", again: attribute.key } });
  }
  return { kind: "nested", plan: first };
}

const drafts = new WeakSet<SetPlan>();

/** The plan of a set to add to: that of a literal serves the literal alone, so it is copied once. */
function ownPlan(content: Content): Draft | undefined {
  const plan = nestedPlan(content);
  if (!plan || isDraft(plan)) return plan;
  const copy: Draft = { ...plan, entries: new Map(plan.entries), dynamic: [...plan.dynamic] };
  drafts.add(copy);
  return copy;
}

function isDraft(plan: SetPlan): plan is Draft {
  return drafts.has(plan);
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

/** Where an attribute stands in the file: made once, a set may be evaluated a thousand times. */
export function placesOf(planned: PlannedAttribute, path: string): Places {
  const { places, key, binding } = planned;
  if (places?.path === path) return places;
  const made: Places = { path, key: { path, span: key }, binding: binding && { path, span: binding } };
  planned.places = made;
  return made;
}

/** The name where the text alone decides it: `a`, `"a"`, `${"a"}`. */
export function staticName(name: AttrName): string | undefined {
  switch (name.kind) {
    case "identifier":
      return name.name;
    case "string":
      return plainText(name.string);
    case "dynamic":
      // Nix reads an indented string with an escape in it in several parts, so that the name is one to compute.
      return mayHaveEscape(name.expr) ? undefined : plainText(name.expr);
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

function mayHaveEscape(expr: Expr): boolean {
  return (
    expr.kind === "string" &&
    expr.style === "indented" &&
    expr.parts.some((part) => part.kind === "text" && /['$\\]/.test(part.text))
  );
}
