/** Whether a directory is without copy-on-write already: by a tmpfiles line, or by a hook at format time. */
import { knownString } from "../disko/attribute-value.ts";
import type { BtrfsFilesystem } from "../disko/layout.ts";
import { isWithin } from "./paths.ts";
import type { HookTarget, Surroundings } from "./plan.ts";
import { hookTargets } from "./write-hook-text.ts";

/** The line that sets it. https://man7.org/linux/man-pages/man5/tmpfiles.d.5.html */
export function tmpfilesLine(path: string): string {
  return `h ${/\s/.test(path) ? `"${path}"` : path} - - - - +C`;
}

/** Directories that lines of `systemd.tmpfiles.rules` set `+C` on. */
export function foldersInPlace(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const { type, path, argument } = readLine(line);
    return /^[hH][+!=~^$-]*$/.test(type) && /^[+=]?[A-Za-z]*C/.test(argument) ? [path] : [];
  });
}

/** Paths that lines of `systemd.tmpfiles.rules` set a compression on. btrfs refuses `+C` there. */
export function foldersWithCompression(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const { type, path, argument } = readLine(line);
    return /^[tT]/.test(type) && argument.startsWith("btrfs.compression=") ? [path] : [];
  });
}

function readLine(line: string): { type: string; path: string; argument: string } {
  const fields = (line.trim().match(/"[^"]*"|\S+/g) ?? []).map((field) => field.replaceAll('"', ""));
  const [type = "", path = "/", , , , , argument = ""] = fields;
  return { type, path: path.length > 1 ? path.replace(/\/+$/, "") : path, argument };
}

/** Whether new files at `path` inherit it: it is set there, or above it inside the same subvolume. */
export function isSetFor(path: string, set: readonly string[], subvolume: string): boolean {
  return set.some((one) => isWithin(path, one) && isWithin(one, subvolume));
}

/** Whether a `postCreateHook` of ours sets it there. */
export function hookSets(
  { object }: BtrfsFilesystem,
  { subvolume, path }: HookTarget,
  { sourceOf }: Pick<Surroundings, "sourceOf">,
): boolean {
  const attribute = object.attributes.get("postCreateHook");
  const places = [attribute?.binding, ...(attribute?.definitions.map(({ at }) => at) ?? [])];
  const written = places.map((at) => (at && sourceOf?.(at)) ?? "");
  const texts = [knownString(object, "postCreateHook") ?? "", ...written];
  return texts.flatMap(hookTargets).some((target) => target.subvolume === subvolume && target.path === path);
}
