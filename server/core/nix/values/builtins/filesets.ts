/** `lib.fileset`: sets of files of the workspace, and lists and sources made of them. */
import { basename } from "../../../text/path.ts";
import type { BuiltinDefinition } from "../context.ts";
import { attribute, attrsOf, bool, gap, item, listOf, nativeFunction, pathValue, string } from "../make.ts";
import { describe, selectAttribute } from "../select.ts";
import { type Attribute, failed, known, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { answerOf, withItems, withString } from "./arguments.ts";
import { binary, type Call, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { difference, doubted, EMPTY, type FileSet, filesAt, intersection, type Selects, union } from "./file-sets.ts";
import { kindOf } from "./files.ts";
import { withOptions } from "./known-text.ts";
import { isWithin } from "./paths.ts";
import { sourceValue } from "./sources.ts";

/** The files of the values that stand for sets. A value that is copied keeps its attributes. */
const sets = new WeakMap<ReadonlyMap<string, Attribute>, FileSet>();

const INSIDE = unknown("the inside of a file set is not for use");

function setValue(set: FileSet | UnknownValue): Value {
  if ("kind" in set) return set;
  const attributes = new Map([["_type", attribute("_type", known(string("fileset")))]]);
  sets.set(attributes, set);
  return attrsOf(attributes, INSIDE);
}

const EVERYTHING: Selects = () => true;

/** A set, or a path that exists and stands for all files there. */
function setOf(thunk: Thunk, call: Call): FileSet | UnknownValue {
  const value = thunk.force();
  if (value.kind === "unknown") return value;
  if (value.kind === "attrs") {
    const set = sets.get(value.attributes);
    if (set !== undefined) return set;
    return value.open ?? throws("a set of attributes is no file set", call);
  }
  if (value.kind !== "path") return throws(`a path or a file set is needed, here is ${describe(value)}`, call);
  const kind = kindOf(value.path, call.context);
  if (typeof kind !== "string") return kind;
  if (kind === "absent") return throws(`\`${value.path}\` does not exist`, call);
  return filesAt(value.path, call.context, EVERYTHING);
}

function withSet(thunk: Thunk, call: Call, use: (set: FileSet) => Value): Value {
  const set = setOf(thunk, call);
  return "kind" in set ? set : use(set);
}

function withSets(a: Thunk, b: Thunk, call: Call, use: (a: FileSet, b: FileSet) => Value): Value {
  return withSet(a, call, (left) => withSet(b, call, (right) => use(left, right)));
}

/** A path value that exists. */
function withExisting(thunk: Thunk, call: Call, use: (path: string) => Value): Value {
  const value = thunk.force();
  if (value.kind === "unknown") return value;
  if (value.kind !== "path") return throws(`a path is needed, here is ${describe(value)}`, call);
  const kind = kindOf(value.path, call.context);
  if (typeof kind !== "string") return kind;
  return kind === "absent" ? throws(`\`${value.path}\` does not exist`, call) : use(value.path);
}

function toList(set: FileSet): Value {
  const found = set.files();
  if ("kind" in found) return found;
  const items = found.entries.map(({ path, certain }) => item(known(pathValue(path)), certain));
  return listOf(found.open === undefined ? items : [...items, gap(found.open)]);
}

/** What the user's function is asked about: `{ name, type, hasExt, … }`. */
function fileDescription(path: string, type: string, call: Call): Thunk {
  const name = basename(path);
  const hasExt = nativeFunction("hasExt", call.context, (extension) =>
    withString(extension, (text) => bool(name.endsWith(`.${text}`))),
  );
  const members: [string, Value][] = [
    ["name", string(name)],
    ["type", string(type)],
    ["hasExt", hasExt],
  ];
  return known(
    attrsOf(
      new Map(members.map(([key, value]) => [key, attribute(key, known(value))])),
      unknown("later releases say more about a file"),
    ),
  );
}

function fileFilter(predicate: Thunk, path: Thunk, call: Call): Value {
  const fn = predicate.force();
  if (fn.kind === "unknown") return fn;
  if (fn.kind !== "function" && fn.kind !== "attrs") return throws("a function is needed to choose files", call);
  return withExisting(path, call, (root) =>
    setValue(
      filesAt(root, call.context, (file, type) =>
        type === "directory" ? true : answerOf(call.apply(predicate, fileDescription(file, type, call))),
      ),
    ),
  );
}

/** The files that the filter of a source lets through. */
function fromSource(source: Thunk, call: Call): Value {
  const value = source.force();
  const marked = selectAttribute(value, "_isLibCleanSourceWith");
  if (marked.kind === "unknown") return marked.unknown;
  if (marked.kind === "absent")
    return withExisting(source, call, (path) => setValue(setOf(known(pathValue(path)), call)));
  const origin = selectAttribute(value, "origSrc");
  const filter = selectAttribute(value, "filter");
  if (origin.kind !== "found" || filter.kind !== "found") return unknown("the origin of the source is not known");
  return withExisting(origin.attribute.thunk, call, (root) => {
    const selects: Selects = (path, type) =>
      path === root || answerOf(call.apply(filter.attribute.thunk, known(string(path)), known(string(type))));
    return setValue(filesAt(root, call.context, selects));
  });
}

function toSource(options: Thunk, call: Call): Value {
  return withOptions(options, ["root", "fileset"], (option) => {
    const root = option("root");
    const fileset = option("fileset");
    if (root === undefined || fileset === undefined)
      return failed("arguments", "`root` or `fileset` is missing", call.at);
    return withSet(fileset, call, (set) =>
      withExisting(root, call, (path) => {
        if (kindOf(path, call.context) !== "directory") return throws(`\`${path}\` is no folder`, call);
        if (set.base !== undefined && !isWithin(path, set.base)) {
          return throws(`the files may lie outside of \`${path}\``, call);
        }
        const filter = known(unknown("the filter of a source made of files is not evaluated"));
        return sourceValue({ origin: root, filter, name: known(string("source")) });
      }),
    );
  });
}

/** What git tracks is not known: all files below, each perhaps. */
function gitTracked(path: Thunk, call: Call): Value {
  const why = "what git tracks is not known";
  return withExisting(path, call, (root) => {
    const set = filesAt(root, call.context, EVERYTHING);
    return setValue("kind" in set ? set : doubted(set, why));
  });
}

function isFileset(thunk: Thunk, call: Call): Value {
  const value = thunk.force();
  if (value.kind === "path") {
    const kind = kindOf(value.path, call.context);
    return typeof kind === "string" ? bool(kind !== "absent") : kind;
  }
  if (value.kind === "attrs" && !sets.has(value.attributes) && value.open !== undefined) return value.open;
  return value.kind === "unknown" ? value : bool(value.kind === "attrs" && sets.has(value.attributes));
}

export const inFileset: readonly BuiltinDefinition[] = [
  unary("toList", (set, call) => withSet(set, call, toList)),
  binary("union", (a, b, call) => withSets(a, b, call, (left, right) => setValue(union([left, right])))),
  unary("unions", (filesets, call) => {
    const given = filesets.force();
    if (given.kind !== "list" && given.kind !== "unknown") return throws("a list of file sets is needed", call);
    return withItems(filesets, (items) => {
      const found: FileSet[] = [];
      for (const entry of items) {
        const set = setOf(entry, call);
        if ("kind" in set) return set;
        found.push(set);
      }
      return setValue(union(found));
    });
  }),
  binary("intersection", (a, b, call) => withSets(a, b, call, (left, right) => setValue(intersection(left, right)))),
  binary("difference", (a, b, call) => withSets(a, b, call, (left, right) => setValue(difference(left, right)))),
  binary("fileFilter", fileFilter),
  unary("fromSource", fromSource),
  unary("toSource", toSource),
  unary("gitTracked", gitTracked),
  binary("gitTrackedWith", (_, path, call) => gitTracked(path, call)),
  unary("isFileset", isFileset),
  unary("maybeMissing", (path, call) => {
    const value = path.force();
    if (value.kind === "unknown") return value;
    if (value.kind !== "path") return throws(`a path is needed, here is ${describe(value)}`, call);
    const kind = kindOf(value.path, call.context);
    if (typeof kind !== "string") return kind;
    return setValue(kind === "absent" ? EMPTY : filesAt(value.path, call.context, EVERYTHING));
  }),
  binary("trace", (set, value, call) => withSet(set, call, () => value.force())),
  unary("traceVal", (set, call) => withSet(set, call, setValue)),
];

/** `lib.fileset.empty`. */
export function emptyFileset(): Value {
  return setValue(EMPTY);
}
