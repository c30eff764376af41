/** Comments as lines of `# …`, and whether the same comment stands somewhere already. */

/** Characters of a comment on one line, whatever its indentation: a line that the eye takes in at once. */
const MEASURE = 92;

/** Each line with its `# `, long ones wrapped between words; an empty one is `#`. */
export function commentLines(lines: readonly string[]): string[] {
  return lines
    .flatMap((line) => line.split(/\r\n?|\n/))
    .flatMap(wrap)
    .map((line) => `# ${line}`.trimEnd());
}

function wrap(line: string): string[] {
  const indentation = /^\s*/.exec(line)?.[0] ?? "";
  const wrapped: string[] = [];
  let current = "";
  for (const word of line.trim().split(/\s+/)) {
    const longer = current === "" ? indentation + word : `${current} ${word}`;
    if (longer.length <= MEASURE || current === "") current = longer;
    else {
      wrapped.push(current);
      current = indentation + word;
    }
  }
  return [...wrapped, current];
}

/** The words of comment lines, marks taken off: the same however they are wrapped. */
export function wordsOf(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/^\s*#/, ""))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}
