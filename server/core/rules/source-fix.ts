/** Small edits of what stands in the source, each offered only where the source is what it seems to be. */
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import { removeBinding as removal } from "../nix/syntax/edits.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Fix } from "../text/finding.ts";
import type { Location } from "../text/span.ts";

/** Syntax of a file that was read. */
export type SyntaxOf = (path: string) => SyntaxTree | undefined;

/** A fix of edits of one file; none where there is nothing to edit. */
export function fixIn(path: string, edits: readonly TextEdit[] | undefined, title: string, safe: boolean): Fix[] {
  return edits === undefined || edits.length === 0
    ? []
    : [{ title, safe, edits: edits.map((edit) => ({ ...edit, path })) }];
}

/** Whether a text can stand between plain double quotes as it is: nothing to escape, nothing computed. */
export function fitsInQuotes(text: string): boolean {
  return !/["\\$\n]/.test(text);
}

export function sourceAt(syntax: SyntaxOf, at: Location): string | undefined {
  return syntax(at.path)?.text.slice(at.span.start, at.span.end);
}

export function replaceSource(at: Location, newText: string, title: string, safe: boolean): Fix {
  return { title, safe, edits: [{ path: at.path, span: at.span, newText }] };
}

/** Whether the source is the string in plain double quotes, nothing escaped or computed. */
export function isQuoted(syntax: SyntaxOf, at: Location, value: string): boolean {
  return sourceAt(syntax, at) === `"${value}"` && fitsInQuotes(value);
}

/** Puts another string in place of a plain quoted one. */
export function replaceString(
  syntax: SyntaxOf,
  at: Location,
  [value, wanted]: readonly [string, string],
  safe: boolean,
): Fix[] {
  if (!isQuoted(syntax, at, value) || !fitsInQuotes(wanted)) return [];
  return [replaceSource(at, `"${wanted}"`, `Write "${wanted}"`, safe)];
}

/** Gives an attribute another name where the name is written out as a part of its path: `a.NAME = …`, `NAME.b = …`. */
export function renameAttribute(
  syntax: SyntaxOf,
  key: Location,
  [name, wanted]: readonly [string, string],
  safe: boolean,
): Fix[] {
  const written = sourceAt(syntax, key);
  if (written !== name && written !== `"${name}"`) return [];
  const after = syntax(key.path)?.text.slice(key.span.end) ?? "";
  return /^\s*(?:=[^=]|\.[\w"$])/.test(after) ? [replaceSource(key, wanted, `Rename to \`${wanted}\``, safe)] : [];
}

/** Removes a binding, where no comment would lose what it speaks of. */
export function removeBinding(syntax: SyntaxOf, binding: Location | undefined, title: string, safe: boolean): Fix[] {
  if (binding === undefined) return [];
  const tree = syntax(binding.path);
  return fixIn(binding.path, tree && removal(tree, binding.span), title, safe);
}
