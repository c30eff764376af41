/** Names in sight. Lexical bindings, globals among them, win over every `with`; of those the innermost wins. */
import { attributeValue, describe, selectAttribute } from "./select.ts";
import { type Thunk, unknown, type Value } from "./value.ts";

export interface Scope {
  /** The file whose text this is. */
  readonly path: string;
  readonly parent: Scope | undefined;
  readonly names: ReadonlyMap<string, Thunk> | undefined;
  /** The set of a `with`; such a scope has no names of its own. */
  readonly environment: Thunk | undefined;
}

export function rootScope(path: string, globals: ReadonlyMap<string, Thunk>): Scope {
  return { path, parent: undefined, names: globals, environment: undefined };
}

/** `names` may still be filled after this: `let` and `rec` see their own bindings. */
export function bindingScope(parent: Scope, names: ReadonlyMap<string, Thunk>): Scope {
  return { path: parent.path, parent, names, environment: undefined };
}

export function withScope(parent: Scope, environment: Thunk): Scope {
  return { path: parent.path, parent, names: undefined, environment };
}

/** The value of a name; unknown where it is not defined or a `with` that may define it is not known. */
export function lookUp(scope: Scope, name: string): Value {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const thunk = at.names?.get(name);
    if (thunk) return thunk.force();
  }
  return lookUpInWith(scope, name);
}

function lookUpInWith(scope: Scope, name: string): Value {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (!at.environment) continue;
    const set = at.environment.force();
    if (set.kind !== "attrs" && set.kind !== "unknown")
      return unknown(`\`with\` needs a set, here is ${describe(set)}`);
    if (selectAttribute(set, name).kind !== "absent") return attributeValue(set, name);
  }
  return unknown(`\`${name}\` is not defined`);
}
