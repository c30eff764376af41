import type { YamlProblem } from "../../../server/core/patterns/yaml-document.ts";
import { lineAndColumn } from "../../../server/core/text/line-and-column.ts";

/** Problems as `line:column «text under it» message`. */
export function told(problems: readonly YamlProblem[], text: string): string[] {
  return problems.map(({ at: { span }, message }) => {
    const { line, column } = lineAndColumn(text, span.start);
    return `${line}:${column} «${text.slice(span.start, span.end)}» ${message}`;
  });
}
