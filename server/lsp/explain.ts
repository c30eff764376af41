/** `disko/explain`: the page of a rule or a mount option, for a client that shows it as a document of its own. */
import { type Connection, RequestType } from "vscode-languageserver";
import type { Engine, Explanation } from "../core/engine.ts";
import type { Guard } from "./guard.ts";

export interface ExplainParams {
  /** Code or name of a rule, or a mount option as it would be written. */
  readonly topic: string;
}

export const ExplainRequest = new RequestType<ExplainParams, Explanation | null, void>("disko/explain");

export function registerExplain(connection: Connection, engine: Engine, guard: Guard): void {
  connection.onRequest(ExplainRequest, ({ topic }, token) =>
    guard.answer(`Explaining ${topic}`, token, null, () => engine.explain(String(topic)) ?? null),
  );
}
