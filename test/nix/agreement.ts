/** When our answer may stand beside that of Nix. */
import { type ExactJson, jsonText } from "../../server/core/nix/values/json.ts";
import type { Answer } from "./real-nix.ts";

/**
 * What is wrong with our answer, or nothing. Whatever we claim to know must be what Nix says. `allKnown`: there must be
 * nothing that we do not know. Where Nix refuses, some part of ours must be unknown.
 */
export function disagreement(ours: ExactJson, nix: Answer, allKnown: boolean): string | undefined {
  const text = jsonText(ours);
  if (nix.kind === "error") {
    return text.includes('"$unknown"') || text.includes('"$function"')
      ? undefined
      : `Nix refuses (${nix.why}), we say ${text}`;
  }
  if (allKnown && text.includes('"$unknown"')) return `Nix says ${JSON.stringify(nix.json)}, we only ${text}`;
  // Both through the same parser: numbers beyond 2^53 are rounded alike.
  return fits(JSON.parse(text), nix.json) ? undefined : `Nix says ${JSON.stringify(nix.json)}, we say ${text}`;
}

/** Everything known in `ours` is so in `theirs`. */
function fits(ours: unknown, theirs: unknown): boolean {
  if (isSet(ours)) {
    const keys = Object.keys(ours);
    if (keys.length === 1 && keys[0] === "$unknown") return true;
    if (!isSet(theirs)) return false;
    const open = keys.includes("$unknown");
    if (!open && Object.keys(theirs).some((key) => !Object.hasOwn(ours, key))) return false;
    return keys.every(
      (key) =>
        key === "$unknown" || isUnknown(ours[key]) || (Object.hasOwn(theirs, key) && fits(ours[key], theirs[key])),
    );
  }
  if (Array.isArray(ours)) {
    if (!Array.isArray(theirs)) return false;
    // A gap is any number of items: after it nothing lines up.
    if (ours.some(isUnknown)) return true;
    return ours.length === theirs.length && ours.every((item, index) => fits(item, theirs[index]));
  }
  return ours === theirs || sameFloat(ours, theirs);
}

/** Nix 2.8 prints floats with six digits, and rounds a tie to the even one: half of the last digit is what may be lost. */
function sameFloat(ours: unknown, theirs: unknown): boolean {
  if (typeof ours !== "number" || typeof theirs !== "number" || Number.isInteger(ours)) return false;
  return Math.abs(ours - theirs) <= Math.abs(ours) * 5.000001e-6;
}

function isSet(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isUnknown(json: unknown): boolean {
  return isSet(json) && Object.keys(json).join() === "$unknown";
}
