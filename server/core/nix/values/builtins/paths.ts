/** Paths and the files of the workspace. What lies outside of it, or depends on the store, is not known. */
import type { DirectoryEntry } from "../../../files.ts";
import { isAbsolutePath, normalizePath } from "../../../text/path.ts";
import { coerceToString } from "../coerce.ts";
import { attrs, bool, item, listOf, pathValue, string } from "../make.ts";
import { known, type ListItem, type Thunk, unknown, type Value } from "../value.ts";
import { withString, withText } from "./arguments.ts";
import { binary, type Call, unary, unknowable } from "./define.ts";
import { readJson } from "./json.ts";

/** A path, or a text that is an absolute one. */
function withPath(thunk: Thunk, call: Call, use: (path: string) => Value): Value {
  const text = coerceToString(thunk.force(), "path", call.context);
  if (text.kind === "unknown") return text;
  return isAbsolutePath(text.value) ? use(normalizePath(text.value)) : unknown(`\`${text.value}\` is no absolute path`);
}

/** Content of a text file. */
function withContent(thunk: Thunk, call: Call, use: (text: string) => Value): Value {
  return withPath(thunk, call, (path) => {
    const content = call.context.readFile(path);
    switch (content.kind) {
      case "text":
        return use(content.text);
      case "directory":
        return unknown(`\`${path}\` is a folder`);
      case "absent":
        return unknown(`\`${path}\` does not exist`);
      case "pending":
        return unknown(`\`${path}\` is not read yet`);
      case "unreadable":
        return unknown(`\`${path}\` cannot be read: ${content.why}`);
      default:
        return content satisfies never;
    }
  });
}

function pathExists(thunk: Thunk, call: Call): Value {
  return withPath(thunk, call, (path) => {
    const content = call.context.readFile(path);
    if (content.kind === "pending") return unknown(`\`${path}\` is not read yet`);
    return bool(content.kind !== "absent");
  });
}

/** What follows the last slash; one slash at the end does not count. */
function baseName(text: string): string {
  const trimmed = text.length > 1 && text.endsWith("/") ? text.slice(0, -1) : text;
  return trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** What stands before the last slash. */
function directory(text: string): string {
  const slash = text.lastIndexOf("/");
  if (slash < 0) return ".";
  return slash === 0 ? "/" : text.slice(0, slash);
}

const baseNameOf = unary("baseNameOf", (thunk, call) => {
  const text = coerceToString(thunk.force(), "path", call.context);
  return text.kind === "unknown" ? text : string(baseName(text.value));
});
const dirOf = unary("dirOf", (thunk, call) => {
  const value = thunk.force();
  if (value.kind === "path") return pathValue(directory(value.path));
  return withText(thunk, call, (text) => string(directory(text)));
});
const exists = unary("pathExists", pathExists);
const readFile = unary("readFile", (path, call) => withContent(path, call, string));

/** What lies in a folder of the workspace. */
function withEntries(
  thunk: Thunk,
  call: Call,
  use: (entries: readonly DirectoryEntry[], path: string) => Value,
): Value {
  return withPath(thunk, call, (path) => {
    const content = call.context.readFile(path);
    switch (content.kind) {
      case "directory":
        return call.context.tick(content.entries.length) ?? use(content.entries, path);
      case "pending":
        return unknown(`\`${path}\` is not read yet`);
      case "text":
      case "absent":
      case "unreadable":
        return unknown(`\`${path}\` is no folder`);
      default:
        return content satisfies never;
    }
  });
}

function entryTypes(entries: readonly DirectoryEntry[]): Value {
  return attrs(entries.map(({ name, kind }) => [name, known(string(kind === "file" ? "regular" : kind))] as const));
}

/** Every file below a folder, by name; as `listFilesRecursive` of nixpkgs' lib/filesystem.nix. */
function filesBelow(thunk: Thunk, call: Call): Value {
  return withEntries(thunk, call, (entries, path) => {
    const items: ListItem[] = [];
    for (const { name, kind } of entries) {
      const inner = pathValue(normalizePath(`${path}/${name}`));
      if (kind === "file") items.push(item(known(inner)));
      else {
        const below = call.context.deeper(() => filesBelow(known(inner), call));
        if (below.kind !== "list") return below;
        for (const one of below.items) items.push(one);
      }
    }
    return listOf(items);
  });
}

const listFilesRecursive = unary("listFilesRecursive", filesBelow);

/** `lib.path.append`: a path and a relative text below it. */
const append = binary("append", (path, below) => {
  const base = path.force();
  if (base.kind !== "path") return base.kind === "unknown" ? base : unknown("a path is needed");
  return withString(below, (text) =>
    isAbsolutePath(text) || text.split("/").includes("..")
      ? unknown(`\`${text}\` is no path below another`)
      : pathValue(normalizePath(`${base.path}/${text}`)),
  );
});

/** Functions of `lib.filesystem` and `lib.path` alone. */
export const inFilesystem = [listFilesRecursive];
export const inPath = [append];

const DEPENDS_ON_STORE = "it depends on the Nix store";

export const builtins = [
  baseNameOf,
  dirOf,
  exists,
  readFile,
  unary("toPath", (path, call) => withPath(path, call, string)),
  unary("readDir", (path, call) => withEntries(path, call, entryTypes)),
  unknowable("placeholder", 1, DEPENDS_ON_STORE),
  unknowable("toFile", 2, DEPENDS_ON_STORE),
  unknowable("filterSource", 2, DEPENDS_ON_STORE),
  unknowable("derivation", 1, "derivations are not built"),
];

export const lib = [
  baseNameOf,
  dirOf,
  exists,
  readFile,
  unary("importJSON", (path, call) => withContent(path, call, readJson)),
  unary("fileContents", (path, call) =>
    withContent(path, call, (text) => string(text.endsWith("\n") ? text.slice(0, -1) : text)),
  ),
];
