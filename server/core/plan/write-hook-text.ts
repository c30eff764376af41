/**
 * The shell text of a `postCreateHook` that takes copy-on-write off directories of a btrfs. disko runs it after every
 * format, also where it keeps a filesystem that is there already, so it touches a directory only while that is empty;
 * and under `set -efu`, so what fails in it is a warning and never stops an installation.
 *
 * `$device` is disko's: https://github.com/nix-community/disko/blob/v1.13.0/lib/types/btrfs.nix
 * `+C` on an empty directory holds for all files made in it: https://man7.org/linux/man-pages/man1/chattr.1.html
 */
import { literalLine } from "../nix/write/literals.ts";
import type { HookTarget } from "./plan.ts";

/** The shell function of the hook: by its calls a hook of ours is known. */
const FUNCTION = "no_copy_on_write";

/** The top of the filesystem, or the subvolume itself; two quotes with nothing between them would have to be escaped in Nix. */
const HERE = ".";

/** Lines of a `''…''` string. `pkgs`: the file knows `pkgs`, so `chattr` need not be installed. */
export function hookLines(targets: readonly HookTarget[], pkgs: boolean): string[] {
  const chattr = pkgs ? `\${pkgs.e2fsprogs}/bin/chattr` : "chattr";
  const lines = [
    "# New files below these directories are written without copy-on-write. Every format runs this:",
    "# a directory that holds something stays as it is.",
    "(",
    "  top=$(mktemp -d)",
    '  mount -t btrfs -o subvolid=5 "$device" "$top" || { rmdir "$top"; exit 1; }',
    '  trap \'umount "$top" && rmdir "$top"\' EXIT',
    ...(pkgs ? [] : ["  command -v chattr > /dev/null || { echo 'chattr (e2fsprogs) is not installed' >&2; exit 1; }"]),
    "  failed=0",
    `  ${FUNCTION}() { # SUBVOLUME DIRECTORY`,
    '    [ -d "$top/$1" ] || return 1',
    '    mkdir -p "$top/$1/$2" || return 1',
    `    [ -n "$(ls -A "$top/$1/$2")" ] || ${chattr} +C "$top/$1/$2"`,
    "  }",
    ...targets.map((target) => literalLine(`  ${call(target)} || failed=1`)),
    '  [ "$failed" = 0 ]',
    ") || echo 'warning: some directories keep copy-on-write' >&2",
  ];
  return lines;
}

function call({ subvolume, path }: HookTarget): string {
  return `${FUNCTION} ${quoted(subvolume || HERE)} ${quoted(path || HERE)}`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** The targets that a hook of ours has, wherever in the text they stand; empty for a text of others. */
export function hookTargets(text: string): HookTarget[] {
  const targets = targetsIn(text);
  // In a file with CRLF it is a `"…"` string on one line.
  return targets.length > 0 ? targets : targetsIn(text.replace(/\\(.)/g, (_, sign) => (sign === "n" ? "\n" : sign)));
}

function targetsIn(text: string): HookTarget[] {
  const word = /'((?:[^']|'\\'')*)'/.source;
  const calls = text.matchAll(new RegExp(`^\\s*${FUNCTION} ${word} ${word} \\|\\| failed=1$`, "gm"));
  const plain = (one = ""): string => (one === HERE ? "" : one.replaceAll("'\\''", "'"));
  return [...calls].map(([, subvolume, path]) => ({ subvolume: plain(subvolume), path: plain(path) }));
}
