/** A float as Nix's `toString` writes it: six decimals, as C's `%f`. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  // JavaScript switches to exponents from 1e21 on; such a float is a whole number.
  if (size >= 1e21) return `${sign}${BigInt(size)}.000000`;
  if (isTie(size)) return sign + tieToEven(size);
  return sign + size.toFixed(6);
}

/** Exactly between two six-digit texts: an odd multiple of 1/128. C rounds those to the even digit, JavaScript up. */
function isTie(size: number): boolean {
  return Number.isInteger(size * 128) && !Number.isInteger(size * 64);
}

function tieToEven(size: number): string {
  // 1/128 is 78125 units of the seventh decimal.
  const seventh = BigInt(size * 128) * 78125n;
  const sixth = seventh / 10n;
  const rounded = (sixth % 2n === 0n ? sixth : sixth + 1n).toString().padStart(7, "0");
  return `${rounded.slice(0, -6)}.${rounded.slice(-6)}`;
}
