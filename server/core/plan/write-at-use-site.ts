/**
 * Options that cannot be changed where they are written, because others want them as they are, are changed where they
 * are used: `mountOptions = common;` becomes `common ++ [ … ]` or a list of its own. A mount without a list gets one.
 */
import { indentationAt, newlineOf } from "../nix/syntax/lines.ts";
import { texts as listOf } from "../nix/write/expression.ts";
import { printText } from "../nix/write/literals.ts";
import { printExpr } from "../nix/write/print.ts";
import { type Location, touches } from "../text/span.ts";
import { readsParameter } from "./reads-parameter.ts";
import {
  decisionsOf,
  finalTexts,
  type Holder,
  nameOf,
  type OptionsOutcome,
  optionsSnippet,
  type RefusedOption,
  type Step,
} from "./write-holders.ts";
import { writeNewList } from "./write-new-list.ts";
import { withOperand } from "./write-operand.ts";
import { writeOwnList } from "./write-own-list.ts";
import { optionsBinding } from "./write-places.ts";
import { type Piece, type Site, type Sources, whyNoEdit } from "./write-result.ts";
import type { Sharing } from "./write-sharing.ts";

export interface AtUse extends OptionsOutcome {
  /** Expressions that were replaced as a whole. */
  readonly rewritten: readonly Location[];
}

export function writeAtUseSites(steps: readonly Step[], sharing: Sharing, sources: Sources): AtUse {
  const groups = byHolder(steps);
  const ending = new Set([...groups].flatMap(([holder, own]) => (isOnlyEnd(own) ? [holder] : [])));
  const pieces: Piece[] = [];
  const refused: RefusedOption[] = [];
  const rewritten: Location[] = [];
  const done = new Set<string>();
  for (const [holder, own] of groups) {
    const first = holder.options.written
      ? siteOf(holder, own, ending, sharing, sources)
      : writeNewList(holder, sharing, sources);
    const site = first.kind === "none" ? (writeOwnList(holder, sharing, sources) ?? first) : first;
    // What is rewritten as a whole holds what could be changed in place, too.
    const whole = site.kind === "edit" && site.whole !== undefined;
    const decisions = whole ? decisionsOf(holder) : [...new Set(own.flatMap((step) => step.decisions))];
    if (site.kind === "none") {
      const { at, why } = site;
      const snippet = optionsSnippet(holder);
      refused.push(...decisions.map((decision) => ({ decision, at, why, snippet, object: holder.object })));
      continue;
    }
    const key = JSON.stringify(site.edits);
    // Several mounts have one and the same binding, in a function.
    if (!done.has(key)) pieces.push({ decisions, edits: site.edits, snippet: optionsSnippet(holder) });
    done.add(key);
    if (site.whole) rewritten.push(site.whole);
  }
  return { pieces, refused, rewritten };
}

function byHolder(steps: readonly Step[]): Map<Holder, Step[]> {
  const groups = new Map<Holder, Step[]>();
  for (const step of steps) groups.set(step.holder, [...(groups.get(step.holder) ?? []), step]);
  return groups;
}

/** `own`: what is left to write of the holder. `ending`: all that have nothing left but to add something at the end. */
function siteOf(
  holder: Holder,
  own: readonly Step[],
  ending: ReadonlySet<Holder>,
  sharing: Sharing,
  sources: Sources,
): Site {
  const { options } = holder;
  const at = options.key ?? holder.mount?.mountpoint.at;
  const none = (why: string): Site => ({ kind: "none", at, why });
  const binding = optionsBinding(holder, sources);
  if (binding === undefined) return none("`mountOptions` is put together in a way that cannot be edited safely.");
  if (!sources.mayEdit(binding.path)) return none(whyNoEdit("`mountOptions`", binding.path, sources));
  const { tree, node, path } = binding;
  const sharers = sharing.sameOptions(holder);
  const { value } = node;
  if (isOnlyEnd(own) && sharers.every((other) => ending.has(other) && addedBy(other) === addedBy(holder))) {
    const texts = holder.appended.map(({ text }) => printText(text)).join(" ");
    return { kind: "edit", edits: withOperand(path, value, "++", `[ ${texts} ]`) };
  }
  const wanted = JSON.stringify(finalTexts(holder));
  const against = sharers.filter((other) => JSON.stringify(finalTexts(other)) !== wanted);
  if (against.length > 0) {
    return none(
      `This \`mountOptions\` serves ${against[0] ? nameOf(against[0]) : "others"} too, which is to have other options.`,
    );
  }
  if (readsParameter(tree, value)) {
    return none("This `mountOptions` is made by a function, from what it is given.");
  }
  if (!options.complete || options.entries.some(({ certain, literal }) => !certain || !literal)) {
    return none("The list has entries that are computed, or stand under a condition.");
  }
  if (tree.comments.some(({ span }) => touches(span, value.span))) {
    return none("A comment in the list would be lost.");
  }
  const start = tree.text.lastIndexOf("\n", value.span.start - 1) + 1;
  const newText = printExpr(listOf(finalTexts(holder)), {
    indentation: indentationAt(tree.text, value.span.start),
    newline: newlineOf(tree.text),
    column: value.span.start - start,
    lists: "one-line",
  });
  return { kind: "edit", edits: [{ path, span: value.span, newText }], whole: { path, span: value.span } };
}

function isOnlyEnd(steps: readonly Step[]): boolean {
  return steps.every(({ entry }) => entry === "end");
}

function addedBy({ appended }: Holder): string {
  return JSON.stringify(appended.map(({ text }) => text));
}
