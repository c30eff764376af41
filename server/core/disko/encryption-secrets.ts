/**
 * What a LUKS is encrypted with when disko formats it. Of several secrets one counts: `settings.keyFile`, else
 * `askPassword`, else `passwordFile`, else `keyFile`. The others are never read, or asked for and forgotten.
 * https://github.com/nix-community/disko/blob/master/lib/types/luks.nix (`keyFile` at its top)
 */
import type { Location } from "../text/span.ts";
import { type AttributeState, attributeState, certainStrings, memberState, membersOf } from "./certain-value.ts";
import type { DiskoObject } from "./layout.ts";

export interface Secret {
  /** `settings.keyFile`, `askPassword`, `passwordFile` or `keyFile`. */
  readonly name: string;
  /** The file; undefined for a password that is asked for. */
  readonly file: string | undefined;
  readonly at: Location;
  readonly binding: Location | undefined;
}

/** The secret that counts and those that do not. Undefined where something of it is not known. */
export function secretsOf(
  luks: DiskoObject,
): { readonly used: Secret; readonly unused: readonly Secret[] } | undefined {
  if (luks.conditional || luks.open) return undefined;
  const states: readonly (readonly [string, AttributeState])[] = [
    ["settings.keyFile", memberState(membersOf(luks, "settings"), "keyFile")],
    ["askPassword", attributeState(luks, "askPassword")],
    ["passwordFile", attributeState(luks, "passwordFile")],
    ["keyFile", attributeState(luks, "keyFile")],
  ];
  if (states.some(([, state]) => state.kind === "unknown")) return undefined;
  const more = certainStrings(attributeState(luks, "additionalKeyFiles"));
  if (more === undefined) return undefined;
  const [used, ...unused] = states.flatMap(([name, state]) => secretIn(name, state));
  if (used === undefined) return undefined;
  const stored = new Set([used.file, ...more.map(({ value }) => value)].filter((file) => file !== undefined));
  return { used, unused: unused.filter(({ file }) => file === undefined || !stored.has(file)) };
}

function secretIn(name: string, state: AttributeState): Secret[] {
  if (state.kind !== "certain") return [];
  const { value, at, attribute } = state;
  const isAsked = value.kind === "bool" && value.value;
  if (value.kind !== "string" && !isAsked) return [];
  return [{ name, file: value.kind === "string" ? value.value : undefined, at, binding: attribute.binding }];
}
