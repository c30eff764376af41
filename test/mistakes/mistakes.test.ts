/**
 * 88 small files with one mistake each, and what real disko and a real mount made of them. `check` must say the right
 * thing at the right line, and nothing of what is harmless. TABLE.md shows all three side by side;
 * `UPDATE=1 npx vitest run test/mistakes` writes it anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../server/core/settings.ts";
import type { Finding } from "../../server/core/text/finding.ts";
import { draw } from "../support/drawings.ts";
import { engineFor } from "../support/engine.ts";
import { EXPECTED } from "./expected.ts";
import { BASELINE, CASES, readOutcomes } from "./outcomes.ts";

const TABLE = join(import.meta.dirname, "TABLE.md");
const outcomes = readOutcomes();
const texts = new Map(outcomes.map(({ name }) => [name, readFileSync(join(CASES, `${name}.nix`), "utf8")]));
const baseline = linesOf(BASELINE);

let findings: ReadonlyMap<string, readonly Finding[]>;

beforeAll(async () => {
  const engine = await engineFor(Object.fromEntries([...texts].map(([name, text]) => [`/${name}.nix`, text])));
  findings = new Map(
    outcomes.map(({ name }) => [name, engine.check(`/${name}.nix`, DEFAULT_SETTINGS).findings] as const),
  );
});

test("every file has an outcome and an expectation, and the other way round", () => {
  const files = globSync("*.nix", { cwd: CASES }).map((name) => name.replace(/\.nix$/, ""));
  const names = outcomes.map(({ name }) => name);
  expect(files.sort()).toEqual(names);
  expect(Object.keys(EXPECTED).sort()).toEqual(names);
});

describe("check says", () => {
  test.each(outcomes.map(({ name }) => name))("%s", (name) => {
    expect(saidOf(name)).toEqual(EXPECTED[name]?.findings);
  });
});

/** What is missing has no line of its own. */
const ON_THE_OBJECT = new Set(["DSK103", "DSK105"]);

test("a finding stands on a line that the mistake is on, or on the object it is missing from", () => {
  const elsewhere = outcomes.flatMap(({ name }) => {
    const changed = changedLines(name);
    return placesOf(name).flatMap(({ line, code }) =>
      ON_THE_OBJECT.has(code) || changed.has(line) ? [] : [`${name}:${line} ${code}`],
    );
  });
  expect(elsewhere).toEqual(ELSEWHERE);
});

/**
 * Findings on the other end of the mistake: what takes the room, what is mounted there too, what does not fit the type,
 * and later mounts that no longer get what they ask for.
 */
const ELSEWHERE: readonly string[] = [
  "16-no-size-in-first-partition:9 DSK307",
  "22-dup-mountpoint-two-fs:21 DSK301",
  "33-compress-level-too-high:21 DSK204",
  "33-compress-level-too-high:22 DSK204",
  "35-nodatacow-after-compress-root:21 DSK204",
  "35-nodatacow-after-compress-root:22 DSK204",
  "37-compress-only-on-later:21 DSK204",
  "37-compress-only-on-later:22 DSK204",
  "58-gpt-type-table-mixed:8 DSK102",
];

test("what is rejected or fails is an error, what installs is none", () => {
  const hasError = (name: string): boolean => placesOf(name).some(({ severity }) => severity === "error");
  const silent = (name: string): boolean => placesOf(name).length === 0;
  const wrong = outcomes.filter(({ name, installs }) => (installs ? hasError(name) : !hasError(name) && !silent(name)));
  expect(wrong.map(({ name }) => name)).toEqual([...DATA_AT_THE_WRONG_PLACE, ...FAILS_LATER].sort());
});

/** They install, and the system that boots mounts another filesystem than the one that was installed to. */
const DATA_AT_THE_WRONG_PLACE = ["20-dup-mountpoint-subvols", "87-content-mountpoint-and-subvol-root"];

/** disko formats and mounts them; nixos-install, which writes to what is mounted, or the firmware is stopped by it. */
const FAILS_LATER = ["61-ESP-format-ext4", "64-readonly-nix", "65-noexec-nix"];

test("where nothing is said, the table says why", () => {
  const unexplained = Object.entries(EXPECTED).filter(([, { findings, note }]) => findings.length === 0 && !note);
  expect(unexplained.map(([name]) => name)).toEqual([]);
});

test("TABLE.md is current", () => {
  const table = writeTable();
  if (process.env.UPDATE) writeFileSync(TABLE, table);
  expect(readFileSync(TABLE, "utf8")).toBe(table);
});

function linesOf(name: string): readonly string[] {
  return texts.get(name)?.split("\n") ?? [];
}

function placesOf(name: string): { readonly line: number; readonly code: string; readonly severity: string }[] {
  return (findings.get(name) ?? []).map((finding) => ({
    line: draw(texts.get(name) ?? "", finding).line,
    code: finding.code,
    severity: finding.severity,
  }));
}

function saidOf(name: string): string[] {
  return placesOf(name).map(({ line, code }) => `${line} ${code}`);
}

/** Lines (from 1) that differ from the baseline's. */
function changedLines(name: string): ReadonlySet<number> {
  return new Set(linesOf(name).flatMap((line, index) => (line === baseline[index] ? [] : [index + 1])));
}

function writeTable(): string {
  const rows = outcomes.map(({ name, text }) => {
    const said = (findings.get(name) ?? []).map((finding) => {
      const { line } = draw(texts.get(name) ?? "", finding);
      return `line ${line}: ${finding.severity} ${finding.code}, ${finding.message}`;
    });
    const note = EXPECTED[name]?.note;
    const cells = [name, text, said.length > 0 ? said.join("<br>") : "nothing", note ?? ""];
    return `| ${cells.map(escapeCell).join(" | ")} |`;
  });
  return [
    "# What check says of 88 mistakes",
    "",
    "Generated by `UPDATE=1 npx vitest run test/mistakes`. Each file of `cases/` differs from `00-baseline` in one place.",
    "Real disko 1.13 evaluated it, formatted a disk and mounted it on Linux 6.18; what happened is in the second column.",
    "",
    "| case | disko and mount did | check says | why not (more) |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function escapeCell(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/</g, (mark, at: number) => (text.startsWith("<br>", at) ? mark : "&lt;"));
}
