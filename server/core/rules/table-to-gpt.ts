/**
 * Writes a GPT of disko's old kind, `type = "table"`, as one of the new kind. Only where every partition is a plain set with
 * literal places that follow each other; names, order and comments stay. The old kind gave parted the names, so partitions
 * that exist are found by them: that is what the labels are for.
 */
import { certainString, stringOf } from "../disko/attribute-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { partedPlace } from "../disko/parted-place.ts";
import type { AttrBinding, AttrSetExpr, Expr, SyntaxTree } from "../nix/syntax/ast.ts";
import { listAt, removeBinding } from "../nix/syntax/edits.ts";
import { exprAt } from "../nix/syntax/query.ts";
import { editsConflict, type TextEdit } from "../text/edit.ts";
import type { Fix } from "../text/finding.ts";
import { fixIn, isQuoted, type SyntaxOf } from "./source-fix.ts";

const MIB = 1024 ** 2;
/** Partitions are aligned; a larger hole between two was wanted. */
const LARGEST_GAP = 4 * MIB;

export function asGpt(syntax: SyntaxOf, table: DiskoObject): Fix[] {
  const type = certainString(table, "type");
  const [list, ...others] = table.attributes.get("partitions")?.definitions ?? [];
  const tree = list && syntax(list.at.path);
  if (type === undefined || list === undefined || tree === undefined || others.length > 0) return [];
  if (type.at.path !== list.at.path || !isQuoted(syntax, type.at, "table")) return [];
  const edits = [
    [{ span: type.at.span, newText: '"gpt"' }],
    withoutFormat(tree, table),
    partitionsAsSet(tree, list.at.span, table),
  ];
  const all = edits.includes(undefined) ? [] : edits.flatMap((some) => some ?? []);
  if (all.some((edit, index) => all.slice(index + 1).some((other) => editsConflict(edit, other)))) return [];
  return fixIn(list.at.path, all, 'Write it as `type = "gpt"` (names and order kept, sizes to the MiB)', false);
}

type Edits = readonly TextEdit[] | undefined;

function withoutFormat(tree: SyntaxTree, table: DiskoObject): Edits {
  const format = table.attributes.get("format");
  if (format === undefined) return [];
  return format.binding === undefined ? undefined : removeBinding(tree, format.binding.span);
}

function partitionsAsSet(tree: SyntaxTree, span: TextEdit["span"], table: DiskoObject): Edits {
  const list = listAt(tree, span);
  const written = exprAt(tree, span);
  if (list === undefined || written?.kind !== "list" || written.elements.length !== table.children.length)
    return undefined;
  const edits: TextEdit[] = [
    { span: { start: span.start, end: span.start + 1 }, newText: "{" },
    { span: { start: span.end - 1, end: span.end }, newText: "}" },
  ];
  const names = new Set<string>();
  let before = 0;
  for (const [index, element] of written.elements.entries()) {
    const partition = table.children[index];
    const bindings = plainBindings(element);
    const name = bindings && textOf(bindings.get("name")?.value);
    if (partition === undefined || bindings === undefined || name === undefined || names.has(name)) return undefined;
    names.add(name);
    const extent = extentOf(bindings, before);
    const one = extent && partitionEdits(tree, { bindings, partition, name, order: index + 1, size: extent.size });
    const isLast = index === written.elements.length - 1;
    if (!LABEL.test(name) || extent === undefined || one === undefined || (extent.end === "end" && !isLast)) {
      return undefined;
    }
    before = extent.end === "end" ? before : extent.end;
    edits.push({ span: { start: element.span.start, end: element.span.start }, newText: `${nameText(name)} = ` });
    edits.push(...one, { span: { start: element.span.end, end: element.span.end }, newText: ";" });
  }
  return edits;
}

const LABEL = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,35}$/;
const KEYWORDS = /^(?:if|then|else|let|in|inherit|with|assert|rec|or)$/;

function nameText(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) && !KEYWORDS.test(name) ? name : `"${name}"`;
}

const KNOWN: ReadonlySet<string> = new Set([
  "name",
  "start",
  "end",
  "bootable",
  "flags",
  "fs-type",
  "part-type",
  "type",
  "content",
]);

/** By name; undefined where something is inherited, computed, or not of a `table`. */
function plainBindings(element: Expr): ReadonlyMap<string, AttrBinding> | undefined {
  if (element.kind !== "attrset" || element.recursive) return undefined;
  const found = new Map<string, AttrBinding>();
  for (const binding of (element satisfies AttrSetExpr).bindings) {
    const [first, ...rest] = binding.kind === "binding" ? binding.path : [];
    if (binding.kind !== "binding" || first?.kind !== "identifier" || !KNOWN.has(first.name)) return undefined;
    if (first.name === "content") continue;
    if (rest.length > 0) return undefined;
    // That of the oldest form, which disko refuses today.
    if (first.name === "type" && textOf(binding.value) !== "partition") return undefined;
    found.set(first.name, binding);
  }
  return found;
}

function textOf(value: Expr | undefined): string | undefined {
  if (value?.kind !== "string" || value.style !== "quoted") return undefined;
  const [only, ...others] = value.parts;
  return only?.kind === "text" && others.length === 0 ? only.text : undefined;
}

interface Extent {
  readonly size: string;
  readonly end: number | "end";
}

/** `before`: where the partition before it ends. */
function extentOf(bindings: ReadonlyMap<string, AttrBinding>, before: number): Extent | undefined {
  const places = ["start", "end"].map((name) => {
    const binding = bindings.get(name);
    const text = binding === undefined ? (name === "start" ? "0%" : "100%") : textOf(binding.value);
    return text === undefined ? undefined : partedPlace(text);
  });
  const [start, end] = places;
  if (typeof start !== "number" || end === undefined) return undefined;
  if (start < before || start - before > LARGEST_GAP) return undefined;
  if (end === "end") return { size: "100%", end };
  return end <= start ? undefined : { size: `${Math.max(1, Math.round((end - start) / MIB))}M`, end };
}

interface Partition {
  readonly bindings: ReadonlyMap<string, AttrBinding>;
  readonly partition: DiskoObject;
  readonly name: string;
  readonly order: number;
  readonly size: string;
}

function partitionEdits(tree: SyntaxTree, { bindings, partition, name, order, size }: Partition): Edits {
  const code = typeCode(bindings, partition);
  if (code === undefined) return undefined;
  const texts = new Map<string, string>([
    ["name", `label = "${name}";`],
    ["start", `priority = ${order};`],
    ["end", `size = "${size}";`],
  ]);
  const missing = ["start", "end"].filter((one) => !bindings.has(one)).map((one) => texts.get(one));
  texts.set("name", [texts.get("name"), ...missing].join(" "));
  const spare = ["bootable", "flags"].find((one) => bindings.has(one));
  if (code !== "" && spare !== undefined) texts.set(spare, `type = "${code}";`);
  const edits = [...bindings].map(([attribute, { span }]): Edits => {
    const newText = texts.get(attribute);
    return newText === undefined ? removeBinding(tree, span) : [{ span, newText }];
  });
  return edits.includes(undefined) ? undefined : edits.flatMap((some) => some ?? []);
}

const CODES: Readonly<Record<string, string>> = {
  esp: "EF00",
  boot: "EF00",
  bios_grub: "EF02",
  swap: "8200",
  lvm: "8E00",
  raid: "FD00",
};

/** What its flags make of a partition, for sgdisk; "" for nothing in particular, undefined where it cannot be said. */
function typeCode(bindings: ReadonlyMap<string, AttrBinding>, partition: DiskoObject): string | undefined {
  const flags = bindings.get("flags")?.value;
  if (flags !== undefined && flags.kind !== "list") return undefined;
  const named = (flags?.elements ?? []).map((flag) => CODES[textOf(flag) ?? ""]);
  const bootable = bindings.get("bootable")?.value;
  if (bootable !== undefined && bootable.kind !== "identifier") return undefined;
  if (named.includes(undefined) || named.length > 1) return undefined;
  if (bootable?.kind !== "identifier" || bootable.name !== "true") return named[0] ?? "";
  // To parted the boot flag of a GPT is the type of an ESP, which only a FAT can be.
  const isFat = partition.children.some((content) => {
    const format = stringOf(content, "format");
    return format.kind === "known" && format.value === "vfat";
  });
  return named[0] ?? (isFat ? "EF00" : "");
}
