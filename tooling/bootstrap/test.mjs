// `npm test`: brings its own Node and packages, then runs src/test.ts. `-- --only unit,e2e` runs some of the steps.
import process from "node:process";
import { runUnderPinnedNode } from "./install.mjs";

await runUnderPinnedNode("test.ts", process.argv.slice(2));
