/** Names and strings as Nix text that is read back as exactly them. */

/** What Nix reads as a name without quotes: https://nix.dev/manual/nix/2.28/language/identifiers */
const NAME = /^[a-zA-Z_][a-zA-Z0-9_'-]*$/;
const KEYWORDS = new Set(["if", "then", "else", "assert", "with", "let", "in", "rec", "inherit", "or"]);

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** Whether an attribute of this name can be written without quotes. */
export function isPlainName(name: string): boolean {
  return NAME.test(name) && !KEYWORDS.has(name);
}

export function printName(name: string): string {
  return isPlainName(name) ? name : printText(name);
}

/** `"…"` on one line. */
export function printText(value: string): string {
  return `"${value.replace(/["\\\n\r\t]|\$(?=\{)/g, (special) => ESCAPES.get(special) ?? `\\${special}`)}"`;
}

/**
 * A line for a `lines` expression that stands for exactly this text: `${` in it is no interpolation.
 * @see https://nix.dev/manual/nix/2.28/language/string-literals
 */
export function literalLine(text: string): string {
  return text.replaceAll("${", "''${");
}

/**
 * A line of a `lines` expression as it stands between `''` marks, without indentation. `${…}` stays, `''${` stands for a
 * plain `${`; other pairs of quotes are escaped.
 */
export function printLine(line: string): string {
  return pieces(line)
    .map(({ kind, text }, index, all) => {
      if (kind === "nix") return text;
      const escaped = text.replaceAll("''", "'''");
      // One quote left over would join the mark behind it: `'` and `''${` would be read as `''` and an interpolation.
      const joins = /(^|[^'])('')*'$/.test(text) && all[index + 1]?.text === "''${";
      return joins ? `${escaped.slice(0, -1)}''\\'` : escaped;
    })
    .join("");
}

/** The same line between double quotes. */
export function printQuotedLine(line: string): string {
  return pieces(line)
    .map(({ kind, text }) => {
      if (kind === "text") return printText(text).slice(1, -1);
      return text === "''${" ? "\\${" : text;
    })
    .join("");
}

interface Piece {
  /** `nix`: an interpolation with its braces, or the mark `''${`. */
  readonly kind: "text" | "nix";
  readonly text: string;
}

function pieces(line: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  const upTo = (end: number): void => {
    if (end > from) found.push({ kind: "text", text: line.slice(from, end) });
  };
  for (let at = line.indexOf("${"); at >= 0; at = line.indexOf("${", from)) {
    const isMark = line.slice(Math.max(from, at - 2), at) === "''";
    const end = isMark ? at + 2 : interpolationEnd(line, at);
    upTo(isMark ? at - 2 : at);
    found.push({ kind: "nix", text: line.slice(isMark ? at - 2 : at, end) });
    from = end;
  }
  upTo(line.length);
  return found;
}

/** Behind the brace that closes the interpolation at `start`; strings inside it are not looked into. */
function interpolationEnd(line: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] === "{") depth++;
    else if (line[at] === "}" && --depth === 0) return at + 1;
  }
  return line.length;
}
