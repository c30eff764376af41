/** `lib.sources`: folders of the workspace that are copied to the store in part. Their path there is not known, their origin is. */
import type { BuiltinDefinition } from "../context.ts";
import { attrs, attrsOf, bool, builtinFunction, string } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { failed, known, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { isUnknown, withItems, withString, withStrings } from "./arguments.ts";
import { binary, type Call, quaternary, unary, unknowable } from "./define.ts";
import { throws } from "./errors.ts";
import { plainText, shown, type Text, textResult, withOptions } from "./known-text.ts";
import { baseName } from "./paths.ts";
import { matchWhole } from "./posix-match.ts";
import { type PosixPattern, readPosixPattern } from "./posix-pattern.ts";

/** A function of a path and its type, as `builtins.path` takes it. */
type Filter = (path: Thunk, type: Thunk, call: Call) => Value;

export interface Source {
  readonly origin: Thunk;
  readonly filter: Thunk;
  readonly name: Thunk;
}

function filterFunction(filter: Filter, call: Call): Thunk {
  return known(
    builtinFunction(
      binary("filter", (path, type, inner) => filter(path, type, inner)),
      call.context,
    ),
  );
}

/** The parts of a source; a plain path is one that leaves nothing out. */
function sourceOf(src: Thunk, call: Call): Source | UnknownValue {
  const value = src.force();
  if (value.kind === "unknown") return value;
  if (selectAttribute(value, "_isLibCleanSourceWith").kind !== "found") {
    if (value.kind === "attrs" && value.open !== undefined) return value.open;
    return { origin: src, filter: filterFunction(() => bool(true), call), name: known(string("source")) };
  }
  const member = (name: string): Thunk => {
    const selection = selectAttribute(value, name);
    if (selection.kind === "found") return selection.attribute.thunk;
    return known(selection.kind === "unknown" ? selection.unknown : unknown(`the source has no \`${name}\``));
  };
  return { origin: member("origSrc"), filter: member("filter"), name: member("name") };
}

/** The set that stands for a source. */
export function sourceValue({ origin, filter, name }: Source): Value {
  return attrs([
    ["_isLibCleanSourceWith", known(bool(true))],
    ["origSrc", origin],
    ["filter", filter],
    ["name", name],
    ["outPath", known(unknown("the source is copied to the Nix store"))],
  ]);
}

/** A source with what `filter` leaves out of another one. */
function filtered(src: Thunk, filter: Filter, name: Thunk | undefined, call: Call): Value {
  const from = sourceOf(src, call);
  if ("kind" in from) return from;
  const both = filterFunction((path, type, inner) => {
    const first = filter(path, type, inner);
    if (first.kind !== "bool" || !first.value) return first;
    return inner.apply(from.filter, path, type);
  }, call);
  const named = name === undefined || name.force().kind === "null" ? from.name : name;
  return sourceValue({ origin: from.origin, filter: both, name: named });
}

function cleanSourceWith(options: Thunk, call: Call): Value {
  return withOptions(options, ["src", "filter", "name"], (option) => {
    const src = option("src");
    if (src === undefined) return failed("arguments", "`src` is not given", call.at);
    const own = option("filter");
    const filter: Filter = own === undefined ? () => bool(true) : (path, type, inner) => inner.apply(own, path, type);
    return filtered(src, filter, option("name"), call);
  });
}

const VERSION_CONTROL = [".svn", "CVS", ".hg", ".jj", ".pijul", "_darcs"];

/** False for what version control, editors and compilers leave behind. */
const isClean: Filter = (path, type, call) => {
  const text = shown(path.force(), call);
  if (isUnknown(text)) return text;
  const kind = plainText(type.force());
  if (isUnknown(kind)) return kind;
  const name = baseName(text);
  const isLeftover =
    name === ".git" ||
    (kind === "directory" && VERSION_CONTROL.includes(name)) ||
    /~$|^\.sw[a-z]$|^\..*\.sw[a-z]$|\.o$|\.so$/s.test(name) ||
    (kind === "symlink" && name.startsWith("result")) ||
    kind === "unknown";
  return bool(!isLeftover);
};

function withSuffix(suffixes: readonly string[]): Filter {
  return (path, type, call) => {
    const kind = plainText(type.force());
    if (kind === "directory") return bool(true);
    if (isUnknown(kind)) return kind;
    const text = shown(path.force(), call);
    return isUnknown(text) ? text : bool(suffixes.some((suffix) => baseName(text).endsWith(suffix)));
  };
}

/** True where one of the expressions matches the path below the source. */
function matching(src: Thunk, patterns: readonly PosixPattern[]): Filter {
  return (path, _, call) => {
    const from = sourceOf(src, call);
    if ("kind" in from) return from;
    const root = shown(from.origin.force(), call);
    const text = shown(path.force(), call);
    if (isUnknown(root)) return root;
    if (isUnknown(text)) return text;
    const relative = text.startsWith(`${root}/`) ? text.slice(root.length + 1) : text;
    const found = patterns.map((pattern) => matchWhole(pattern, relative));
    if (found.some((match) => match !== null && match !== undefined)) return bool(true);
    return found.includes(undefined) ? unknown("matching the regular expression takes too long") : bool(false);
  };
}

function sourceByRegex(src: Thunk, regexes: Thunk, call: Call): Value {
  return withStrings(regexes, (texts) => {
    const patterns = texts.map(readPosixPattern).filter((pattern) => pattern !== undefined);
    return patterns.length === texts.length
      ? filtered(src, matching(src, patterns), undefined, call)
      : unknown("a regular expression is not understood");
  });
}

const EXTENSION = /^(.*)\.(git|tar|zip|gz|tgz|bz|tbz|bz2|tbz2|lzma|txz|xz|zstd)$/s;

/** The last part of a URL without endings of archives. */
function urlToName(url: string): string {
  const last = url.slice(url.lastIndexOf(":") + 1);
  let name = baseName(last.endsWith("/") ? last.slice(0, -1) : last);
  for (let found = EXTENSION.exec(name); found !== null; found = EXTENSION.exec(name)) name = found[1] ?? "";
  return name;
}

const VERSION = readPosixPattern("([A-Za-z]+[-_. ]?)*(v)?([0-9.]+.*)");

/** Seven digits of a hash, the number of a version, else the name as it is. */
function shortRev(rev: string): Text {
  const name = baseName(rev);
  if (/^[a-f0-9]+$/.test(name)) return name.slice(0, 7);
  const match = VERSION === undefined ? undefined : matchWhole(VERSION, name);
  if (match === undefined) return unknown("the version is not known");
  return match?.groups.at(-1) ?? name;
}

function textOrNull(thunk: Thunk, call: Call): Text | undefined {
  const value = thunk.force();
  return value.kind === "null" ? undefined : shown(value, call);
}

function fullName(repo: Thunk, rev: Thunk, suffix: Thunk | undefined, call: Call): Value {
  const url = shown(repo.force(), call);
  const revision = textOrNull(rev, call);
  const end = suffix === undefined ? undefined : textOrNull(suffix, call);
  if (isUnknown(url)) return url;
  if (revision !== undefined && isUnknown(revision)) return revision;
  if (end !== undefined && isUnknown(end)) return end;
  const short = revision === undefined ? "" : shortRev(revision);
  if (isUnknown(short)) return short;
  const version = revision === undefined ? "" : `-${short}`;
  return string(`${urlToName(url)}${version}${end === undefined ? "" : `-${end}`}-source`);
}

function repoRevToName(kind: Thunk, repo: Thunk, rev: Thunk, suffix: Thunk, call: Call): Value {
  return withString(kind, (text) => {
    if (text === "source") return string("source");
    if (text === "versioned") return fullName(repo, rev, undefined, call);
    return text === "full" ? fullName(repo, rev, suffix, call) : throws(`\`${text}\` is no kind of name`, call);
  });
}

const NO_GIT = "what git keeps in its own folder is not read";

export const inLib: readonly BuiltinDefinition[] = [
  unary("cleanSource", (src, call) => filtered(src, isClean, undefined, call)),
  unary("cleanSourceWith", cleanSourceWith),
  binary("cleanSourceFilter", isClean),
  binary("sourceByRegex", sourceByRegex),
  binary("sourceFilesBySuffices", (src, suffixes, call) =>
    withStrings(suffixes, (texts) => filtered(src, withSuffix(texts), undefined, call)),
  ),
  unary("pathHasContext", (path) => withString(path, () => bool(false))),
  unary("canCleanSource", (src, call) => {
    const value = src.force();
    if (value.kind === "path" || selectAttribute(value, "_isLibCleanSourceWith").kind === "found") return bool(true);
    const text = shown(value, call);
    return isUnknown(text) ? text : bool(true);
  }),
  unknowable("pathIsGitRepo", 1, NO_GIT),
  unknowable("commitIdFromGitRepo", 1, NO_GIT),
  quaternary("repoRevToName", repoRevToName),
  binary("revOrTag", (rev, tag) => {
    const given = tag.force();
    if (given.kind !== "null") return given;
    const revision = rev.force();
    return revision.kind === "null" ? string("HEAD") : revision;
  }),
  unknowable("filterSource", 2, "it depends on the Nix store"),
];

/** Functions of `lib.sources` alone. */
export const inSources: readonly BuiltinDefinition[] = [
  unary("trace", (src, call) => {
    const from = sourceOf(src, call);
    return "kind" in from ? from : attrsOf(new Map(), unknown("sources are not traced"));
  }),
  unary("urlToName", (url, call) => {
    const text = shown(url.force(), call);
    return textResult(isUnknown(text) ? text : urlToName(text));
  }),
  unary("shortRev", (rev, call) => {
    const text = shown(rev.force(), call);
    return textResult(isUnknown(text) ? text : shortRev(text));
  }),
  binary("sourceByGlobs", (src, globs, call) =>
    withItems(globs, () => filtered(src, () => unknown("globs of sources are not matched"), undefined, call)),
  ),
];
