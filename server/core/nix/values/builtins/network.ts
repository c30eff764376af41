/** `lib.network`: addresses of IPv6 as text. */
import type { BuiltinDefinition } from "../context.ts";
import { attrs, int, string } from "../make.ts";
import { known, type Value } from "../value.ts";
import { withString } from "./arguments.ts";
import { type Call, unary } from "./define.ts";
import { throws } from "./errors.ts";

const PIECES = 8;

/** The eight numbers of an address; `::` stands for as many zeros as are missing. Undefined for what is no address. */
function piecesOf(address: string): readonly number[] | undefined {
  if (!/^[0-9A-Fa-f:]+$/.test(address)) return undefined;
  const [left = "", right, ...more] = address.split("::");
  if (more.length > 0) return undefined;
  const before = left === "" ? [] : left.split(":");
  const after = right === undefined || right === "" ? [] : right.split(":");
  const missing = PIECES - before.length - after.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const texts = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  const numbers = texts.map((text) => (/^[0-9A-Fa-f]{1,15}$/.test(text) ? Number.parseInt(text, 16) : Number.NaN));
  return numbers.every((number) => number <= 0xffff) ? numbers : undefined;
}

/** Address and length of the prefix, 128 where none is given. */
function fromString(text: string, call: Call): Value {
  const [address = "", prefix, ...more] = text.split("/");
  const pieces = more.length === 0 ? piecesOf(address) : undefined;
  const isPrefix = prefix === undefined || /^[1-9][0-9]{0,2}$/.test(prefix);
  const length = Number(prefix ?? 128);
  if (pieces === undefined || !isPrefix || length > 128) return throws(`\`${text}\` is no address of IPv6`, call);
  return attrs([
    ["address", known(string(pieces.map((piece) => piece.toString(16)).join(":")))],
    ["prefixLength", known(int(length))],
  ]);
}

/** The half of an address that a network card gives itself. Source: https://www.rfc-editor.org/rfc/rfc4291#appendix-A */
function euiSuffix(mac: string, call: Call): Value {
  const octets =
    /^([0-9A-F]{2})[-:.]?([0-9A-F]{2})[-:.]?([0-9A-F]{2})[-:.]?([0-9A-F]{2})[-:.]?([0-9A-F]{2})[-:.]?([0-9A-F]{2})$/i
      .exec(mac)
      ?.slice(1);
  if (octets === undefined) return throws(`\`${mac}\` is no address of a network card`, call);
  const [a = "", b = "", c = "", d = "", e = "", f = ""] = octets;
  const first = (Number.parseInt(a + b, 16) ^ 0x200).toString(16);
  return string(`${first}:${c}ff:fe${d}:${e}${f}`.toLowerCase());
}

/** Functions of `lib.network.ipv6`. */
export const inIpv6: readonly BuiltinDefinition[] = [
  unary("fromString", (address, call) => withString(address, (text) => fromString(text, call))),
  unary("mkEUI64Suffix", (mac, call) => withString(mac, (text) => euiSuffix(text, call))),
];
