/** The tools that a user may name, for lists and menus: those of every NixOS are not chosen. */
import type { PatternData } from "../patterns/pattern.ts";

export interface ToolSummary {
  readonly id: string;
  readonly name: string;
  readonly category: string;
}

export function toolNames({ patterns }: PatternData): readonly ToolSummary[] {
  return patterns.filter(({ detect }) => !detect.always).map(({ id, name, category }) => ({ id, name, category }));
}
