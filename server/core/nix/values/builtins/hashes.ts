/** Hashes of texts and files, and the placeholder of an output, which is one. */
import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { string } from "../make.ts";
import { failed, type Value } from "../value.ts";
import { withString } from "./arguments.ts";
import { binary, type Call, unary } from "./define.ts";
import { withContent } from "./files.ts";

type Hash = (bytes: Uint8Array) => Uint8Array;

/** The algorithms of Nix 2.8; later ones are not known here. Source: https://nix.dev/manual/nix/2.28/language/builtins.html#builtins-hashString */
const ALGORITHMS: ReadonlyMap<string, Hash> = new Map([
  ["md5", md5],
  ["sha1", sha1],
  ["sha256", sha256],
  ["sha512", sha512],
]);

function digest(algorithm: string, text: string, call: Call): Value {
  const hash = ALGORITHMS.get(algorithm);
  if (hash === undefined) return failed("value", `\`${algorithm}\` is no hash algorithm`, call.at);
  return call.context.tick(text.length >> 6) ?? string(bytesToHex(hash(utf8ToBytes(text))));
}

/** Nix's own alphabet of 32 characters, without e, o, t and u. */
const ALPHABET = "0123456789abcdfghijklmnpqrsvwxyz";

/** Five bits at a time, from the last byte to the first: how Nix writes the hashes of its store. */
function nixBase32(bytes: Uint8Array): string {
  let text = "";
  for (let index = Math.ceil((bytes.length * 8) / 5) - 1; index >= 0; index -= 1) {
    const bit = index * 5;
    const at = bit >> 3;
    const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    text += ALPHABET.charAt((pair >> (bit & 7)) & 31);
  }
  return text;
}

/** `hashFile` is in `lib.filesystem` too. */
export const files = [
  binary("hashFile", (algorithm, path, call) =>
    withString(algorithm, (name) => withContent(path, call, (text) => digest(name, text, call))),
  ),
];

export const builtins = [
  ...files,
  binary("hashString", (algorithm, text, call) =>
    withString(algorithm, (name) => withString(text, (all) => digest(name, all, call))),
  ),
  unary("placeholder", (output) =>
    withString(output, (name) => string(`/${nixBase32(sha256(utf8ToBytes(`nix-output:${name}`)))}`)),
  ),
];
