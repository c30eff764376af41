/** Random programs, ours beside those of real Nix. A failure prints the program; DISKO_SEED repeats a run. */
import { describe, expect, test } from "vitest";
import { programOf } from "../core/nix/values/random-programs.ts";
import { evaluateToJson } from "../support/evaluate.ts";
import { disagreement } from "./agreement.ts";
import { askNix, nixVersion } from "./real-nix.ts";

const PROGRAMS = Number(process.env.DISKO_PROGRAMS ?? 400);
const seed = Number(process.env.DISKO_SEED ?? Math.floor(Math.random() * 1e9));

const version = nixVersion();
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, random programs are not compared with real Nix");

describe.runIf(version)("random programs", () => {
  test(`are worth what real Nix says (DISKO_SEED=${seed})`, async () => {
    const programs = Array.from({ length: PROGRAMS }, (_, index) => programOf(seed + index * 7919 + 1));
    const answers = await askNix(programs);
    const wrong = programs.flatMap((program, index) => {
      const answer = answers[index];
      // Logical operators and equality may know a result before the part that Nix stops at.
      const unequal =
        answer && (answer.kind === "error" ? undefined : disagreement(evaluateToJson(program), answer, true));
      return unequal ? [`${program}\n  ${unequal}`] : [];
    });
    expect(wrong).toEqual([]);
    const refused = answers.filter((answer) => answer.kind === "error").length;
    expect(refused).toBeLessThan(PROGRAMS / 4);
  });
});
