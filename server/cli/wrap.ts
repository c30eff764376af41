/** Lines of at most `width`, cut between words, never inside code (`…`) or before the number of a source (`[1]`). */
export function wrapWords(text: string, width: number, measure: (line: string) => number = cells): string[] {
  const words = text.match(/(?:`[^`]*`|[^\s`]|`)+(?: \[\d+\])*/g) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}

function cells(line: string): number {
  return line.length;
}
