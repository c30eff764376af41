/**
 * Edits of single mount options: each is offered only where the option stands in a plain string literal, and only by a
 * rule that knows it to be right for every mount that takes the option from there.
 */

import type { Mount, OptionEntry } from "../disko/layout.ts";
import type { MountOption } from "../mounts/mount-option.ts";
import type { AttrSetExpr, SyntaxTree } from "../nix/syntax/ast.ts";
import { insertBinding, insertListElement, removeBinding, removeListElement } from "../nix/syntax/edits.ts";
import { indentationAt, isBlank, lineEnd, newlineOf, startsItsLine } from "../nix/syntax/lines.ts";
import { pathToSpan } from "../nix/syntax/query.ts";
import type { Fix } from "../text/finding.ts";
import { type Location, type Span, sameSpan } from "../text/span.ts";
import type { RuleContext } from "./rule.ts";
import { fitsInQuotes, fixIn } from "./source-fix.ts";

type Sources = Pick<RuleContext, "syntax">;

/** Writes `text` in place of the option; other options in the same string stay. */
export function replaceOption(option: MountOption, text: string, safe: boolean, title = `Write \`${text}\``): Fix[] {
  if (!option.entry.literal || !fitsInQuotes(text)) return [];
  const whole = option.text === option.entry.value;
  return fixIn(option.at.path, [{ span: option.at.span, newText: whole ? `"${text}"` : text }], title, safe);
}

/**
 * Takes the option of `mount` out of its list: out of its string, where that holds others too, and the whole attribute
 * with it where nothing else is in the list.
 */
export function removeOption(
  sources: Sources,
  option: MountOption,
  mount: Mount | undefined,
  title = `Remove \`${option.text}\``,
): Fix[] {
  if (!option.entry.literal) return [];
  if (option.text === option.entry.value) return removeEntry(sources, option.entry, mount, title);
  const source = sources.syntax(option.at.path)?.text ?? "";
  const { start, end } = option.at.span;
  const span: Span = source[end] === "," ? { start, end: end + 1 } : { start: start - 1, end };
  return fixIn(option.at.path, [{ span, newText: "" }], title, true);
}

/** Takes a whole element out of its list literal, with its line where it has one; the list too, if it is the only one. */
export function removeEntry({ syntax }: Sources, entry: OptionEntry, mount: Mount | undefined, title: string): Fix[] {
  const { path, span } = entry.at;
  const tree = syntax(path);
  if (tree === undefined) return [];
  const binding = mount?.options.list && mount.options.entries.length === 1 ? mount.options.binding : undefined;
  const edits =
    (binding?.path === path ? removeBinding(tree, binding.span) : undefined) ?? removeListElement(tree, span);
  return fixIn(path, edits, title, true);
}

/**
 * Writes several elements in place of one, each on a line of its own where that one has one to itself: a comment beside
 * it is about all of them. Nothing where the string does not stand in a list literal itself.
 */
export function splitElement({ syntax }: Sources, element: Location, texts: readonly string[], title: string): Fix[] {
  const tree = syntax(element.path);
  const { start, end } = element.span;
  if (tree === undefined || !isElement(tree, element.span) || tree.text[start] !== '"') return [];
  const alone = startsItsLine(tree.text, start) && isBlank(tree.text, end, lineEnd(tree.text, end).content);
  const between = alone ? newlineOf(tree.text) + indentationAt(tree.text, start) : " ";
  const newText = texts.map((text) => `"${text}"`).join(between);
  return fixIn(element.path, [{ span: element.span, newText }], title, true);
}

function isElement(tree: SyntaxTree, element: Span): boolean {
  return pathToSpan(tree, element).some(
    (node) => node.kind === "list" && node.elements.some(({ span }) => sameSpan(span, element)),
  );
}

/** Adds an option at the end of the mount's list, or a list where it has none. */
export function addOption({ syntax }: Sources, mount: Mount, text: string, title: string): Fix[] {
  const { list, written } = mount.options;
  const path = (list ?? mount.object.at).path;
  const tree = syntax(path);
  if (tree === undefined || !fitsInQuotes(text)) return [];
  if (list !== undefined) return fixIn(path, insertListElement(tree, list.span, `"${text}"`), title, true);
  if (written) return [];
  const set = setNamedAt(tree, mount.object.at.span);
  return set === undefined
    ? []
    : fixIn(path, insertBinding(tree, set.span, `mountOptions = [ "${text}" ];`), title, true);
}

/** The attribute set literal that is bound to the name at `name`: `"@" = { … };`. */
export function setNamedAt(tree: SyntaxTree, name: Span): AttrSetExpr | undefined {
  const binding = pathToSpan(tree, name).findLast((node) => node.kind === "binding");
  if (binding?.value.kind !== "attrset") return undefined;
  const last = binding.path.at(-1)?.span;
  return last && sameSpan(last, name) ? binding.value : undefined;
}
