/** What VS Code starts: dist/server.cjs. */
import { startNodeServer } from "./node-server.ts";

startNodeServer();
