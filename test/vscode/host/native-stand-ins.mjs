// An install without scripts leaves two native modules of VS Code unbuilt. It survives that, but prints a stack trace for
// each log file and keeps output channels empty. These stand-ins in plain JavaScript are what it loads instead.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Stands in for @vscode/spdlog: writes each line at once, knows no rotation. */
const SPDLOG = `"use strict";
const fs = require("node:fs");
const path = require("node:path");

const LEVELS = ["trace", "debug", "info", "warning", "error", "critical"];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    this.raw = false;
    try { fs.mkdirSync(path.dirname(file), { recursive: true }); } catch {}
  }
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    try { fs.appendFileSync(this.file, this.raw ? message : time + " [" + LEVELS[level] + "] " + message + "\\n"); } catch {}
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() { this.raw = false; }
  clearFormatters() { this.raw = true; }
  flush() {}
  drop() {}
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = async (name, file) => new Logger("rotating", name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger("rotating_async", name, file);
exports.Logger = Logger;
`;

/** Stands in for the watchdog that ends an extension host whose parent died; here the whole process group is ended. */
const WATCHDOG = `"use strict";
exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);
`;

/** `vscode`: the folder lib/vscode of the package code-server, after its own npm ci. */
export function writeNativeStandIns(vscode) {
  const modules = join(vscode, "node_modules");
  writeFileSync(join(modules, "@vscode/spdlog/index.js"), SPDLOG);
  for (const watchdog of ["@vscode/native-watchdog", "native-watchdog"])
    if (existsSync(join(modules, watchdog))) writeFileSync(join(modules, watchdog, "index.js"), WATCHDOG);
}
