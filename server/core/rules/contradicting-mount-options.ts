import type { Mount } from "../disko/layout.ts";
import { type Contradiction, contradictionsIn } from "../mounts/contradictions.ts";
import type { Effective } from "../mounts/effective.ts";
import { optionsOf } from "../mounts/mount-option.ts";
import { describeOption } from "../mounts/vocabulary.ts";
import { isOnBtrfs, placeKey, writtenOptions } from "../mounts/written-options.ts";
import { removeOption } from "./option-edits.ts";
import { defineRule, type RuleFinding } from "./rule.ts";

/** Options of one list that undo or repeat each other. */
export const contradictingMountOptions = defineRule({
  code: "DSK206",
  name: "contradicting-mount-options",
  consequence: "silent",
  docs: {
    what: "Two options of one list contradict or repeat each other.",
    why: "The kernel reads the list from left to right without a word, and the last one wins: one of the two does nothing, and it may be the one that was meant. `nodatacow` after `compress` turns compression off, `compress` after `nodatacow` turns copy-on-write on.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "ssd" "nossd" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "nossd" ]; };`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://man7.org/linux/man-pages/man8/mount.8.html",
    ],
  },

  *check(context) {
    const mounts = context.layout.mounts.filter(isOnBtrfs);
    // Where the winner does nothing either, that is said first, and ends the contradiction.
    const ignored = new Set(ignoredPlaces(context.effective));
    const found = new Map<string, { contradiction: Contradiction; mounts: Mount[] }>();
    for (const mount of mounts) {
      if (!mount.options.written) continue;
      for (const contradiction of contradictionsIn(optionsOf(mount), context.settings.kernel)) {
        if (ignored.has(placeKey(contradiction.winner.at))) continue;
        const key = placeKey(contradiction.loser.at);
        const group = found.get(key) ?? { contradiction, mounts: [] };
        group.mounts.push(mount);
        found.set(key, group);
      }
    }
    if (found.size === 0) return;
    const users = new Map(writtenOptions(context.layout.mounts).map((one) => [placeKey(one.option.at), one.mounts]));
    for (const [key, { contradiction, mounts: losing }] of found) {
      const { loser, winner } = contradiction;
      const everywhere = users.get(key)?.length === losing.length;
      const removable =
        everywhere && (contradiction.kind === "repeated" || (contradiction.kind === "undone" && contradiction.neutral));
      yield {
        at: loser.at,
        related: [{ at: winner.at, message: contradiction.kind === "repeated" ? "written here first" : "wins" }],
        fixes: removable
          ? removeOption(context, loser, losing[0]).map((fix) => ({ ...fix, safe: !isChoice(contradiction) }))
          : [],
        ...describe(contradiction),
      };
    }
  },
});

/** Compression against copy-on-write or checksums: leaving out the loser changes nothing, but it may be what was meant. */
function isChoice({ kind, loser, winner }: Contradiction): boolean {
  return kind === "undone" && describeOption(loser.name)?.setting !== describeOption(winner.name)?.setting;
}

function ignoredPlaces({ filesystems }: Effective): string[] {
  const mounts = filesystems.flatMap((filesystem) => filesystem.mounts);
  return mounts.flatMap((mount) => mount.ignored.map(({ option }) => placeKey(option.at)));
}

function describe(contradiction: Contradiction): Pick<RuleFinding, "message" | "consequence" | "tags"> {
  const loser = `\`${contradiction.loser.text}\``;
  const winner = `\`${contradiction.winner.text}\``;
  switch (contradiction.kind) {
    case "undone":
      return { message: `${loser} does nothing: ${winner} in the same list wins. Keep the one that is meant.` };
    case "half-undone":
      return {
        message: `${winner} turns copy-on-write on again after ${loser}, but not the checksums that ${loser} turned off. Remove both, or write \`datasum\`.`,
      };
    case "not-compressed":
      return {
        message: `${loser} compresses nothing: ${winner} turns off the checksums that compression needs. Remove one of the two.`,
      };
    case "repeated":
      return {
        message:
          loser === winner
            ? `${loser} is written twice in this list. One of the two is enough.`
            : `${loser} says the same as ${winner}, earlier in this list. One of the two is enough.`,
        consequence: "redundant",
        tags: ["unnecessary"],
      };
    default:
      return contradiction satisfies never;
  }
}
