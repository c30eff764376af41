/** Fix-all over layouts that were changed at random: it ends, and what it writes is what its findings said, and no more. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Mount } from "../../../server/core/disko/layout.ts";
import { analyzeFile } from "../../../server/core/engine/analysis.ts";
import { fixAll } from "../../../server/core/engine/fix-all.ts";
import type { Engine } from "../../../server/core/engine.ts";
import { createEngine } from "../../../server/core/engine.ts";
import { computeEffective } from "../../../server/core/mounts/compute-effective.ts";
import { optionsOf } from "../../../server/core/mounts/mount-option.ts";
import { describeOption } from "../../../server/core/mounts/vocabulary.ts";
import { createParser, type Parser } from "../../../server/core/nix/syntax/parser.ts";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { applyEdits } from "../../../server/core/text/edit.ts";
import type { Finding } from "../../../server/core/text/finding.ts";
import { grammarBytes } from "../../support/grammar.ts";
import { memoryFiles } from "../../support/memory-files.ts";
import { bundledPatterns } from "../../support/patterns.ts";
import { mutatedLayout, ORIGINALS } from "./mutated-layout.ts";

/** More runs: `RUNS=5000`; those of a failure again: `SEED=…`, as fast-check printed it. */
const { RUNS = "250", SEED } = process.env;
const PATH = "/w/disko.nix";

interface Bench {
  readonly engine: Engine;
  readonly parser: Parser;
  /** Puts a text into the file. */
  write(text: string): void;
}

async function bench(): Promise<Bench> {
  const grammar = await grammarBytes();
  let text = "";
  const files = { read: (path: string) => memoryFiles({ [PATH]: text }).read(path) };
  return {
    engine: await createEngine({ grammar, files, patterns: bundledPatterns() }),
    parser: await createParser(grammar),
    write: (next) => {
      text = next;
    },
  };
}

/** What is true of a text before and after: how it reads, what is wrong with it, what takes effect. */
function look(text: string, at: Bench) {
  const { engine, parser, write } = at;
  write(text);
  const tree = parser.parse(PATH, text);
  const { findings } = engine.check(PATH, DEFAULT_SETTINGS);
  return {
    parses: tree.errors.length === 0,
    comments: tree.comments.map((comment) => comment.text).filter((comment) => !comment.includes("disko-ignore")),
    findings,
    mounts: effectOf(text, at),
  };
}

/** Of each mount: what its filesystem comes to, and what is its own. Undefined: not known. */
function effectOf(text: string, { parser }: Bench): ReadonlyMap<string, string | undefined> {
  const { layout, host } = analyzeFile(PATH, memoryFiles({ [PATH]: text }), parser);
  return new Map(
    computeEffective(layout, undefined, host).filesystems.flatMap(({ state, mounts }) =>
      mounts.map(({ mount }) => {
        const shown = state && {
          ...state,
          others: [...state.others].filter(([name, value]) => describeOption(name)?.defaultValue !== value).sort(),
          unsure: [...(state.unsure ?? [])].sort(),
          own: flagsOf(mount),
        };
        return [mount.name, shown && JSON.stringify(shown)] as const;
      }),
    ),
  );
}

/** What holds anyway, without `defaults` too: mount(8). disko names the subvolume itself. */
const ANYWAY = new Set(["defaults", "rw", "suid", "dev", "exec", "auto", "nouser"]);
const NAMES_SUBVOLUME = new Set(["subvol", "subvolid"]);

function flagsOf(mount: Mount): string[] {
  const own = optionsOf(mount).filter(
    ({ name }) => describeOption(name)?.scope === "mount" && !NAMES_SUBVOLUME.has(name),
  );
  const texts = new Set(own.map(({ text }) => text).filter((text) => !ANYWAY.has(text)));
  if (texts.has("noatime")) texts.delete("nodiratime");
  return [...texts].sort();
}

function examine(text: string, at: Bench): readonly Finding[] {
  const before = look(text, at);
  at.write(text);
  const { edits, fixed } = at.engine.fixAll(PATH, DEFAULT_SETTINGS);
  const after = applyEdits(text, edits);
  const now = look(after, at);

  expect(at.engine.fixAll(PATH, DEFAULT_SETTINGS).edits, "a second run has nothing to do").toEqual([]);
  if (before.parses) expect(now.parses, "it still parses").toBe(true);
  expect(isSubsequence(before.comments, now.comments), "comments stay, in their order").toBe(true);
  expect(
    now.comments.length - before.comments.length,
    "no comment but the reasons of those that go",
  ).toBeLessThanOrEqual(fixed.filter(({ code }) => code === "DSK190").length);
  const lines = untouched(text, edits);
  expect(isSubsequence(lines, after.split("\n")), "lines without an edit stay to the byte").toBe(true);
  expect(
    lineEnds(after).filter((end) => !lineEnds(text).includes(end)),
    "line ends stay",
  ).toEqual([]);
  const unkempt = (whole: string): number => whole.split(/\r?\n/).filter((line) => /[ \t]$/.test(line)).length;
  expect(unkempt(after), "no blanks are left at the end of a line").toBeLessThanOrEqual(unkempt(text));
  if (!before.findings.some(hidesOthers)) expect(newErrors(before.findings, now.findings)).toEqual([]);
  expect(effectOf(redundanceGone(text, at), at), "what is redundant changes nothing").toEqual(before.mounts);
  return fixed;
}

/** The text without what its findings call redundant or on its way out. */
function redundanceGone(text: string, { engine, write }: Bench): string {
  const { edits } = fixAll({
    text: (path) => (path === PATH ? text : undefined),
    check(texts) {
      write(texts.get(PATH) ?? text);
      const { findings } = engine.check(PATH, DEFAULT_SETTINGS);
      return findings.filter(({ consequence }) => consequence === "redundant" || consequence === "deprecated");
    },
  });
  return applyEdits(text, edits);
}

/** While Nix or disko refuses a file, what it means cannot be seen. */
function hidesOthers({ consequence }: Finding): boolean {
  return consequence === "evaluation";
}

function newErrors(before: readonly Finding[], after: readonly Finding[]): string[] {
  const known = new Set(before.map(({ code }) => code));
  return after.filter(({ severity, code }) => severity === "error" && !known.has(code)).map(({ message }) => message);
}

function untouched(
  text: string,
  edits: readonly { readonly span: { readonly start: number; readonly end: number } }[],
): string[] {
  let offset = 0;
  return text.split("\n").filter((line) => {
    const [start, end] = [offset, offset + line.length + 1];
    offset = end;
    return !edits.some(({ span }) => span.start < end && start <= span.end);
  });
}

function lineEnds(text: string): string[] {
  return [...new Set(text.match(/\r?\n/g))];
}

function isSubsequence(part: readonly string[], all: readonly string[]): boolean {
  let next = 0;
  for (const one of all) if (one === part[next]) next += 1;
  return next === part.length;
}

test.each([...ORIGINALS])("%s", async (_, text) => {
  examine(text, await shared);
});

test("layouts that were changed at random", async () => {
  const at = await shared;
  const counts = new Map<string, number>();
  fc.assert(
    fc.property(mutatedLayout, ({ text, what }) => {
      try {
        for (const { code } of examine(text, at)) counts.set(code, (counts.get(code) ?? 0) + 1);
      } catch (error) {
        throw new Error(`${what}\n${text}`, { cause: error });
      }
    }),
    { numRuns: Number(RUNS), ...(SEED !== undefined && { seed: Number(SEED) }) },
  );
  // Else the layouts are too good, or too odd, to show anything.
  expect(counts.size, JSON.stringify([...counts])).toBeGreaterThan(8);
}, 600_000);

const shared = bench();
