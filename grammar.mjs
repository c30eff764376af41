// Compiles the C sources of the npm package tree-sitter-nix to WebAssembly, once: the result is kept under .cache,
// named after the versions it was made from. README says why tree-sitter runs as wasm here.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const here = import.meta.dirname;

const FLAGS = [
  "--target=wasm32-unknown-unknown",
  "-Os",
  "-fPIC",
  "-fvisibility=hidden",
  "-fno-exceptions",
  "-ffreestanding",
  "-nostdlib",
  "-nostdlibinc",
  "-isystem",
  "shim",
  "-I",
  "src",
  "-shared",
  "-Wl,--experimental-pic",
  "-Wl,--no-entry",
  "-Wl,--allow-undefined",
  "-Wl,--strip-all",
  "-Wl,--export=tree_sitter_nix",
];

/** Returns the paths of the two wasm files: tree-sitter's own runtime and the Nix grammar. */
export async function buildGrammar() {
  const sources = dirname(require.resolve("tree-sitter-nix/package.json"));
  const read = (name) => readFileSync(join(sources, "src", name), "utf8");
  const files = {
    "parser.c": read("parser.c"),
    "scanner.c": read("scanner.c"),
    tree_sitter: { "parser.h": read("tree_sitter/parser.h") },
  };
  const compiler = JSON.parse(
    readFileSync(join(dirname(require.resolve("@yowasp/clang")), "../package.json"), "utf8"),
  ).version;
  const key = createHash("sha256")
    .update(JSON.stringify([files, FLAGS, compiler]))
    .digest("hex")
    .slice(0, 16);
  const language = join(here, ".cache", `tree-sitter-nix-${key}.wasm`);
  if (!existsSync(language)) {
    const { runClang } = await import("@yowasp/clang");
    const output = await runClang(["clang", ...FLAGS, "src/parser.c", "src/scanner.c", "-o", "grammar.wasm"], {
      src: files,
      // The scanner includes stdlib.h and uses only what stddef.h declares.
      shim: { "stdlib.h": "#pragma once\n#include <stddef.h>\n" },
    });
    mkdirSync(dirname(language), { recursive: true });
    // Written aside and renamed: two builds at once never see half a file.
    const draft = `${language}.${process.pid}`;
    writeFileSync(draft, output["grammar.wasm"]);
    renameSync(draft, language);
  }
  return { runtime: require.resolve("web-tree-sitter/web-tree-sitter.wasm"), language };
}

if (process.argv[1] === import.meta.filename) console.log((await buildGrammar()).language);
