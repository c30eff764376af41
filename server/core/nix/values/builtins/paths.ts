/** Paths as such, and `lib.path`: nothing here looks at a file. */
import { basename, dirname, normalizePath } from "../../../text/path.ts";
import { coerceToString } from "../coerce.ts";
import { attrs, bool, list, pathValue, string } from "../make.ts";
import { describe } from "../select.ts";
import { known, type Thunk, type UnknownValue, type Value } from "../value.ts";
import { withItems, withText } from "./arguments.ts";
import { binary, type Call, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { withPath } from "./files.ts";
import { STORE } from "./machine.ts";

/** What follows the last slash; one slash at the end does not count. */
export function baseName(text: string): string {
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
  if (value.kind === "path") return pathValue(dirname(value.path));
  return withText(thunk, call, (text) => string(directory(text)));
});

/** A path value, as `lib.path` insists on. */
function withPathValue(thunk: Thunk, call: Call, use: (path: string) => Value): Value {
  const value = thunk.force();
  if (value.kind === "path") return use(value.path);
  return value.kind === "unknown" ? value : throws(`a path is needed, here is ${describe(value)}`, call);
}

/** The names from the root of the file system down to a path. */
export function components(path: string): { readonly root: string; readonly names: readonly string[] } {
  const names: string[] = [];
  let rest = path;
  for (let above = dirname(rest); above !== rest; above = dirname(rest)) {
    names.unshift(basename(rest));
    rest = above;
  }
  return { root: rest, names };
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** What is wrong with a text as a path below another one; undefined for nothing. */
function subpathProblem(text: string): string | undefined {
  if (text === "") return "the text is empty";
  if (text.startsWith("/")) return `\`${text}\` is an absolute path`;
  return text.split("/").includes("..") ? `\`${text}\` contains \`..\`` : undefined;
}

function subpathNames(text: string): readonly string[] {
  return text.split("/").filter((name) => name !== "" && name !== ".");
}

function subpathText(names: readonly string[]): string {
  return `./${names.length === 0 ? "." : names.join("/")}`;
}

/** A text that is a path below another one: relative, and never going up. */
function withSubpath(value: Value, call: Call, use: (text: string) => Value): Value {
  if (value.kind === "unknown") return value;
  if (value.kind !== "string") return throws(`a text is needed, here is ${describe(value)}`, call);
  const problem = subpathProblem(value.value);
  return problem === undefined ? use(value.value) : throws(problem, call);
}

function append(path: Thunk, below: Thunk, call: Call): Value {
  return withPathValue(path, call, (base) =>
    withSubpath(below.force(), call, (text) => pathValue(normalizePath(`${base}/${text}`))),
  );
}

/** Two paths of the same file system: nixpkgs throws for others. */
function withPaths(a: Thunk, b: Thunk, call: Call, use: (a: string, b: string) => Value): Value {
  return withPathValue(a, call, (left) =>
    withPathValue(b, call, (right) =>
      components(left).root === components(right).root
        ? use(left, right)
        : throws("the paths are of different file systems", call),
    ),
  );
}

function removePrefix(folder: Thunk, path: Thunk, call: Call): Value {
  return withPaths(folder, path, call, (above, below) =>
    isWithin(above, below)
      ? string(subpathText(subpathNames(below.slice(above.length))))
      : throws(`\`${below}\` does not lie below \`${above}\``, call),
  );
}

/** Below the store, or of the form that stores by content have. */
function hasStorePathPrefix(path: string): boolean {
  const [first = "", ...rest] = components(path).names;
  if (/^[0-9a-z]{52}$/.test(first)) return true;
  return `/${first}/${rest[0] ?? ""}` === STORE && /^.{32}-.+$/s.test(rest[1] ?? "");
}

/** Functions of `lib.path` alone. */
export const inPath = [
  binary("append", append),
  binary("hasPrefix", (folder, path, call) =>
    withPaths(folder, path, call, (above, below) => bool(isWithin(above, below))),
  ),
  binary("removePrefix", removePrefix),
  unary("splitRoot", (path, call) =>
    withPathValue(path, call, (text) => {
      const { root, names } = components(text);
      return attrs([
        ["root", known(pathValue(root))],
        ["subpath", known(string(subpathText(names)))],
      ]);
    }),
  ),
  unary("hasStorePathPrefix", (path, call) => withPathValue(path, call, (text) => bool(hasStorePathPrefix(text)))),
];

function joined(paths: Thunk, call: Call): Value {
  return withItems(paths, (items) => {
    const names: string[] = [];
    let problem: UnknownValue | undefined;
    for (const item of items) {
      const checked = withSubpath(item.force(), call, (text) => {
        names.push(...subpathNames(text));
        return string(text);
      });
      if (checked.kind === "unknown") problem ??= checked;
    }
    return problem ?? string(subpathText(names));
  });
}

/** Functions of `lib.path.subpath`. */
export const inSubpath = [
  unary("isValid", (thunk) => {
    const value = thunk.force();
    if (value.kind === "unknown") return value;
    return bool(value.kind === "string" && subpathProblem(value.value) === undefined);
  }),
  unary("join", joined),
  unary("components", (path, call) =>
    withSubpath(path.force(), call, (text) => list(subpathNames(text).map((name) => known(string(name))))),
  ),
  unary("normalise", (path, call) =>
    withSubpath(path.force(), call, (text) => string(subpathText(subpathNames(text)))),
  ),
];

function toPath(thunk: Thunk, call: Call): Value {
  const text = coerceToString(thunk.force(), "path", call.context);
  return text.kind === "unknown" ? text : withPath(known(text), call, string);
}

/** Below the store itself, or of the form that stores by content have. */
function isStorePath(thunk: Thunk, call: Call): Value {
  const value = thunk.force();
  if (value.kind === "unknown") return value;
  if (value.kind !== "string" && value.kind !== "path" && value.kind !== "attrs") return bool(false);
  if (value.kind === "attrs" && !mayBecomeText(value)) return bool(false);
  const text = coerceToString(value, "toString", call.context);
  if (text.kind === "unknown") return text;
  return bool(directory(text.value) === STORE || /^\/[0-9a-z]{52}$/.test(text.value));
}

function mayBecomeText(value: Extract<Value, { kind: "attrs" }>): boolean {
  return value.open !== undefined || value.attributes.has("outPath") || value.attributes.has("__toString");
}

export const builtins = [baseNameOf, dirOf, unary("toPath", toPath)];

export const lib = [baseNameOf, dirOf];

/** Functions of `lib.strings` that `lib` has too. */
export const texts = [unary("isStorePath", isStorePath)];
