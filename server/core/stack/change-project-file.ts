/**
 * Adding a tool to the project file, or excluding one: the new text of the file. Everything else in it stays, comments too.
 * What is written is read again, so that nothing is given out that says something else.
 */
import { type Document, isMap, isSeq, parseDocument, YAMLMap, YAMLSeq } from "yaml";

/** `added`: it is there, whatever the configuration shows. `excluded`: it is passed over. `detected`: as the configuration shows. */
export type Wanted = "added" | "excluded" | "detected";

export interface ToolChange {
  /** Id in the database. */
  readonly tool: string;
  readonly to: Wanted;
  /** Undefined: for all hosts. */
  readonly host: string | undefined;
}

export type ChangedText =
  | { readonly kind: "text"; readonly text: string }
  /** A sentence. */
  | { readonly kind: "refused"; readonly why: string };

const LISTS = { added: "tools", excluded: "exclude" } as const;

/** `text`: of the file as it is; empty for one that is not there yet. `path` tells YAML from JSON. */
export function changeProjectFile(path: string, text: string, change: ToolChange): ChangedText {
  const yaml = parseDocument(text.trim() === "" ? "{}" : text, { keepSourceTokens: true });
  if (yaml.errors.length > 0) {
    return {
      kind: "refused",
      why: `It cannot be read: ${yaml.errors[0]?.message.split("\n")[0] ?? "it is broken"}`,
    };
  }
  if (!isMap(yaml.contents)) return { kind: "refused", why: "It is no mapping, so nothing can be added to it." };
  const json = path.endsWith(".json");
  const { host, tool, to } = change;
  // What is said of all hosts counts for this one too: it is taken back there where this one does not say it itself.
  const isOwn = host !== undefined && Object.values(LISTS).some((list) => lists(yaml, ["hosts", host, list], tool));
  const section = host === undefined ? [] : ["hosts", host];
  for (const [wanted, list] of Object.entries(LISTS)) {
    const elsewhere = wanted === to || isOwn || to === "excluded" ? undefined : take(yaml, [], list, tool);
    const done = elsewhere ?? (wanted === to ? add(yaml, section, list, tool, json) : take(yaml, section, list, tool));
    if (done !== undefined) return { kind: "refused", why: done };
  }
  const written = isMap(yaml.contents) && yaml.contents.items.length === 0 ? "" : textOf(yaml, text, json);
  return { kind: "text", text: written };
}

/** What stands in the way, or nothing. */
function add(
  yaml: Document,
  section: readonly string[],
  list: string,
  tool: string,
  json: boolean,
): string | undefined {
  for (let depth = 1; depth <= section.length; depth += 1) {
    const inside = section.slice(0, depth);
    const present = yaml.getIn(inside);
    if (present === null || present === undefined) yaml.setIn(inside, flowing(new YAMLMap(), json));
    else if (!isMap(present)) return `\`${inside.join(".")}\` is no mapping, so nothing can be added to it.`;
  }
  const path = [...section, list];
  const present = yaml.getIn(path);
  if (present !== null && present !== undefined && !isSeq(present))
    return `\`${list}\` is no list, so nothing can be added to it.`;
  if (isSeq(present) && present.items.length > 0) {
    if (!present.items.some((_, index) => yaml.getIn([...path, index]) === tool)) present.add(yaml.createNode(tool));
  } else {
    const items = flowing(new YAMLSeq(), true);
    items.add(yaml.createNode(tool));
    yaml.setIn(path, items);
  }
  // A document that was empty has `{}` for its mapping, which goes on as a block.
  if (isMap(yaml.contents) && !json && yaml.contents.items.length === 1) yaml.contents.flow = false;
  return undefined;
}

function take(yaml: Document, section: readonly string[], list: string, tool: string): string | undefined {
  const path = [...section, list];
  const present = yaml.hasIn(path) ? yaml.getIn(path) : undefined;
  if (present === undefined || present === null) return undefined;
  if (!isSeq(present)) return `\`${list}\` is no list, so nothing can be taken from it.`;
  const index = present.items.findIndex((_, at) => yaml.getIn([...path, at]) === tool);
  if (index < 0) return undefined;
  yaml.deleteIn([...path, index]);
  if (present.items.length > 0) return undefined;
  // What has become empty says nothing.
  for (let depth = path.length; depth > 0; depth -= 1) {
    const inside = path.slice(0, depth);
    const value = yaml.getIn(inside);
    if ((isSeq(value) || isMap(value)) && value.items.length === 0) yaml.deleteIn(inside);
    else break;
  }
  return undefined;
}

function lists(yaml: Document, path: readonly string[], tool: string): boolean {
  const present = yaml.hasIn(path) ? yaml.getIn(path) : undefined;
  return isSeq(present) && present.items.some((_, index) => yaml.getIn([...path, index]) === tool);
}

function flowing<N extends YAMLMap | YAMLSeq>(node: N, flow: boolean): N {
  node.flow = flow;
  return node;
}

/** In the manner of the file: indentation, padding inside brackets, and every line that says the same as before. */
function textOf(yaml: Document, before: string, json: boolean): string {
  const indent = /^( +)\S/m.exec(before)?.[1]?.length ?? 2;
  if (json) return `${JSON.stringify(yaml.toJS(), null, indent)}\n`;
  const manner = {
    indent: Math.min(Math.max(indent, 2), 8),
    lineWidth: 0,
    flowCollectionPadding: /[[{] /.test(before),
  };
  return keepLines(before, parseDocument(before).toString(manner), yaml.toString(manner));
}

/** The lines of `after`; where it begins and ends as `same`, which is `before` written in our manner, those of `before`. */
function keepLines(before: string, same: string, after: string): string {
  const [own, ours, wanted] = [before, same, after].map((text) => text.split("\n"));
  if (!own || !ours || !wanted || own.length !== ours.length) return after;
  let start = 0;
  while (start < wanted.length && wanted[start] === ours[start]) start += 1;
  let end = 0;
  while (end < wanted.length - start && end < ours.length - start && wanted.at(-1 - end) === ours.at(-1 - end))
    end += 1;
  return [...own.slice(0, start), ...wanted.slice(start, wanted.length - end), ...own.slice(own.length - end)].join(
    "\n",
  );
}
