import { describeObject } from "../disko/object-name.ts";
import { smallResumeSwaps } from "../machine/swap-size.ts";
import { defineRule } from "./rule.ts";

const GIB = 1024 ** 3;

/** A swap to resume from that is small for the memory of the host. */
export const swapSmallerThanImage = defineRule({
  code: "DSK346",
  name: "swap-smaller-than-image",
  consequence: "risk",
  ofMachine: true,
  docs: {
    what: "A swap with `resumeDevice` has less than two fifths of the memory that nixos-facter saw.",
    why: "The kernel aims at an image of two fifths of the memory. Into less it fits only while little is in use: else the machine refuses to hibernate, which shows when the battery is empty.",
    bad: `# facter.json: {"version":1,"system":"x86_64-linux","virtualisation":"none","hardware":{"memory":[{"resources":[{"type":"phys_mem","range":34359738368}]}]}}
{
  system.stateVersion = "25.11";
  hardware.facter.reportPath = ./facter.json;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.swap = { size = "4G"; content = { type = "swap"; resumeDevice = true; }; };
      partitions.root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
    };
  };
}`,
    good: `# facter.json: {"version":1,"system":"x86_64-linux","virtualisation":"none","hardware":{"memory":[{"resources":[{"type":"phys_mem","range":34359738368}]}]}}
{
  system.stateVersion = "25.11";
  hardware.facter.reportPath = ./facter.json;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.swap = { size = "34G"; content = { type = "swap"; resumeDevice = true; }; };
      partitions.root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
    };
  };
}`,
    sources: ["https://docs.kernel.org/power/interface.html", "https://docs.kernel.org/power/swsusp.html"],
  },

  *check({ layout, machine }) {
    if (layout.installsOnly) return;
    for (const { swap, size, memory } of smallResumeSwaps(layout, machine)) {
      const inGiB = Math.round(memory / GIB);
      yield {
        at: size.at,
        message: `The machine has ${inGiB} GiB of memory, and ${describeObject(swap)}, which it is to resume from, has ${size.text}: with much in use it refuses to hibernate. Make it as large as the memory and what is swapped otherwise, or take out \`resumeDevice\`.`,
      };
    }
  },
});
