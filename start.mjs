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
  run("What the hosts run", ["profile", folder, ...stackFlags(rest)]),
  run("What is wrong with their layouts", ["check", folder, ...rest]),
  ...(own ? layoutsIn(folder) : [{ file: join(folder, SAMPLE.file), hosts: [] }]).map(better),
];
// The sample is there to have problems; only your own files decide the exit code.
const worst = Math.max(...codes);
process.exitCode = !own && worst === 1 ? 0 : worst;

/** Exit code of one command, run under a heading that says how to run it again. */
function run(title, words) {
  console.log(`\n${bold(`== ${title}`)}\n   disko-toolstack ${words.map(shellWord).join(" ")}\n`);
  return spawnSync(process.execPath, [program, ...words], { stdio: "inherit" }).status ?? 2;
}

/** Shows what would change in a file; where several hosts use it and none was named, for the first of them. */
function better({ file, hosts }) {
  const flags = own ? rest : SAMPLE.flags;
  const chosen = hosts.length > 1 && !flags.some((word) => /^--host(=|$)/.test(word)) ? ["--host", hosts[0]] : [];
  const note = chosen.length > 0 ? ` (for ${hosts[0]}; ${hosts.slice(1).join(", ")} with --host)` : "";
  return run(`What would be better: ${file}${note}`, ["generate", file, "--diff", ...chosen, ...flags]);
}

/** The files below a path that define disko devices, each with the hosts that read it. */
function layoutsIn(path) {
  const files = ask(["check", path, ...rest])?.files ?? [];
  return files.map((file) => ({ file, hosts: ask(["profile", file])?.hosts.map(({ name }) => name) ?? [] }));
}

/** What a command answers as JSON; undefined where it has no answer, which it said when it ran before. */
function ask(words) {
  const { stdout } = spawnSync(process.execPath, [program, ...words, "--format", "json"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return stdout === "" ? undefined : JSON.parse(stdout);
}

/** The flags that `profile` takes too: what the hosts run, not what the layout is for. */
function stackFlags(words) {
  const takes = (word) => /^--(host|tool|exclude|project)(=|$)/.test(word);
  return words.filter((word, at) => takes(word) || (at > 0 && takes(words[at - 1]) && !words[at - 1].includes("=")));
}

function bold(text) {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText("bold", text) : text;
}

function shellWord(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
