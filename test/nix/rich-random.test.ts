/** Thousands of random programs of the whole language, ours beside those of real Nix. DISKO_SEED repeats a run. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nixVersion } from "./real-nix.ts";
import { programs } from "./rich-programs.ts";
import { SEED } from "./seed.ts";
import { agreeing, compareWithNix } from "./three-numbers.ts";

const PROGRAMS = Number(process.env.DISKO_PROGRAMS ?? 2000);

const version = nixVersion();
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, random programs are not compared with real Nix");

describe.runIf(version)("random programs of the whole language", () => {
  test(`are worth what real Nix says (DISKO_SEED=${SEED})`, async () => {
    const drawn = fc.sample(programs, { numRuns: PROGRAMS, seed: SEED });
    const numbers = await compareWithNix(`random programs (DISKO_SEED=${SEED})`, drawn);
    expect(numbers.wrong).toEqual([]);
    expect(agreeing(numbers)).toBeGreaterThanOrEqual(0.9);
  });
});
