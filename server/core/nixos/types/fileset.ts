/** `types.fileset`: sets of files, joined by `lib.fileset.unions`. Source: nixpkgs' lib/types.nix. */
import type { EvalContext } from "../../nix/values/context.ts";
import { list } from "../../nix/values/make.ts";
import { attributeValue } from "../../nix/values/select.ts";
import { type AttrsValue, known, type Value } from "../../nix/values/value.ts";
import { libOf } from "../lib-of.ts";
import { makeType } from "./make-type.ts";
import { tagIs } from "./scalars.ts";

export function filesetType(context: EvalContext): AttrsValue {
  const functions = (): Value => attributeValue(libOf(context).force(), "fileset");
  return makeType(
    {
      name: "fileset",
      description: "fileset",
      phrase: "noun",
      check: (value) => (value.kind === "path" ? true : tagIs(value, "fileset")),
      merge: (_loc, defs) => ({
        value: context.apply(
          attributeValue(functions(), "unions"),
          [known(list(defs.map(({ value }) => known(value))))],
          undefined,
        ),
        certain: defs.every(({ certain }) => certain),
      }),
      empty: context.lazy(() => attributeValue(functions(), "empty")),
    },
    context,
  );
}
