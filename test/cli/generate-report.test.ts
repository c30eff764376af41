import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { A_CHANGE, decision, place, plan, planned, replacing } from "./answers.ts";
import { workspace } from "./program.ts";
import { PlanReport } from "./report-schema.ts";
import { type Stage, staged } from "./staged.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const DISKO = `{
  # the disk
  mountOptions = [ "compress=zstd:3" ];
}
`;
const HOST = `{
  services.postgresql.enable = true;
}
`;

/** A plan with something in every section. */
function everything(): Stage {
  folder = workspace({ "disko.nix": DISKO, "host.nix": HOST });
  const [disko, host] = [join(folder, "disko.nix"), join(folder, "host.nix")];
  const compression = decision("compression:root", {
    what: "Compression `zstd:1` on every mount",
    why: [
      {
        text: "Only the options of the first mount count, so all ask for the same.",
        source: { url: "https://example.org/btrfs", title: "btrfs(5)" },
      },
    ],
    cost: "A little time of the processor.",
    tools: [
      {
        id: "postgresql",
        name: "PostgreSQL",
        evidence: [{ at: place(host, HOST.indexOf("services")), name: "services.postgresql.enable" }],
      },
      { id: "cargo", name: "Cargo", evidence: [{ at: undefined, name: "--tool cargo" }] },
    ],
    at: place(disko, DISKO.indexOf('"')),
    changes: [A_CHANGE],
  });
  const subvolume = decision("subvolume:/var/log", {
    kind: "subvolume",
    what: "A subvolume of its own for /var/log",
    cost: "One more mount.",
    path: "/var/log",
    changes: [A_CHANGE],
    byDefault: false,
    addsMount: true,
    steps: ["mount -o subvolid=5 /dev/vda2 /mnt", "btrfs subvolume create /mnt/@log"],
  });
  const hidden = decision("scrub:root", { kind: "scrub", what: "A scrub every month", changes: [A_CHANGE] });
  const standing = decision("access-time:root", { kind: "access-time", what: "No access times" });
  const skipped = decision("copy-on-write:/srv", { what: "No copy-on-write for /srv", changes: [A_CHANGE] });
  return {
    folder,
    generate: () =>
      planned({
        host: "atlas",
        plan: plan([compression, subvolume, hidden, standing, skipped], {
          notDone: [
            {
              what: "`autodefrag`",
              because: "It has no effect on databases.",
              sources: ["https://example.org/autodefrag"],
            },
          ],
          refusals: [{ at: place(disko, 2), why: "The filesystem `data` is made by a function.", snippet: undefined }],
          promise: {
            filesystems: [
              {
                device: "/dev/vda2",
                compress: "compress=zstd:1",
                datacow: true,
                mounts: [{ mountpoint: "/", noatime: true }],
              },
            ],
            noCopyOnWrite: ["/srv"],
          },
        }),
        carriedOut: [compression, hidden],
        optional: [subvolume, skipped],
        edits: [replacing(disko, DISKO, "zstd:3", "zstd:1")],
        notWritten: [
          {
            decision: "scrub:root",
            at: place(disko, 0),
            why: "What the file gives is made by a function.",
            snippet: "services.btrfs.autoScrub = {\n  enable = true;\n};",
          },
        ],
        text: DISKO.replace("zstd:3", "zstd:1"),
      }),
  };
}

describe("text", () => {
  test("the new text on stdout and nothing else, every decision on stderr", async () => {
    const { code, stdout, stderr } = await staged(["generate", "disko.nix"], everything());
    expect(code).toBe(1);
    expect(stdout).toBe(DISKO.replace("zstd:3", "zstd:1"));
    expect(stderr).toMatchInlineSnapshot(`
      "
      Plan for disko.nix on atlas
        priority balanced, environment development, target running (--priority, --environment and --target
        choose otherwise)

      Changes
        + Compression \`zstd:1\` on every mount
          why   Only the options of the first mount count, so all ask for the same. [1]
          cost  A little time of the processor.
          for   PostgreSQL (host.nix:2 services.postgresql.enable)
                Cargo (--tool cargo)
          id    compression:root

      Only if you ask for it
        ? A subvolume of its own for /var/log
          cost  One more mount.
          steps before nixos-rebuild:
                mount -o subvolid=5 /dev/vda2 /mnt
                btrfs subvolume create /mnt/@log
          note  It adds a mount, which a running machine does not have yet.
          with  --accept subvolume:/var/log

      Could not be written
        ! A scrub every month
          why   disko.nix:1:1: What the file gives is made by a function.
          write by hand:
                services.btrfs.autoScrub = {
                  enable = true;
                };

      Nothing is planned for
        ! disko.nix:2:1: The filesystem \`data\` is made by a function.

      Left out
        - No copy-on-write for /srv

      As it should be already
        = No access times

      Not done, because
        - \`autodefrag\`: It has no effect on databases. [2]

      Sources
        [1] https://example.org/btrfs
        [2] https://example.org/autodefrag

      1 decision would change disko.nix. 1 more with --accept. Nothing is planned for 1 filesystem. 1 could not be written. --write writes it.
      "
    `);
  });

  test("a new text that goes into a terminal cannot steer it", async () => {
    folder = workspace({ "disko.nix": "\u001b[2J\t1\r\n\r2" });
    const path = join(folder, "disko.nix");
    const generate = () => planned({ edits: [{ path, span: { start: 5, end: 6 }, newText: "3" }] });
    const run = (isTTY: boolean) => staged(["generate", "disko.nix"], { folder, generate, isTTY });
    expect((await run(true)).stdout).toBe("\ufffd[2J\t3\n\ufffd2".replace("3\n", "3\r\n"));
    expect((await run(false)).stdout).toBe("\u001b[2J\t3\r\n\r2");
  });

  test("nothing to change", async () => {
    folder = workspace({ "disko.nix": DISKO });
    const generate = () => planned({ text: DISKO, plan: plan([decision("compression:root")]) });
    const { code, stdout, stderr } = await staged(["generate", "disko.nix"], { folder, generate });
    expect({ code, stdout }).toEqual({ code: 0, stdout: DISKO });
    expect(stderr).toMatchInlineSnapshot(`
      "
      Plan for disko.nix
        priority balanced, environment development, target running (--priority, --environment and --target
        choose otherwise)

      As it should be already
        = What compression:root does

      Nothing to change.
      "
    `);
  });

  test("colours on a terminal, none with NO_COLOR", async () => {
    const stage = everything();
    const colour = "\u001b[";
    const painted = await staged(["generate", "disko.nix", "--diff"], { ...stage, isTTY: true });
    expect(painted.stdout).toContain(`${colour}31m-  mountOptions = [ "compress=zstd:3" ];${colour}39m`);
    expect(painted.stdout).toContain(`${colour}32m+  mountOptions = [ "compress=zstd:1" ];${colour}39m`);
    expect(painted.stderr).toContain(`${colour}1m`);
    const plain = await staged(["generate", "disko.nix", "--diff"], {
      ...stage,
      isTTY: true,
      environment: { NO_COLOR: "1" },
    });
    expect(plain.stdout + plain.stderr).not.toContain(colour);
  });
});

describe("JSON", () => {
  test("follows its contract to the letter, and is alone", async () => {
    const { code, stdout, stderr } = await staged(["generate", "disko.nix", "--format", "json"], everything());
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const report = PlanReport.parse(JSON.parse(stdout));
    expect(report).toMatchObject({
      version: 1,
      file: "disko.nix",
      host: "atlas",
      target: "running",
      priority: "balanced",
      environment: "development",
      kernel: null,
      notDone: [
        {
          what: "`autodefrag`",
          because: "It has no effect on databases.",
          sources: ["https://example.org/autodefrag"],
        },
      ],
      refusals: [
        { at: { path: "disko.nix", line: 2, column: 1 }, why: "The filesystem `data` is made by a function." },
      ],
      notWritten: [{ decision: "scrub:root", at: { path: "disko.nix", line: 1, column: 1 } }],
      edits: [{ path: "disko.nix", start: 44, end: 50, newText: "zstd:1" }],
      text: DISKO.replace("zstd:3", "zstd:1"),
      promise: {
        filesystems: [
          {
            device: "/dev/vda2",
            compress: "compress=zstd:1",
            datacow: true,
            mounts: [{ mountpoint: "/", noatime: true }],
          },
        ],
        noCopyOnWrite: ["/srv"],
      },
    });
    expect(report.decisions[0]).toEqual({
      id: "compression:root",
      kind: "compression",
      what: "Compression `zstd:1` on every mount",
      path: null,
      why: [
        {
          text: "Only the options of the first mount count, so all ask for the same.",
          source: { url: "https://example.org/btrfs", title: "btrfs(5)" },
        },
      ],
      cost: "A little time of the processor.",
      tools: [
        { id: "postgresql", evidence: [{ path: "host.nix", line: 2 }] },
        { id: "cargo", evidence: [] },
      ],
      addsMount: false,
      changes: 1,
      steps: [],
      at: { path: "disko.nix", line: 3, column: 20 },
      carriedOut: true,
      optional: false,
    });
    expect(
      report.decisions.map(({ id, carriedOut, optional, changes }) => [id, carriedOut, optional, changes]),
    ).toEqual([
      ["compression:root", true, false, 1],
      ["subvolume:/var/log", false, true, 1],
      ["scrub:root", false, false, 1],
      ["access-time:root", false, false, 0],
      ["copy-on-write:/srv", false, false, 1],
    ]);
  });

  test("with --diff and --write it has the diff, or what was written", async () => {
    const diff = await staged(["generate", "disko.nix", "--diff", "--format", "json"], everything());
    expect(PlanReport.parse(JSON.parse(diff.stdout)).diff).toContain('+  mountOptions = [ "compress=zstd:1" ];\n');
    const write = await staged(["generate", "disko.nix", "--write", "--format", "json"], everything());
    expect(PlanReport.parse(JSON.parse(write.stdout)).written).toEqual(["disko.nix"]);
  });
});
