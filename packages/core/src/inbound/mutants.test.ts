import { buildBusiness, FIXTURE_NUMBER } from "@frontdesk/testing/build-business";
import { runInbound } from "@frontdesk/testing/run-work";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { listFixtures, readFixture } from "@frontdesk/testing/whatsapp-bodies";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";

const SEED = 20_261_120;
const MUTANTS = 500;

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

type Place = { holder: Record<string, unknown> | unknown[]; key: string };

/** Every place in a JSON value that can be changed. */
function placesOf(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Place["holder"];
  return Object.entries(holder).flatMap(([key, inner]) => [{ holder, key }, ...placesOf(inner)]);
}

const deep = (depth: number): unknown => (depth === 0 ? "deep" : [deep(depth - 1)]);

/** What stands in the place of something else: other types, what JSON or the database can hardly hold, names of prototypes. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    0,
    -1,
    1e308,
    99_999_999_999_999,
    [],
    {},
    [[]],
    "\u0000",
    "a\u0000b",
    "\ud800",
    "💥".repeat(500),
  ),
  fc.constant(deep(60)),
  fc.constant({ toString: null, constructor: 1, hasOwnProperty: [] }),
  fc.constant(JSON.parse('{"__proto__": {"polluted": true}}') as unknown),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const change = fc.record({ at: fc.nat(), how: fc.constantFrom("replace", "remove", "wrap", "repeat"), with: strange });
const mutant = fc.record({
  fixture: fc.constantFrom(...listFixtures()),
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
});

function mutate(recipe: { fixture: string; changes: { at: number; how: string; with: unknown }[] }): string {
  const root = { body: JSON.parse(readFixture(recipe.fixture).toString()) as unknown };
  for (const { at, how, with: value } of recipe.changes) {
    const places = placesOf(root);
    const place = places[at % places.length];
    if (!place) continue;
    const holder = place.holder as Record<string, unknown>;
    if (how === "remove") delete holder[place.key];
    else if (how === "wrap") holder[place.key] = [holder[place.key]];
    else if (how === "repeat") holder[place.key] = [holder[place.key], structuredClone(holder[place.key])];
    else holder[place.key] = structuredClone(value);
  }
  return JSON.stringify(root.body) ?? "null";
}

it(`takes ${MUTANTS} signed mutants of the recorded bodies: never a 500, none lost, each processed or set aside (seed ${SEED})`, async () => {
  const { database, deps } = product;
  await buildBusiness(database, { number: FIXTURE_NUMBER });
  const bodies = fc.sample(mutant, { numRuns: MUTANTS, seed: SEED }).map(mutate);
  bodies.push(
    "",
    "null",
    "[]",
    "{",
    "\u0000",
    '{"object":"whatsapp_business_account","entry":[{"id":"1","x":"\\u0000"}]}',
    `${"[".repeat(3_000)}${"]".repeat(3_000)}`,
  );
  for (let start = 0; start < bodies.length; start += 20) {
    const answers = await Promise.all(bodies.slice(start, start + 20).map((body) => postWebhook(deps, body)));
    expect(answers.map((answer) => answer.status).filter((status) => status !== 200)).toEqual([]);
  }
  expect(await database.rows.webhookLog.count()).toBe(bodies.length);
  await runInbound(deps, 100);
  expect(await database.rows.webhookLog.count({ where: { processed: true } })).toBe(bodies.length);
  expect(
    await database.rows.webhookLog.count({ where: { OR: [{ processed: false }, { quarantinedAt: { not: null } }] } }),
  ).toBe(0);
  // Every delivery came to something, and every event names its result.
  const withoutEvent = await database.query(
    `SELECT id FROM "WebhookLog" l WHERE NOT EXISTS (SELECT FROM "WebhookEvent" e WHERE e."webhookLogId" = l.id)`,
  );
  const silent = await Promise.all(
    withoutEvent.map(({ id }) => database.rows.webhookLog.findFirstOrThrow({ where: { id: String(id) } })),
  );
  expect(
    silent
      .map((row) => Buffer.from(row.body).toString())
      .filter((body) => body.length > 2 && !body.includes('"entry":[]')),
  ).toEqual([]);
  const results = await database.query<{ result: string; n: number }>(
    `SELECT result, count(*)::int AS n FROM "WebhookEvent" GROUP BY 1`,
  );
  expect(results.find((row) => row.result === "APPLIED")?.n).toBeGreaterThan(50);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}, 120_000);
