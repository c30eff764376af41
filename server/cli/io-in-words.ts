/** How data is used, in a line: what of its profile matters to a filesystem, and nothing that is ordinary. */
import type { ResolvedProfile } from "../core/patterns/pattern.ts";
import type { ToolData } from "../core/stack/toolstack.ts";

const ROLES = {
  state: "cannot be made again",
  log: "wanted after a rollback too",
  cache: "recreated by itself",
  store: "can be fetched or built again",
  image: "disk images",
} as const satisfies Record<ToolData["data"]["role"], string>;

export function ioInWords({ data, profile }: Pick<ToolData, "data" | "profile">): string {
  return [ROLES[data.role], ...writesInWords(profile), ...restInWords(profile)].join("; ");
}

function writesInWords({ writes, writeSize }: ResolvedProfile): string[] {
  switch (writes?.is) {
    case "in-place":
      return [writeSize ? `overwritten in place, ${writeSize.is} at a time` : "overwritten in place"];
    case "append":
      return ["grows at the end of its files"];
    case "none":
      return ["only read"];
    default:
      return [];
  }
}

function restInWords({ sync, churn, growth, compressibility }: ResolvedProfile): string[] {
  return [
    ...(sync?.is === "every-write" ? ["every write forced to the disk"] : []),
    ...(sync?.is === "often" ? ["often forced to the disk"] : []),
    ...(churn?.is === "high" ? ["much of it replaced"] : []),
    ...(growth?.is === "fast" ? ["grows fast"] : []),
    ...(compressibility?.is === "high" ? ["compresses well"] : []),
    ...(compressibility?.is === "none" ? ["does not compress"] : []),
  ];
}
