import { createRequire, registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const parserPackage = "typescript-for-parsing";
const ownRequire = createRequire(import.meta.url);

// dependency-cruiser looks for "typescript" beside itself, where pnpm's strict layout has none, and then silently skips
// every .ts file. The projects compile with TypeScript 7, which has no parser for JavaScript programs, so it gets a 6.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const isAskedByCruiser = context.parentURL?.includes("/node_modules/dependency-cruiser/") ?? false;
    if (!isAskedByCruiser || !/^typescript(\/|$)/.test(specifier)) return nextResolve(specifier, context);
    const file = ownRequire.resolve(specifier.replace(/^typescript/, parserPackage));
    return { url: pathToFileURL(file).href, shortCircuit: true };
  },
});

/** Dependency-cruiser, able to read TypeScript; it must be loaded through here. */
export const { cruise, allExtensions } = await import("dependency-cruiser");

/** TypeScript's own parser, for the checks that look at code rather than at imports. */
export const { default: typescript } = await import("typescript-for-parsing");
