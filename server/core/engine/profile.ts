/** Which hosts there are, and what each of them runs. */
import type { Files } from "../files.ts";
import type { NixosHost } from "../nixos/host.ts";
import type { Settings } from "../settings.ts";
import { stackOf } from "./advise.ts";
import type { HostProfile, InputProblem, ProfileResult } from "./answers.ts";
import { definesDevices } from "./defines-devices.ts";
import { filesOf, hostsFor, type ProjectView } from "./hosts-of.ts";
import { strangersAmong } from "./no-such-host.ts";
import { toolNames } from "./tool-names.ts";

/** `path`: a file, or a folder; the hosts that read it, or something below it. */
export function profile(path: string, view: ProjectView, settings: Settings, files: Files): ProfileResult {
  const wanted = settings.selection.host;
  const found =
    wanted === undefined ? hostsAt(path, view, files) : view.hosts.hosts.filter(({ name }) => name === wanted);
  const problems: InputProblem[] = [...view.file.problems, ...strangersAmong(view).values()];
  const hosts = found.map((host): HostProfile => {
    const stack = stackOf(host, view, settings);
    problems.push(...stack.problems);
    return {
      name: host.name,
      entry: host.entry,
      toolstack: stack.toolstack,
      facts: host.facts,
      likely: host.likely,
      excluded: stack.selection.exclude,
      diskoFiles: diskoFiles(host, view),
    };
  });
  return {
    root: view.project.root,
    hosts,
    noSuchHost: wanted !== undefined && found.length === 0 ? view.hosts.hosts.map(({ name }) => name) : undefined,
    unknown: view.hosts.unknown,
    known: toolNames(view.index),
    categories: view.index.categories,
    problems: withoutDoubles(problems),
    read: view.read(),
    pending: view.pending(),
  };
}

function hostsAt(path: string, view: ProjectView, files: Files): readonly NixosHost[] {
  if (path === view.project.root) return view.hosts.hosts;
  if (files.read(path).kind !== "directory") return hostsFor(path, view.hosts);
  return view.hosts.hosts.filter((host) => [...filesOf(host)].some((file) => file.startsWith(`${path}/`)));
}

function diskoFiles(host: NixosHost, { trees }: ProjectView): string[] {
  return [...filesOf(host)].filter((path) => {
    const tree = trees.get(path);
    return tree !== undefined && definesDevices(tree) && host.uses(path);
  });
}

function withoutDoubles(problems: readonly InputProblem[]): InputProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
