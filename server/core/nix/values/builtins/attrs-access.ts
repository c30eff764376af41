/**
 * Names and values of sets. An uncertain attribute may be absent or have another value; an open set may have more
 * attributes, and since names are sorted they may come anywhere.
 */
import { attrs, attrsOf, gap, item, list, listOf, perhaps, string } from "../make.ts";
import { compareText } from "../order.ts";
import { attributeValue, selectAttribute } from "../select.ts";
import {
  type Attribute,
  type AttrsValue,
  failed,
  known,
  type ListItem,
  stops,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../value.ts";
import {
  type Answer,
  answerOf,
  answerValue,
  hasAttribute,
  notA,
  withAttrs,
  withItems,
  withList,
  withString,
  withStrings,
} from "./arguments.ts";
import { binary, type Call, ternary, unary } from "./define.ts";
import { concatItems, mapItems } from "./list-making.ts";

/** Attributes in the order in which Nix lists them. */
export function sortedAttributes(set: AttrsValue): readonly Attribute[] {
  return [...set.attributes.values()].sort((a, b) => compareText(a.name, b.name));
}

/** One item for each attribute. `depends` says whether the item depends on the value, which may be another one. */
function listAttributes(set: AttrsValue, depends: boolean, make: (attribute: Attribute) => Thunk): Value {
  const more: readonly ListItem[] = set.open === undefined ? [] : [gap(set.open)];
  const items = sortedAttributes(set).flatMap((entry): readonly ListItem[] => {
    const made = item(make(entry), entry.certain);
    if (entry.certain || !depends || set.open !== undefined) return [...more, made];
    return [made, gap(unknown(`\`${entry.name}\` depends on something that is not known`))];
  });
  return listOf([...items, ...more]);
}

/** `f name value` for each attribute, as a list. */
export function mapToList(set: AttrsValue, make: (name: Thunk, value: Thunk) => Thunk): Value {
  return listAttributes(set, true, ({ name, thunk, key }) => make(known(string(name, key)), thunk));
}

/** Each attribute with another value; what is uncertain stays so. Names keep the place where they were written. */
export function mapAttributes(set: AttrsValue, change: (name: Thunk, value: Thunk) => Thunk): AttrsValue {
  const attributes = new Map<string, Attribute>();
  for (const [name, old] of set.attributes) {
    attributes.set(name, { ...old, thunk: change(known(string(name, old.key)), old.thunk) });
  }
  return attrsOf(attributes, set.open);
}

export function attrNames(set: AttrsValue): Value {
  return listAttributes(set, false, ({ name, key }) => known(string(name, key)));
}

export function attrValues(set: AttrsValue): Value {
  return listAttributes(set, true, ({ thunk }) => thunk);
}

/** What lies at the end of a path. A name is computed when the way has come to it. */
function valueAt(path: readonly Thunk[], start: Thunk): Thunk | UnknownValue | undefined {
  let thunk = start;
  for (const key of path) {
    const set = thunk.force();
    if (set.kind === "unknown") return set;
    const name = key.force();
    if (name.kind !== "string") return notA("a name", name);
    const selection = selectAttribute(set, name.value);
    if (selection.kind === "unknown") return selection.unknown;
    if (selection.kind === "absent") return undefined;
    thunk = selection.attribute.thunk;
  }
  return thunk;
}

/** The value at the end of a path; `absent` where a part of the path is not there. */
function valueOr(path: readonly Thunk[], start: Thunk, absent: () => Value): Value {
  const end = valueAt(path, start);
  if (end === undefined) return absent();
  return "kind" in end ? end : end.force();
}

function hasPath(path: readonly Thunk[], start: Thunk): Answer {
  const end = valueAt(path, start);
  return end !== undefined && "kind" in end ? end : end !== undefined;
}

/** `{ a.b = value; }` for the path `[ "a" "b" ]`; open where a name is not known. */
function setAt(path: readonly Thunk[], depth: number, value: Thunk, call: Call): Value {
  const name = path[depth]?.force();
  if (name === undefined) return value.force();
  if (name.kind === "null") return attrs([]);
  if (name.kind === "unknown" && !stops(name)) return attrsOf(new Map(), name);
  if (name.kind !== "string") return notA("a name", name);
  return attrs([[name.value, call.context.lazy(() => setAt(path, depth + 1, value, call))]]);
}

/** The attribute `name` of every set in a list that has it. */
export function catAttributes(name: string, items: readonly ListItem[]): Value {
  const found: ListItem[] = [];
  for (const entry of items) {
    if (entry.kind === "gap") {
      found.push(entry);
      continue;
    }
    const value = entry.thunk.force();
    if (stops(value) || (value.kind !== "attrs" && value.kind !== "unknown")) {
      return entry.certain ? notA("a set", value) : perhaps(notA("a set", value));
    }
    found.push(...attributeItems(value, name, entry.certain));
  }
  return listOf(found);
}

/** The attribute `name` of a set as items of a list: one, none, or what may be there. */
export function attributeItems(set: Value, name: string, certain = true): readonly ListItem[] {
  const selection = selectAttribute(set, name);
  if (selection.kind === "found") return [item(selection.attribute.thunk, certain)];
  return selection.kind === "absent" ? [] : [gap(selection.unknown)];
}

/** The set without some attributes. Where the names are not all known, any attribute may be gone. */
export function removeNames(set: AttrsValue, names: readonly ListItem[]): Value {
  const attributes = new Map(set.attributes);
  for (const entry of names) {
    const name: Value = entry.kind === "gap" ? entry.unknown : entry.thunk.force();
    if (stops(name) && entry.kind === "item" && entry.certain) return name;
    if (name.kind === "unknown") {
      for (const [key, old] of attributes) attributes.set(key, { ...old, certain: false });
    } else if (name.kind !== "string") {
      return notA("a name", name);
    } else if (entry.kind === "item" && entry.certain) {
      attributes.delete(name.value);
    } else {
      const old = attributes.get(name.value);
      if (old !== undefined) attributes.set(name.value, { ...old, certain: false });
    }
  }
  return attrsOf(attributes, set.open, set.at);
}

/** Parts of a set for which the predicate holds, as one list, from the outside in. */
function collect(predicate: Thunk, thunk: Thunk, call: Call): Value {
  const answer = answerOf(call.apply(predicate, thunk));
  if (answer === true) return list([thunk]);
  if (stops(answer)) return answer;
  const value = thunk.force();
  if (answer !== false) return listOf([gap(answer)]);
  if (value.kind === "unknown") return stops(value) ? value : listOf([gap(value)]);
  if (value.kind !== "attrs") return list([]);
  return call.context.deeper(() => collectInside(predicate, value, call));
}

function collectInside(predicate: Thunk, set: AttrsValue, call: Call): Value {
  const values = attrValues(set);
  return values.kind === "list" ? concatItems(values.items, call, (inner) => collect(predicate, inner, call)) : values;
}

const names = unary("attrNames", (set) => withAttrs(set, attrNames));
const values = unary("attrValues", (set) => withAttrs(set, attrValues));
const getAttr = binary("getAttr", (name, set) => withString(name, (text) => attributeValue(set.force(), text)));
const hasAttr = binary("hasAttr", (name, set) =>
  withString(name, (text) => {
    const value = set.force();
    return value.kind === "attrs" || value.kind === "unknown"
      ? answerValue(hasAttribute(value, text))
      : notA("a set", value);
  }),
);
const catAttrs = binary("catAttrs", (name, sets) =>
  withString(name, (text) => withList(sets, (value) => catAttributes(text, value.items))),
);
const removeAttrs = binary("removeAttrs", (set, unwanted) =>
  withAttrs(set, (value) => {
    const list = unwanted.force();
    if (list.kind === "list") return removeNames(value, list.items);
    return list.kind === "unknown" && !stops(list) ? removeNames(value, [gap(list)]) : notA("a list of names", list);
  }),
);

export const builtins = [names, values, getAttr, hasAttr, catAttrs, removeAttrs];

export const lib = [
  ...builtins,
  ternary("attrByPath", (path, absent, set) => withItems(path, (keys) => valueOr(keys, set, () => absent.force()))),
  binary("hasAttrByPath", (path, set) => withItems(path, (keys) => answerValue(hasPath(keys, set)))),
  binary("getAttrFromPath", (path, set, call) =>
    withItems(path, (keys) =>
      valueOr(keys, set, () =>
        withStrings(path, (names) => failed("abort", `the attribute \`${names.join(".")}\` is missing`, call.at)),
      ),
    ),
  ),
  binary("setAttrByPath", (path, value, call) => withItems(path, (keys) => setAt(keys, 0, value, call))),
  binary("attrVals", (keys, set, call) =>
    withList(keys, (value) =>
      mapItems(value.items, (key) =>
        call.context.lazy(() => withString(key, (name) => attributeValue(set.force(), name))),
      ),
    ),
  ),
  binary("collect", (predicate, set, call) => collect(predicate, set, call)),
  unary("concatAttrValues", (set, call) =>
    withAttrs(set, (value) => {
      const lists = attrValues(value);
      return lists.kind === "list" ? concatItems(lists.items, call, (thunk) => thunk.force()) : lists;
    }),
  ),
];
