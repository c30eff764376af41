/**
 * A machine that runs, with data on its disk: the rewritten file mounts everything as before, and the steps of decisions
 * that are left to the user, carried out to the letter, lose and hide nothing. Needs root and btrfs; says so where it
 * cannot run.
 */
import { afterEach, describe, expect, test } from "vitest";
import type { Decision } from "../../server/core/plan/plan.ts";
import { PRIORITIES } from "../../server/core/settings.ts";
import { type Generated, generated, readLayout } from "../support/generated.ts";
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

/** Where a reboot comes after each decision; in the others they are carried out together. */
const ONE_BY_ONE = "a literal set";

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
  expect(contentsOf(machine).length).toBeGreaterThan(20);
  return machine;
}

function reboot(on: Machine, text: string): void {
  const read = readLayout(text);
  on.unmount();
  mount(on, otherOrder(read.mounts));
  applyTmpfiles(on, read.tmpfiles);
}

describe.skipIf(why !== undefined).each(LAYOUTS)("%s", (style, { text }) => {
  test("everything is mounted, every file is there, and can be made anew in place", async () => {
    const on = installed(text);
    const before = contentsOf(on);
    const results = new Map<string, Generated>();
    for (const priority of [...PRIORITIES].reverse()) {
      const result = await generated(text, { ...RUNNING, priority });
      results.set(result.text, result);
    }
    // Attributes stay: the priority that sets most of them is the last.
    expect([...results.values()].at(-1)?.plan.choices.priority).toBe("performance");
    for (const result of results.values()) {
      expect(result.notWritten).toEqual([]);
      // disko makes nothing on a machine that runs: a subvolume that is not there cannot be mounted.
      reboot(on, result.text);
      expect(contentsOf(on)).toEqual(before);
      expectPromiseKept(on, result.plan.promise);
      for (const { kind, path = "", steps } of result.carriedOut) {
        if (kind !== "no-copy-on-write") continue;
        on.inside(steps.join("\n"));
        expect(contentsOf(on).filter((line) => !isBelow(line, `${path}/.before`))).toEqual(before);
        on.inside(cleaning(steps));
        expect(contentsOf(on)).toEqual(before);
        const attributes = on.run(`find ${on.root}${path} -type f -exec lsattr {} +`).trim().split("\n");
        expect(attributes.filter((line) => !line.split(" ")[0]?.includes("C"))).toEqual([]);
      }
    }
  });

  test("decisions that are left to the user, by their steps", async () => {
    const on = installed(text);
    const before = contentsOf(on);
    const accept: string[] = [];
    const { optional } = await generated(text, { ...RUNNING, priority: "performance" });
    const moves = optional.filter(({ kind }) => kind === "subvolume");
    expect(moves).not.toEqual([]);
    for (const together of style === ONE_BY_ONE ? moves.map((one) => [one]) : [moves]) {
      for (const { steps } of together) on.inside(steps.join("\n"));
      accept.push(...together.map(({ id }) => id));
      const result = await generated(text, { ...RUNNING, priority: "performance", accept });
      expect(result.notWritten).toEqual([]);
      reboot(on, result.text);
      const paths = together.map(({ path = "" }) => path);
      expect(paths.map((path) => on.run(`findmnt -no FSROOT ${on.root}${path}`).trim())).toEqual(together.map(rootOf));
      expect(seen(on).filter((line) => !paths.some((path) => isBelow(line, `${path}.before`)))).toEqual(before);
      for (const { steps } of together) on.inside(cleaning(steps));
      // Nothing is left below the new mounts.
      expect(paths.map((path) => on.run(`umount -R ${on.root}${path}; ls -A ${on.root}${path}`)).join("")).toBe("");
      reboot(on, result.text);
      expect(seen(on)).toEqual(before);
    }
  });
});

test.skipIf(why !== undefined)("steps that cannot mount the disk change nothing", async () => {
  const text = SAMPLE_LAYOUTS["a literal set"]?.text ?? "";
  const on = installed(text);
  const before = contentsOf(on);
  const { optional } = await generated(text, { ...RUNNING, priority: "performance" });
  expect(optional).not.toEqual([]);
  on.run(`rm ${devicesOf(readLayout(text)).join(" ")}`);
  for (const { steps } of optional) {
    // As pasted into a shell, which goes on after an error.
    on.inside(`set +e\n${steps.join("\n")}\ntrue`);
    expect(contentsOf(on)).toEqual(before);
  }
});

/** Where the top level of a disk is "/", new subvolumes are seen there, too. */
function seen(on: Machine): string[] {
  const isTop = on.run(`findmnt -no FSROOT ${on.root}`).trim() === "/";
  return contentsOf(on).filter((line) => !isTop || !line.startsWith("/@"));
}

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
