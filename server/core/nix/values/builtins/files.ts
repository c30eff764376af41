/** Files and folders of the workspace. What is not read yet, or cannot be read, is not known; what is not there stops Nix. */
import type { DirectoryEntry } from "../../../files.ts";
import { basename, dirname, isAbsolutePath, normalizePath } from "../../../text/path.ts";
import { coerceToString } from "../coerce.ts";
import type { EvalContext } from "../context.ts";
import { attribute, attrsOf, bool, pathValue, string } from "../make.ts";
import { sourceOrigin } from "../source-origin.ts";
import { failed, known, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { withItems, withString } from "./arguments.ts";
import { binary, type Call, unary } from "./define.ts";

/** A path, or a text that is an absolute one. */
export function withPath(thunk: Thunk, call: Call, use: (path: string) => Value): Value {
  const value = thunk.force();
  const origin = sourceOrigin(value);
  if (origin !== undefined) return use(origin);
  const text = coerceToString(value, "path", call.context);
  if (text.kind === "unknown") return text;
  return isAbsolutePath(text.value)
    ? use(normalizePath(text.value))
    : failed("value", `\`${text.value}\` is no absolute path`, call.at);
}

/** Content of a text file. */
export function withContent(thunk: Thunk, call: Call, use: (text: string) => Value): Value {
  return withPath(thunk, call, (path) => {
    const content = call.context.readFile(path);
    switch (content.kind) {
      case "text":
        return use(content.text);
      case "directory":
        return failed("value", `\`${path}\` is a folder`, call.at);
      case "absent":
        return failed("value", `\`${path}\` does not exist`, call.at);
      case "pending":
        return notRead(path);
      case "unreadable":
        return unknown(`\`${path}\` cannot be read: ${content.why}`);
      default:
        return content satisfies never;
    }
  });
}

function notRead(path: string): UnknownValue {
  return unknown(`\`${path}\` is not read yet`);
}

/** What lies in a folder. `complete` is false where it has more: links to folders, and what is neither file nor folder. */
export interface Folder {
  readonly entries: readonly DirectoryEntry[];
  readonly complete: boolean;
}

/** The entries of a folder of the workspace. Takes a step for each. */
export function readFolder(path: string, context: EvalContext): Folder | UnknownValue {
  const content = context.readFile(path);
  switch (content.kind) {
    case "directory":
      return context.tick(content.entries.length) ?? { entries: content.entries, complete: content.hasOthers !== true };
    case "pending":
      return notRead(path);
    case "unreadable":
      return unknown(`\`${path}\` cannot be read: ${content.why}`);
    case "text":
    case "absent":
      return failed("value", `\`${path}\` is no folder`);
    default:
      return content satisfies never;
  }
}

/** Why a folder's entries are not all known. */
export function otherEntries(path: string): UnknownValue {
  return unknown(`\`${path}\` has links that are not followed`);
}

/** What lies at a path: as `readFileType`, but for links, which lead where they lead. */
export function kindOf(path: string, context: EvalContext): "file" | "directory" | "absent" | UnknownValue {
  const content = context.readFile(path);
  switch (content.kind) {
    case "text":
      return "file";
    case "directory":
    case "absent":
      return content.kind;
    case "pending":
      return notRead(path);
    case "unreadable":
      return unknown(`\`${path}\` cannot be read: ${content.why}`);
    default:
      return content satisfies never;
  }
}

/** The word of `readDir` for an entry. */
export function typeName({ kind, link }: DirectoryEntry): "regular" | "directory" | "symlink" {
  if (link === true) return "symlink";
  return kind === "file" ? "regular" : "directory";
}

/** The word of `readFileType`: the folder above knows what is a link. */
export function fileType(path: string, context: EvalContext): string | UnknownValue {
  const parent = dirname(path);
  const folder = parent === path ? undefined : context.readFile(parent);
  const entry = folder?.kind === "directory" ? folder.entries.find(({ name }) => name === basename(path)) : undefined;
  if (entry !== undefined) return typeName(entry);
  const kind = kindOf(path, context);
  if (kind === "absent") return failed("value", `\`${path}\` does not exist`);
  // In a folder that was listed and does not name it, it is a link.
  if (folder?.kind === "directory" && typeof kind === "string") return unknown(`\`${path}\` is a link`);
  return kind === "file" ? "regular" : kind;
}

function pathExists(thunk: Thunk, call: Call): Value {
  return withPath(thunk, call, (path) => {
    const content = call.context.readFile(path);
    if (content.kind === "pending") return notRead(path);
    return bool(content.kind !== "absent");
  });
}

function readDir(thunk: Thunk, call: Call): Value {
  return withPath(thunk, call, (path) => {
    const folder = readFolder(path, call.context);
    if ("kind" in folder) return folder;
    const members = folder.entries.map((entry) => {
      const name = entry.name;
      return [name, attribute(name, known(string(typeName(entry))))] as const;
    });
    return attrsOf(new Map(members), folder.complete ? undefined : otherEntries(path));
  });
}

/** `<name>` as a function of the search path: the first entry whose folder has the file. */
function findFile(searchPath: Thunk, wanted: Thunk, call: Call): Value {
  return withItems(searchPath, (entries) =>
    withString(wanted, (name) => {
      for (const entry of entries) {
        const found = findIn(entry.force(), name, call);
        if (found !== undefined) return found;
      }
      return failed("throw", `\`${name}\` is not on the search path`, call.at);
    }),
  );
}

/** Undefined where this entry of the search path does not have the file. */
function findIn(entry: Value, name: string, call: Call): Value | undefined {
  const prefix = memberText(entry, "prefix", call);
  if (prefix === undefined) return findBelow(entry, name, call);
  if (typeof prefix !== "string") return prefix;
  if (prefix === "") return findBelow(entry, name, call);
  if (name === prefix) return findBelow(entry, "", call);
  return name.startsWith(`${prefix}/`) ? findBelow(entry, name.slice(prefix.length + 1), call) : undefined;
}

function findBelow(entry: Value, rest: string, call: Call): Value | undefined {
  const folder = memberText(entry, "path", call);
  if (folder === undefined) return failed("missing-attribute", "an entry of the search path has no `path`", call.at);
  if (typeof folder !== "string") return folder;
  if (!isAbsolutePath(folder)) return unknown("the search path leads outside the workspace");
  const path = normalizePath(rest === "" ? folder : `${folder}/${rest}`);
  const kind = kindOf(path, call.context);
  if (typeof kind !== "string") return kind;
  return kind === "absent" ? undefined : pathValue(path);
}

function memberText(entry: Value, name: string, call: Call): string | UnknownValue | undefined {
  if (entry.kind === "unknown") return entry;
  if (entry.kind !== "attrs") return failed("type", "an entry of the search path is no set");
  const attribute = entry.attributes.get(name);
  if (attribute === undefined) return entry.open;
  if (!attribute.certain) return unknown(`\`${name}\` depends on something that is not known`);
  const text = coerceToString(attribute.thunk.force(), "path", call.context);
  return text.kind === "string" ? text.value : text;
}

const exists = unary("pathExists", pathExists);
const readFile = unary("readFile", (path, call) => withContent(path, call, string));

const listing = unary("readDir", readDir);

export const builtins = [exists, readFile, listing, binary("findFile", findFile)];

export const lib = [exists, readFile, listing];
