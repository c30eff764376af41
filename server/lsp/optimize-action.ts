/**
 * "Optimize this filesystem": offered on a btrfs for which a plan has changes. A client that has our command runs it, with
 * its questions and its preview; for any other the action holds the edit of the plan's default decisions.
 */
import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import type { BtrfsFilesystem } from "../core/disko/layout.ts";
import type { Engine } from "../core/engine.ts";
import type { Settings } from "../core/settings.ts";
import { type Location, type Span, touches } from "../core/text/span.ts";
import { type Abilities, toWorkspaceEdit } from "./convert.ts";
import type { Workspace } from "./workspace.ts";

export const OPTIMIZE_KIND = CodeActionKind.RefactorRewrite;

export interface OptimizeContext {
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly settings: (path: string) => Settings;
  readonly abilities: Abilities;
  /** The client's command that generates a layout, if it has one. */
  readonly layoutCommand: string | undefined;
}

/** `span`: what is selected in `path`. Empty where files are still to be fetched, or nothing is to be changed. */
export function optimizeActions(path: string, span: Span, context: OptimizeContext): CodeAction[] {
  const { engine, workspace, abilities, layoutCommand } = context;
  const generate = (skip: readonly string[]) =>
    engine.generate(path, context.settings(path), { accept: [], skip, fresh: NOTHING_FRESH });
  const whole = generate([]);
  if (whole.kind !== "plan" || whole.pending.length > 0) return [];
  const here = whole.carriedOut.filter(({ filesystem }) =>
    regionsOf(filesystem).some((region) => region.path === path && touches(region.span, span)),
  );
  if (here.length === 0) return [];
  const action = { title: "Optimize this filesystem", kind: OPTIMIZE_KIND };
  if (layoutCommand !== undefined) {
    const command = { title: action.title, command: layoutCommand, arguments: [{ uri: workspace.uri(path) }] };
    return [{ ...action, command }];
  }
  const others = whole.carriedOut.filter((decision) => !here.includes(decision)).map(({ id }) => id);
  const result = others.length === 0 ? whole : generate(others);
  if (result.kind !== "plan" || result.edits.length === 0) return [];
  return [{ ...action, edit: toWorkspaceEdit(workspace, result.edits, abilities) }];
}

const NOTHING_FRESH = { device: undefined, luks: false, swap: undefined };

/** Where a filesystem is written: its content, and its subvolumes where these stand elsewhere. */
function regionsOf({ object, subvolumes }: BtrfsFilesystem): Location[] {
  const content = object.parent?.attributes.get("content");
  return [
    object.at,
    ...(content?.binding ? [content.binding] : []),
    ...(content?.definitions.map(({ at }) => at) ?? []),
    ...subvolumes.map((subvolume) => subvolume.object.at),
  ];
}
