/** A float with six significant digits, as C++ streams write it (`%g`): what Nix puts into XML, and older versions into JSON. */
export function shortFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  if (size === 0) return `${sign}0`;
  if (!Number.isFinite(size)) return `${sign}inf`;
  const { digits, exponent } = roundedDigits(size);
  return sign + (exponent < -4 || exponent >= 6 ? scientific(digits, exponent) : positional(digits, exponent));
}

/** Six digits without trailing zeros, and the power of ten of the first. A tie goes to the even digit, unlike `toPrecision`. */
function roundedDigits(size: number): { readonly digits: string; readonly exponent: number } {
  // 100 digits are exact enough to see a tie: one has few digits after the sixth.
  const [mantissa = "", power = "0"] = size.toExponential(99).split("e");
  const all = mantissa.replace(".", "");
  const kept = BigInt(all.slice(0, 6));
  const rest = all.slice(6);
  const tie = /^50*$/.test(rest);
  const up = tie ? kept % 2n === 1n : rest >= "5";
  const rounded = String(up ? kept + 1n : kept);
  return { digits: rounded.replace(/0+$/, ""), exponent: Number(power) + rounded.length - 6 };
}

function scientific(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  const size = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits.slice(0, 1)}${fraction}e${exponent < 0 ? "-" : "+"}${size}`;
}

function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-1 - exponent)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
