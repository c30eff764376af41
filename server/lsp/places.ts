/** What our own requests answer, beside pages: tools with their evidence and problems with their places, for lists. */
import type { Location } from "vscode-languageserver";
import type { InputProblem } from "../core/engine.ts";
import { evidenceNote, type StackTool } from "../core/stack/toolstack.ts";
import { type Texts, toLocation } from "./convert.ts";

export interface ToolItem {
  readonly id: string;
  readonly name: string;
  /** Id of its category. */
  readonly category: string;
  readonly certainty: "certain" | "likely";
  readonly via: "option" | "package" | "user";
  /** The strongest first. No location: the settings say so. */
  /** `note`: what stands between the line and the tool: "through Immich". */
  readonly evidence: readonly { readonly name: string; readonly note?: string; readonly location?: Location }[];
}

export interface ProblemItem {
  readonly message: string;
  readonly location?: Location;
}

export function toolItem(texts: Texts, tool: StackTool): ToolItem {
  const { id, name, category } = tool.pattern;
  return {
    id,
    name,
    category,
    certainty: tool.certainty,
    via: tool.via,
    evidence: tool.evidence.map((one) => {
      const note = evidenceNote(one);
      return { name: one.name, ...(note && { note }), ...(one.at && { location: toLocation(texts, one.at) }) };
    }),
  };
}

export function problemItem(texts: Texts, { message, at }: InputProblem): ProblemItem {
  return { message, ...(at && { location: toLocation(texts, at) }) };
}
