// `npm start`: builds, then does the whole main job in the terminal on the sample workspace: what the hosts run, what is
// wrong with their layouts, and what an optimized layout would change. `npm start -- PATH [--host H …]` does it on yours;
// nothing is written.
import { spawnSync } from "node:child_process";
import { join, relative } from "node:path";
import { styleText } from "node:util";
import { build } from "./build.mjs";

/** The sample's host that shows most, and what it is made for. */
const SAMPLE = {
  file: "hosts/draco/disko.nix",
  flags: ["--host", "draco", "--priority", "performance", "--target", "install"],
};

const program = join(await build(), "cli.cjs");
const [first, ...rest] = process.argv.slice(2);
const own = first !== undefined;
const folder = first ?? (relative(process.cwd(), join(import.meta.dirname, "test/workspaces/sample")) || ".");

const codes = [
  run("What the hosts run", ["profile", folder, ...rest]),
  run("What is wrong with their layouts", ["check", folder, ...rest]),
  ...(own ? layoutsIn(folder) : [join(folder, SAMPLE.file)]).map((file) =>
    run(`What would be better: ${file}`, ["generate", file, "--diff", ...(own ? rest : SAMPLE.flags)]),
  ),
];
// The sample is there to have problems; only your own files decide the exit code.
const worst = Math.max(...codes);
process.exitCode = !own && worst === 1 ? 0 : worst;

/** Exit code of one command, run under a heading that says how to run it again. */
function run(title, words) {
  console.log(`\n${bold(`== ${title}`)}\n   disko-toolstack ${words.map(shellWord).join(" ")}\n`);
  return spawnSync(process.execPath, [program, ...words], { stdio: "inherit" }).status ?? 2;
}

/** The files below a path that define disko devices. */
function layoutsIn(path) {
  const { stdout } = spawnSync(process.execPath, [program, "check", path, ...rest, "--format", "json"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return stdout === "" ? [] : JSON.parse(stdout).files;
}

function bold(text) {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText("bold", text) : text;
}

function shellWord(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
