// `npm start`: brings its own Node and packages, then runs src/start.ts. `--dev` gives hot reload.
import process from "node:process";
import { runUnderPinnedNode } from "./install.mjs";

await runUnderPinnedNode("start.ts", process.argv.slice(2));
