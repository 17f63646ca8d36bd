import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { createMigrationAdapter } from "./migration-adapter.ts";

type WebAssemblyExports = { __wbindgen_start(): void };

// Node has it; its type declarations leave it to the browser's, which this package does without.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: Record<string, unknown>): Promise<{ instance: { exports: unknown } }>;
};

/** The glue code's entry point, which its type declarations leave out. */
type Glue = typeof bindings & { __wbg_set_wasm(exports: unknown): void };

let isLoaded = false;
let lastWork: Promise<unknown> = Promise.resolve();

async function loadEngine(): Promise<void> {
  if (isLoaded) return;
  const glue = bindings as Glue;
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(script.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": bindings,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as WebAssemblyExports).__wbindgen_start();
  isLoaded = true;
}

/** Prisma's migration engine in this process, bound to one database. */
export type SchemaEngine = bindings.SchemaEngine;

export type EngineWork<T> = (engine: SchemaEngine, lastDatabaseError: () => string | undefined) => Promise<T>;

/**
 * Runs work with Prisma's own migration engine, as WebAssembly: no download, and the same `_prisma_migrations` that
 * `prisma migrate deploy` keeps. Works one at a time in a process, because the module keeps state between its calls; so
 * work must not call this again.
 */
export function withSchemaEngine<T>(url: string, work: EngineWork<T>): Promise<T> {
  const result = lastWork.then(() => runEngine(url, work));
  lastWork = result.catch(() => undefined);
  return result;
}

async function runEngine<T>(url: string, work: EngineWork<T>): Promise<T> {
  await loadEngine();
  const adapter = createMigrationAdapter(url);
  const opened: { dispose(): Promise<void> }[] = [];
  const remember = (connect: typeof adapter.connect) => async () => {
    const connection = await connect();
    opened.push(connection);
    return connection;
  };
  const engine = await bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory({
      ...adapter,
      connect: remember(adapter.connect),
      connectToShadowDb: remember(adapter.connectToShadowDb),
    }),
  );
  try {
    return await work(engine, adapter.lastDatabaseError);
  } finally {
    engine.free();
    await Promise.all(opened.map((connection) => connection.dispose()));
  }
}
