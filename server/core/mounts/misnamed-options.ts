/**
 * Names that btrfs does not know but people write: options of other filesystems, and old or guessed names. For each, what
 * to write instead or why there is nothing to write; everything else gets the nearest known name.
 */
import { didYouMean, editDistance } from "../text/similar.ts";
import { describeOption, optionNames, spellingOf } from "./vocabulary.ts";

export interface BetterName {
  /** The whole option to write instead, with its value. */
  readonly text: string;
  /** Says the same without doubt: a slip of one letter, or the other case. */
  readonly certain: boolean;
}

export interface Misnamed {
  readonly better: BetterName | undefined;
  /** A sentence on where the name comes from, or what to use. */
  readonly note: string | undefined;
}

const QUOTA = "Quotas of btrfs are turned on with `btrfs quota enable`.";
const SWAP = "It belongs to swap.";
const OTHER = "It is an option of other filesystems, not of btrfs.";

const KNOWN_MISTAKES: Readonly<Record<string, { readonly instead?: string; readonly note?: string }>> = {
  compression: { instead: "compress" },
  compress_force: { instead: "compress-force" },
  "force-compress": { instead: "compress-force" },
  forcecompress: { instead: "compress-force" },
  nocompress: { instead: "compress=no" },
  "nocompress-force": { instead: "compress=no" },
  nocow: { instead: "nodatacow" },
  cow: { instead: "datacow" },
  nochecksum: { instead: "nodatasum" },
  async_discard: { instead: "discard=async" },
  "discard-async": { instead: "discard=async" },
  trim: { instead: "discard=async" },
  "systemd.automount": { instead: "x-systemd.automount" },
  fail: { instead: "nofail" },
  nocommit: { note: "`commit` has no negation." },
  dax: { note: OTHER },
  nodax: { note: OTHER },
  data: { note: OTHER },
  errors: { note: OTHER },
  inode64: { note: OTHER },
  user_xattr: { note: "btrfs always has extended attributes." },
  nouser_xattr: { note: OTHER },
  journal: { note: OTHER },
  umask: { note: OTHER },
  fmask: { note: OTHER },
  dmask: { note: OTHER },
  uid: { note: OTHER },
  gid: { note: OTHER },
  mode: { note: OTHER },
  size: { note: OTHER },
  quota: { note: QUOTA },
  noquota: { note: QUOTA },
  usrquota: { note: QUOTA },
  grpquota: { note: QUOTA },
  prjquota: { note: QUOTA },
  sw: { note: SWAP },
  swap: { note: SWAP },
  pri: { note: SWAP },
};

/** `compress:zstd`, `commit:60`, `zstd:3`: the name of an option and its value, not joined by `=`; or the value alone. */
function withEqualsSign(name: string, value: string | undefined): BetterName | undefined {
  if (value !== undefined) return undefined;
  if (/^(?:zstd(?::-?\d+)?|zlib(?::\d)?|lzo)$/.test(name)) return { text: `compress=${name}`, certain: false };
  const colon = name.indexOf(":");
  const [before, after] = [name.slice(0, colon), name.slice(colon + 1)];
  const spelling = colon < 0 || after === "" ? undefined : spellingOf(before);
  if (spelling === undefined || spelling.value.kind === "any" || spelling.value.kind === "flag") return undefined;
  return { text: `${before}=${after}`, certain: true };
}

/** What may have been meant by a name that is not in the vocabulary. */
export function explainMisnamed(name: string, value: string | undefined): Misnamed {
  const assigned = value === undefined ? "" : `=${value}`;
  const mistake = Object.hasOwn(KNOWN_MISTAKES, name) ? KNOWN_MISTAKES[name] : undefined;
  if (mistake !== undefined) {
    if (mistake.instead === undefined) return { better: undefined, note: mistake.note };
    const text = mistake.instead.includes("=") ? mistake.instead : mistake.instead + assigned;
    return { better: { text, certain: editDistance(name, mistake.instead) === 1 }, note: mistake.note };
  }
  const better = withEqualsSign(name, value);
  if (better !== undefined) return { better, note: undefined };
  const positive = name.startsWith("no") ? describeOption(name.slice(2)) : undefined;
  if (positive !== undefined && positive.scope === "filesystem") {
    return { better: undefined, note: `\`${name.slice(2)}\` has no negation.` };
  }
  const lower = name.toLowerCase();
  if (lower !== name && describeOption(lower) !== undefined) {
    return { better: { text: lower + assigned, certain: true }, note: undefined };
  }
  const near = didYouMean(name, optionNames());
  // From three edits on it is another word, however long.
  if (near === undefined || editDistance(name, near) > 2) return { better: undefined, note: undefined };
  // A slip that turns `x` into `nox` or back says the opposite: offered, never applied by itself.
  const opposite = near === `no${name}` || name === `no${near}`;
  return { better: { text: near + assigned, certain: editDistance(name, near) === 1 && !opposite }, note: undefined };
}
