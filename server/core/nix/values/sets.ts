/** Attribute sets and `let`: from a plan of bindings to lazy attributes. */
import type { AttrSetExpr, Expr, LetExpr } from "../syntax/ast.ts";
import { type DynamicAttribute, type PlannedAttribute, planOf, type SetPlan } from "./binding-plan.ts";
import { type Interpreter, placed, placeOf } from "./interpreter.ts";
import { attrsOf } from "./make.ts";
import { bindingScope, lookUp, type Scope } from "./scope.ts";
import { attributeValue, describe } from "./select.ts";
import { createThunk } from "./thunk.ts";
import { type Attribute, known, type Thunk, type UnknownValue, unknown, type Value } from "./value.ts";

export function evaluateSet(expr: AttrSetExpr, scope: Scope, interpreter: Interpreter): Value {
  return buildSet(planOf(expr.bindings, expr.recursive, expr.span), scope, interpreter);
}

export function evaluateLet(expr: LetExpr, scope: Scope, interpreter: Interpreter): Value {
  const names = new Map<string, Thunk>();
  const site = siteOf(scope, bindingScope(scope, names), interpreter);
  const plan = planOf(expr.bindings, true, expr.span);
  for (const [name, planned] of plan.entries) names.set(name, contentThunk(name, planned, site));
  return interpreter.evaluate(expr.body, site.inner);
}

/** Where a set stands: what its values see and what it shares between them. */
interface Site {
  readonly outer: Scope;
  /** `outer`, or that and the set's own names where it is recursive. */
  readonly inner: Scope;
  readonly interpreter: Interpreter;
  /** The set of each `inherit (set)`, computed once for all its names. */
  readonly inherited: Map<Expr, Thunk>;
}

function siteOf(outer: Scope, inner: Scope, interpreter: Interpreter): Site {
  return { outer, inner, interpreter, inherited: new Map() };
}

function buildSet(plan: SetPlan, scope: Scope, interpreter: Interpreter): Value {
  const at = placeOf(plan.at, scope);
  if (plan.recursive && plan.entries.has("__overrides")) return unknown("`__overrides` is not understood", at);
  const names = new Map<string, Thunk>();
  const site = siteOf(scope, plan.recursive ? bindingScope(scope, names) : scope, interpreter);
  const attributes = new Map<string, Attribute>();
  for (const [name, planned] of plan.entries) {
    const attribute = attributeOf(name, planned, site);
    attributes.set(name, attribute);
    names.set(name, attribute.thunk);
  }
  const open = addDynamic(attributes, plan.dynamic, site);
  return attrsOf(attributes, open, at);
}

/** Adds the attributes whose names are computed. A name that is not known leaves the set open: that is returned. */
function addDynamic(
  attributes: Map<string, Attribute>,
  dynamic: readonly DynamicAttribute[],
  site: Site,
): UnknownValue | undefined {
  let open: UnknownValue | undefined;
  for (const planned of dynamic) {
    const name = site.interpreter.evaluate(planned.name, site.inner);
    if (name.kind === "null") continue;
    if (name.kind === "string") {
      const attribute = attributeOf(name.value, planned, site);
      const twice = attributes.has(name.value);
      attributes.set(name.value, twice ? { ...attribute, thunk: conflict(name.value, planned, site) } : attribute);
    } else if (name.kind === "unknown") open ??= name;
    else open ??= unknown(`a name cannot be ${describe(name)}`, placeOf(planned.key, site.outer));
  }
  return open;
}

function attributeOf(name: string, planned: PlannedAttribute, site: Site): Attribute {
  return {
    name,
    thunk: contentThunk(name, planned, site),
    key: placeOf(planned.key, site.outer),
    binding: planned.binding && placeOf(planned.binding, site.outer),
    certain: true,
  };
}

function contentThunk(name: string, planned: PlannedAttribute, site: Site): Thunk {
  const { content } = planned;
  const { interpreter, inner } = site;
  switch (content.kind) {
    case "expr":
      return interpreter.delay(content.expr, inner, name);
    case "nested":
      return createThunk(() => buildSet(content.plan, inner, interpreter), interpreter.budget, name);
    case "conflict":
      return conflict(name, planned, site);
    case "inherit": {
      const { from } = content;
      const at = placeOf(planned.key, site.outer);
      const read = from ? () => attributeValue(inheritedSet(from, site), name) : () => lookUp(site.outer, name);
      return createThunk(() => placed(read(), at), interpreter.budget, name);
    }
    default:
      return content satisfies never;
  }
}

function inheritedSet(from: Expr, site: Site): Value {
  const thunk = site.inherited.get(from) ?? site.interpreter.delay(from, site.inner);
  site.inherited.set(from, thunk);
  return thunk.force();
}

function conflict(name: string, planned: PlannedAttribute, site: Site): Thunk {
  return known(unknown(`\`${name}\` is defined twice`, placeOf(planned.key, site.outer)));
}
