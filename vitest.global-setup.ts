import { startTestDatabase, TEST_DATABASE_VARIABLE } from "./tooling/bootstrap/src/test-database.ts";

/** Starts one PostgreSQL for all test files of a run and tells them where it is. Named by a package too, it starts only one. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[TEST_DATABASE_VARIABLE]) return undefined;
  process.env[TEST_DATABASE_VARIABLE] = "starting";
  const { database, stop } = await startTestDatabase();
  process.env[TEST_DATABASE_VARIABLE] = JSON.stringify(database);
  return async () => {
    delete process.env[TEST_DATABASE_VARIABLE];
    await stop();
  };
}
