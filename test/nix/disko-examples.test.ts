/**
 * disko's own btrfs examples through the generator: real disko accepts what comes out, asks for what was promised, and
 * nothing is left to do. Runs where DISKO_SRC is a checkout of disko and NIXPKGS_LIB says where nixpkgs lies; prints a table.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { foldOptions, writeCompression } from "../../server/core/mounts/fold.ts";
import { splitEntry } from "../../server/core/mounts/mount-option.ts";
import { DEFAULT_SETTINGS, PRIORITIES, TARGETS } from "../../server/core/settings.ts";
import { engineFor } from "../support/engine.ts";
import { type Generated, generated, LAYOUT_PATH, readLayout, type Wanted } from "../support/generated.ts";
import { nixpkgsFolder, nixVersion } from "./real-nix.ts";

const TOOLS = ["postgresql", "libvirt", "podman"];

const source = process.env.DISKO_SRC;
const why = whyNot();
if (why) console.warn(`SKIPPED: ${why}, disko's own examples are not generated for`);

function whyNot(): string | undefined {
  if (!source) return "DISKO_SRC is not set";
  if (!nixVersion()) return "nix-instantiate is not installed";
  return nixpkgsFolder() ? undefined : "NIXPKGS_LIB is not set";
}

function examples(): [name: string, text: string][] {
  if (!source) return [["none", ""]];
  const folder = join(source, "example");
  const all = readdirSync(folder).filter((name) => name.endsWith(".nix"));
  return all.map((name): [string, string] => [name, readFileSync(join(folder, name), "utf8")]).filter(isBtrfs);
}

function isBtrfs([, text]: readonly [string, string]): boolean {
  return text.includes("btrfs");
}

const DISKO = z.strictObject({
  fileSystems: z.record(z.string(), z.object({ device: z.string(), fsType: z.string(), options: z.array(z.string()) })),
  rules: z.array(z.string()),
  create: z.string(),
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "disko-examples-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  if (table.length > 0) console.log(table.join("\n"));
});
const table: string[] = [];

/** What real disko makes of a text; throws with what it says where it refuses. */
function askDisko(text: string, module: boolean): z.infer<typeof DISKO> {
  const file = join(folder, "disko.nix");
  writeFileSync(file, text);
  const args = ["--eval", "--strict", "--json", join(import.meta.dirname, "disko.nix")];
  const paths = ["-I", `nixpkgs=${nixpkgsFolder()}`, "-I", `disko=${source}`];
  const given = ["--arg", "file", file, "--arg", "standalone", String(!module)];
  const env = { ...process.env, NIX_PATH: "" };
  return DISKO.parse(
    JSON.parse(execFileSync("nix-instantiate", [...args, ...paths, ...given], { encoding: "utf8", env })),
  );
}

const CHOICES = TARGETS.flatMap((target) =>
  [true, false].flatMap((module) => PRIORITIES.map((priority): Wanted => ({ target, module, priority, tools: TOOLS }))),
);

describe.skipIf(why !== undefined).each(examples())("%s", (name, original) => {
  /** Several choices come to one text, which disko is asked about once. */
  const asked = new Set<string>();

  test.each(CHOICES)("$target, $priority, module: $module", async (wanted) => {
    const result = await generated(original, wanted);
    const { text } = result;
    const made = result.carriedOut.map(({ id }) => id);
    const row = [name, wanted.target, wanted.priority, wanted.module ? "module" : "standalone"];
    if (asked.has(text + wanted.module)) {
      table.push([...row, "same text as above"].join(" | "));
      return;
    }
    asked.add(text + wanted.module);

    expect(result.notWritten).toEqual([]);
    const disko = askDisko(text, wanted.module);
    expect(realized(disko, result)).toEqual(promised(result));
    expect(unset(disko, result)).toEqual([]);

    const again = await generated(text, wanted);
    expect(again.carriedOut.map(({ id }) => id)).toEqual([]);
    expect(again.text).toBe(text);

    const kept = commentsIn(text);
    expect(commentsIn(original).filter((comment) => !kept.includes(comment))).toEqual([]);

    const before = await findings(original, wanted);
    const after = await findings(text, wanted);
    const newer = after.filter((finding) => !before.includes(finding));
    expect(newer).toEqual([]);
    const mounts = Object.values(disko.fileSystems).filter(({ fsType }) => fsType === "btrfs").length;
    table.push(
      [
        ...row,
        `${mounts} btrfs mounts, ${result.plan.promise.filesystems.map(({ compress }) => compress).join(" ")}`,
        `+C ${result.plan.promise.noCopyOnWrite.length}`,
        `${made.length} decisions`,
        `warnings ${before.length} -> ${after.length}${after.length > 0 ? ` (${[...new Set(after)].join(", ")})` : ""}`,
        "second run: nothing",
      ].join(" | "),
    );
  });
});

/** Options that each mount may have for itself, and those that the kernel uses anyway: these stay where they are written. */
const OWN =
  /^(subvol=.*|defaults|noatime|relatime|strictatime|nodev|nosuid|noexec|ro|rw|nofail|noauto|[xX]-.*|ssd|discard=async|space_cache=v2)$/;

const NOWHERE = { path: LAYOUT_PATH, span: { start: 0, end: 0 } };

/** Mount options as disko gives them to NixOS, in the words of the promise. */
function realized({ fileSystems }: z.infer<typeof DISKO>, { plan }: Generated): unknown {
  return plan.promise.filesystems.map(({ mounts }) => {
    const own = mounts.map(({ mountpoint }) => ({ mountpoint, ...fileSystems[mountpoint] }));
    return {
      device: [...new Set(own.map((mount) => mount.device))],
      wide: new Set(own.map(({ options = [] }) => options.filter((one) => !OWN.test(one)).join())).size,
      mounts: own.map(({ mountpoint, options = [] }) => {
        const state = foldOptions(
          options.flatMap((value) => splitEntry({ value, at: NOWHERE, certain: true, literal: false })),
        );
        const noatime = options.includes("noatime");
        return { mountpoint, noatime, compress: writeCompression(state.compress), datacow: state.datacow };
      }),
    };
  });
}

function promised({ plan }: Generated): unknown {
  return plan.promise.filesystems.map(({ device, compress, datacow, mounts }) => ({
    device: [device],
    wide: 1,
    mounts: mounts.map(({ mountpoint, noatime }) => ({ mountpoint, noatime, compress, datacow })),
  }));
}

/** Directories that neither a tmpfiles line nor a hook takes copy-on-write from. */
function unset({ rules, create }: z.infer<typeof DISKO>, { plan, text }: Generated): string[] {
  const { layout } = readLayout(text);
  return plan.promise.noCopyOnWrite.filter((path) => {
    const subvolumes = layout.btrfs.flatMap(({ subvolumes }) => subvolumes);
    const own = subvolumes.find(({ mountpoint }) => mountpoint.kind === "known" && mountpoint.value === path)?.name;
    const name = own?.replace(/^\//, "");
    return !rules.includes(`h ${path} - - - - +C`) && !create.includes(`no_copy_on_write '${name}' '.' || failed=1`);
  });
}

function commentsIn(text: string): string[] {
  return text.match(/#.*/g)?.map((comment) => comment.trim()) ?? [];
}

/** Errors and warnings of `check`, by rule. */
async function findings(text: string, { accept: _, ...choices }: Wanted): Promise<string[]> {
  const engine = await engineFor({ [LAYOUT_PATH]: text });
  const selection = { ...DEFAULT_SETTINGS.selection, ...choices };
  return engine
    .check(LAYOUT_PATH, { ...DEFAULT_SETTINGS, selection })
    .findings.filter(({ severity }) => severity === "error" || severity === "warning")
    .map(({ code }) => code);
}
