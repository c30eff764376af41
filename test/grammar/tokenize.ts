// The editor's own tokenizer over the Nix grammar that its Nix extensions ship, with our injection and without.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "../..");
const INJECTION = "disko.mount-options.injection";

const GRAMMARS: ReadonlyMap<string, string> = new Map([
  ["source.nix", require.resolve("tm-grammars/grammars/nix.json")],
  [INJECTION, join(root, "syntaxes/mount-options.tmLanguage.json")],
]);

export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

export type Tokenize = (nix: string) => Token[];

export async function openTokenizer({ injected }: { readonly injected: boolean }): Promise<Tokenize> {
  const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scopeName) => {
      const path = GRAMMARS.get(scopeName);
      return path === undefined ? null : textmate.parseRawGrammar(readFileSync(path, "utf8"), path);
    },
    getInjections: (scopeName) => (injected && scopeName === "source.nix" ? [INJECTION] : undefined),
  });
  const grammar = await registry.loadGrammar("source.nix");
  if (!grammar) throw new Error("the Nix grammar did not load");

  return (nix) => {
    let state = textmate.INITIAL;
    return nix.split("\n").flatMap((line) => {
      const result = grammar.tokenizeLine(line, state);
      state = result.ruleStack;
      return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scopes,
      }));
    });
  };
}
