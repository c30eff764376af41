/** The language server in a web worker: dist/server-worker.js. The client sends the grammar and reads all files. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { grammarFromClient } from "../lsp/client-grammar.ts";
import { startServer } from "../lsp/server.ts";
import { BUNDLED_PATTERNS } from "./bundled-patterns.ts";

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  loadGrammar: grammarFromClient,
  patterns: BUNDLED_PATTERNS,
});
