/** A `postCreateHook` on the content of a btrfs: behind what stands in that set. */

import { everyObject } from "../disko/every-object.ts";
import type { BtrfsFilesystem, DiskoObject, Layout } from "../disko/layout.ts";
import { placeKey } from "../mounts/written-options.ts";
import { indentationAt, newlineOf } from "../nix/syntax/lines.ts";
import { binding, type WriteBinding } from "../nix/write/expression.ts";
import { printBinding, printExpr } from "../nix/write/print.ts";
import { isSameValue } from "../nix/write/same-value.ts";
import { addBindings } from "../nix/write/splice.ts";
import type { FileEdit } from "../text/edit.ts";
import type { Location } from "../text/span.ts";
import type { Change, HookTarget, Surroundings } from "./plan.ts";
import { hookLines, hookTargets } from "./write-hook-text.ts";
import { namedBinding } from "./write-places.ts";
import { type NotWritten, type Outcome, type Piece, type Sources, whyNoEdit } from "./write-result.ts";

export type HookChange = Extract<Change, { kind: "hook" }>;

interface Planned {
  readonly decision: string;
  readonly change: HookChange;
}

export interface HookInput extends Sources {
  readonly layout: Layout;
  readonly surroundings: Pick<Surroundings, "pkgsInScope">;
}

export function writeHooks(changes: readonly Planned[], input: HookInput): Outcome {
  const pieces: Piece[] = [];
  const notWritten: NotWritten[] = [];
  for (const filesystem of new Set(changes.map(({ change }) => change.filesystem))) {
    const own = changes.filter(({ change }) => change.filesystem === filesystem);
    const targets = distinctTargets(own.flatMap(({ change }) => change.subvolumePaths));
    const decisions = own.map(({ decision }) => decision);
    const snippet = printBinding(hookBinding(targets, input), { indentation: "", newline: "\n" });
    const hook = writeHook(filesystem, targets, changes, input);
    if ("why" in hook) {
      const at = filesystem.object.attributes.get("postCreateHook")?.key ?? filesystem.object.at;
      notWritten.push(...decisions.map((decision) => ({ decision, at, why: hook.why, snippet })));
    } else if (
      hook.edits.length > 0 &&
      !pieces.some((one) => JSON.stringify(one.edits) === JSON.stringify(hook.edits))
    ) {
      pieces.push({ decisions, edits: hook.edits, snippet });
    }
  }
  return { pieces, notWritten };
}

function hookBinding(targets: readonly HookTarget[], { surroundings }: HookInput): WriteBinding {
  return binding("postCreateHook", { kind: "lines", lines: hookLines(targets, surroundings.pkgsInScope) });
}

function writeHook(
  filesystem: BtrfsFilesystem,
  targets: readonly HookTarget[],
  all: readonly Planned[],
  input: HookInput,
): { readonly edits: readonly FileEdit[] } | { readonly why: string } {
  const { attributes } = filesystem.object;
  const type = attributes.get("type");
  const named = type && namedBinding(type.key, input);
  if (named === undefined) return { why: "There is no attribute set to write a hook into." };
  if (!input.mayEdit(named.path)) return { why: whyNoEdit("The filesystem", named.path, input) };
  if (servesOthers(filesystem, all, input)) {
    return { why: "This attribute set serves another filesystem too, which is to stay as it is." };
  }
  const { tree, set, path } = named;
  const written = attributes.get("postCreateHook");
  if (written) {
    const longer = extendOwn(written.key, targets, input);
    return longer ?? { why: "There is a `postCreateHook` already: add these lines to it." };
  }
  const edits = addBindings(tree, set.span, [hookBinding(targets, input)]);
  if (edits === undefined) return { why: "There is no safe place in the attribute set of this filesystem." };
  return { edits: edits.map((edit) => ({ ...edit, path })) };
}

/** A hook that is, to the letter, what we write gets the targets that it lacks. */
function extendOwn(
  key: Location,
  targets: readonly HookTarget[],
  input: HookInput,
): { readonly edits: readonly FileEdit[] } | undefined {
  const named = namedBinding(key, input);
  if (named?.node.kind !== "binding") return undefined;
  const { tree, path } = named;
  const { value } = named.node;
  const before = hookTargets(tree.text.slice(value.span.start, value.span.end));
  const pkgs = input.surroundings.pkgsInScope;
  if (!isSameValue(tree, value, { kind: "lines", lines: hookLines(before, pkgs) })) return undefined;
  const all = distinctTargets([...before, ...targets]);
  if (all.length === before.length) return { edits: [] };
  const indentation = indentationAt(tree.text, value.span.start);
  const newText = printExpr(
    { kind: "lines", lines: hookLines(all, pkgs) },
    { indentation, newline: newlineOf(tree.text) },
  );
  return { edits: [{ path, span: value.span, newText }] };
}

/** Another object takes its type from the same place, but not the same hook. */
function servesOthers({ object }: BtrfsFilesystem, all: readonly Planned[], { layout }: HookInput): boolean {
  const key = (one: DiskoObject): string | undefined => {
    const at = one.attributes.get("type")?.key;
    return at && placeKey(at);
  };
  const targetsOf = (one: DiskoObject): string => {
    const own = all.filter(({ change }) => change.filesystem.object === one);
    return JSON.stringify(distinctTargets(own.flatMap(({ change }) => change.subvolumePaths)));
  };
  const sharers = [...everyObject(layout.objects)].filter((one) => one !== object && key(one) === key(object));
  return sharers.some((one) => targetsOf(one) !== targetsOf(object));
}

function distinctTargets(targets: readonly HookTarget[]): HookTarget[] {
  return [...new Map(targets.map((one) => [JSON.stringify([one.subvolume, one.path]), one])).values()];
}
