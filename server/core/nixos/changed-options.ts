/** `mkMergedOptionModule` and `mkChangedOptionModule`: options that have become one, of another type. Source: nixpkgs' lib/modules.nix. */
import { marked } from "../nix/values/builtins/modules.ts";
import type { EvalContext } from "../nix/values/context.ts";
import { attrs, bool, list, listOf, nativeFunction, string } from "../nix/values/make.ts";
import { attributeValue } from "../nix/values/select.ts";
import { known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { memberAt, setAt } from "./config-path.ts";
import { pathOf } from "./types/merge-arguments.ts";
import type { OptionPath } from "./types/option-type.ts";

/** Several options that have become one, of another type: `merge config` makes its value. */
export function mergedModule(from: Thunk, to: Thunk, merge: Thunk, context: EvalContext): Value {
  const target = pathOf(to.force());
  const all = from.force();
  const sources =
    all.kind === "list" ? all.items.map((item) => (item.kind === "item" ? pathOf(item.thunk.force()) : undefined)) : [];
  if (!target || all.kind !== "list" || sources.some((path) => !path))
    return unknown("the path of a changed option is not known");
  const paths = sources.filter((path) => path !== undefined);
  return nativeFunction("changed option", context, (args) => {
    const config = context.lazy(() => attributeValue(args.force(), "config"));
    const option = attrs([
      ["_type", known(string("option"))],
      ["visible", known(bool(false))],
      ["default", known(string(UNSET))],
    ]);
    const options = paths.reduce<Value>((left, path) => deeply(left, setAt(path, known(option))), attrs([]));
    const isSet = context.lazy(() => anySet(config.force(), paths));
    const contents = context.lazy(() => {
      const set = isSet.force();
      if (set.kind !== "bool") return listOf([{ kind: "item", thunk: result, certain: false }]);
      return list(set.value ? [result] : []);
    });
    const result = context.lazy(() => context.apply(merge.force(), [config], undefined));
    const content = marked("merge", { contents });
    return attrs([
      ["options", known(options)],
      ["config", known(setAt(target, known(content)))],
    ]);
  });
}

const UNSET = "_mkMergedOptionModule";

function anySet(config: Value, paths: readonly OptionPath[]): Value {
  let doubt: Value | undefined;
  for (const path of paths) {
    const value = memberAt(config, path);
    if (value.kind === "unknown") doubt ??= value;
    else if (value.kind !== "string" || value.value !== UNSET) return bool(true);
  }
  return doubt ?? bool(false);
}

/** `recursiveUpdate` of sets that are known whole. */
function deeply(left: Value, right: Value): Value {
  if (left.kind !== "attrs" || right.kind !== "attrs" || right.attributes.has("_type")) return right;
  const attributes = new Map(left.attributes);
  for (const [name, attribute] of right.attributes) {
    const present = attributes.get(name);
    const thunk = present ? known(deeply(present.thunk.force(), attribute.thunk.force())) : attribute.thunk;
    attributes.set(name, { ...attribute, thunk });
  }
  return { ...left, attributes };
}
