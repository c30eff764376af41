/**
 * Generated layouts on a real kernel, on a disk that is still to be formatted: every mount is what the plan promised, and
 * a second format with data on the disk loses none of it. Needs root and btrfs; says so where it cannot run.
 */
import { afterEach, describe, expect, test } from "vitest";
import { PRIORITIES } from "../../server/core/settings.ts";
import { generated, type ReadLayout, readLayout } from "../support/generated.ts";
import { SAMPLE_LAYOUTS } from "../support/sample-layouts.ts";
import { whyNoKernel } from "./btrfs-image.ts";
import { applyTmpfiles, devicesOf, format, HAS_TMPFILES, mount, otherOrder } from "./install.ts";
import { createMachine, type Machine, quote } from "./machine.ts";
import { expectPromiseKept } from "./observe.ts";

const why = whyNoKernel();
if (why) console.warn(`\n*** SKIPPED: no generated layout was mounted on a real kernel, because ${why} ***\n`);
else if (!HAS_TMPFILES) console.warn("SKIPPED: there is no systemd-tmpfiles, its lines are carried out by chattr");

const TOOLS = ["postgresql", "libvirt", "podman"];

const CHOICES = [true, false].flatMap((module) => PRIORITIES.map((priority) => ({ module, priority })));

let machine: Machine | undefined;
afterEach(() => {
  machine?.remove();
  machine = undefined;
});

const LAYOUTS = Object.entries(SAMPLE_LAYOUTS).filter(([, { sameDisks }]) => !sameDisks);

describe.skipIf(why !== undefined).each(LAYOUTS)("%s", (_style, { text }) => {
  /** Several choices come to one text, which is proved once. */
  const proved = new Set<string>();

  test.each(CHOICES)("$priority, module: $module", async (choices) => {
    const result = await generated(text, { ...choices, target: "install", tools: TOOLS });
    expect(result.notWritten).toEqual([]);
    if (proved.has(result.text)) return;
    proved.add(result.text);
    const read = readLayout(result.text);
    machine = createMachine(devicesOf(read));

    expect(format(machine, read)).toBe("");
    mount(machine, read.mounts);
    applyTmpfiles(machine, read.tmpfiles);
    expectPromiseKept(machine, result.plan.promise);
    const written = fill(machine, read);
    machine.unmount();

    expect(format(machine, read)).toBe("");
    mount(machine, otherOrder(read.mounts));
    applyTmpfiles(machine, read.tmpfiles);
    expect(contentsOf(machine, read)).toBe(written);
    expectPromiseKept(machine, result.plan.promise);
  });
});

/** A file in every mount, and what is in them all. */
function fill(on: Machine, read: ReadLayout): string {
  on.run(
    foldersOf(on, read)
      .map((folder) => `mkdir ${folder}/kept; date +%N > ${folder}/kept/file`)
      .join("\n"),
  );
  return contentsOf(on, read);
}

function contentsOf(on: Machine, read: ReadLayout): string {
  return on.run(
    foldersOf(on, read)
      .map((folder) => `cat ${folder}/kept/file`)
      .join("\n"),
  );
}

function foldersOf(on: Machine, { mounts }: ReadLayout): string[] {
  return mounts.filter(({ btrfs }) => btrfs).map(({ mountpoint }) => quote(on.root + mountpoint.value));
}
