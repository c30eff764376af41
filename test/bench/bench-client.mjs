/** A client that answers whatever a language server asks, and tells when findings came. For any server over stdio. */
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

/** Longest wait for a server that does not stop, in milliseconds. */
const PATIENCE_MS = 1500;

/**
 * Starts a shell command and initializes the server behind it. `timeout`: milliseconds after which findings that did not
 * come count as missed.
 */
export async function startServer({ command, file, settings, pull, timeout }) {
  const started = performance.now();
  const child = spawn("/bin/sh", ["-c", `exec ${command}`], { stdio: ["pipe", "pipe", "ignore"] });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const rootUri = pathToFileURL(dirname(file)).href;
  const waiting = new Set();

  connection.onRequest("workspace/configuration", ({ items }) => items.map(({ section }) => part(settings, section)));
  connection.onRequest("workspace/workspaceFolders", () => [{ uri: rootUri, name: "bench" }]);
  connection.onRequest("workspace/applyEdit", () => ({ applied: false }));
  connection.onRequest(() => null);
  connection.onNotification("textDocument/publishDiagnostics", (push) => {
    const at = performance.now();
    for (const wait of waiting) wait(push, at);
  });
  connection.listen();

  const { capabilities, serverInfo } = await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: "bench" }],
    initializationOptions: settings.initializationOptions ?? {},
    capabilities: clientCapabilities(pull),
  });
  const initialized = performance.now() - started;
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("workspace/didChangeConfiguration", { settings });

  /** Milliseconds until findings of this version were pushed; undefined when they did not come in time. */
  function pushed(uri, version) {
    const since = performance.now();
    return new Promise((resolve) => {
      const end = (milliseconds) => {
        waiting.delete(wait);
        clearTimeout(timer);
        resolve(milliseconds);
      };
      const wait = (push, at) => {
        const isOld = push.version !== undefined && push.version < version;
        if (decodeURIComponent(push.uri) === decodeURIComponent(uri) && !isOld) end(at - since);
      };
      const timer = setTimeout(() => end(undefined), timeout);
      waiting.add(wait);
    });
  }

  return {
    pid: child.pid,
    initialized,
    serverInfo,
    capabilities,
    notify: (method, params) => connection.sendNotification(method, params),
    /** Sends a notification about a document and gives the milliseconds until its findings, or those of another, are there. */
    async findingsAfter(method, params, of = params.textDocument.uri) {
      const uri = of;
      const version = uri === params.textDocument.uri ? params.textDocument.version : 0;
      if (!pull) {
        const arrival = pushed(uri, version);
        await connection.sendNotification(method, params);
        return arrival;
      }
      const since = performance.now();
      await connection.sendNotification(method, params);
      await connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
      return performance.now() - since;
    },
    async stop() {
      const polite = connection.sendRequest("shutdown").then(() => connection.sendNotification("exit"));
      await Promise.race([polite.then(() => exited).catch(() => {}), patience()]);
      connection.dispose();
      child.kill("SIGKILL");
    },
  };
}

function clientCapabilities(pull) {
  return {
    general: { positionEncodings: ["utf-16"] },
    workspace: {
      configuration: true,
      workspaceFolders: true,
      didChangeConfiguration: { dynamicRegistration: true },
      didChangeWatchedFiles: { dynamicRegistration: true },
    },
    textDocument: {
      synchronization: { didSave: true },
      publishDiagnostics: { versionSupport: true, relatedInformation: true },
      ...(pull && { diagnostic: {} }),
      hover: {},
    },
    window: { workDoneProgress: true },
  };
}

function part(settings, section) {
  return (section?.split(".") ?? []).reduce((value, key) => value?.[key], settings) ?? null;
}

function patience() {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
}
