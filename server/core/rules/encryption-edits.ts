/** Edits of LUKS contents. */
import { memberState, membersOf } from "../disko/certain-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { insertBinding } from "../nix/syntax/edits.ts";
import { exprAt, pathToSpan } from "../nix/syntax/query.ts";
import type { Fix } from "../text/finding.ts";
import { sameSpan } from "../text/span.ts";
import { fixIn, replaceSource, type SyntaxOf, sourceAt } from "./source-fix.ts";

/** Lets a LUKS pass discards on: where `allowDiscards` is `false` that is turned. */
export function allowDiscards(syntax: SyntaxOf, luks: DiskoObject): Fix[] {
  const written = memberState(membersOf(luks, "settings"), "allowDiscards");
  if (written.kind === "absent") return addLuksSetting(syntax, luks, "allowDiscards = true;");
  if (written.kind !== "certain" || sourceAt(syntax, written.at) !== "false") return [];
  return [replaceSource(written.at, "true", "Set `settings.allowDiscards = true;`", false)];
}

/** Adds a line like `allowDiscards = true;` to the settings of a LUKS: in the set that stands there, else beside its `type`. */
function addLuksSetting(syntax: SyntaxOf, luks: DiskoObject, line: string): Fix[] {
  const settings = luks.attributes.get("settings");
  const title = `Add \`settings.${line}\``;
  if (settings === undefined) return besideType(syntax, luks, `settings.${line}`, title);
  const [only, ...others] = settings.definitions;
  const name = line.split(" ")[0] ?? "";
  if (only?.value.kind !== "attrs" || others.length > 0 || only.value.attributes.has(name)) return [];
  const at = only.value.at;
  const tree = at && syntax(at.path);
  // `settings.keyFile = …;` makes a set that stands nowhere.
  if (at !== undefined && tree !== undefined && exprAt(tree, at.span)?.kind === "attrset") {
    return fixIn(at.path, insertBinding(tree, at.span, line), title, false);
  }
  return besideType(syntax, luks, `settings.${line}`, title);
}

function besideType(syntax: SyntaxOf, luks: DiskoObject, line: string, title: string): Fix[] {
  const binding = luks.attributes.get("type")?.binding;
  const tree = binding && syntax(binding.path);
  if (binding === undefined || tree === undefined) return [];
  const way = pathToSpan(tree, binding.span);
  const written = way.findLast((node) => node.kind === "binding" && sameSpan(node.span, binding.span));
  const set = way.findLast((node) => node.kind === "attrset");
  if (written?.kind !== "binding" || written.path.length !== 1 || set === undefined) return [];
  return fixIn(binding.path, insertBinding(tree, set.span, line), title, false);
}
