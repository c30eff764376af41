/**
 * The house has floors: a file imports only from floors below its own, from its own folder, or from a package its floor
 * may use. A file that stands on no floor fails. ARCHITECTURE.md draws the picture.
 */
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Lowest first. A room is a path prefix; rooms on one floor never import each other. */
const FLOORS: readonly (readonly string[])[] = [
  ["server/core/text/", "server/core/files.ts"],
  ["server/core/settings.ts"],
  ["server/core/nix/syntax/"],
  ["server/core/nix/values/", "server/core/nix/write/"],
  ["server/core/disko/", "server/core/nixos/", "server/core/patterns/"],
  ["server/core/mounts/", "server/core/stack/"],
  ["server/core/plan/", "server/core/machine/"],
  ["server/core/rules/"],
  ["server/core/engine/"],
  ["server/core/engine.ts"],
  ["server/lsp/", "server/cli/"],
  ["server/entry/"],
];

/** Packages by room; a room may use what its most specific line names. Nothing else of npm, and `node:` nowhere else. */
const PACKAGES: readonly (readonly [room: string, allowed: RegExp])[] = [
  ["server/core/nix/syntax/", /^web-tree-sitter$/],
  ["server/core/nix/values/", /^(smol-toml|fastest-levenshtein|@noble\/hashes\/[\w.-]+)$/],
  ["server/core/text/", /^fastest-levenshtein$/],
  ["server/core/nixos/", /^zod$/],
  ["server/core/patterns/", /^(zod|yaml)$/],
  ["server/core/stack/", /^(zod|yaml)$/],
  ["server/core/engine/", /^fast-diff$/],
  ["server/core/", /^$/],
  ["server/lsp/", /^(vscode-languageserver|vscode-languageserver-textdocument|vscode-uri|zod)$/],
  ["server/cli/", /^(node:.*|commander|diff|zod)$/],
  ["server/entry/", /^(node:.*|vscode-languageserver\/(node|browser)(\.js)?|disko-toolstack:patterns)$/],
  ["client/", /^(vscode|vscode-languageclient(\/(node|browser))?(\.js)?)$/],
];

const IMPORT =
  /^\s*(?:import|export)\b[^"'`;]*?from\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(IMPORT)].map((m) => m[1] ?? m[2] ?? m[3] ?? "");
}

function roomOf(file: string): { floor: number; room: string } | undefined {
  for (const [floor, rooms] of FLOORS.entries()) {
    const room = rooms.find((r) => file === r || (r.endsWith("/") && file.startsWith(r)));
    if (room) return { floor, room };
  }
  return undefined;
}

const serverFiles = globSync("server/**/*.ts", { cwd: root }).sort();
const clientFiles = globSync("client/**/*.ts", { cwd: root }).sort();

test("every file of the server stands on a floor", () => {
  expect(serverFiles.filter((file) => !roomOf(file))).toEqual([]);
});

test("imports go down only, never sideways", () => {
  const wrong: string[] = [];
  for (const file of serverFiles) {
    const from = roomOf(file);
    for (const specifier of importsOf(file).filter((s) => s.startsWith("."))) {
      const target = normalize(join(dirname(file), specifier));
      const to = roomOf(target);
      const allowed = from && to && (to.floor < from.floor || to.room === from.room);
      if (!allowed) wrong.push(`${file} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("the client knows nothing of the server, and the server nothing of the client", () => {
  const wrong = clientFiles.flatMap((file) =>
    importsOf(file)
      .filter((s) => s.startsWith("."))
      .map((s) => normalize(join(dirname(file), s)))
      .filter((target) => !target.startsWith("client/"))
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("each room uses only the packages it may", () => {
  const wrong: string[] = [];
  for (const file of [...serverFiles, ...clientFiles]) {
    const allowed = PACKAGES.find(([room]) => file.startsWith(room))?.[1];
    for (const specifier of importsOf(file).filter((s) => !s.startsWith("."))) {
      if (!allowed?.test(specifier)) wrong.push(`${file} imports ${specifier}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("the core names no global of a runtime", () => {
  const globals = /\b(process|Buffer|require|window|document|globalThis|setTimeout|setInterval|fetch|console)\s*[.(]/;
  const wrong = serverFiles
    .filter((file) => file.startsWith("server/core/"))
    .flatMap((file) =>
      readFileSync(join(root, file), "utf8")
        .split("\n")
        .flatMap((line, i) =>
          globals.test(line.replace(/\/\/.*|^\s*\*.*|"[^"]*"|`[^`]*`/g, ""))
            ? [`${file}:${i + 1}: ${line.trim()}`]
            : [],
        ),
    );
  expect(wrong).toEqual([]);
});
