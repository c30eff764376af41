/** How data is used and what it asks of its filesystem, in a line each: what matters, and nothing that is ordinary. */
import type { ResolvedProfile } from "../core/patterns/pattern.ts";
import type { Need, Want } from "../core/stack/need.ts";
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

/** "no copy-on-write or checksums, compression"; empty where it asks for nothing. */
export function needsInWords(needs: readonly Need[]): string {
  const wants = needs.map(({ want }) => wantInWords(want)).filter((words) => words !== "");
  const [off, on] = [wantInWords(NO_COW), wantInWords(COW)];
  const both = wants.includes(off) && wants.includes(on);
  const words = both ? [`${off} or ${on}`, ...wants.filter((want) => want !== off && want !== on)] : wants;
  return [...new Set(words)].join(", ");
}

const NO_COW: Want = { aspect: "copy-on-write", value: "off" };
const COW: Want = { aspect: "copy-on-write", value: "on" };

function wantInWords(want: Want): string {
  switch (want.aspect) {
    case "copy-on-write":
      return want.value === "off" ? "no copy-on-write" : "checksums";
    case "compression":
      return want.value === "on" ? "compression" : "";
    case "access-time":
      return "no access times";
    case "snapshots":
      return want.value === "excluded" ? "to stay out of snapshots" : "to survive rollbacks";
    default:
      return want satisfies never;
  }
}
