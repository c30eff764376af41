/**
 * Colours, where a person looks: a terminal without NO_COLOR (https://no-color.org). FORCE_COLOR gives them to a pipe.
 */
import type { Output, World } from "./world.ts";

const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof STYLES;
export type Paint = (text: string, ...styles: readonly Style[]) => string;

export const plain: Paint = (text) => text;

export const coloured: Paint = (text, ...styles) =>
  styles.reduce((inner, style) => {
    const [on, off] = STYLES[style];
    return `\u001b[${on}m${inner}\u001b[${off}m`;
  }, text);

export function paintFor(output: Output, environment: World["environment"]): Paint {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return plain;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "" && FORCE_COLOR !== "0") return coloured;
  return output.isTTY === true && TERM !== "dumb" ? coloured : plain;
}
