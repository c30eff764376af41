/** Single values of an object's attributes, known or not. */
import type { DiskoObject, Maybe, Written } from "./layout.ts";

/**
 * The string that an attribute is set to. `null` counts as absent. Unknown where the value is not known, where several
 * definitions compete, and where the object may have attributes that are not known.
 */
export function stringOf(object: DiskoObject, name: string): Maybe<string> {
  const attribute = object.attributes.get(name);
  if (attribute === undefined) {
    return object.open
      ? { kind: "unknown", why: "more attributes may be set here", at: object.at }
      : { kind: "absent" };
  }
  const [only, ...others] = attribute.definitions;
  if (only === undefined || others.length > 0) {
    return { kind: "unknown", why: `several definitions of \`${name}\` compete`, at: attribute.key };
  }
  const { value, at } = only;
  const certain = only.certain && !object.conditional;
  switch (value.kind) {
    case "string":
      return { kind: "known", value: value.value, at, certain };
    case "null":
      return certain ? { kind: "absent" } : { kind: "unknown", why: `\`${name}\` is set under a condition`, at };
    case "unknown":
      return { kind: "unknown", why: value.why, at };
    default:
      return { kind: "unknown", why: `\`${name}\` is no string`, at };
  }
}

/** The string if it is known, for names in messages and device paths. */
export function knownString(object: DiskoObject, name: string): string | undefined {
  const text = stringOf(object, name);
  return text.kind === "known" ? text.value : undefined;
}

/** The string that is certainly in effect; undefined otherwise. */
export function certainString(object: DiskoObject, name: string): Written<string> | undefined {
  const text = stringOf(object, name);
  return text.kind === "known" && text.certain ? text : undefined;
}

/** The attribute's string, or what disko takes when it is not set; undefined when not known. */
export function stringOr(object: DiskoObject, name: string, fallback: string | undefined): string | undefined {
  const text = stringOf(object, name);
  if (text.kind === "absent") return fallback;
  return text.kind === "known" ? text.value : undefined;
}
