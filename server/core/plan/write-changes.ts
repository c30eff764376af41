/**
 * The changes of a plan as edits of the files they are written in. One file for each kind of change; what cannot be
 * written safely is told, with the reason and what to write by hand.
 */
import type { Layout } from "../disko/layout.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import { dirname } from "../text/path.ts";
import { touches } from "../text/span.ts";
import type { Change, Surroundings } from "./plan.ts";
import { writeComments } from "./write-comments.ts";
import { writeHooks } from "./write-hook.ts";
import { writeModuleOptions } from "./write-module-options.ts";
import { writeOptions } from "./write-options.ts";
import { joinOutcomes, type Sources, type Written } from "./write-result.ts";
import { writeSubvolumes } from "./write-subvolumes.ts";

export interface PlannedChange {
  /** Id of the decision that wants it. */
  readonly decision: string;
  readonly change: Change;
}

export interface WriteInput {
  /** The file of the layout. */
  readonly path: string;
  readonly layout: Layout;
  readonly changes: readonly PlannedChange[];
  readonly surroundings: Pick<Surroundings, "pkgsInScope">;
  /** Syntax of a file that was read. */
  readonly syntax: (path: string) => SyntaxTree | undefined;
  /** By default the file itself only: another one may serve other layouts too. */
  readonly mayEdit?: ((path: string) => boolean) | undefined;
}

export function writeChanges({ path, layout, changes, surroundings, syntax, mayEdit }: WriteInput): Written {
  const may = mayEdit ?? ((other: string) => other === path);
  // In a broken file nobody can tell what an edit would do.
  const sources: Sources = {
    folder: dirname(path),
    syntax,
    mayEdit: (other) => may(other) && syntax(other)?.errors.length === 0,
  };
  const of = <K extends Change["kind"]>(kind: K) =>
    changes.flatMap(({ decision, change }) => (isKind(change, kind) ? [{ decision, change }] : []));

  const options = writeOptions(layout, of("options"), sources);
  const edited = options.pieces.flatMap((piece) => piece.edits);
  const isEdited = (at: { path: string; span: { start: number; end: number } }): boolean =>
    edited.some((edit) => edit.path === at.path && touches(edit.span, at.span));
  const module = changes.flatMap(({ decision, change }) =>
    change.kind === "tmpfiles" || change.kind === "setting" ? [{ decision, change }] : [],
  );
  const outcomes = [
    options,
    writeSubvolumes(of("subvolume"), { ...sources, layout, holders: options.holders, isEdited }),
    writeHooks(of("hook"), { ...sources, layout, surroundings }),
    writeModuleOptions(path, module, sources),
  ];
  // A comment must not speak of what is not there.
  const undone = new Set(outcomes.flatMap(({ notWritten }) => notWritten.map(({ decision }) => decision)));
  const comments = of("comment").filter(({ decision }) => !undone.has(decision));
  return joinOutcomes([writeComments(comments, sources), ...outcomes]);
}

function isKind<K extends Change["kind"]>(change: Change, kind: K): change is Extract<Change, { kind: K }> {
  return change.kind === kind;
}
