/** JSON given from outside (arguments of `eval`) as a value. Numbers without a fraction are integers, as in `builtins.fromJSON`. */
import { attrs, bool, float, int, list, nullValue, string } from "./make.ts";
import { known, type Value } from "./value.ts";

export type JsonInput = null | boolean | number | string | readonly JsonInput[] | { readonly [key: string]: JsonInput };

export function fromJson(json: JsonInput): Value {
  if (json === null) return nullValue();
  if (typeof json === "boolean") return bool(json);
  if (typeof json === "string") return string(json);
  if (typeof json === "number") return Number.isSafeInteger(json) ? int(json) : float(json);
  if (isArray(json)) return list(json.map((element) => known(fromJson(element))));
  return attrs(Object.entries(json).map(([name, member]) => [name, known(fromJson(member))] as const));
}

function isArray(json: JsonInput): json is readonly JsonInput[] {
  return Array.isArray(json);
}
