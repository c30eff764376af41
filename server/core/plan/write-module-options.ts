/** Options of the NixOS configuration that are written into the file of the layout, where that is a module. */
import type { AttrSetExpr } from "../nix/syntax/ast.ts";
import { definitionsOf } from "../nix/write/definitions.ts";
import { binding, text, type WriteBinding, type WriteItem } from "../nix/write/expression.ts";
import { mergeBindings } from "../nix/write/merge-binding.ts";
import { printBinding } from "../nix/write/print.ts";
import type { Location } from "../text/span.ts";
import type { Change } from "./plan.ts";
import { moduleSetWithDisko } from "./write-module-set.ts";
import { type NotWritten, type Outcome, type Sources, whyNoEdit } from "./write-result.ts";

type Tmpfiles = Extract<Change, { kind: "tmpfiles" }>;
export type ModuleChange = Tmpfiles | Extract<Change, { kind: "setting" }>;

interface Planned {
  readonly decision: string;
  readonly change: ModuleChange;
}

export function writeModuleOptions(path: string, changes: readonly Planned[], sources: Sources): Outcome {
  if (changes.length === 0) return { pieces: [], notWritten: [] };
  const tree = sources.syntax(path);
  const set = tree?.root && moduleSetWithDisko(tree.root);
  const at: Location = { path, span: set?.span ?? tree?.root?.span ?? { start: 0, end: 0 } };
  const refused = (some: readonly Planned[], why: string): NotWritten[] =>
    some.map(({ decision, change }) => ({ decision, at, why, snippet: snippetOf(change) }));
  if (!tree || !set || !sources.mayEdit(path)) {
    const why = sources.mayEdit(path)
      ? "The file has no attribute set of a module that sets `disko.devices`, so there is no place for options."
      : whyNoEdit("The module", path, sources);
    return { pieces: [], notWritten: refused(changes, why) };
  }

  let written: readonly Planned[] = [];
  const notWritten: NotWritten[] = [];
  for (const group of groupsOf(changes)) {
    const more = [...written, ...group];
    if (mergeBindings(tree, set.span, bindingsOf(more, set))) written = more;
    else notWritten.push(...refused(group, `\`${nameOf(group)}\` has a value already that cannot be added to.`));
  }
  const edits = mergeBindings(tree, set.span, bindingsOf(written, set)) ?? [];
  const piece = {
    decisions: written.map(({ decision }) => decision),
    edits: edits.map((edit) => ({ ...edit, path })),
    snippet: written.map(({ change }) => snippetOf(change)).join("\n"),
  };
  return { pieces: edits.length > 0 ? [piece] : [], notWritten };
}

const RULES = ["systemd", "tmpfiles", "rules"];

/** Lines of tmpfiles stand or fall together, settings each for itself. */
function groupsOf(changes: readonly Planned[]): (readonly Planned[])[] {
  const lines = changes.filter(({ change }) => change.kind === "tmpfiles");
  const settings = changes.filter(({ change }) => change.kind === "setting");
  return [...(lines.length > 0 ? [lines] : []), ...settings.map((one) => [one])];
}

function nameOf([first]: readonly Planned[]): string {
  return (first?.change.kind === "setting" ? first.change.binding.path : RULES).join(".");
}

function bindingsOf(changes: readonly Planned[], set: AttrSetExpr): WriteBinding[] {
  const lines = changes.flatMap(({ change }) => (change.kind === "tmpfiles" ? [change] : []));
  const settings = changes.flatMap(({ change }) => (change.kind === "setting" ? [change.binding] : []));
  const isWritten = (definitionsOf(set, RULES)?.here.length ?? 0) > 0;
  return [...(lines.length > 0 ? [rulesBinding(lines, isWritten)] : []), ...settings];
}

/** A comment that speaks of all lines stands above the list, if that is new; others above the first line they are for. */
function rulesBinding(lines: readonly Tmpfiles[], isWritten: boolean): WriteBinding {
  const comments = lines.map(({ comment }) => (comment.length > 0 ? JSON.stringify(comment) : undefined));
  const [shared] = lines.map(({ comment }) => comment);
  const isShared = comments[0] !== undefined && comments.every((one) => one === undefined || one === comments[0]);
  const above = isShared && !isWritten ? shared : undefined;
  const items = lines.map(({ line, comment }, index): WriteItem => {
    const isFirst = comments[index] !== undefined && comments.indexOf(comments[index]) === index;
    return { value: text(line), ...(isFirst && !above && { comment }) };
  });
  return binding(RULES, { kind: "list", items }, above);
}

function snippetOf(change: ModuleChange): string {
  const layout = { indentation: "", newline: "\n" };
  return printBinding(change.kind === "setting" ? change.binding : rulesBinding([change], false), layout);
}
