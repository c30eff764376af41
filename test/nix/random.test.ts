/** Random programs, ours beside those of real Nix. A failure prints the program; DISKO_SEED repeats a run. */
import { describe, expect, test } from "vitest";
import { programOf } from "../core/nix/values/random-programs.ts";
import { nixVersion } from "./real-nix.ts";
import { SEED } from "./seed.ts";
import { agreeing, compareWithNix } from "./three-numbers.ts";

const PROGRAMS = Number(process.env.DISKO_PROGRAMS ?? 400);

const version = nixVersion();
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, random programs are not compared with real Nix");

describe.runIf(version)("random programs", () => {
  test(`are worth what real Nix says (DISKO_SEED=${SEED})`, async () => {
    const programs = Array.from({ length: PROGRAMS }, (_, index) => programOf(SEED + index * 7919 + 1));
    const numbers = await compareWithNix(`random programs (DISKO_SEED=${SEED})`, programs);
    expect(numbers.wrong).toEqual([]);
    expect(agreeing(numbers)).toBeGreaterThanOrEqual(0.9);
  });
});
