/**
 * A file as one host reads it: its function called with the host's own arguments, so that `config`, `specialArgs` and the
 * conditions of the host count, and with what the host mounts besides.
 */
import type { Definition, DiskoObject, Layout, Mount, StructureProblem } from "../disko/layout.ts";
import { lowerLayout } from "../disko/lower.ts";
import { withReplacements } from "../disko/taken-by-nixos.ts";
import type { Host } from "../mounts/host.ts";
import type { NixosHost } from "../nixos/host.ts";
import type { Analysis } from "./analysis.ts";
import { hostMounts } from "./host-mounts.ts";
import type { ProjectView } from "./hosts-of.ts";
import { wholeLayout } from "./machine-of.ts";
import { replacementsOn } from "./replaced-on-host.ts";

/** The analysis itself where the host adds nothing to it. */
export function asOnHost(analysis: Analysis, host: NixosHost, view: ProjectView): Analysis {
  if (!analysis.isDisko) return analysis;
  const called = isWhole(analysis.layout) ? undefined : calledBy(host, analysis, view);
  const layout = withReplacements(withDevicesOf(host, called?.layout ?? analysis.layout), replacementsOn(host));
  const own = mountsMore(host, called?.layout ?? analysis.layout, analysis, view)
    ? MORE_BY_DISKO
    : analysis.host.kind === "known"
      ? analysis.host
      : hostMounts(host);
  if (own === analysis.host && layout === analysis.layout) return analysis;
  return {
    ...analysis,
    ...called,
    layout,
    host: own,
    syntax: (path) => analysis.syntax(path) ?? view.trees.get(path),
  };
}

const MORE_BY_DISKO: Host = { kind: "unknown", mountsMoreByDisko: true };

/** Whether other modules of the host have disko mount something that could change what comes first on a btrfs of the file. */
function mountsMore(host: NixosHost, layout: Layout, analysis: Analysis, view: ProjectView): boolean {
  if (!dependsOnOrder(layout)) return false;
  const whole = wholeLayout(host, analysis, view);
  if (whole === undefined || whole === analysis.layout) return false;
  const own = new Set(layout.mounts.map(asText));
  const others = whole.mounts.filter((mount) => !own.delete(asText(mount)));
  const devices = new Set(layout.btrfs.map(({ device }) => device));
  // What is mounted from a path, as bind mounts are, has its source mounted earlier.
  return own.size > 0 || others.some(({ device }) => !device || devices.has(device) || /^\/(?!dev\/)/.test(device));
}

/** Of a btrfs without "/", what comes first decides. */
function dependsOnOrder({ btrfs, mounts }: Layout): boolean {
  return btrfs.some((one) => {
    const own = mounts.filter((mount) => mount.btrfs === one);
    return own.length > 1 && !own.some(({ mountpoint }) => mountpoint.value === "/");
  });
}

/** Equal for mounts of the same place with the same options. */
function asText({ mountpoint, fsType, options }: Mount): string {
  return JSON.stringify([mountpoint.value, fsType, options.entries.map(({ value }) => value)]);
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
