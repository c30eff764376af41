/** Needs in words: the comment beside a change, and the tools a decision is for. */
import type { Need } from "../stack/need.ts";
import { enumerate } from "../text/enumerate.ts";
import type { Decision } from "./plan.ts";

/** One line for what lies at a path; `above` is the mount whose snapshots it is kept out of. */
export function commentFor(needs: readonly Need[], above: string): string | undefined {
  const inPlace = needs.filter(({ want }) => want.aspect === "copy-on-write" && want.value === "off");
  if (inPlace.length > 0) return commentInPlace(inPlace);
  const apart = needs.filter(({ want }) => want.aspect === "snapshots").sort((a, b) => b.weight - a.weight);
  const [first] = apart;
  if (first === undefined) return undefined;
  const same = apart.filter(({ role, want }) => role === first.role && want.value === first.want.value);
  return first.want.value === "kept" ? commentKept(same, first) : commentExcluded(same, first, above);
}

function commentInPlace(needs: readonly Need[]): string {
  const [first] = needs;
  const names = namesOfTools(needs);
  if (first?.role === "image") {
    const whose = names === "" ? "Disk images" : `Disk images of ${names}`;
    return `${whose} are overwritten block by block: no copy-on-write.`;
  }
  const what = first?.tool.pattern.category === "database" ? "pages" : "its files";
  const verb = toolsOf(needs).length > 1 ? "rewrite" : "rewrites";
  return `${names} ${verb} ${what} in place: no copy-on-write; no checksums or compression here.`;
}

function commentKept(needs: readonly Need[], { role }: Need): string {
  const names = namesOfTools(needs);
  if (role === "log")
    return names === "" ? "Logs survive a rollback of /." : `Logs of ${names} survive a rollback of /.`;
  return names === "" ? "Survives a rollback of /." : `Data of ${names} survives a rollback of /.`;
}

function commentExcluded(needs: readonly Need[], { role }: Need, above: string): string {
  const names = namesOfTools(needs);
  const out = `kept out of snapshots of ${above}.`;
  switch (role) {
    case "cache":
      return names === "" ? `Caches can be recreated: ${out}` : `Caches of ${names} can be recreated: ${out}`;
    case "store":
      return names === ""
        ? `Can be fetched or built again: ${out}`
        : `What ${names} ${toolsOf(needs).length > 1 ? "store" : "stores"} can be fetched or built again: ${out}`;
    case "image":
      return names === "" ? `Disk images: ${out}` : `Disk images of ${names}: ${out}`;
    case "log":
    case "state":
      return names === "" ? `Kept out of snapshots of ${above}.` : `Data of ${names}: ${out}`;
    default:
      return role satisfies never;
  }
}

/** Tools that a user installed, by name; "" for what is part of every NixOS. */
export function namesOfTools(needs: readonly Need[]): string {
  return enumerate(
    toolsOf(needs).map(({ name }) => name),
    "and",
  );
}

/** Each tool once, with its evidence. What is part of every NixOS is no tool of the user's. */
export function toolsOf(needs: readonly Need[]): Decision["tools"] {
  const chosen = needs.filter(({ tool }) => !tool.pattern.detect.always);
  return [
    ...new Map(
      chosen.map(({ tool }) => [
        tool.pattern.id,
        { id: tool.pattern.id, name: tool.pattern.name, evidence: tool.evidence },
      ]),
    ).values(),
  ];
}

/** What writes at a path, for steps. */
export function writersOf(needs: readonly Need[]): string {
  return namesOfTools(needs) || "the system's own services (`systemctl rescue` stops them)";
}
