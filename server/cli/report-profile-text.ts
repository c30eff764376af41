/** Toolstacks for people: each host with its tools by category, where they were found and how they use the disk. */
import type { HostProfile, ProfileResult } from "../core/engine.ts";
import { factsInWords } from "../core/nixos/facts-in-words.ts";
import type { NotKnown } from "../core/nixos/host.ts";
import type { Need } from "../core/stack/need.ts";
import { needsOf } from "../core/stack/needs.ts";
import { evidenceNote, type SnapshotUse, type StackTool, type ToolData } from "../core/stack/toolstack.ts";
import type { Location } from "../core/text/span.ts";
import { printable } from "./cells.ts";
import { ioInWords, needsInWords } from "./io-in-words.ts";
import { type Paint, paintFor } from "./paint.ts";
import { shownInText, shownPath } from "./paths.ts";
import { openPlaces, type Places } from "./places.ts";
import type { World } from "./world.ts";
import { wrapWords } from "./wrap.ts";

/** Longer lines are hard to read, however wide the terminal. */
const MAX_WIDTH = 110;
const MIN_WIDTH = 40;
const FACT = "snapshots ".length;

interface Page {
  readonly paint: Paint;
  readonly places: Places;
  readonly width: number;
  readonly shown: (path: string) => string;
  /** A sentence of the engine with paths as the user sees them. */
  readonly sentence: (text: string) => string;
}

const VIA = { option: "by option", package: "by package", user: "because you say so" } as const satisfies Record<
  StackTool["via"],
  string
>;

/** `where`: the path that was asked for, as shown. */
export function profileText(
  result: ProfileResult,
  where: string,
  world: Pick<World, "files" | "cwd" | "stdout" | "environment">,
): string {
  const page: Page = {
    paint: paintFor(world.stdout, world.environment),
    places: openPlaces(world),
    width: Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, world.stdout.columns ?? MAX_WIDTH)),
    sentence: (text) => shownInText(world.cwd, text),
    shown: (path) => printable(shownPath(world.cwd, path)),
  };
  const hosts = result.hosts.flatMap((host) => [...hostBlock(host, page), ""]);
  const unknown = notKnownBlock(result.unknown, page);
  return [...hosts, ...unknown, ...(unknown.length > 0 ? [""] : []), verdict(result, where, page), ""].join("\n");
}

function hostBlock({ name, entry, toolstack, facts, likely, diskoFiles }: HostProfile, page: Page): string[] {
  const { paint, shown } = page;
  const categories = [...new Set(toolstack.tools.map(({ pattern }) => pattern.category))];
  const needs = needsOf(toolstack);
  const projects = toolstack.projects.map(({ path, at }) => `${path}${at ? ` (${placeOf(at, page)})` : ""}`);
  return [
    `${paint(printable(name), "bold", "green")} ${paint(shown(entry), "dim")}`,
    ...(likely === undefined ? [] : hanging(`likely: ${sentenceAt(likely, page)}`, 2, page)),
    ...(categories.length === 0 ? ["  no tools that are known"] : []),
    ...categories.flatMap((category) => [
      `  ${paint(printable(category), "bold")}`,
      ...toolstack.tools
        .filter(({ pattern }) => pattern.category === category)
        .flatMap((tool) => toolBlock(tool, needs, page)),
    ]),
    ...factsInWords(facts).flatMap(({ name: label, text, at }) =>
      fact(label, [`${text}${at ? ` (${placeOf(at, page)})` : ""}`], page),
    ),
    ...fact("projects", projects, page),
    ...fact("snapshots", [snapshotsInWords(toolstack.snapshots, page)], page),
    ...fact("disko", diskoFiles.map(shown), page),
    ...notKnownBlock(toolstack.unknown, page).map((line) => `  ${line}`),
  ];
}

function toolBlock(tool: StackTool, needs: readonly Need[], page: Page): string[] {
  const { paint } = page;
  const { pattern, certainty, via, evidence, data } = tool;
  const sure = certainty === "certain" ? paint("certain", "green") : paint("likely", "yellow");
  const id = pattern.name.toLowerCase() === pattern.id ? "" : ` ${paint(`(${pattern.id})`, "dim")}`;
  return [
    `    ${paint(printable(pattern.name), "bold")}${id}: ${sure}, ${VIA[via]}`,
    ...evidence.map((one) => {
      const note = evidenceNote(one);
      const place = one.at ? `${placeOf(one.at, page)} ` : "";
      return `      ${place}${paint(printable(one.name), "cyan")}${note === "" ? "" : `, ${printable(note)}`}`;
    }),
    ...data.flatMap((one) => dataLines(one, needs.filter(isOf(tool, one)), page)),
  ];
}

function isOf({ pattern }: StackTool, { path }: ToolData): (need: Need) => boolean {
  return (need) => need.path === path && need.tool.pattern.id === pattern.id;
}

function dataLines(data: ToolData, needs: readonly Need[], page: Page): string[] {
  const moved = data.at ? ` (${placeOf(data.at, page)})` : "";
  const asks = needsInWords(needs);
  return [
    ...hanging(`${data.path}${moved}: ${ioInWords(data)}`, 6, page),
    ...(asks === "" ? [] : hanging(`wants: ${asks}`, 8, page)),
  ];
}

/** Wrapped text that begins at column `indent`; what follows stands two deeper. */
function hanging(text: string, indent: number, { width }: Page): string[] {
  return wrapWords(text, width - indent - 2).map((line, index) => {
    return `${" ".repeat(index === 0 ? indent : indent + 2)}${printable(line)}`;
  });
}

function fact(label: string, values: readonly string[], { paint }: Page): string[] {
  return values.map(
    (value, index) => `  ${paint((index === 0 ? label : "").padEnd(FACT), "bold")} ${printable(value)}`,
  );
}

function snapshotsInWords(snapshots: SnapshotUse, page: Page): string {
  if (snapshots.kind === "unknown") return "not known whether any are taken";
  const names = snapshots.evidence.map(({ at, name }) => (at ? `${placeOf(at, page)} ${name}` : name));
  const by = names.length > 0 ? ` (${names.join(", ")})` : "";
  return `${snapshots.taken ? "taken" : "none are taken"}${by}`;
}

function notKnownBlock(unknown: readonly NotKnown[], page: Page): string[] {
  if (unknown.length === 0) return [];
  return [page.paint("not known", "bold"), ...unknown.flatMap((one) => hanging(sentenceAt(one, page), 2, page))];
}

function sentenceAt({ at, why }: NotKnown, page: Page): string {
  return `${at ? `${placeOf(at, page)}: ` : ""}${page.sentence(why)}`;
}

function placeOf(at: Location, { places }: Page): string {
  const { path, start } = places.of(at);
  return `${printable(path)}:${start.line}`;
}

function verdict({ hosts }: ProfileResult, where: string, { paint }: Page): string {
  if (hosts.length === 0)
    return paint(`No NixOS hosts found in ${where === "." ? "this folder" : where}.`, "bold", "yellow");
  const tools = hosts.reduce((sum, { toolstack }) => sum + toolstack.tools.length, 0);
  return paint(`${count(hosts.length, "host")}, ${count(tools, "tool")}.`, "bold");
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
