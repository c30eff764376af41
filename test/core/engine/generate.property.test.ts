/** Over random hosts: `generate` gives a plan that does what it says, or a reason. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { examiner } from "./generate-examined.ts";
import { randomHost } from "./generate-random.ts";

/** More runs: `RUNS=5000`; those of a failure again: `SEED=…`, as fast-check printed it. */
const { RUNS = "200", SEED } = process.env;

test("a plan that does what it says, or a reason", async () => {
  const examine = await examiner();
  const counts = { written: 0, partly: 0, nothing: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(randomHost, async (host) => {
      counts[await examine(host)] += 1;
    }),
    { numRuns: Number(RUNS), ...(SEED !== undefined && { seed: Number(SEED) }) },
  );
  // Else the hosts are too odd to show anything.
  expect(counts.written, JSON.stringify(counts)).toBeGreaterThan(Number(RUNS) / 3);
}, 3_600_000);
