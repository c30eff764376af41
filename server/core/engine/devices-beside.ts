/**
 * Modules are not evaluated together while no host is known, and the layout of one is often written in several files of a
 * folder. The `device` of a disk may be left to the host's own file (`disko.devices.disk.main.device = …`), a pool to another
 * one than its disks. So such lines are looked for in the texts beside the file; further away they are not looked for.
 */
import { danglingNames, wholeGroups } from "../disko/group-members.ts";
import type { Layout, StructureProblem } from "../disko/layout.ts";
import { topologyGaps } from "../disko/pool-topology.ts";
import { type Files, textOf } from "../files.ts";
import { dirname, resolvePath } from "../text/path.ts";

const HOST_FILES = ["configuration.nix", "default.nix", "hardware-configuration.nix", "hardware.nix"];

/** Without the complaint about a missing `device` where a file beside it gives one, and marked as a fragment if it looks like one. */
export function withDevicesBeside(layout: Layout, files: Files): Layout {
  return asFragment(withoutGivenDevices(layout, files), files);
}

function withoutGivenDevices(layout: Layout, files: Files): Layout {
  if (!layout.problems.some(lacksDevice)) return layout;
  const texts = textsBeside(layout.path, HOST_FILES, files);
  const isGiven = (problem: StructureProblem): boolean =>
    lacksDevice(problem) && texts.some((text) => givesDevice(text, problem.object.name ?? ""));
  return { ...layout, problems: layout.problems.filter((problem) => !isGiven(problem)) };
}

function textsBeside(path: string, names: readonly string[], files: Files): string[] {
  return names
    .map((name) => resolvePath(dirname(path), name))
    .filter((other) => other !== path)
    .flatMap((other) => textOf(files.read(other)) ?? []);
}

function lacksDevice(problem: StructureProblem): problem is StructureProblem & { kind: "missing-attribute" } {
  return problem.kind === "missing-attribute" && problem.name === "device" && problem.object.type === "disk";
}

/** `disk.NAME.device =`, the name bare or quoted, not behind a `#`. */
function givesDevice(text: string, disk: string): boolean {
  for (const [, bare, quoted] of text.matchAll(/^[^#\n]*\bdisk\.(?:([\w'-]+)|"([^"$\\]*)")\.device\s*=/gm)) {
    if ((bare ?? quoted) === disk) return true;
  }
  return false;
}

/** A folder with more files than this is no host's. */
const MOST_FILES = 64;

/** A name that the layout lacks the other side of stands in a file beside it that is about disko, too. */
function asFragment(layout: Layout, files: Files): Layout {
  const pools = wholeGroups(layout).flatMap(topologyGaps);
  const names = [...danglingNames(layout), ...pools.map(({ name }) => name), ...disksWithoutContent(layout)];
  const folder = names.length === 0 ? undefined : files.read(dirname(layout.path));
  if (folder?.kind !== "directory") return layout;
  const beside = folder.entries.filter(({ name, kind }) => kind === "file" && name.endsWith(".nix"));
  const texts = textsBeside(
    layout.path,
    beside.slice(0, MOST_FILES).map(({ name }) => name),
    files,
  );
  const isBeside = texts.some((text) => /\bdisko\b/.test(text) && names.some((name) => hasWord(text, name)));
  return isBeside ? { ...layout, fragment: true } : layout;
}

function disksWithoutContent({ objects }: Layout): string[] {
  return objects.flatMap(({ type, name, attributes }) =>
    type === "disk" && name !== undefined && !attributes.has("content") ? [name] : [],
  );
}

function hasWord(text: string, name: string): boolean {
  return text.split(/[^\w'-]+/).includes(name) || text.includes(`"${name}"`);
}
