import { knownString } from "./attribute-value.ts";
import { holderName } from "./filesystems.ts";
import type { DiskoObject } from "./layout.ts";

/** "LUKS `crypted`", for messages: by its own name, else by what holds it. */
export function luksInWords(luks: DiskoObject): string {
  return `LUKS \`${knownString(luks, "name") ?? holderName(luks)}\``;
}
