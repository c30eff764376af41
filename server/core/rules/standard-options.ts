import type { OptionList } from "../disko/layout.ts";

/** Whether a list is not written, not known, or nothing more than disko's own `[ "defaults" ]`. */
export function asksNothing({ written, complete, entries }: OptionList): boolean {
  if (!written || (!complete && entries.length === 0)) return true;
  return entries.every((entry) => entry.value === "defaults" || !entry.certain);
}
