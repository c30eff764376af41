/**
 * A machine that runs, with data on its disk: the rewritten file mounts everything as before, and the steps of decisions
 * that are left to the user, carried out to the letter, lose and hide nothing. Needs root and btrfs; says so where it
 * cannot run.
 */
import { afterEach, describe, expect, test } from "vitest";
import type { Decision } from "../../server/core/plan/plan.ts";
import { PRIORITIES } from "../../server/core/settings.ts";
import { generated, readLayout } from "../support/generated.ts";
import { SAMPLE_LAYOUTS } from "../support/sample-layouts.ts";
import { whyNoKernel } from "./btrfs-image.ts";
import { contentsOf, populate } from "./contents.ts";
import { applyTmpfiles, devicesOf, format, mount, otherOrder } from "./install.ts";
import { createMachine, type Machine } from "./machine.ts";
import { expectPromiseKept } from "./observe.ts";

const why = whyNoKernel();
if (why) console.warn(`\n*** SKIPPED: no machine was upgraded on a real kernel, because ${why} ***\n`);

const RUNNING = { target: "running", module: true, tools: ["postgresql", "libvirt", "podman"] } as const;
const LAYOUTS = Object.entries(SAMPLE_LAYOUTS).filter(([, { sameDisks }]) => !sameDisks);

let machine: Machine | undefined;
afterEach(() => {
  machine?.remove();
  machine = undefined;
});

/** A machine as its owner made it with the file as it is, mounted. */
function installed(text: string): Machine {
  const read = readLayout(text);
  machine = createMachine(devicesOf(read));
  format(machine, read);
  mount(machine, read.mounts);
  populate(machine);
  return machine;
}

function reboot(on: Machine, text: string): void {
  const read = readLayout(text);
  on.unmount();
  mount(on, otherOrder(read.mounts));
  applyTmpfiles(on, read.tmpfiles);
}

describe.skipIf(why !== undefined).each(LAYOUTS)("%s", (_style, { text }) => {
  test("everything is mounted, and every file is there", async () => {
    const on = installed(text);
    const before = contentsOf(on);
    const proved = new Set<string>();
    for (const module of [true, false]) {
      for (const priority of PRIORITIES) {
        const result = await generated(text, { ...RUNNING, module, priority });
        expect(result.notWritten).toEqual([]);
        if (proved.has(result.text)) continue;
        proved.add(result.text);
        // disko makes nothing on a machine that runs: a subvolume that is not there cannot be mounted.
        reboot(on, result.text);
        expect(contentsOf(on)).toEqual(before);
        expectPromiseKept(on, result.plan.promise);
        for (const path of result.plan.promise.noCopyOnWrite) on.run(`chattr -C ${on.root}${path}`);
      }
    }
  });

  test("each decision that is left to the user, by its steps", async () => {
    const on = installed(text);
    const before = contentsOf(on);
    const accept: string[] = [];
    const { optional } = await generated(text, { ...RUNNING, priority: "performance" });
    for (const decision of optional.filter(({ kind }) => kind === "subvolume")) {
      const { id, path = "", steps } = decision;
      on.inside(steps.join("\n"));
      accept.push(id);
      const result = await generated(text, { ...RUNNING, priority: "performance", accept });
      expect(result.notWritten).toEqual([]);
      reboot(on, result.text);
      expect(on.run(`findmnt -no FSROOT ${on.root}${path}`).trim()).toBe(rootOf(decision));
      const after = contentsOf(on);
      expect(after.filter((line) => !isBelow(line, `${path}.before`))).toEqual(before);
      on.inside(cleaning(steps));
      expect(contentsOf(on)).toEqual(before);
      // Nothing is left below the new mount.
      expect(on.run(`umount -R ${on.root}${path}; ls -A ${on.root}${path}`)).toBe("");
      reboot(on, result.text);
    }
    expect(accept).not.toEqual([]);
  });

  test("what is in place already is rewritten by its steps", async () => {
    const on = installed(text);
    const before = contentsOf(on);
    const result = await generated(text, { ...RUNNING, priority: "performance" });
    reboot(on, result.text);
    for (const { kind, path = "", steps } of result.carriedOut) {
      if (kind !== "no-copy-on-write") continue;
      on.inside(steps.join("\n"));
      const after = contentsOf(on);
      const old = `${path}/.before`;
      expect(after.filter((line) => !isBelow(line, old))).toEqual(before);
      const attributes = on.run(`find ${on.root}${path} -path '*/.before' -prune -o -type f -exec lsattr {} +`);
      expect(
        attributes
          .trim()
          .split("\n")
          .filter((line) => !line.split(" ")[0]?.includes("C")),
      ).toEqual([]);
      on.inside(cleaning(steps));
    }
    expect(contentsOf(on)).toEqual(before);
  });

  test("steps that cannot mount the disk change nothing", async () => {
    const on = installed(text);
    const before = contentsOf(on);
    const { optional } = await generated(text, { ...RUNNING, priority: "performance" });
    for (const { steps } of optional) {
      const script = steps
        .join("\n")
        .replaceAll(/^mount .*$/gm, (line) => line.replace(/\/dev\/\S+|"\$.*"/, "/dev/none"));
      // As pasted into a shell, which goes on after an error.
      on.inside(`set +e\n${script}\ntrue`);
      expect(contentsOf(on)).toEqual(before);
    }
  });
});

function isBelow(line: string, path: string): boolean {
  return line.startsWith(`${path} `) || line.startsWith(`${path}/`);
}

/** The command that the steps end with, for when all is well. */
function cleaning(steps: readonly string[]): string {
  return /When all is well: (.*)$/.exec(steps.at(-1) ?? "")?.[1] ?? "false";
}

function rootOf({ changes }: Decision): string {
  const [name = ""] = changes.flatMap((change) => (change.kind === "subvolume" ? [change.name] : []));
  return `/${name.replace(/^\/+/, "")}`;
}
