/** Layouts from Nix text, and short forms of what is in them, so that a test shows text and expectation side by side. */

import type { BtrfsFilesystem, Layout, Mount, OptionList } from "../../../server/core/disko/layout.ts";
import { lowerLayout } from "../../../server/core/disko/lower.ts";
import { createParser } from "../../../server/core/nix/syntax/parser.ts";
import { createEvaluator } from "../../../server/core/nix/values/evaluate.ts";
import type { Location } from "../../../server/core/text/span.ts";
import { grammarBytes } from "../../support/grammar.ts";
import { memoryFiles } from "../../support/memory-files.ts";

const PATH = "/disko.nix";
const parser = createParser(await grammarBytes());

/** The layout of a file with this text; undefined where it has none. */
export async function layoutOf(text: string): Promise<Layout | undefined> {
  const { parse } = await parser;
  const evaluator = createEvaluator({ parse, files: memoryFiles({ [PATH]: text }) });
  return lowerLayout({ path: PATH, root: evaluator.evaluateRoot(PATH), text: () => text });
}

/** The same for a text that certainly has devices. */
export async function lowered(text: string): Promise<Layout> {
  const layout = await layoutOf(text);
  if (layout === undefined) throw new Error(`no layout in ${text}`);
  return layout;
}

/** A file whose one disk is a btrfs with these attributes. */
export function btrfsFile(attributes: string, formals = ""): string {
  return `${formals}{ disko.devices.disk.main = { device = "/dev/vda"; content = { type = "btrfs"; ${attributes} }; }; }`;
}

/** `MOUNTPOINT DEVICE FSTYPE`, sorted; `?` where not known. */
export function mountLines(layout: Layout): string[] {
  const line = ({ mountpoint, device, fsType }: Mount): string =>
    `${mountpoint.value} ${device ?? "?"} ${fsType ?? "?"}${mountpoint.certain ? "" : " (perhaps)"}`;
  return layout.mounts.map(line).sort();
}

/** `KIND NAME@SOURCE` of each problem. */
export function problemLines(layout: Layout, text: string): string[] {
  return layout.problems.map((problem) => {
    const name = "name" in problem ? `${problem.name}@` : "";
    return `${problem.kind} ${name}${sourceOf(text, problem.at)}`;
  });
}

export function sourceOf(text: string, { span }: Location): string {
  return text.slice(span.start, span.end);
}

/** Options in order; `(…)` where uncertain, `…` at the end where more may follow. */
function optionLine({ entries, complete }: OptionList): string {
  const words = entries.map(({ value, certain }) => (certain ? value : `(${value})`));
  return [...words, ...(complete ? [] : ["…"])].join(" ");
}

/** The options of each subvolume by name. */
export function optionsByName(layout: Layout): Record<string, string> {
  const all = layout.btrfs.flatMap((one: BtrfsFilesystem) => one.subvolumes);
  return Object.fromEntries(all.map(({ name, options }) => [name, optionLine(options)]));
}
