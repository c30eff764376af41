/** What VS Code calls: runs every suite beside it with mocha and writes the report that run.mjs reads. */
import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { reportPath } from "./editor.ts";

export async function run(): Promise<void> {
  const report = reportPath();
  const log = (...args: unknown[]): void => appendFileSync(report, `${format(...args)}\n`);
  // VS Code mixes its own log with what is printed, so mocha prints to the report.
  Mocha.reporters.Base.consoleLog = log;
  const mocha = new Mocha({ ui: "tdd", timeout: 30_000, forbidOnly: true, forbidPending: true, color: false });
  if (process.env.DISKO_TEST_GREP) mocha.fgrep(process.env.DISKO_TEST_GREP);
  for (const name of readdirSync(__dirname).sort())
    if (name.endsWith(".test.cjs")) mocha.addFile(join(__dirname, name));
  const failures = await new Promise<number>((done) => {
    const runner = mocha.run(done);
    runner.once("end", () => log(`finished: ${runner.stats?.passes} passed, ${runner.stats?.failures} failed`));
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}
