import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { beforeAll, describe, expect, test } from "vitest";
import { VOCABULARY } from "../../server/core/mounts/vocabulary.ts";
import { openTokenizer, type Token, type Tokenize } from "./tokenize.ts";

const root = join(import.meta.dirname, "../..");

let tokenize: Tokenize;
let withoutInjection: Tokenize;

beforeAll(async () => {
  tokenize = await openTokenizer({ injected: true });
  withoutInjection = await openTokenizer({ injected: false });
});

/** Short names for what we colour, by the scope that a theme sees. */
const KINDS: readonly (readonly [scope: string, kind: string])[] = [
  ["support.type.mount-option.filesystem.disko", "filesystem"],
  ["variable.other.mount-option.mount.disko", "mount"],
  ["entity.other.attribute-name.mount-option.userspace.disko", "userspace"],
  ["keyword.operator.assignment.mount-option.disko", "="],
  ["constant.language.mount-option.value.disko", "value"],
  ["constant.numeric.mount-option.level.disko", "level"],
  ["constant.numeric.mount-option.disko", "number"],
  ["constant.numeric.size.disko", "size"],
  ["keyword.other.unit.size.disko", "unit"],
  ["keyword.other.unit.mount-option.disko", "unit"],
  ["punctuation.separator.mount-option.disko", ":"],
];

function kindOf({ scopes }: Token): string | undefined {
  return KINDS.find(([scope]) => scopes.includes(scope))?.[1];
}

/** Everything we colour in a text: `compress filesystem`, `= =`, `zstd value`. */
function coloured(nix: string): string[] {
  return tokenize(nix).flatMap((token) => {
    const kind = kindOf(token);
    return kind === undefined ? [] : [`${token.text} ${kind}`];
  });
}

const inSubvolume = (line: string): string =>
  `{\n  "@" = {\n    mountpoint = "/";\n    ${line}\n    x = "noatime";\n  };\n}`;

describe("inside mountOptions", () => {
  test.each<[what: string, line: string, expected: string[]]>([
    ["a flag of the filesystem", 'mountOptions = [ "nodatacow" ];', ["nodatacow filesystem"]],
    ["a flag of this mount", 'mountOptions = [ "noatime" ];', ["noatime mount"]],
    [
      "what only userspace reads",
      'mountOptions = [ "nofail" "x-gvfs-hide" ];',
      ["nofail userspace", "x-gvfs-hide userspace"],
    ],
    ["a value", 'mountOptions = [ "compress=zstd" ];', ["compress filesystem", "= =", "zstd value"]],
    [
      "a value with level",
      'mountOptions = [ "compress-force=zstd:-3" ];',
      ["compress-force filesystem", "= =", "zstd value", ": :", "-3 level"],
    ],
    ["a number", 'mountOptions = [ "commit=30" ];', ["commit filesystem", "= =", "30 number"]],
    ["a number with unit", 'mountOptions = [ "size=25%" ];', ["size filesystem", "= =", "25 number", "% unit"]],
    [
      "a value with dots",
      'mountOptions = [ "x-systemd.requires=a.service" ];',
      ["x-systemd.requires userspace", "= =", "a.service value"],
    ],
    [
      "several in one string",
      'mountOptions = [ "compress=lzo,noatime,nofail" ];',
      ["compress filesystem", "= =", "lzo value", "noatime mount", "nofail userspace"],
    ],
    ["several strings", 'mountOptions = [ "noatime" "ssd" ];', ["noatime mount", "ssd filesystem"]],
    ["an indented string", "mountOptions = [ ''noatime'' ];", ["noatime mount"]],
    [
      "a list on the next lines",
      'mountOptions =\n      [\n        "noatime"\n        "ssd"\n      ];',
      ["noatime mount", "ssd filesystem"],
    ],
    ["an attribute path", 'content.mountOptions = [ "noatime" ];', ["noatime mount"]],
    ["a quoted name", '"mountOptions" = [ "noatime" ];', ["noatime mount"]],
    ["no blank before the equals sign", 'mountOptions=["noatime"];', ["noatime mount"]],
    [
      "lib.optional",
      'mountOptions = [ "ssd" ] ++ lib.optional big "noatime" ++ lib.optionals (a == 1) [ "nofail" ];',
      ["ssd filesystem", "noatime mount", "nofail userspace"],
    ],
    [
      "a let with semicolons inside",
      'mountOptions = let o = [ "noatime" ]; in o ++ [ "ssd" ];',
      ["noatime mount", "ssd filesystem"],
    ],
    ["a with", 'mountOptions = with lib; [ "noatime" ];', ["noatime mount"]],
    [
      "text before an interpolation",
      `mountOptions = [ "compress=zstd:\${level}" "noatime" ];`,
      ["compress filesystem", "= =", "zstd value", "noatime mount"],
    ],
    [
      "a string in an interpolation",
      `mountOptions = [ "\${if a then "noatime" else "ssd"}" ];`,
      ["noatime mount", "ssd filesystem"],
    ],
    ["a typo stays plain", 'mountOptions = [ "compres=zstd" "noatim" ];', []],
    ["a name that only begins like an option", 'mountOptions = [ "ssdx" "noatime-2" ];', []],
    ["a line comment", 'mountOptions = [\n      # "noatime" is the default\n      "ssd"\n    ];', ["ssd filesystem"]],
    ["a block comment", 'mountOptions = [ /* "noatime" */ "ssd" ];', ["ssd filesystem"]],
    ["a string with an escape", 'mountOptions = [ "ssd\\n" "noatime" ];', ["noatime mount"]],
    ["an empty list", "mountOptions = [ ];", []],
    ["an empty string", 'mountOptions = [ "" "ssd" ];', ["ssd filesystem"]],
    ["a variable", "mountOptions = options;", []],
  ])("%s", (_, line, expected) => {
    expect(coloured(inSubvolume(line))).toEqual(expected);
  });
});

test("every option that the server knows has the colour of its scope", () => {
  const wrong = VOCABULARY.flatMap((option) =>
    option.spellings.flatMap(({ name }) => {
      // Asking for them fails the mount or does nothing: no colour says that they are options.
      const expected = option.removed ? undefined : option.scope;
      const tokens = tokenize(`{ mountOptions = [ "${name}" ]; }`);
      const found = tokens.map(kindOf).find((kind) => kind !== undefined);
      return found === expected ? [] : [`${name}: ${found} instead of ${expected}`];
    }),
  );
  expect(wrong).toEqual([]);
});

describe("sizes", () => {
  test.each<[line: string, expected: string[]]>([
    ['size = "512M";', ["512 size", "M unit"]],
    ['size = "100%";', ["100 size", "% unit"]],
    ['start = "1M";', ["1 size", "M unit"]],
    ['end = "-8G";', ["-8 size", "G unit"]],
    ['swap.swapfile.size = "20G";', ["20 size", "G unit"]],
    ['size = "512MB";', []],
    ['size = "12";', []],
    ["size = 12;", []],
    ['fontsize = "12M";', []],
    ['name = "512M";', []],
  ])("%s", (line, expected) => {
    expect(coloured(inSubvolume(line))).toEqual(expected);
  });
});

describe("elsewhere nothing changes", () => {
  test.each([
    'environment.systemPackages = [ "noatime" ];',
    'boot.kernelParams = [ "compress=zstd" ];',
    'x = mountOptions == [ "noatime" ];',
    'x = f mountOptions [ "noatime" ];',
    'inherit mountOptions; y = [ "noatime" ];',
    'x = "mountOptions = [ noatime ]";',
    "x = ''\n  mountOptions = [ \"noatime\" ];\n'';",
    '# mountOptions = [ "noatime" ];\nx = [ "noatime" ];',
    'mountOption = [ "noatime" ];',
    'f = { mountOptions ? [ "noatime" ], size ? "1G", ... }: 1;',
  ])("%s", (line) => {
    expect(coloured(`{\n${line}\n}`)).toEqual([]);
  });

  test.each(nixFiles())("the Nix grammar's own scopes in %s", (path) => {
    const nix = readFileSync(join(root, path), "utf8");
    expect(foreignScopes(tokenize(nix))).toEqual(foreignScopes(withoutInjection(nix)));
  });
});

function nixFiles(): string[] {
  return globSync("test/{workspaces,mistakes}/**/*.nix", { cwd: root }).sort();
}

/** Scopes that are not ours, character by character: where we split a token, its parts keep the scopes of the whole. */
function foreignScopes(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ text, scopes }) => {
    const others = scopes.filter((scope) => !scope.endsWith(".disko")).join(" ");
    return [...text].map((character) => `${character} ${others}`);
  });
}
