/**
 * Nix strings are bytes, ours are UTF-16. Where lengths and positions count, work goes on in a byte string: one code
 * unit (0 to 255) for each byte of the UTF-8 text. Plain ASCII is its own byte string.
 */
const NOT_ASCII = /[\u0080-\uffff]/;

export function toByteString(text: string): string {
  if (!NOT_ASCII.test(text)) return text;
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return bytes;
}

/** Undefined where the bytes are not UTF-8: a character was cut in two. */
export function fromByteString(bytes: string): string | undefined {
  if (!NOT_ASCII.test(bytes)) return bytes;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
