/**
 * `import-tree`: a function that makes of a folder a module that imports every Nix file below it, passing over what lies
 * behind a name that begins with `_`. It is configured by calling its members, each of which gives it again.
 * Source: <https://github.com/denful/import-tree#readme>.
 */
import { builtinDefinitions } from "../nix/values/builtins/index.ts";
import type { EvalContext } from "../nix/values/context.ts";
import { attrs, builtinFunction, item, list, listOf, nativeFunction, pathValue, string } from "../nix/values/make.ts";
import { type AttrsValue, known, type ListItem, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { isAbsolutePath, normalizePath, resolvePath } from "../text/path.ts";

/** What was configured so far. */
interface Tree {
  readonly filters: readonly Filter[];
  readonly maps: readonly Thunk[];
  readonly paths: readonly Thunk[];
  /** Stands in for "a Nix file, and nothing behind `_`". */
  readonly initial: Thunk | undefined;
  /** Gives the list of files, through this function if there is one, and no module. */
  readonly files: { readonly through: Thunk | undefined } | undefined;
}

interface Filter {
  readonly kind: "predicate" | "regex";
  readonly test: Thunk;
  readonly wanted: boolean;
}

const EMPTY: Tree = { filters: [], maps: [], paths: [], initial: undefined, files: undefined };

/** More folders than a configuration has. */
const MAX_FOLDERS = 5000;

export function importTree(context: EvalContext): AttrsValue {
  return treeValue(EMPTY, context);
}

function treeValue(tree: Tree, context: EvalContext): AttrsValue {
  const changed = (name: string, change: (argument: Thunk) => Tree): readonly [string, Thunk] => [
    name,
    known(nativeFunction(name, context, (argument) => treeValue(change(argument), context))),
  ];
  /** Older releases: the function takes the folder right after. */
  const called = (name: string, change: (argument: Thunk) => Tree): readonly [string, Thunk] => [
    name,
    known(
      nativeFunction(name, context, (argument) =>
        nativeFunction(name, context, (root) => perform(change(argument), root, context)),
      ),
    ),
  ];
  const filtered = (kind: Filter["kind"], wanted: boolean) => (test: Thunk) => ({
    ...tree,
    filters: [...tree.filters, { kind, test, wanted }],
  });
  const functor = nativeFunction("import-tree", context, () =>
    nativeFunction("import-tree", context, (root) => perform(tree, root, context)),
  );
  const asFiles: Tree = { ...tree, files: { through: undefined } };
  return attrs([
    ["__functor", known(functor)],
    changed("filter", filtered("predicate", true)),
    changed("filterNot", filtered("predicate", false)),
    changed("match", filtered("regex", true)),
    changed("matchNot", filtered("regex", false)),
    called("filtered", filtered("predicate", true)),
    called("matching", filtered("regex", true)),
    changed("map", (mapped) => ({ ...tree, maps: [...tree.maps, mapped] })),
    changed("addPath", (path) => ({ ...tree, paths: [...tree.paths, path] })),
    changed("withLib", () => tree),
    changed("initFilter", (initial) => ({ ...tree, initial })),
    changed("pipeTo", (through) => ({ ...tree, files: { through } })),
    ["leafs", context.lazy(() => treeValue(asFiles, context))],
    ["files", context.lazy(() => perform(asFiles, known(list([])), context))],
    ["result", context.lazy(() => perform(tree, known(list([])), context))],
    ["new", context.lazy(() => importTree(context))],
    ["addAPI", known(unknown("what is added to `import-tree` is not evaluated"))],
  ]);
}

function perform(tree: Tree, root: Thunk, context: EvalContext): Value {
  const given = root.force();
  if (given.kind === "unknown") return given;
  // As a module it is called with the arguments of modules.
  const isModuleCall = given.kind === "attrs" && given.attributes.has("options");
  const isLib = given.kind === "attrs" && !given.attributes.has("outPath") && !isModuleCall;
  if (isLib && tree.files) return nativeFunction("leafs", context, (path) => perform(tree, path, context));
  const roots = [...tree.paths, ...(isModuleCall ? [] : [root])];
  const files = context.deeper(() => leaves(tree, roots, context));
  if (!tree.files) return attrs([["imports", known(files)]]);
  return tree.files.through ? context.apply(tree.files.through.force(), [known(files)], undefined) : files;
}

function leaves(tree: Tree, roots: readonly Thunk[], context: EvalContext): Value {
  const items: ListItem[] = [];
  const add = (thunk: Thunk): void => {
    const value = thunk.force();
    const path = pathOf(value);
    if (value.kind === "list") for (const one of value.items) one.kind === "item" ? add(one.thunk) : items.push(one);
    else if (path === undefined) items.push(item(mapped(tree, thunk, context)));
    else {
      for (const { file, relative } of filesBelow(path, context)) {
        const wanted = isWanted(tree, relative, context);
        const written = known(pathValue(file, value.at));
        if (wanted !== false) items.push(item(mapped(tree, written, context), wanted === true));
      }
    }
  };
  for (const root of roots) add(root);
  return listOf(items);
}

function mapped({ maps }: Tree, thunk: Thunk, context: EvalContext): Thunk {
  if (maps.length === 0) return thunk;
  return context.lazy(() =>
    maps.reduce<Value>((value, fn) => context.apply(fn.force(), [known(value)], undefined), thunk.force()),
  );
}

function pathOf(value: Value): string | undefined {
  if (value.kind === "path") return value.path;
  if (value.kind === "string" && isAbsolutePath(value.value)) return normalizePath(value.value);
  const outPath = value.kind === "attrs" ? value.attributes.get("outPath")?.thunk.force() : undefined;
  return outPath ? pathOf(outPath) : undefined;
}

interface Leaf {
  readonly file: string;
  /** Below the folder that is searched, with a slash before it. */
  readonly relative: string;
}

function filesBelow(root: string, context: EvalContext): readonly Leaf[] {
  if (context.readFile(root).kind !== "directory") return [{ file: root, relative: root }];
  const found: Leaf[] = [];
  const folders = [root];
  for (const folder of folders) {
    const content = context.readFile(folder);
    if (content.kind !== "directory" || context.tick(content.entries.length + 1)) continue;
    for (const { name, kind } of content.entries) {
      const path = resolvePath(folder, name);
      if (kind === "file") found.push({ file: path, relative: path.slice(root.length) });
      else if (folders.length < MAX_FOLDERS) folders.push(path);
    }
  }
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Undefined: not known. */
function isWanted({ filters, initial }: Tree, relative: string, context: EvalContext): boolean | undefined {
  const first = initial
    ? truth(context.apply(initial.force(), [known(string(relative))], undefined))
    : isModule(relative);
  if (first === false) return false;
  let isKnown = first === true;
  for (const { kind, test, wanted } of filters) {
    const answer = kind === "regex" ? matches(test, relative, context) : passes(test, relative, context);
    if (answer === !wanted) return false;
    if (answer === undefined) isKnown = false;
  }
  return isKnown ? true : undefined;
}

function isModule(relative: string): boolean {
  return relative.endsWith(".nix") && !relative.includes("/_");
}

function passes(test: Thunk, relative: string, context: EvalContext): boolean | undefined {
  return truth(context.apply(test.force(), [known(string(relative))], undefined));
}

function matches(regex: Thunk, relative: string, context: EvalContext): boolean | undefined {
  const match = builtinDefinitions.find(({ name }) => name === "match");
  if (!match) return undefined;
  const found = context.apply(builtinFunction(match, context), [regex, known(string(relative))], undefined);
  return found.kind === "unknown" ? undefined : found.kind !== "null";
}

function truth(value: Value): boolean | undefined {
  return value.kind === "bool" ? value.value : undefined;
}
