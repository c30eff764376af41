import type { Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
export function dischargeProperties(
  value: Value,
  certain = true,
  priority = 100,
): { value: Value; at: Location | undefined; certain: boolean; priority: number }[] {
  const kind = value.kind === "attrs" ? value.attributes.get("_type")?.thunk.force() : undefined;
  if (value.kind === "attrs" && kind?.kind === "string") {
    const get = (name: string): Value | undefined => value.attributes.get(name)?.thunk.force();
    const content = get("content");
    if (kind.value === "if" && content) {
      const condition = get("condition");
      if (condition?.kind === "bool") return condition.value ? dischargeProperties(content, certain, priority) : [];
      return dischargeProperties(content, false, priority);
    }
    if (kind.value === "override" && content) {
      const p = get("priority");
      return dischargeProperties(content, certain, p?.kind === "int" ? Number(p.value) : 100);
    }
    if (kind.value === "order" && content) return dischargeProperties(content, certain, priority);
    if (kind.value === "merge") {
      const contents = get("contents");
      if (contents?.kind === "list")
        return contents.items.flatMap((i) =>
          i.kind === "item"
            ? dischargeProperties(i.thunk.force(), certain && i.certain, priority)
            : [{ value: i.unknown, at: undefined, certain: false, priority }],
        );
    }
  }
  return [{ value, at: value.at, certain, priority }];
}
