/**
 * GPT labels, by which disko finds a partition again: under /dev/disk/by-partlabel, with the name that it computes itself
 * (`hexEscapeUdevSymlink`). udev makes the link of what stands on the disk, so the two must agree to the letter.
 * Measured with disko 1.13, sgdisk 1.0.9 and `blkid -p -o udev` of util-linux 2.38, whose encoding udev takes.
 */
import { stringOf } from "./attribute-value.ts";
import type { DiskoObject } from "./layout.ts";

/** UTF-16 units that a GPT has room for. */
export const LONGEST_LABEL = 36;

/** A partition with a content, which disko looks for by label; for certain. */
export function isFoundByLabel(object: DiskoObject): boolean {
  if (object.type !== "gpt_partition" || object.conditional || object.open || object.children.length === 0)
    return false;
  const sure = [stringOf(object, "label"), stringOf(object, "name")].every(
    (one) => one.kind !== "known" || one.certain,
  );
  const onRaid = object.parent?.parent?.type === "mdadm";
  return sure && !onRaid && !object.attributes.has("uuid") && !object.attributes.has("device");
}

export type LabelProblem =
  | { readonly kind: "empty" }
  /** disko escapes characters one byte at a time, and knows only those of ASCII. */
  | { readonly kind: "foreign"; readonly character: string }
  /** sgdisk's arguments are separated by colons: it takes what stands before. */
  | { readonly kind: "colon"; readonly kept: string }
  /** sgdisk takes as many as there is room for. */
  | { readonly kind: "long"; readonly kept: string }
  /** udev escapes it with small hexadecimal digits, disko with capitals or not at all. */
  | { readonly kind: "escaped"; readonly character: string; readonly link: string };

/** Why disko does not find a partition with this label; undefined where it does. */
export function labelProblem(label: string): LabelProblem | undefined {
  if (label === "") return { kind: "empty" };
  const foreign = [...label].find((character) => character > "~");
  if (foreign !== undefined) return { kind: "foreign", character: foreign };
  const [kept = ""] = label.split(":");
  if (kept !== label) return { kind: "colon", kept };
  if (label.length > LONGEST_LABEL) return { kind: "long", kept: label.slice(0, LONGEST_LABEL) };
  const character = /[*,/;<>?[\]^{|}~]/.exec(label)?.[0];
  if (character === undefined) return undefined;
  return { kind: "escaped", character, link: `\\x${character.charCodeAt(0).toString(16)}` };
}

/** `{{uuid}}`, `<name>`, `@disk@`: a template that something fills in before disko reads it. */
export function isPlaceholder(text: string): boolean {
  return /\{\{.*\}\}|<[^<>]+>|@[^@/]+@/.test(text);
}
