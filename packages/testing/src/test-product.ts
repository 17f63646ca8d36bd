import { createScriptedEngine, type ScriptedEngine } from "./scripted-engine.ts";
import { type ScriptedGraph, startScriptedGraph } from "./scripted-graph.ts";
import { openTestDatabase, type TestDatabase } from "./test-database.ts";
import { createTestDeps, type TestDeps, type TestDepsOptions } from "./test-deps.ts";

/** A database, a scripted Graph API, a scripted engine, and deps over them. */
export type TestProduct = {
  readonly database: TestDatabase;
  readonly graph: ScriptedGraph;
  readonly engine: ScriptedEngine;
  readonly deps: TestDeps;
  /** More processes over the same database, with the same clock time at start: closed with the product. */
  startAnother(options?: Partial<TestDepsOptions>): Promise<TestDeps>;
  close(): Promise<void>;
};

/** What most service tests run against. `options.engine` replaces the scripted engine, which quotes its question. */
export async function startTestProduct(options: Partial<TestDepsOptions> = {}): Promise<TestProduct> {
  const database = await openTestDatabase();
  const graph = await startScriptedGraph();
  const engine = createScriptedEngine();
  const all: TestDeps[] = [];
  const startAnother = async (more: Partial<TestDepsOptions> = {}) => {
    const deps = await createTestDeps({
      databaseUrl: database.databaseUrl,
      graphUrl: graph.url,
      engine,
      ...options,
      ...more,
    });
    all.push(deps);
    return deps;
  };
  const deps = await startAnother();
  return {
    database,
    graph,
    engine,
    deps,
    startAnother,
    async close() {
      await Promise.all(all.map((one) => one.close()));
      await graph.close();
      await database.close();
    },
  };
}
