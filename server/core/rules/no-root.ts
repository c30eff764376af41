import type { Layout } from "../disko/layout.ts";
import type { Machine } from "../machine/machine.ts";
import { defineRule } from "./rule.ts";

/** A host that mounts nothing at `/`. */
export const noRoot = defineRule({
  code: "DSK601",
  name: "no-root",
  consequence: "evaluation",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "Nothing is mounted at `/`: neither by disko nor by `fileSystems` of the host.",
    why: 'NixOS refuses to build such a system: `The ‘fileSystems’ option does not specify your root file system.` disko alone does not mind, formats the disk, and the installation stops behind that. A root may be of any kind: a subvolume, a dataset, a tmpfs (`disko.devices.nodev."/"`).',
    bad: `{
  system.stateVersion = "25.05";
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = {
        size = "100%";
        content = {
          type = "btrfs";
          subvolumes = { "@" = { mountpoint = "/root"; }; "@nix" = { mountpoint = "/nix"; }; };
        };
      };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.05";
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = {
        size = "100%";
        content = {
          type = "btrfs";
          subvolumes = { "@" = { mountpoint = "/"; }; "@nix" = { mountpoint = "/nix"; }; };
        };
      };
    };
  };
}`,
    sources: [
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/stage-1.nix",
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/systemd/initrd.nix",
    ],
  },

  *check({ layout, machine, paths }) {
    const first = machine?.layout?.objects[0];
    if (!machine?.mounts || machine.mounts.has("/") || !first || !paths.includes(first.at.path)) return;
    if (layout.mounts.length === 0 || getsRootElsewhere(machine)) return;
    yield {
      at: first.at,
      message: `${missing(layout, machine.name)}: NixOS refuses to build the system (\`does not specify your root file system\`), and an installation stops when the disk is formatted. ${layout.installsOnly ? "Set one in `fileSystems`, or take out `disko.enableConfig`." : 'Give one of the filesystems `mountpoint = "/"`, or add `disko.devices.nodev."/" = { fsType = "tmpfs"; };`.'}`,
    };
  },
});

function missing({ installsOnly }: Layout, host: string): string {
  return installsOnly
    ? `With \`disko.enableConfig = false\` NixOS hears nothing of the mounts here, and no \`fileSystems\` mounts anything at \`/\` on ${host}`
    : `Nothing is mounted at \`/\` on ${host}, neither here nor by \`fileSystems\``;
}

/** Containers have their root from outside, and systemd can find one by its partition type. */
function getsRootElsewhere(machine: Machine): boolean {
  return ELSEWHERE.some((path) => machine.configuration.option(path).kind !== "absent");
}

const ELSEWHERE: readonly (readonly string[])[] = [
  ["boot", "isContainer"],
  ["boot", "isNspawnContainer"],
  ["boot", "initrd", "enable"],
  ["boot", "initrd", "systemd", "root"],
  ["image"],
  ["wsl"],
  ["microvm"],
];
