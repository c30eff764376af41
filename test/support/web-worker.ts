/**
 * A thread that looks like a browser's web worker, to run the worker bundle in: no `process`, no `require`, messages over
 * `self`. The real thing is tested in VS Code's web extension host.
 */
import { Worker } from "node:worker_threads";

const BOOT = `
const { parentPort, workerData } = require("node:worker_threads");
globalThis.self = globalThis;
globalThis.WorkerGlobalScope = class {};
globalThis.location = { href: "blob:worker" };
globalThis.postMessage = (message) => parentPort.postMessage(message);
globalThis.addEventListener = () => {};
parentPort.on("message", (data) => globalThis.onmessage?.({ data }));
delete globalThis.process;
delete globalThis.Buffer;
delete globalThis.setImmediate;
(0, eval)(workerData);
`;

/** Runs the text of a script. An error that it does not catch is one of the test run. */
export function startWebWorker(script: string): Worker {
  return new Worker(BOOT, { eval: true, workerData: script });
}
