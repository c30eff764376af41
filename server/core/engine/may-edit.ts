/**
 * Which files beside the layout's own a plan may write into: those that nobody but this layout reads, as far as the
 * project shows. A list that other layouts share is not ours to change.
 */
import { textOf } from "../files.ts";
import { basename, dirname } from "../text/path.ts";
import { hostsReading, isEvaluated, type ProjectView } from "./hosts-of.ts";

/** `path`: the file of the layout, which may always be written. */
export function editableBeside(path: string, view: ProjectView): (other: string) => boolean {
  const { root } = view.project;
  const readers = new Set(hostsReading(path, { ...view.hosts, hosts: view.hosts.hosts.filter(isEvaluated) }));
  const isOurs = (other: string): boolean => {
    // Who else reads it is known when all hosts are.
    if (!view.hosts.hosts.every(isEvaluated)) return false;
    if (readers.size === 0 || !other.startsWith(root === "/" ? root : `${root}/`)) return false;
    const hosts = hostsReading(other, view.hosts);
    return hosts.length > 0 && hosts.every((host) => readers.has(host)) && mentions(other, view) <= 1;
  };
  // Asked for each mount, and every file of the project is looked at.
  const known = new Map([[path, true]]);
  return (other) => {
    const answer = known.get(other) ?? isOurs(other);
    known.set(other, answer);
    return answer;
  };
}

/** Files of the project that name the file, or its folder where it is a `default.nix`: by word, so rather too many. */
function mentions(other: string, { contents }: ProjectView): number {
  const name = basename(other) === "default.nix" ? basename(dirname(other)) : basename(other);
  return [...contents].filter(([path, content]) => path !== other && textOf(content)?.includes(name)).length;
}
