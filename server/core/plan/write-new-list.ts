/** `mountOptions` for a mount that has none: behind its `mountpoint`, in the set that both stand in. */
import type { AttrPath } from "../nix/syntax/ast.ts";
import { staticName } from "../nix/write/definitions.ts";
import { binding, texts as listOf } from "../nix/write/expression.ts";
import { addBindings } from "../nix/write/splice.ts";
import { finalTexts, type Holder, nameOf } from "./write-holders.ts";
import { namedBinding } from "./write-places.ts";
import { type Site, type Sources, whyNoEdit } from "./write-result.ts";
import type { Sharing } from "./write-sharing.ts";

export function writeNewList(holder: Holder, sharing: Sharing, sources: Sources): Site {
  const at = holder.mount?.mountpoint.at ?? holder.object.at;
  const none = (why: string): Site => ({ kind: "none", at, why });
  if (holder.object.open) return none("More attributes may be set here that are not known.");
  const sharers = sharing.sameMountpoint(holder);
  const wanted = wishOf(holder);
  const agreed = sharers.length > 0 && sharers.every((other) => wishOf(other) === wanted);
  const beside = agreed ? besideMountpoint(holder, sources) : undefined;
  if (beside) return beside;
  const path = holder.object.attributes.get("mountpoint")?.key.path ?? at.path;
  if (!sources.mayEdit(path)) return none(whyNoEdit(`The mount of ${nameOf(holder)}`, path, sources));
  return none(
    agreed
      ? "There is no attribute set to write `mountOptions` into."
      : "The attribute set of this mount serves others too, which are to have other options.",
  );
}

/** Undefined for a list that is written elsewhere. */
function wishOf(holder: Holder): string | undefined {
  return holder.options.written ? undefined : JSON.stringify(finalTexts(holder));
}

function besideMountpoint(holder: Holder, sources: Sources): Site | undefined {
  const key = holder.object.attributes.get("mountpoint")?.key;
  const named = key && namedBinding(key, sources);
  if (named === undefined || !sources.mayEdit(named.path)) return undefined;
  const { tree, node, set, path } = named;
  const prefix = node.kind === "binding" ? plainNames(node.path.slice(0, -1)) : [];
  const wanted = prefix && [binding([...prefix, "mountOptions"], listOf(finalTexts(holder)))];
  const edits = wanted && addBindings(tree, set.span, wanted, { after: node.span });
  return edits && { kind: "edit", edits: edits.map((edit) => ({ ...edit, path })) };
}

/** `"@"` of `"@".mountpoint = …;`; undefined where a name is computed. */
function plainNames(path: AttrPath): string[] | undefined {
  const names = path.map(staticName);
  return names.every((name) => name !== undefined) ? names : undefined;
}
