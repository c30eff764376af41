/** A layout from Nix text and the text that changes make of it, so that a test shows both side by side. */
import type { BtrfsFilesystem, DiskoObject, Layout, Mount } from "../../../server/core/disko/layout.ts";
import { lowerLayout } from "../../../server/core/disko/lower.ts";
import { optionsOf } from "../../../server/core/mounts/mount-option.ts";
import type { SyntaxTree } from "../../../server/core/nix/syntax/ast.ts";
import { createEvaluator } from "../../../server/core/nix/values/evaluate.ts";
import type { Change } from "../../../server/core/plan/plan.ts";
import { type PlannedChange, writeChanges } from "../../../server/core/plan/write-changes.ts";
import type { Written } from "../../../server/core/plan/write-result.ts";
import { applyEdits } from "../../../server/core/text/edit.ts";
import type { Location } from "../../../server/core/text/span.ts";
import { parse } from "../../support/evaluate.ts";
import { memoryFiles } from "../../support/memory-files.ts";

export const PATH = "/w/disko.nix";

export interface Read {
  readonly text: string;
  readonly layout: Layout;
  readonly syntax: (path: string) => SyntaxTree | undefined;
}

/** The layout of a text, with further files beside it by path. */
export function read(text: string, beside: Readonly<Record<string, string>> = {}): Read {
  const trees = new Map<string, SyntaxTree>();
  const remember = (path: string, source: string): SyntaxTree => {
    const tree = parse(path, source);
    trees.set(path, tree);
    return tree;
  };
  const files = { ...beside, [PATH]: text };
  const evaluator = createEvaluator({ parse: remember, files: memoryFiles(files) });
  const root = evaluator.evaluateRoot(PATH);
  const layout = lowerLayout({ path: PATH, root, text: (path) => trees.get(path)?.text });
  if (layout === undefined) throw new Error(`no layout in ${text}`);
  return { text, layout, syntax: (path) => trees.get(path) };
}

export function mountOf({ layout }: Read, mountpoint: string): Mount {
  const mount = layout.mounts.find((one) => one.mountpoint.value === mountpoint);
  if (mount === undefined) throw new Error(`nothing is mounted at ${mountpoint}`);
  return mount;
}

export function filesystemOf({ layout }: Read): BtrfsFilesystem {
  const [filesystem] = layout.btrfs;
  if (filesystem === undefined) throw new Error("there is no btrfs");
  return filesystem;
}

/** Where the name of an attribute stands. */
export function keyOf({ attributes }: DiskoObject, name: string): Location {
  const key = attributes.get(name)?.key;
  if (key === undefined) throw new Error(`${name} is not written`);
  return key;
}

/** Options of each mount of btrfs by mountpoint. */
export function optionsByMountpoint({ layout }: Read): Record<string, string[]> {
  const mounts = layout.mounts.filter(({ btrfs }) => btrfs !== undefined);
  return Object.fromEntries(
    mounts.map((mount) => [
      mount.mountpoint.value,
      mount.options.written ? optionsOf(mount).map(({ text }) => text) : [],
    ]),
  );
}

/** `/home: -compress=zstd +compress=zstd:1`: options that go, and the one that comes. */
export function options(file: Read, change: string): Change {
  const [, mountpoint = "", words = ""] = /^(\S+?):\s*(.*)$/.exec(change) ?? [];
  const mount = mountOf(file, mountpoint);
  const all = words.split(/\s+/).filter((word) => word !== "");
  const gone = all.filter((word) => word.startsWith("-")).map((word) => word.slice(1));
  const remove = optionsOf(mount).filter(({ text }) => gone.includes(text));
  const add = all.find((word) => word.startsWith("+"))?.slice(1);
  return { kind: "options", mount, remove, add };
}

export interface WriteTestOptions {
  readonly pkgs?: boolean;
  readonly mayEdit?: (path: string) => boolean;
}

/** What `writeChanges` makes of changes; each is a decision of its own, `0`, `1`, … */
export function write(
  file: Read,
  changes: readonly Change[],
  { pkgs = false, mayEdit }: WriteTestOptions = {},
): Written {
  const planned = changes.map((change, index): PlannedChange => ({ decision: String(index), change }));
  return writeChanges({
    path: PATH,
    layout: file.layout,
    changes: planned,
    surroundings: { pkgsInScope: pkgs },
    syntax: file.syntax,
    mayEdit,
  });
}

/** The text of the file afterwards. */
export function textAfter(file: Read, { edits }: Written): string {
  return applyEdits(
    file.text,
    edits.filter(({ path }) => path === PATH),
  );
}
