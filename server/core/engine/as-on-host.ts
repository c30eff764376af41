/**
 * A file as one host reads it: its function called with the host's own arguments, so that `config`, `specialArgs` and the
 * conditions of the host count, and with what the host mounts besides.
 */
import type { Definition, DiskoObject, Layout, StructureProblem } from "../disko/layout.ts";
import { lowerLayout } from "../disko/lower.ts";
import type { NixosHost } from "../nixos/host.ts";
import type { Analysis } from "./analysis.ts";
import { hostMounts } from "./host-mounts.ts";
import type { ProjectView } from "./hosts-of.ts";

/** The analysis itself where the host adds nothing to it. */
export function asOnHost(analysis: Analysis, host: NixosHost, view: ProjectView): Analysis {
  if (!analysis.isDisko) return analysis;
  const own = analysis.host.kind === "known" ? analysis.host : hostMounts(host);
  const called = isWhole(analysis.layout) ? undefined : calledBy(host, analysis, view);
  const layout = withDevicesOf(host, called?.layout ?? analysis.layout);
  if (own === analysis.host && layout === analysis.layout) return analysis;
  return {
    ...analysis,
    ...called,
    layout,
    host: own,
    syntax: (path) => analysis.syntax(path) ?? view.trees.get(path),
  };
}

/** Nothing in a layout depends on who reads it. */
export function isWhole({ complete, unknowns, objects }: Layout): boolean {
  return complete && unknowns.length === 0 && objects.every(isCertain);
}

function isCertain({ conditional, open, attributes, children }: DiskoObject): boolean {
  if (conditional || open || !children.every(isCertain)) return false;
  for (const { definitions } of attributes.values()) if (!definitions.every(areCertain)) return false;
  return true;
}

function areCertain({ certain, value }: Definition): boolean {
  if (!certain || value.kind === "unknown") return false;
  return value.kind !== "list" || value.items.every((item) => item.kind === "item" && item.certain);
}

/** Undefined where the host does not take exactly one module from the file, or knows no more than the file alone. */
function calledBy(
  host: NixosHost,
  analysis: Analysis,
  view: ProjectView,
): Pick<Analysis, "root" | "layout"> | undefined {
  const [root, ...others] = host.configurationsIn(analysis.path);
  if (root === undefined || others.length > 0) return undefined;
  const layout = lowerLayout({ path: analysis.path, root, text: (path) => view.trees.get(path)?.text });
  if (layout === undefined || layout.unknowns.length > analysis.layout.unknowns.length) return undefined;
  return { root, layout };
}

/** Without complaints about what another module of the host gives, or may give. */
function withDevicesOf({ configuration }: NixosHost, layout: Layout): Layout {
  const isGiven = (problem: StructureProblem): boolean =>
    problem.kind === "missing-attribute" &&
    configuration.option([...problem.object.path, problem.name]).kind !== "absent";
  return layout.problems.some(isGiven)
    ? { ...layout, problems: layout.problems.filter((problem) => !isGiven(problem)) }
    : layout;
}
