/** Schemas for editors of YAML and JSON: the same that we read with, as JSON Schema. */
import * as z from "zod";
import { pattern } from "./pattern.ts";

/** The schema as JSON text with a title; of what a person writes, so defaults may be left out. */
export function jsonSchemaText(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`;
}

/** `patterns/pattern.schema.json` */
export function patternJsonSchema(): string {
  return jsonSchemaText(pattern, "An I/O pattern of Disko Toolstack");
}
