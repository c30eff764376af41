/** Paths and the files of the workspace. What lies outside of it, or depends on the store, is not known. */
import { isAbsolutePath, normalizePath } from "../../../text/path.ts";
import { coerceToString } from "../coerce.ts";
import { bool, pathValue, string } from "../make.ts";
import { type Thunk, unknown, type Value } from "../value.ts";
import { withText } from "./arguments.ts";
import { type Call, unary, unknowable } from "./define.ts";
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

const DEPENDS_ON_STORE = "it depends on the Nix store";

export const builtins = [
  baseNameOf,
  dirOf,
  exists,
  readFile,
  unary("toPath", (path, call) => withPath(path, call, string)),
  unknowable("readDir", 1, "folders are not listed"),
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
