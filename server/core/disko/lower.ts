/**
 * From the value of a file to the layout it describes. Finds `disko.devices`, as a plain attribute set or inside the
 * `config` of a module, walks it along the schema and gathers filesystems and mounts.
 */
import type { Value } from "../nix/values/value.ts";
import { known } from "../nix/values/value.ts";
import { didYouMean } from "../text/similar.ts";
import type { Location } from "../text/span.ts";
import { attributesOf, definitionsOf, type Found, type FoundAttribute, isOpen } from "./definitions.ts";
import { gatherFilesystems } from "./filesystems.ts";
import type { DiskoObject, Layout, StructureProblem } from "./layout.ts";
import { DISKO_OPTIONS } from "./schema.ts";
import { type Walk, walkObject } from "./walk.ts";

export interface LowerInput {
  /** The file that was evaluated. */
  readonly path: string;
  /** Its value; a function must have been called. */
  readonly root: Value;
  /** Text of a file that values were written in. */
  readonly text: (path: string) => string | undefined;
}

/** The layout of a file; undefined where the file has nothing of disko's devices. */
export function lowerLayout({ path, root, text }: LowerInput): Layout | undefined {
  const top: Location = root.at ?? { path, span: { start: 0, end: 0 } };
  const disko = findDisko(root, top);
  const devices = disko?.get("devices");
  const misspelt = disko === undefined ? [] : misspeltOptions(disko, top);
  if (devices === undefined && misspelt.length === 0) return undefined;

  const walk: Walk = { problems: [...misspelt], unknowns: new Set(), complete: true };
  const tree = devices === undefined ? undefined : walkDevices(walk, devices, top);
  const objects = tree?.children ?? [];
  const { btrfs, mounts, complete } = gatherFilesystems(objects, text);
  return {
    path,
    objects,
    problems: distinct(walk.problems),
    btrfs,
    mounts,
    complete: walk.complete && complete,
    unknowns: [...walk.unknowns],
  };
}

/** Attributes of `disko`, wherever in the value they are; undefined when there is no `disko` whose attributes are known. */
function findDisko(root: Value, top: Location): Map<string, FoundAttribute> | undefined {
  const module = definitionsOf(known(root), top, { certain: true, firm: true });
  const attributes = attributesOf(module, top);
  const config = attributesOf(attributes.get("config")?.definitions ?? [], top);
  const definitions = [attributes, config].flatMap((one) => one.get("disko")?.definitions ?? []);
  return definitions.some(({ value }) => value.kind === "attrs") ? attributesOf(definitions, top) : undefined;
}

/**
 * A condition around all of the devices is taken to hold: without it there is no layout to speak of. Only what is
 * conditional beside or inside them stays so.
 */
function walkDevices(walk: Walk, devices: FoundAttribute, top: Location): DiskoObject {
  const [only, ...others] = devices.definitions;
  const definitions: readonly Found[] =
    only !== undefined && others.length === 0 ? [{ ...only, certain: true, firm: true }] : devices.definitions;
  const at = devices.key ?? only?.at ?? top;
  if (definitions.some((one) => one.value.kind !== "attrs" || isOpen(one))) walk.complete = false;
  const place = { name: undefined, path: DEVICES_PATH, at, conditional: false, parent: undefined, firm: true };
  return walkObject(walk, { ...place, type: "devices" }, definitions);
}

const DEVICES_PATH = ["disko", "devices"];

/** Attributes next to `devices` that are nearly one of disko's options. Others may come from a newer disko. */
function misspeltOptions(disko: ReadonlyMap<string, FoundAttribute>, top: Location): StructureProblem[] {
  const problems: StructureProblem[] = [];
  for (const { name, key, binding, definitions } of disko.values()) {
    if (DISKO_OPTIONS.includes(name) || definitions.length === 0) continue;
    const suggestion = didYouMean(name, DISKO_OPTIONS);
    if (suggestion === undefined || disko.has(suggestion)) continue;
    const at = key ?? definitions[0]?.at ?? top;
    problems.push({ kind: "unknown-attribute", at, object: diskoObject(at), name, binding, suggestion });
  }
  return problems;
}

/** Stands for `disko` itself, which is no object of the schema. */
function diskoObject(at: Location): DiskoObject {
  const nothing = { name: undefined, parent: undefined, attributes: new Map(), children: [] };
  return { type: "disko", path: ["disko"], at, conditional: false, open: true, ...nothing };
}

/** One function called for several disks gives one problem, at the place it is written. */
function distinct(problems: readonly StructureProblem[]): StructureProblem[] {
  const seen = new Map<string, StructureProblem>();
  for (const problem of problems) {
    const { kind, at } = problem;
    const name = "name" in problem ? problem.name : "";
    const key = [kind, at.path, at.span.start, at.span.end, name].join("\n");
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()];
}
