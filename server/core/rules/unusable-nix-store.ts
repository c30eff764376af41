import type { Mount } from "../disko/layout.ts";
import { mountpointAbove } from "../machine/boot-mounts.ts";
import type { Machine } from "../machine/machine.ts";
import { type MountOption, optionsOf } from "../mounts/mount-option.ts";
import { isMountedInInitrd } from "../mounts/mount-order.ts";
import { placeKey, writtenOptions } from "../mounts/written-options.ts";
import type { Fix } from "../text/finding.ts";
import { removeOption } from "./option-edits.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** `ro` or `noexec` on what holds the Nix store: nothing can be installed there, or nothing of it started. */
export const unusableNixStore = defineRule({
  code: "DSK607",
  name: "unusable-nix-store",
  consequence: "install",
  ofMachine: true,
  docs: {
    what: "The filesystem of the Nix store, or the root, is mounted read-only, or forbids to run programs.",
    why: "disko mounts with these options before the installation, too. On a read-only /nix nixos-install cannot write the system, and later Nix cannot write its database. With `noexec` every program of NixOS is refused: they all lie in /nix/store. NixOS makes the store itself read-only without help (`boot.readOnlyNixStore`). `nosuid` and `nodev` do no harm: wrappers of programs lie in /run/wrappers.",
    bad: `"@" = { mountpoint = "/"; };
"@nix" = { mountpoint = "/nix"; mountOptions = [ "noatime" "noexec" ]; };`,
    good: `"@" = { mountpoint = "/"; };
"@nix" = { mountpoint = "/nix"; mountOptions = [ "noatime" "nosuid" "nodev" ]; };`,
    sources: [
      "https://man7.org/linux/man-pages/man8/mount.8.html",
      "https://github.com/NixOS/nixpkgs/blob/master/pkgs/by-name/ni/nixos-install/nixos-install.sh",
      "https://search.nixos.org/options?show=boot.readOnlyNixStore",
    ],
  },

  *check(context) {
    for (const mount of context.layout.mounts) {
      for (const { name, text } of stopping(mount)) {
        const reason = reasonFor(mount, name, context);
        const option = optionsOf(mount).findLast((one) => one.text === text);
        if (reason === undefined || option === undefined) continue;
        yield {
          at: option.at,
          message: `\`${option.text}\` on ${mount.name}: ${reason}. Remove it.`,
          fixes: fixesFor(context, option, mount),
        };
      }
    }
  },
});

type Stopping = "ro" | "noexec";

/** The options that are in effect, later ones over earlier ones, and the words they are asked for with. */
function stopping({ object, options, mountpoint }: Mount): { name: Stopping; text: string }[] {
  // What is mounted from elsewhere (a bind, a share, an image) may be written there.
  if (object.type === "nodev" || !options.complete || !mountpoint.certain) return [];
  const inEffect = new Map<Stopping, string>();
  for (const { text, certain } of optionsOf({ options })) {
    if (!certain) return [];
    if (text === "ro" || text === "noexec") inEffect.set(text, text);
    else if (text === "rw") inEffect.delete("ro");
    else if (text === "exec") inEffect.delete("noexec");
    else if (IMPLY_NOEXEC.has(text)) inEffect.set("noexec", text);
  }
  return [...inEffect].map(([name, text]) => ({ name, text }));
}

/** mount(8): these imply noexec, nosuid and nodev. */
const IMPLY_NOEXEC: ReadonlySet<string> = new Set(["user", "users", "group", "owner"]);

function reasonFor(mount: Mount, name: Stopping, { machine }: RuleContext): string | undefined {
  const mountpoint = mount.mountpoint.value;
  if (mountpoint === "/" && name === "ro") {
    return "disko mounts the root with it before the installation, too, and nothing can be written there: the installation fails after the disk was formatted";
  }
  if (!isMountedInInitrd(mountpoint) || !holdsStore(mountpoint, machine)) return undefined;
  return name === "ro"
    ? "disko mounts it with that before the installation, too, so nixos-install cannot write the system there and fails after the disk was formatted. NixOS makes /nix/store read-only by itself"
    : "the programs of NixOS all lie in /nix/store, and none of them may be started there. The installation fails after the disk was formatted, when it starts the new system's programs";
}

function holdsStore(mountpoint: string, machine: Machine | undefined): boolean {
  if (mountpoint === "/nix" || mountpoint === "/nix/store") return true;
  // Another file may mount /nix.
  return machine?.mounts !== undefined && mountpointAbove("/nix/store", machine.mounts.keys()) === mountpoint;
}

/** Only where no other mount takes the option from the same place. */
function fixesFor(context: RuleContext, option: MountOption, mount: Mount): Fix[] {
  const users = writtenOptions(context.layout.mounts).find((one) => placeKey(one.option.at) === placeKey(option.at));
  if (users?.mounts.length !== 1) return [];
  return removeOption(context, option, mount).map((fix) => ({ ...fix, safe: false }));
}
