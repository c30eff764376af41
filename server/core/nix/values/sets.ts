/** Attribute sets and `let`: from a plan of bindings to lazy attributes. */
import type { AttrSetExpr, Expr, LetExpr } from "../syntax/ast.ts";
import { type DynamicAttribute, type PlannedAttribute, placesOf, planOf, type SetPlan } from "./binding-plan.ts";
import { type Interpreter, placed, placeOf } from "./interpreter.ts";
import { attrsOf, perhaps } from "./make.ts";
import { overridden } from "./overrides.ts";
import { bindingScope, lexical, lookUp, type Scope } from "./scope.ts";
import { attributeValue, describe } from "./select.ts";
import { createDelay, DelayedExpr } from "./thunk.ts";
import { type Attribute, failed, known, type Thunk, type UnknownValue, unknown, type Value } from "./value.ts";

export function evaluateSet(expr: AttrSetExpr, scope: Scope, interpreter: Interpreter): Value {
  return buildSet(planOf(expr.bindings, expr.recursive, expr.span), scope, interpreter);
}

/** What the body of a `let` sees. */
export function letScope(expr: LetExpr, scope: Scope, interpreter: Interpreter): Scope {
  const names = new Map<string, Thunk>();
  const site = siteOf(scope, bindingScope(scope, names), interpreter);
  const plan = planOf(expr.bindings, true, expr.span);
  for (const [name, planned] of plan.entries) names.set(name, contentThunk(name, planned, site));
  return site.inner;
}

/** Where a set stands: what its values see and what it shares between them. */
interface Site {
  readonly outer: Scope;
  /** `outer`, or that and the set's own names where it is recursive. */
  readonly inner: Scope;
  readonly interpreter: Interpreter;
  /** The set of each `inherit (set)`, computed once for all its names. */
  inherited: Map<Expr, Thunk> | undefined;
}

function siteOf(outer: Scope, inner: Scope, interpreter: Interpreter): Site {
  return { outer, inner, interpreter, inherited: undefined };
}

function buildSet(plan: SetPlan, scope: Scope, interpreter: Interpreter): Value {
  const at = placeOf(plan.at, scope);
  const names = plan.recursive ? new Map<string, Thunk>() : undefined;
  const site = siteOf(scope, names ? bindingScope(scope, names) : scope, interpreter);
  const attributes = new Map<string, Attribute>();
  for (const [name, planned] of plan.entries) {
    const attribute = attributeOf(name, planned, site);
    attributes.set(name, attribute);
    names?.set(name, attribute.thunk);
  }
  const overrides = names && attributes.get("__overrides");
  const stopped = overrides && overridden(overrides, attributes, names);
  if (stopped) return stopped;
  const dynamic = plan.dynamic.length > 0 ? addDynamic(attributes, plan.dynamic, site) : undefined;
  return dynamic?.stopped ?? attrsOf(attributes, dynamic?.open, at);
}

/**
 * Adds the attributes whose names are computed. A name that is not known leaves the set open; one that Nix refuses, or that
 * is there already, stops it.
 */
function addDynamic(
  attributes: Map<string, Attribute>,
  dynamic: readonly DynamicAttribute[],
  site: Site,
): { readonly open: UnknownValue | undefined; readonly stopped?: UnknownValue } {
  let open: UnknownValue | undefined;
  for (const planned of dynamic) {
    const name = evaluateName(planned.name, site);
    if (name.kind === "null") continue;
    if (name.kind === "string") {
      const attribute = attributeOf(name.value, planned, site);
      if (!attributes.has(name.value)) attributes.set(name.value, attribute);
      else if (!open) return { open, stopped: twice(name.value, planned, site) };
      else attributes.set(name.value, { ...attribute, thunk: known(perhaps(twice(name.value, planned, site))) });
    } else {
      const why = name.kind === "unknown" ? name : badName(name, planned, site);
      if (why.failure !== undefined && !open) return { open, stopped: why };
      open ??= why;
    }
  }
  return { open };
}

/** A name may ask for the set that it is in: that has its other attributes already, and so it is no certain error. */
function evaluateName(name: Expr, { inner, interpreter }: Site): Value {
  return interpreter.budget.speculate(() => interpreter.evaluate(name, inner));
}

function badName(name: Value, planned: DynamicAttribute, site: Site): UnknownValue {
  return failed("type", `a name cannot be ${describe(name)}`, placeOf(planned.key, site.outer));
}

function attributeOf(name: string, planned: PlannedAttribute, site: Site): Attribute {
  const { key, binding } = placesOf(planned, site.outer.path);
  return { name, thunk: contentThunk(name, planned, site), key, binding, certain: true };
}

function contentThunk(name: string, planned: PlannedAttribute, site: Site): Thunk {
  const { content } = planned;
  const { interpreter, inner } = site;
  switch (content.kind) {
    case "expr":
      return bound(content.expr, site) ?? new DelayedExpr(content.expr, inner, interpreter, name);
    case "nested":
      return createDelay(() => buildSet(content.plan, inner, interpreter), interpreter.budget, name);
    case "conflict":
      return known(twice(name, planned, site));
    case "disputed":
      return known(unknown(`versions of Nix disagree on the sets of \`${name}\``));
    case "inherit": {
      const { from } = content;
      const shared = from ? undefined : lexical(site.outer, name);
      if (shared instanceof DelayedExpr) return shared;
      const at = placeOf(planned.key, site.outer);
      const read = from ? () => attributeValue(inheritedSet(from, site), name) : () => lookUp(site.outer, name);
      return createDelay(() => placed(read(), at), interpreter.budget, name);
    }
    default:
      return content satisfies never;
  }
}

/** What `a = b;` shares with `b`, as in Nix; not where the set may define `b` itself. */
function bound(expr: Expr, { inner, outer }: Site): Thunk | undefined {
  const thunk = expr.kind === "identifier" && inner === outer ? lexical(inner, expr.name) : undefined;
  return thunk instanceof DelayedExpr ? thunk : undefined;
}

function inheritedSet(from: Expr, site: Site): Value {
  site.inherited ??= new Map();
  const thunk = site.inherited.get(from) ?? site.interpreter.delay(from, site.inner);
  site.inherited.set(from, thunk);
  return thunk.force();
}

function twice(name: string, planned: PlannedAttribute, site: Site): UnknownValue {
  return failed("value", `\`${name}\` is defined twice`, placeOf(planned.key, site.outer));
}
