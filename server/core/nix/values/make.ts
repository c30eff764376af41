/** Values made by native code: they have no place in a file, the evaluator gives them the place of the call. */
import type { Location } from "../../text/span.ts";
import type { BuiltinDefinition, EvalContext } from "./context.ts";
import {
  type Attribute,
  type AttrsValue,
  type BoolValue,
  type FloatValue,
  type FunctionValue,
  type IntValue,
  known,
  type ListItem,
  type ListValue,
  type NullValue,
  type PathValue,
  type StringValue,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "./value.ts";

export function nullValue(at?: Location): NullValue {
  return { kind: "null", at };
}

export function bool(value: boolean, at?: Location): BoolValue {
  return { kind: "bool", value, at };
}

const MAX_INT = 2n ** 63n - 1n;
const MIN_INT = -(2n ** 63n);

/** A 64-bit integer; unknown beyond that range, where versions of Nix disagree (wrap around or error). */
export function int(value: bigint | number, at?: Location): IntValue | UnknownValue {
  const exact = BigInt(value);
  if (exact > MAX_INT || exact < MIN_INT) return unknown("the number does not fit in 64 bits", at);
  return { kind: "int", value: exact, at };
}

export function float(value: number, at?: Location): FloatValue {
  return { kind: "float", value, at };
}

export function string(value: string, at?: Location): StringValue {
  return { kind: "string", value, at };
}

export function pathValue(path: string, at?: Location): PathValue {
  return { kind: "path", path, at };
}

/** A list of items that are all certainly there. */
export function list(thunks: readonly Thunk[], at?: Location): ListValue {
  return listOf(
    thunks.map((thunk) => item(thunk)),
    at,
  );
}

/** A list that may have uncertain items and gaps. */
export function listOf(items: readonly ListItem[], at?: Location): ListValue {
  return { kind: "list", items, at };
}

export function item(thunk: Thunk, certain = true): ListItem {
  return { kind: "item", thunk, certain };
}

/** Nix may never look at what is not known, so an error in its place is no longer certain. */
export function gap(why: UnknownValue): ListItem {
  return { kind: "gap", unknown: perhaps(why) };
}

/** The same reason without the claim that Nix certainly stops. */
export function perhaps(why: UnknownValue): UnknownValue {
  return why.failure === undefined ? why : unknown(why.why, why.at);
}

/** A closed set of attributes that are all certainly there and whose names were computed. */
export function attrs(entries: Iterable<readonly [string, Thunk]>, at?: Location): AttrsValue {
  const attributes = new Map<string, Attribute>();
  for (const [name, thunk] of entries) attributes.set(name, attribute(name, thunk));
  return attrsOf(attributes, undefined, at);
}

/** A set of given attributes; `open` says why there may be more. */
export function attrsOf(
  attributes: ReadonlyMap<string, Attribute>,
  open: UnknownValue | undefined,
  at?: Location,
): AttrsValue {
  return { kind: "attrs", attributes, open: open && perhaps(open), at };
}

/** An attribute with a computed name. */
export function attribute(name: string, thunk: Thunk, certain = true): Attribute {
  return { name, thunk, key: undefined, binding: undefined, certain };
}

/** The function value of a definition: collects its arguments one by one. */
export function builtinFunction(definition: BuiltinDefinition, context: EvalContext): FunctionValue {
  return collecting(definition, context, []);
}

/** The same, made when it is asked: of the hundreds of functions in `lib` a file uses a few. */
export function builtinThunk(definition: BuiltinDefinition, context: EvalContext): Thunk {
  return new BuiltinThunk(definition, context);
}

class BuiltinThunk implements Thunk {
  private readonly definition: BuiltinDefinition;
  private readonly context: EvalContext;
  private value: FunctionValue | undefined;

  constructor(definition: BuiltinDefinition, context: EvalContext) {
    this.definition = definition;
    this.context = context;
    this.value = undefined;
  }

  force(): FunctionValue {
    this.value ??= builtinFunction(this.definition, this.context);
    return this.value;
  }
}

function collecting(definition: BuiltinDefinition, context: EvalContext, given: readonly Thunk[]): FunctionValue {
  return {
    kind: "function",
    at: undefined,
    formals: undefined,
    call(argument, at) {
      const args = [...given, argument];
      if (args.length < definition.arity) return collecting(definition, context, args);
      return context.deeper(() => definition.call(args, context, at));
    },
  };
}

/** A native function of one argument, e.g. the overlay that a builtin hands to a callback. */
export function nativeFunction(
  name: string,
  context: EvalContext,
  call: (argument: Thunk, at: Location | undefined) => Value,
): FunctionValue {
  return builtinFunction({ name, arity: 1, call: ([argument], _, at) => call(argument ?? MISSING, at) }, context);
}

/** Stands for an argument that a call does not have: never forced by a call with all of them. */
export const MISSING: Thunk = known(unknown("an argument is missing"));
