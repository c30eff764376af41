/** `mkRemovedOptionModule`: an option that is no more. Source: nixpkgs' lib/modules.nix. */
import type { EvalContext } from "../nix/values/context.ts";
import { attrs, bool, list, nativeFunction, string } from "../nix/values/make.ts";
import { attributeValue } from "../nix/values/select.ts";
import { failed, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { memberAt, setAt } from "./config-path.ts";
import { isDefined } from "./forwarded-definitions.ts";
import { pathOf } from "./types/merge-arguments.ts";
import { shown } from "./types/merges.ts";

/** An option that is no more: whoever reads it stops. */
export function removedModule(from: Thunk, instructions: Thunk, context: EvalContext): Value {
  const path = pathOf(from.force());
  if (!path) return unknown("the path of a removed option is not known");
  return nativeFunction("removed option", context, (args) => {
    const options = context.lazy(() => attributeValue(args.force(), "options"));
    const apply = nativeFunction("apply", context, () => {
      const why = `The option \`${shown(path)}' can no longer be used since it's been removed.`;
      const text = instructions.force();
      return failed("throw", text.kind === "string" ? `${why} ${text.value}` : why);
    });
    const option = attrs([
      ["_type", known(string("option"))],
      ["visible", known(bool(false))],
      ["apply", known(apply)],
    ]);
    const assertion = attrs([
      [
        "assertion",
        context.lazy(() => {
          const defined = isDefined(
            context.lazy(() => memberAt(options.force(), path)),
            context,
          ).force();
          return defined.kind === "bool" ? bool(!defined.value) : defined;
        }),
      ],
      ["message", known(string(`The option definition \`${shown(path)}' no longer has any effect; please remove it.`))],
    ]);
    return attrs([
      ["options", known(setAt(path, known(option)))],
      ["config", known(attrs([["assertions", known(list([known(assertion)]))]]))],
    ]);
  });
}
