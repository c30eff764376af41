/** The grammar as a client hands it to a server that has no disk, in `initializationOptions.grammar`. */
import * as z from "zod";
import type { Grammar } from "./server.ts";

/** Bytes where the two share memory by message, base64 where JSON lies between them. */
const bytes = z.union([
  z.instanceof(Uint8Array).transform((array) => new Uint8Array(array)),
  z.base64().transform((text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))),
]);

const options = z.object({ grammar: z.object({ runtime: bytes, language: bytes }) });

export function grammarFromClient(initializationOptions: unknown): Grammar {
  const parsed = options.safeParse(initializationOptions);
  if (parsed.success) return parsed.data.grammar;
  throw new Error("initializationOptions.grammar must hold `runtime` and `language`, as bytes or in base64.");
}
