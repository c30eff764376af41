/**
 * "Disko: Show Toolstack" as a page of markdown: what a host runs, what shows it, what each tool does to the disk and asks
 * of it, and at the end what could not be known. Everything on it comes from the engine.
 */
import type { HostProfile, ProfileResult } from "../core/engine.ts";
import type { NotKnown } from "../core/nixos/host.ts";
import type { Need } from "../core/stack/need.ts";
import { type Evidence, evidenceNote, type StackTool, type ToolData, type Toolstack } from "../core/stack/toolstack.ts";
import { basename, dirname, relativePath } from "../core/text/path.ts";
import type { Location } from "../core/text/span.ts";
import { profileTable } from "./io-profile.ts";
import { code, link, list, page, sentence, table, text } from "./markdown.ts";

/** How a page names a place in the workspace. */
export interface PageLinks {
  /** Address of a place; undefined where no link may lead there. */
  address(at: Location): string | undefined;
  /** Line of a place, from 1. */
  line(at: Location): number;
}

export interface PageContext extends PageLinks {
  /** Folder that paths are shown from. */
  readonly root: string;
  /** Name of a category, by its id. */
  category(id: string): string;
}

/** All hosts of a profile below each other. */
export function toolstackPage(
  { hosts, noSuchHost, unknown, problems }: Omit<ProfileResult, "read" | "pending">,
  needs: (toolstack: Toolstack) => readonly Need[],
  context: PageContext,
): string {
  return page([
    hosts.length === 0 && "# No host found",
    hosts.length === 0 && noSuchHost === undefined && NO_HOST,
    noSuchHost &&
      `There is no host of that name. There ${noSuchHost.length === 1 ? "is" : "are"}: ${names(noSuchHost)}.`,
    ...hosts.map((host) => hostPart(host, needs(host.toolstack), context)),
    problems.length > 0 && "## To be mended",
    list(
      problems.map(({ at, message }) => (at ? `${sentence(message)} (${placeLink(at, context)})` : sentence(message))),
    ),
    unknown.length > 0 && "## Not known of the project",
    notKnown(unknown, context),
  ]);
}

const LIKELY =
  "It is likely there, not certain: what names it holds under a condition, or may be switched off in a place that was not seen.";

const NO_HOST =
  "No configuration in this folder includes the file: neither an entry of `nixosConfigurations` in a `flake.nix`, nor a `configuration.nix`. " +
  "What the host runs can be said in the settings (`disko.tools`) or in a file `.disko-toolstack.yaml`.";

function names(hosts: readonly string[]): string {
  return hosts.length === 0 ? "none" : hosts.map(code).join(", ");
}

function hostPart({ name, entry, toolstack, diskoFiles }: HostProfile, needs: readonly Need[], context: PageContext) {
  const start = { start: 0, end: 0 };
  return page([
    `# ${text(name)}`,
    `Configured in ${placeLink({ path: entry, span: start }, context, false)}.` +
      (diskoFiles.length === 0
        ? ""
        : ` Its disks: ${diskoFiles.map((path) => placeLink({ path, span: start }, context, false)).join(", ")}.`),
    toolstack.tools.length === 0 && "No tool that we know was found in it.",
    toolTable(toolstack.tools, context),
    ...toolstack.tools.map((tool) => toolPart(tool, needs, context)),
    toolstack.system.length > 0 && "## Part of every NixOS",
    ...toolstack.system.flatMap((tool) => [`### ${text(tool.pattern.name)}`, toolBody(tool, needs, context, 4)]),
    aroundPart(toolstack, context),
    toolstack.unknown.length > 0 && "## Not known",
    toolstack.unknown.length > 0 && "What stands there may bring further tools, or take some away.",
    notKnown(toolstack.unknown, context),
  ]).trimEnd();
}

function toolTable(tools: readonly StackTool[], context: PageContext): string {
  return table(
    ["Tool", "Category", "Certainty", "Found by"],
    tools.map(({ pattern, certainty, evidence }) => [
      text(pattern.name),
      text(context.category(pattern.category)),
      certainty,
      evidenceLinks(evidence, context),
    ]),
  );
}

function toolPart(tool: StackTool, needs: readonly Need[], context: PageContext): string {
  return page([
    `## ${text(tool.pattern.name)}`,
    sentence(tool.pattern.summary),
    tool.certainty === "likely" && LIKELY,
    toolBody(tool, needs, context, 3),
  ]).trimEnd();
}

function toolBody(tool: StackTool, needs: readonly Need[], context: PageContext, level: number): string {
  return page([
    ...tool.data.map((data) => dataPart(data, tool, needs, context, level)),
    tool.pattern.advice.length > 0 && "Said of it:",
    list(
      tool.pattern.advice.map(({ says, source }) => {
        const cited = tool.pattern.sources[source];
        return cited ? `${sentence(says)} (${link(text(cited.title), cited.url)})` : sentence(says);
      }),
    ),
  ]).trimEnd();
}

function dataPart(part: ToolData, tool: StackTool, needs: readonly Need[], context: PageContext, level: number) {
  const own = needs.filter((need) => need.path === part.path && need.tool.pattern.id === tool.pattern.id);
  return page([
    `${"#".repeat(level)} ${code(part.path)}`,
    `Holds ${sentence(lowerFirst(part.data.holds))}.${part.at ? ` ${placeLink(part.at, context)} says where.` : ""}`,
    profileTable(part.profile, context.category(tool.pattern.category)),
    own.length > 0 && "It asks of the disk:",
    list(own.map(needText)),
  ]).trimEnd();
}

function needText({ want, strength, reasons }: Need): string {
  const asks = `**${wantText(want)}**${strength === "must" ? " (it must)" : ""}.`;
  return [
    asks,
    ...reasons.map((reason) => `${sentence(reason.text)} (${link(text(reason.source.title), reason.source.url)})`),
  ].join(" ");
}

function wantText(want: Need["want"]): string {
  switch (want.aspect) {
    case "copy-on-write":
      return want.value === "off" ? "No copy-on-write" : "Copy-on-write, with its checksums";
    case "compression":
      return want.value === "on" ? "Compression" : "Compression or none, it does not matter";
    case "access-time":
      return "No access times";
    case "snapshots":
      return want.value === "excluded" ? "To be left out of snapshots" : "To be kept when the system is rolled back";
    default:
      return want satisfies never;
  }
}

/** Project directories, snapshots and workload: what counts beside the tools. */
function aroundPart({ projects, snapshots, workload }: Toolstack, context: PageContext): string {
  const intensity = Object.entries(workload.intensity);
  const facts = [
    projects.length > 0 &&
      `Projects: ${projects.map(({ path, at }) => (at ? placed(code(path), at, context) : code(path))).join(", ")}`,
    snapshotText(snapshots, context),
    intensity.length > 0 && `Workload: ${intensity.map(([id, level]) => `${code(id)} ${text(level)}`).join(", ")}`,
  ].filter((fact) => fact !== false);
  return page(["## Beside the tools", list(facts)]).trimEnd();
}

function snapshotText(snapshots: Toolstack["snapshots"], context: PageContext): string {
  if (snapshots.kind === "unknown") return "Snapshots: not known whether any are taken";
  if (!snapshots.taken) return "Snapshots: none are taken, as far as can be seen";
  const by = snapshots.evidence.length > 0 ? ` (${evidenceLinks(snapshots.evidence, context)})` : "";
  return `Snapshots are taken${by}`;
}

function evidenceLinks(evidence: readonly Evidence[], context: PageContext): string {
  return evidence
    .map((one) => {
      const note = evidenceNote(one);
      const place = one.at ? ` in ${placeLink(one.at, context)}` : ", from the settings";
      return `${code(one.name)}${place}${note === "" ? "" : `, ${text(note)}`}`;
    })
    .join("; ");
}

function notKnown(unknown: readonly NotKnown[], context: PageContext): string {
  return list(unknown.map(({ at, why }) => (at ? `${placeLink(at, context)}: ${sentence(why)}` : sentence(why))));
}

/** `modules/postgresql.nix:3` as a link to there. */
export function placeLink(at: Location, context: PageContext, withLine = true): string {
  const path = shownPath(context.root, at.path);
  return placed(code(withLine ? `${path}:${context.line(at)}` : path), at, context);
}

function placed(label: string, at: Location, { address }: PageLinks): string {
  const target = address(at);
  return target === undefined ? label : link(label, target);
}

function shownPath(root: string, path: string): string {
  const relative = relativePath(root, path).replace(/^\.\//, "");
  return relative.startsWith("../../") ? `${basename(dirname(path))}/${basename(path)}` : relative;
}

function lowerFirst(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? sentence[0]?.toLowerCase() + sentence.slice(1) : sentence;
}
