/**
 * The toolstack as a tree: host, category, tool, evidence. Data for the view; knows nothing of VS Code, so that a test reads it
 * as it is.
 */
import type { Host, Problem, Profile, Tool } from "./protocol.ts";

export interface TreeNode {
  /** Unique among its siblings, and the same after a refresh, so that what was opened stays open. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** A codicon. */
  readonly icon?: string;
  readonly kind: "host" | "category" | "tool" | "evidence" | "fact" | "excluded" | "group" | "not-known";
  readonly open?: boolean;
  /** Where a click leads. */
  readonly location?: { readonly uri: string; readonly range?: Tool["evidence"][number]["location"] };
  /** What commands on it work with. */
  readonly host?: string;
  readonly tool?: string;
  readonly children: readonly TreeNode[];
}

/** Categories in order of name; "Not known" at the end. */
export function toolstackTree({ hosts, unknown, categories }: Profile): readonly TreeNode[] {
  return [...hosts.map((host) => hostNode(host, categories, hosts.length === 1)), ...notKnown("hosts", unknown)];
}

function hostNode(host: Host, names: Profile["categories"], open: boolean): TreeNode {
  const { name, entry, tools, likely } = host;
  const categories = [...new Set(tools.map(({ category }) => category))]
    .map((id) => ({ id, name: names[id] ?? id }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return {
    id: name,
    label: name,
    description: `${counted(tools.length, "tool")}${likely ? ", likely" : ""}`,
    ...(likely && { tooltip: `Perhaps not a whole host: ${likely.message}` }),
    icon: "server",
    kind: "host",
    open,
    location: { uri: entry },
    host: name,
    children: [
      ...categories.map(({ id, name: label }) => categoryNode(id, label, host)),
      ...factNodes(host),
      ...excludedNodes(host),
      ...notKnown("options", host.unknown),
    ],
  };
}

function categoryNode(id: string, label: string, { name, tools }: Host): TreeNode {
  const own = tools.filter(({ category }) => category === id);
  return {
    id: `category ${id}`,
    label,
    description: String(own.length),
    icon: "symbol-folder",
    kind: "category",
    open: true,
    host: name,
    children: own.map((tool) => toolNode(tool, name)),
  };
}

const VIA = { option: "by an option", package: "by a package", user: "because you say so" } as const;

function toolNode({ id, name, certainty, via, evidence }: Tool, host: string): TreeNode {
  return {
    id: `tool ${id}`,
    label: name,
    description: certainty === "certain" ? evidence[0]?.note : "likely",
    tooltip: `${name} (${id}): ${certainty}, ${VIA[via]}.`,
    icon: certainty === "certain" ? "check" : "question",
    kind: "tool",
    host,
    tool: id,
    children: evidence.map((one, index) => ({
      id: `evidence ${index}`,
      label: one.name,
      ...withDescription([one.note, placeOf(one.location)]),
      icon: "go-to-file",
      kind: "evidence",
      ...(one.location && { location: { uri: one.location.uri, range: one.location } }),
      children: [],
    })),
  };
}

function withDescription(parts: readonly (string | undefined)[]): { description?: string } {
  const said = parts.filter((part) => part);
  return said.length > 0 ? { description: said.join(", ") } : {};
}

/** `postgresql.nix:4` */
function placeOf(location: Tool["evidence"][number]["location"]): string | undefined {
  if (!location) return undefined;
  return `${decodeURIComponent(location.uri.slice(location.uri.lastIndexOf("/") + 1))}:${location.range.start.line + 1}`;
}

function factNodes({ facts }: Host): readonly TreeNode[] {
  if (facts.length === 0) return [];
  const children = facts.map(
    ({ name, text, location }): TreeNode => ({
      id: `fact ${name}`,
      label: name,
      description: text,
      tooltip: text,
      kind: "fact",
      ...(location && { location: { uri: location.uri, range: location } }),
      children: [],
    }),
  );
  return [{ id: "machine", label: "Machine", icon: "circuit-board", kind: "group", children }];
}

function excludedNodes({ name: host, excluded }: Host): readonly TreeNode[] {
  if (excluded.length === 0) return [];
  const children = excluded.map(
    ({ id, name }): TreeNode => ({
      id: `excluded ${id}`,
      label: name,
      tooltip: `${name} (${id}) is passed over because you say so.`,
      icon: "circle-slash",
      kind: "excluded",
      host,
      tool: id,
      children: [],
    }),
  );
  return [{ id: "passed over", label: "Excluded", icon: "circle-slash", kind: "group", children }];
}

function notKnown(of: string, problems: readonly Problem[]): readonly TreeNode[] {
  if (problems.length === 0) return [];
  const children = problems.map(
    ({ message, location }, index): TreeNode => ({
      id: `unknown ${index}`,
      label: message,
      tooltip: message,
      icon: "question",
      kind: "not-known",
      ...(location && { location: { uri: location.uri, range: location } }),
      children: [],
    }),
  );
  return [
    {
      id: `not known ${of}`,
      label: of === "hosts" ? "Not known: more hosts" : "Not known",
      description: String(problems.length),
      icon: "question",
      kind: "group",
      children,
    },
  ];
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
