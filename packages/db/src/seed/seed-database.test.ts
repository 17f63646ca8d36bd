import { randomBytes } from "node:crypto";
import { unwrapDataKey } from "@frontdesk/encryption/data-key";
import { createKeyRing } from "@frontdesk/encryption/key-ring";
import { openToken } from "@frontdesk/encryption/token-envelope";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureEmbeddedDatabase } from "../../scripts/embedded-database.ts";
import type { EmbeddedPostgres } from "../../scripts/embedded-postgres.ts";
import { prepareDatabase } from "../../scripts/prepare-database.ts";
import { startTemporaryPostgres } from "../../scripts/temporary-postgres.ts";
import { addSuperAdmin, type SeedOptions, seedDemo } from "./seed-database.ts";
import { seedLoad } from "./seed-load.ts";

const keyRing = createKeyRing({ current: randomBytes(32).toString("hex"), old: [] });
const options: SeedOptions = {
  seed: "test",
  now: new Date("2026-11-23T19:00:00Z"),
  keyRing,
  superAdminEmail: "Admin@Frontdesk.example",
  hashPassword: async (password) => `hash of ${password}`,
  reset: false,
};
let server: EmbeddedPostgres;
let client: pg.Client;

beforeAll(async () => {
  server = await startTemporaryPostgres();
  const ownerUrl = await ensureEmbeddedDatabase(server, "frontdesk");
  await prepareDatabase({
    ownerUrl,
    appPassword: server.passwords.app,
    installJobs: async (url) => {
      const jobs = new pg.Client({ connectionString: url });
      await jobs.connect();
      await jobs.query("CREATE SCHEMA IF NOT EXISTS pgboss");
      await jobs.end();
    },
  });
  client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
}, 60_000);

afterAll(async () => {
  await client?.end();
  await server?.stop();
});

async function ask<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await client.query<T>(sql, values)).rows;
}

describe("seeding the demo", () => {
  it("fills an empty database once, with sign-ins", async () => {
    const signIns = await seedDemo(client, options);
    expect(signIns).toContainEqual({
      label: "Pizzeria Napoli: Sofia Esposito (owner)",
      email: "owner@napoli.example",
      password: "frontdesk-demo",
    });
    expect(signIns?.at(-1)).toEqual({
      label: "Super admin",
      email: "admin@frontdesk.example",
      password: "frontdesk-demo",
    });
    expect(await seedDemo(client, options)).toBeNull();
    expect(await ask('SELECT count(*)::int AS n FROM "Business"')).toEqual([{ n: 3 }]);
  });

  it("seals each connection's token for its row", async () => {
    const rows = await ask<{
      businessId: string;
      id: string;
      accessToken: string;
      dataKey: string;
      slug: string;
      platformId: string;
    }>(
      'SELECT i."businessId", i.id, i."accessToken", i."platformId", b."dataKey", b.slug FROM "Integration" i JOIN "Business" b ON b.id = i."businessId"',
    );
    expect(rows).toHaveLength(9);
    for (const row of rows) {
      const place = { businessId: row.businessId, table: "Integration", column: "accessToken", rowId: row.id };
      const token = openToken(unwrapDataKey(keyRing, row.dataKey, row.businessId), row.accessToken, place);
      expect(token).toBe(`EAAsim-${row.slug}-${row.platformId}`);
    }
  });

  it("starts anew with reset", async () => {
    expect(await seedDemo(client, { ...options, reset: true })).not.toBeNull();
    expect(await ask('SELECT count(*)::int AS n FROM "Business"')).toEqual([{ n: 3 }]);
  });

  it("never adds a second super admin or changes an account", async () => {
    expect(await addSuperAdmin(client, { ...options, password: "another" })).toBe(false);
    expect(await addSuperAdmin(client, { ...options, superAdminEmail: "x@y.example", password: "another" })).toBe(
      false,
    );
    expect(await ask(`SELECT email, "passwordHash" FROM "User" WHERE role = 'SUPER_ADMIN'`)).toEqual([
      { email: "admin@frontdesk.example", passwordHash: "hash of frontdesk-demo" },
    ]);
  });
});

describe("load", () => {
  const sums = `SELECT md5(string_agg(t::text, '|' ORDER BY t.id)) AS sum FROM "Message" t JOIN "Business" b ON b.id = t."businessId" WHERE b.slug = 'load-1'`;

  it("adds conversations whose columns follow from their messages", async () => {
    expect(await seedLoad(client, { ...options, size: 300 })).toEqual({ conversations: 300 });
    expect(await seedLoad(client, { ...options, size: 300 })).toEqual({ conversations: 0 });
    const [counts] = await ask(
      `SELECT count(*)::int AS n, count(DISTINCT "conversationId")::int AS c FROM "Message" m JOIN "Business" b ON b.id = m."businessId" WHERE b.slug = 'load-1'`,
    );
    expect(counts).toEqual({ n: 3000, c: 300 });
    const wrong = await ask(`
      SELECT c.id FROM "Conversation" c JOIN "Business" b ON b.id = c."businessId" AND b.slug = 'load-1'
      CROSS JOIN LATERAL (SELECT * FROM "Message" m WHERE m."businessId" = c."businessId" AND m."conversationId" = c.id ORDER BY m."occurredAt" DESC, m.id DESC LIMIT 1) newest
      CROSS JOIN LATERAL (SELECT max(m."occurredAt") AS at FROM "Message" m WHERE m."businessId" = c."businessId" AND m."conversationId" = c.id AND m.direction = 'INBOUND') inbound
      WHERE c.preview <> newest.text OR c."previewAuthor" <> newest.author OR c."lastMessageAt" <> newest."occurredAt" OR c."lastInboundAt" <> inbound.at
        OR (c.handler = 'NEEDS_PERSON') <> (c."waitingSince" IS NOT NULL) OR (c.handler = 'MEMBER') <> (c."assigneeId" IS NOT NULL)`);
    expect(wrong).toEqual([]);
  });

  it("is the same again from the same seed", async () => {
    const [before] = await ask(sums);
    await seedDemo(client, { ...options, reset: true });
    await seedLoad(client, { ...options, size: 300 });
    expect(await ask(sums)).toEqual([before]);
  });
});
