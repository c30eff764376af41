/** Whether an answer in which something is not known allows another, in which it is. */
import type { ExactJson } from "../../../../server/core/nix/values/json.ts";

/** Whether what `ours` knows is so in `theirs`. Behind what is not known in a list, any number of items may follow. */
export function allows(ours: ExactJson, theirs: ExactJson): boolean {
  if (isNotKnown(theirs)) return true;
  if (isNotKnown(ours)) return !claimsError(ours);
  if (isList(ours) || isList(theirs)) return isList(ours) && isList(theirs) && allowsItems(ours, theirs);
  if (!isSet(ours) || !isSet(theirs)) return Object.is(ours, theirs);
  const isOpen = Object.hasOwn(ours, UNKNOWN);
  return (
    (isOpen || Object.hasOwn(theirs, UNKNOWN) || Object.keys(theirs).every((name) => Object.hasOwn(ours, name))) &&
    Object.entries(ours).every(
      ([name, value]) =>
        name === UNKNOWN || isNotKnown(value) || Object.hasOwn(theirs, UNKNOWN) || allowsMember(value, theirs[name]),
    )
  );
}

function allowsMember(ours: ExactJson, theirs: ExactJson | undefined): boolean {
  return theirs !== undefined && allows(ours, theirs);
}

function allowsItems(ours: readonly ExactJson[], theirs: readonly ExactJson[]): boolean {
  // Numbers of their items that ours so far can stand for.
  let reached = new Set([0]);
  for (const item of ours) {
    const from = [...reached];
    if (isNotKnown(item)) {
      const first = Math.min(...from);
      reached = new Set(theirs.map((_, index) => index + 1).filter((count) => count > first));
      for (const count of from) reached.add(count);
    } else {
      reached = new Set(from.filter((count) => allowsMember(item, theirs[count])).map((count) => count + 1));
    }
  }
  return reached.has(theirs.length);
}

function isList(json: ExactJson): json is readonly ExactJson[] {
  return Array.isArray(json);
}

export function isSet(json: ExactJson): json is Readonly<Record<string, ExactJson>> {
  return typeof json === "object" && json !== null && !isList(json);
}

export function isNotKnown(json: ExactJson): boolean {
  return isSet(json) && Object.keys(json).join() === UNKNOWN && typeof json[UNKNOWN] === "string";
}

function claimsError(json: ExactJson): boolean {
  const why = isSet(json) ? json[UNKNOWN] : undefined;
  return typeof why === "string" && why.startsWith(STOPS);
}

export const UNKNOWN = "$unknown";

/** What we say where Nix certainly stops; with the arguments there must be no value either. */
export const STOPS = "Nix stops: ";
