/** `lib.filesystem`: folders of the workspace, walked. */
import { dirname, normalizePath } from "../../../text/path.ts";
import { coerceToString } from "../coerce.ts";
import { attribute, attrs, attrsOf, bool, gap, item, list, listOf, nullValue, pathValue, string } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { type Attribute, known, type ListItem, type Thunk, unknown, type Value } from "../value.ts";
import { isUnknown, withAttrs } from "./arguments.ts";
import { binary, type Call, renamed, unary } from "./define.ts";
import { fileType, kindOf, otherEntries, readFolder, withContent, withPath } from "./files.ts";
import { readJson } from "./json.ts";
import { matchText, withPattern } from "./regex.ts";
import { readToml } from "./toml.ts";

/** A place below a folder given as path or text: what was a text stays one, with all its slashes. */
function below(thunk: Thunk, path: string): Value {
  const folder = thunk.force();
  if (folder.kind === "path") return pathValue(path);
  return folder.kind === "string" && folder.value === normalizePath(folder.value)
    ? string(path)
    : unknown("the slashes of the path are not known");
}

/** Every file below a folder, by name. */
function filesBelow(folder: Thunk, call: Call): Value {
  return withPath(folder, call, (root) => {
    const items: ListItem[] = [];
    const problem = walk(root);
    return problem ?? listOf(items);

    function walk(path: string): Value | undefined {
      const content = readFolder(path, call.context);
      if ("kind" in content) return content;
      for (const { name, kind } of content.entries) {
        const inner = normalizePath(`${path}/${name}`);
        if (kind === "file") items.push(item(known(below(folder, inner))));
        else {
          const found = call.context.deeper(() => ({ problem: walk(inner) }));
          const inside = "problem" in found ? found.problem : found;
          if (inside !== undefined) return inside;
        }
      }
      if (!content.complete) items.push(gap(otherEntries(path)));
      return undefined;
    }
  });
}

function isKind(path: Thunk, wanted: "file" | "directory", call: Call): Value {
  return withPath(path, call, (text) => {
    const kind = kindOf(text, call.context);
    if (kind === "absent") return bool(false);
    const type = fileType(text, call.context);
    if (typeof type !== "string") return type;
    return bool(type === (wanted === "file" ? "regular" : wanted));
  });
}

/** `default.nix` of a folder; anything else as it is. */
function resolveDefaultNix(thunk: Thunk, call: Call): Value {
  const value = thunk.force();
  const isFolder = isKind(thunk, "directory", call);
  if (isFolder.kind !== "bool") return isFolder;
  if (value.kind === "path") return isFolder.value ? pathValue(normalizePath(`${value.path}/default.nix`)) : value;
  const text = coerceToString(value, "interpolation", call.context);
  if (text.kind === "unknown") return text;
  if (isFolder.value) return string(`${text.value}/default.nix`);
  return value.kind === "string" && value.value.endsWith("/") ? string(`${value.value}default.nix`) : value;
}

/** The nearest folder above (or the folder itself) with an entry that matches, and the groups of each match. */
function locateDominatingFile(pattern: Thunk, file: Thunk, call: Call): Value {
  return withPattern(pattern, (regex) =>
    withPath(file, call, (start) => {
      const kind = kindOf(start, call.context);
      if (typeof kind !== "string") return kind;
      let path = kind === "directory" ? start : dirname(start);
      for (;;) {
        const folder = readFolder(path, call.context);
        // Above the workspace nothing can be listed.
        if ("kind" in folder) return folder.failure === undefined ? folder : unknown(folder.why);
        if (!folder.complete) return otherEntries(path);
        const matches = folder.entries.map(({ name }) => matchText(regex, name));
        const doubt = matches.find(isUnknown);
        if (doubt !== undefined) return doubt;
        const found = matches.filter((match) => match.kind === "list");
        if (found.length > 0) {
          return attrs([
            ["path", known(below(file, path))],
            ["matches", known(list(found.map(known)))],
          ]);
        }
        const above = dirname(path);
        if (above === path) return nullValue();
        path = above;
      }
    }),
  );
}

/** Folders with a Cabal file of their own name. */
function haskellPathsInDir(root: Thunk, call: Call): Value {
  return withPath(root, call, (path) => {
    const folder = readFolder(path, call.context);
    if ("kind" in folder) return folder;
    const members: [string, Attribute][] = [];
    for (const { name } of folder.entries) {
      const inner = normalizePath(`${path}/${name}`);
      const cabal = call.context.readFile(`${inner}/${name}.cabal`).kind;
      if (cabal === "absent") continue;
      members.push([name, attribute(name, known(below(root, inner)), cabal !== "pending")]);
    }
    return attrsOf(new Map(members), folder.complete ? undefined : otherEntries(path));
  });
}

/** One package for each `.nix` file and each folder with a `package.nix`. */
function packagesFromDirectory(args: Thunk, call: Call): Value {
  return withAttrs(args, (given) => {
    const callPackage = selectAttribute(given, "callPackage");
    const directory = selectAttribute(given, "directory");
    if (callPackage.kind !== "found" || directory.kind !== "found") return unknown("the packages are not known");
    if (selectAttribute(given, "newScope").kind !== "absent") return unknown("scopes of packages are not evaluated");
    return withPath(directory.attribute.thunk, call, (path) => packagesIn(path, callPackage.attribute.thunk, call));
  });
}

function packagesIn(path: string, callPackage: Thunk, call: Call): Value {
  const called = (file: string) => call.applied(callPackage, known(pathValue(file)), known(attrs([])));
  const own = `${path}/package.nix`;
  const kind = kindOf(own, call.context);
  if (typeof kind !== "string") return kind;
  if (kind !== "absent") return called(own).force();
  const folder = readFolder(path, call.context);
  if ("kind" in folder) return folder;
  const members: [string, Thunk][] = [];
  for (const entry of folder.entries) {
    const inner = normalizePath(`${path}/${entry.name}`);
    if (entry.link) return unknown(`\`${inner}\` is a link`);
    if (entry.kind === "directory")
      members.push([entry.name, call.context.lazy(() => packagesIn(inner, callPackage, call))]);
    else if (entry.name.endsWith(".nix")) members.push([entry.name.slice(0, -4), called(inner)]);
  }
  const set = attrs(members);
  return folder.complete ? set : { ...set, open: otherEntries(path) };
}

const pathType = unary("pathType", (path, call) =>
  withPath(path, call, (text) => {
    const type = fileType(text, call.context);
    return typeof type === "string" ? string(type) : type;
  }),
);

/** Nix has it since 2.14; its value is the same wherever it is there. Source: https://nix.dev/manual/nix/2.28/release-notes/rl-2.14.html */
export const builtins = [renamed(pathType, "readFileType")];

export const lib = [
  unary("importJSON", (path, call) => withContent(path, call, readJson)),
  unary("importTOML", (path, call) => withContent(path, call, readToml)),
  unary("fileContents", (path, call) =>
    withContent(path, call, (text) => string(text.endsWith("\n") ? text.slice(0, -1) : text)),
  ),
];

/** Functions of `lib.filesystem` alone. */
export const inFilesystem = [
  binary("locateDominatingFile", locateDominatingFile),
  unary("haskellPathsInDir", haskellPathsInDir),
  unary("listFilesRecursive", filesBelow),
  unary("resolveDefaultNix", resolveDefaultNix),
];

/** Functions of `lib.filesystem` that `lib` has too. */
export const inLib = [
  unary("packagesFromDirectoryRecursive", packagesFromDirectory),
  unary("pathIsDirectory", (path, call) => isKind(path, "directory", call)),
  unary("pathIsRegularFile", (path, call) => isKind(path, "file", call)),
  pathType,
  renamed(pathType, "readFileType"),
];
