import type { BtrfsFilesystem } from "../disko/layout.ts";
import { isNeverScrubbed } from "../machine/scrubs.ts";
import { mirroredProfile } from "../mounts/mkfs-profiles.ts";
import type { AttrBinding, AttrSetExpr, Expr } from "../nix/syntax/ast.ts";
import { insertBinding } from "../nix/syntax/edits.ts";
import type { Fix } from "../text/finding.ts";
import type { Advice } from "./advice.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { fixIn } from "./source-fix.ts";

/**
 * Mirrored data that nobody reads through. What every machine could do is not what anybody opens a problem list for: on one
 * disk, where a scrub finds damage and repairs none of the data, it is said only to those who chose `durability`.
 */
export const noScrub = defineRule({
  code: "DSK503",
  name: "no-scrub",
  consequence: "better",
  ofMachine: true,
  needsWholeFiles: true,
  docs: {
    what: "A machine has a btrfs with several copies of its data, or is to be durable, and nothing scrubs it.",
    why: "A scrub reads everything and compares it with its checksums. Without one, damage shows when the file is needed, and by then the second copy may be damaged too: two copies help only where somebody looks. The makers of btrfs recommend once a month. A setting of `services.btrfs.autoScrub.enable`, also to false, is taken for a decision.",
    bad: `{
  system.stateVersion = "25.11";
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "-d raid1" "/dev/disk/by-id/nvme-OTHER" ]; mountpoint = "/"; };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  services.btrfs.autoScrub.enable = true;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "-d raid1" "/dev/disk/by-id/nvme-OTHER" ]; mountpoint = "/"; };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/Scrub.html",
      "https://github.com/NixOS/nixpkgs/blob/nixos-unstable/nixos/modules/tasks/filesystems/btrfs.nix",
    ],
  },

  *check(context) {
    const mounted = context.layout.btrfs.filter((one) => isCertain(one) && isMounted(one, context));
    const mirrored = mounted.find((one) => mirroredProfile(one) !== undefined);
    const filesystem = mirrored ?? (context.advices.some(isDurable) ? mounted[0] : undefined);
    if (filesystem === undefined || !isNeverScrubbed(context.machine) || !planAgrees(context)) return;
    const profile = mirroredProfile(filesystem)?.profile;
    const why =
      profile === undefined
        ? "damage to a file shows only when the file is needed"
        : `with \`${profile}\` a damaged copy is repaired from the good one, but nobody looks before a file is needed, and by then both may be damaged`;
    const also = mounted.length > 1 ? " It covers every btrfs of the machine." : "";
    yield {
      at: filesystem.object.at,
      message: `Nothing scrubs the btrfs on \`${filesystem.name}\`: ${why}. Add \`services.btrfs.autoScrub.enable = true;\` to the configuration: it reads everything once a month.${also}`,
      fixes: fixesOf(context),
    };
  },
});

function isDurable({ plan: { choices } }: Advice): boolean {
  return choices.priority === "durability" && choices.chosen.priority;
}

function isCertain({ object }: BtrfsFilesystem): boolean {
  return !object.conditional;
}

function isMounted(filesystem: BtrfsFilesystem, { layout }: RuleContext): boolean {
  return layout.mounts.some(({ btrfs }) => btrfs === filesystem);
}

/** Where a plan is made for the host, it decides whether a scrub is worth its while. */
function planAgrees({ advices, machine }: RuleContext): boolean {
  const own = advices.filter(({ host }) => host === undefined || host === machine?.name);
  return own.every((advice) => scrubOf(advice) !== undefined);
}

function scrubOf({ plan }: Advice) {
  return plan.decisions.find(({ kind, changes }) => kind === "scrub" && changes.length > 0);
}

/** The plan's own edit, where it is that of the only host; where nothing is planned, a line of the module. */
function fixesOf(context: RuleContext): Fix[] {
  const [only, ...others] = context.advices;
  if (only === undefined) return lineInModule(context);
  const decision = others.length === 0 ? scrubOf(only) : undefined;
  const fix = decision && only.fixFor(decision);
  return fix === undefined ? [] : [{ ...fix, safe: false }];
}

/** Attributes that a file for disko's own command line may have as well: what sets others too is a module for certain. */
const NOT_TELLING = ["disko", "imports", "_module", "lib", "config", "options"];

const LINE = "services.btrfs.autoScrub.enable = true;";

function lineInModule({ layout: { path }, syntax }: RuleContext): Fix[] {
  const tree = syntax(path);
  const top = tree && topSet(tree.root);
  if (tree === undefined || top === undefined) return [];
  const names = new Set(top.bindings.flatMap((one) => (one.kind === "binding" ? [nameOf(one)] : [])));
  const isModule = [...names].some((name) => name !== undefined && !NOT_TELLING.includes(name));
  // A set of all services may come from elsewhere, and then no path goes beside it.
  const hasServices = top.bindings.some(
    (one) => one.kind === "binding" && nameOf(one) === "services" && one.path.length < 4,
  );
  if (!isModule || hasServices || names.has("config") || names.has(undefined)) return [];
  return fixIn(path, insertBinding(tree, top.span, LINE), `Add \`${LINE}\``, false);
}

/** What a file is, below the arguments of a module. */
function topSet(root: Expr | undefined): AttrSetExpr | undefined {
  if (root?.kind === "lambda") return topSet(root.body);
  return root?.kind === "attrset" && !root.recursive ? root : undefined;
}

/** Undefined where the name is computed. */
function nameOf({ path: [first] }: AttrBinding): string | undefined {
  return first?.kind === "identifier" ? first.name : undefined;
}
