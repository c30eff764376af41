/** Names in sight. Lexical bindings, globals among them, win over every `with`; of those the innermost wins. */
import { attributeValue, describe, selectAttribute } from "./select.ts";
import { failed, type Thunk, unknown, type Value } from "./value.ts";

export interface Scope {
  /** The file whose text this is. */
  readonly path: string;
  readonly parent: Scope | undefined;
  readonly names: ReadonlyMap<string, Thunk> | undefined;
  /** The one name of `x: …`, which needs no map. */
  readonly name: string | undefined;
  readonly thunk: Thunk | undefined;
  /** The set of a `with`; such a scope has no names of its own. */
  readonly environment: Thunk | undefined;
}

export function rootScope(path: string, globals: ReadonlyMap<string, Thunk>): Scope {
  return { path, parent: undefined, names: globals, name: undefined, thunk: undefined, environment: undefined };
}

/** `names` may still be filled after this: `let` and `rec` see their own bindings. */
export function bindingScope(parent: Scope, names: ReadonlyMap<string, Thunk>): Scope {
  return { path: parent.path, parent, names, name: undefined, thunk: undefined, environment: undefined };
}

export function parameterScope(parent: Scope, name: string, thunk: Thunk): Scope {
  return { path: parent.path, parent, names: undefined, name, thunk, environment: undefined };
}

export function withScope(parent: Scope, environment: Thunk): Scope {
  return { path: parent.path, parent, names: undefined, name: undefined, thunk: undefined, environment };
}

export function outermost(scope: Scope): Scope {
  let at = scope;
  while (at.parent) at = at.parent;
  return at;
}

/** The thunk that a name is bound to, `with` left aside. */
export function lexical(scope: Scope, name: string): Thunk | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at.name === name) return at.thunk;
    const thunk = at.names?.get(name);
    if (thunk) return thunk;
  }
  return undefined;
}

/** The value of a name; unknown where it is not defined or a `with` that may define it is not known. */
export function lookUp(scope: Scope, name: string): Value {
  const thunk = lexical(scope, name);
  return thunk ? thunk.force() : lookUpInWith(scope, name);
}

function lookUpInWith(scope: Scope, name: string): Value {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (!at.environment) continue;
    const set = at.environment.force();
    if (set.kind !== "attrs" && set.kind !== "unknown")
      return failed("type", `\`with\` needs a set, here is ${describe(set)}`);
    if (selectAttribute(set, name).kind !== "absent") return attributeValue(set, name);
  }
  const why = `\`${name}\` is not defined`;
  // Newer versions of Nix may have more of these.
  return name.startsWith("__") ? unknown(why) : failed("undefined-name", why);
}
