/** What is defined for one option, as definitions of another: with its priority, and only if there is anything. Source: nixpkgs' lib/modules.nix. */
import { marked, override } from "../nix/values/builtins/modules.ts";
import type { EvalContext } from "../nix/values/context.ts";
import { int, listOf } from "../nix/values/make.ts";
import { PRIORITY } from "../nix/values/properties.ts";
import { attributeValue, selectAttribute } from "../nix/values/select.ts";
import { known, type Thunk, type Value } from "../nix/values/value.ts";

/** What is defined for an option, as a definition of another. */
export function forwarded(option: Thunk, wrap: Wrap, priority: Thunk | undefined, context: EvalContext): Value {
  const contents = context.lazy(() => {
    const definitions = attributeValue(option.force(), "definitions");
    if (definitions.kind !== "list" || !priority) return definitions;
    return listOf(
      definitions.items.map((item) => {
        if (item.kind === "gap") return item;
        return { ...item, thunk: known(override(priority, item.thunk)) };
      }),
    );
  });
  const all = marked("merge", { contents });
  return marked("if", { condition: isDefined(option, context), content: wrap(known(all)) });
}

type Wrap = (content: Thunk) => Thunk;

export function called(fn: Thunk, context: EvalContext): Wrap {
  return (content) => context.lazy(() => context.apply(fn.force(), [content], undefined));
}

export function isDefined(option: Thunk, context: EvalContext): Thunk {
  return context.lazy(() => attributeValue(option.force(), "isDefined"));
}

export function priorityOf(option: Thunk, context: EvalContext): Thunk {
  return context.lazy(() => {
    const highest = selectAttribute(option.force(), "highestPrio");
    if (highest.kind === "unknown") return highest.unknown;
    if (highest.kind === "found") return highest.attribute.thunk.force();
    return int(PRIORITY.normal);
  });
}
