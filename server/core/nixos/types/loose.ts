/** Where the type is not known: everything fits, and several definitions are merged as most types would. */
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs } from "../../nix/values/make.ts";
import type { UnknownValue } from "../../nix/values/value.ts";
import { faceValue } from "../option-tree.ts";
import { membersNamed } from "../typed-option.ts";
import { mergedNames, namesIn } from "./attr-members.ts";
import { joinedLists, mergeEqual } from "./merges.ts";
import type { Defined, OptionPath, OptionType } from "./option-type.ts";

/** `why`: the reason, which is what nothing defined is. */
export function looseType(context: EvalContext, why: UnknownValue): OptionType {
  return {
    set: attrs([]),
    check: () => true,
    fits: () => true,
    empty: () => ({ force: () => why }),
    merge: (loc: OptionPath, defs: readonly Defined[]) => {
      const [only, ...others] = defs;
      if (only && others.length === 0) return { value: only.value, certain: only.certain, first: only };
      const known = defs.filter(({ value }) => value.kind !== "unknown");
      if (known.length > 0 && known.every(({ value }) => value.kind === "list")) return joinedLists(defs);
      if (known.length > 0 && known.every(({ value }) => value.kind === "attrs")) {
        const child = (name: string) => faceValue([...loc, name], () => membersNamed(name, defs), { context });
        return mergedNames(defs, { names: () => namesIn(defs), child }, () => true);
      }
      const merged = mergeEqual(context)(loc, defs);
      // How the type merges what differs is not known.
      return merged.value.kind === "unknown" ? { value: why, certain: true } : merged;
    },
  };
}
