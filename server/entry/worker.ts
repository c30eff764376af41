/** The language server in a web worker: dist/server-worker.js. The client sends the grammar and reads all files. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { NO_PATTERNS } from "../core/patterns/pattern.ts";
import { grammarFromClient } from "../lsp/client-grammar.ts";
import { startServer } from "../lsp/server.ts";

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  loadGrammar: grammarFromClient,
  patterns: NO_PATTERNS,
});
