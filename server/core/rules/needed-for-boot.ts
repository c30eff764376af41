import type { Layout, Mount } from "../disko/layout.ts";
import { mountAbove } from "../machine/boot-mounts.ts";
import { type StateStore, stateStores } from "../machine/boot-persistence.ts";
import type { Machine } from "../machine/machine.ts";
import { isMountedInInitrd } from "../mounts/mount-order.ts";
import { binding } from "../nix/write/expression.ts";
import { mergeBinding } from "../nix/write/merge-binding.ts";
import { moduleSetWithDisko } from "../plan/write-module-set.ts";
import type { Fix } from "../text/finding.ts";
import { defineRule, type RuleContext, type RuleFinding } from "./rule.ts";
import { fixIn } from "./source-fix.ts";

/** State beside a root that is thrown away, on a filesystem that is mounted too late. */
export const neededForBoot = defineRule({
  code: "DSK606",
  name: "needed-for-boot",
  consequence: "evaluation",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "impermanence or preservation keeps state on a filesystem that is not mounted in the initrd.",
    why: 'What is kept has to be there before the system starts. impermanence refuses to build otherwise: `All filesystems used for persistent storage must have the flag neededForBoot set to true`; preservation, and impermanence for a folder below the mountpoint, take a folder of the root instead, or stop the boot. disko has no such attribute: it is an option of NixOS, `fileSystems."/persist".neededForBoot`.',
    bad: `{
  system.stateVersion = "25.05";
  environment.persistence."/persist".directories = [ "/var/log" ];
  disko.devices = {
    nodev."/" = { fsType = "tmpfs"; };
    disk.main = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = {
        type = "gpt";
        partitions.root = {
          size = "100%";
          content = {
            type = "btrfs";
            subvolumes = { "@nix" = { mountpoint = "/nix"; }; "@persist" = { mountpoint = "/persist"; }; };
          };
        };
      };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.05";
  environment.persistence."/persist".directories = [ "/var/log" ];
  fileSystems."/persist".neededForBoot = true;
  disko.devices = {
    nodev."/" = { fsType = "tmpfs"; };
    disk.main = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = {
        type = "gpt";
        partitions.root = {
          size = "100%";
          content = {
            type = "btrfs";
            subvolumes = { "@nix" = { mountpoint = "/nix"; }; "@persist" = { mountpoint = "/persist"; }; };
          };
        };
      };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/impermanence#module-usage",
      "https://github.com/nix-community/impermanence/blob/master/nixos.nix",
      "https://github.com/nix-community/disko/issues/594",
      "https://github.com/nix-community/preservation/blob/main/tests/basic.nix",
    ],
  },

  *check(context) {
    const { machine, layout } = context;
    if (!machine?.mounts) return;
    const said = new Set<string>();
    for (const store of stateStores(machine)) {
      const mount = lateMount(store, machine, layout);
      const consequence = mount && consequenceOf(store, mount);
      if (mount === undefined || consequence === undefined || said.has(mount.mountpoint.value)) continue;
      said.add(mount.mountpoint.value);
      const { value: mountpoint, at } = mount.mountpoint;
      yield {
        at,
        message: `${machine.name} keeps state in ${store.path}, and ${mount.name}, mounted at ${mountpoint}, is not mounted in the initrd: ${consequence.what}. Write \`fileSystems."${mountpoint}".neededForBoot = true;\` as an option of NixOS; disko has no attribute for it.`,
        consequence: consequence.kind,
        related: store.at ? [{ at: store.at, message: "state is kept there" }] : [],
        fixes: moduleLine(mountpoint, context),
      };
    }
  },
});

/** The disko mount that a store lies on, if it is certainly mounted only after the initrd. */
function lateMount(store: StateStore, { mounts, configuration }: Machine, layout: Layout): Mount | undefined {
  const found = mounts && mountAbove(store.path, mounts);
  if (!found || found.neededForBoot === true || isMountedInInitrd(found.mountpoint)) return undefined;
  // A default, or what is said under a condition.
  const said = configuration.option(["fileSystems", found.mountpoint, "neededForBoot"]);
  if (found.neededForBoot === undefined && said.kind !== "absent") return undefined;
  const mount = layout.mounts.find(({ mountpoint }) => mountpoint.value === found.mountpoint && mountpoint.certain);
  // `X-mount…` and `x-initrd.mount` are ways to ask for it, too.
  return mount && found.options?.includes("x-initrd.mount") === false ? mount : undefined;
}

interface Outcome {
  readonly kind: NonNullable<RuleFinding["consequence"]>;
  readonly what: string;
}

function consequenceOf(store: StateStore, mount: Mount): Outcome | undefined {
  if (store.by === "preservation") {
    if (!store.inInitrd) return undefined;
    const what = "what preservation mounts there (`inInitrd`) comes from a folder of the root instead, and is not kept";
    return { kind: "silent", what };
  }
  if (store.path === mount.mountpoint.value) {
    const what = "impermanence refuses to build the system (`must have the flag neededForBoot set to true`)";
    return { kind: "evaluation", what };
  }
  const early = store.directories.find(isMountedInInitrd);
  if (early === undefined) return undefined;
  return {
    kind: "boot",
    what: `impermanence mounts ${early} from there in the initrd, where it is missing. The boot stops, or state is kept on the root and lost with it`,
  };
}

function moduleLine(mountpoint: string, { machine, layout, syntax }: RuleContext): Fix[] {
  const tree = syntax(layout.path);
  const set = tree?.root && moduleSetWithDisko(tree.root);
  if (!tree || !set || !machine?.isModule(layout.path)) return [];
  const line = binding(["fileSystems", mountpoint, "neededForBoot"], { kind: "bool", value: true });
  const title = `Write \`fileSystems."${mountpoint}".neededForBoot = true;\``;
  return fixIn(layout.path, mergeBinding(tree, set.span, line), title, false);
}
