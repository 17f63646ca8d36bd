import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChannelAdapter, ChannelEvent } from "./channel-adapter.ts";
import { createGraphClient } from "./meta/graph-client.ts";
import { createChannels } from "./registry.ts";
import { createWhatsAppAdapter } from "./whatsapp/adapter.ts";
import { EXPECTED_EVENTS, type ExpectedEvents } from "./whatsapp/fixtures/expected-events.ts";

type Suite = { adapter: ChannelAdapter; folder: URL; expected: ExpectedEvents; poison: unknown };

const graph = createGraphClient({ baseUrl: "http://127.0.0.1:1" });
const channels = createChannels({ graphUrl: "http://127.0.0.1:1", appSecret: "secret" });

/** One row a channel: every adapter passes the same suite over its own recorded bodies. */
const SUITES: Suite[] = [
  {
    adapter: createWhatsAppAdapter(graph),
    folder: new URL("./whatsapp/fixtures/", import.meta.url),
    expected: EXPECTED_EVENTS,
    poison: { id: { nested: true }, type: 7 },
  },
];

describe.each(SUITES)("$adapter.channel adapter", ({ adapter, folder, expected, poison }) => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

  it("has an expectation for every recorded body", () => {
    expect(Object.keys(expected).sort()).toEqual(names.sort());
  });

  it.each(names)("reads %s", (name) => {
    const events = adapter.parseWebhook(read(name));
    expect(events).toHaveLength(expected[name]?.length ?? -1);
    for (const [index, event] of events.entries()) {
      const { dedupeKey, ...fields } = expected[name]?.[index] ?? {};
      expect(event).toMatchObject(fields);
      expect(event.dedupeKey).toMatch(keyPattern(String(dedupeKey), event));
    }
  });

  it.each(names)(
    "gives %s the same keys whenever and in whatever key order it comes, through the registry too",
    (name) => {
      const keys = adapter.parseWebhook(read(name)).map((event) => event.dedupeKey);
      expect(channels.parseWebhook(reverseKeys(read(name))).map((event) => event.dedupeKey)).toEqual(keys);
      expect(new Set(keys).size).toBe(keys.length);
      expect(channels.parseWebhook([read(name)]).map((event) => event.dedupeKey)).toEqual(keys);
    },
  );

  it("never throws on any value, and gives events that can be stored", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (body) => {
        expectStorable(adapter.parseWebhook(body));
        expectStorable(channels.parseWebhook(body));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it("never throws on recorded bodies with parts changed, removed or doubled", () => {
    const mutation = fc.record({
      name: fc.constantFrom(...names),
      steps: fc.array(fc.tuple(fc.nat(), fc.constantFrom("replace", "delete", "double", "wrap"), hostileValue), {
        minLength: 1,
        maxLength: 4,
      }),
    });
    fc.assert(
      fc.property(mutation, ({ name, steps }) => {
        const body = { root: read(name) };
        for (const [place, action, value] of steps) mutate(body, place, action, value);
        expectStorable(adapter.parseWebhook(body.root));
        expectStorable(channels.parseWebhook(body.root));
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it("reads a batch of everything, in order, each as it is alone", () => {
    const bodies = names.map(read) as { object: string; entry: unknown[] }[];
    const batch = { object: bodies[0]?.object, entry: bodies.flatMap((body) => body.entry) };
    expect(adapter.parseWebhook(batch)).toEqual(bodies.flatMap((body) => adapter.parseWebhook(body)));
  });

  it("loses only the unreadable one of a batch of 100", () => {
    const template = findMessage(adapter, names.map(read));
    const pieces = Array.from({ length: 100 }, (_, index) => ({
      ...template.message,
      id: `${template.message.id}${index}`,
    }));
    const events = adapter.parseWebhook(template.bodyWith(pieces.with(37, poison as never)));
    expect(events.filter((event) => event.type === "message")).toHaveLength(99);
    expect(events[37]).toMatchObject({ type: "unreadable", raw: poison });
    expect(events).toHaveLength(100);
    expect(new Set(events.map((event) => event.dedupeKey)).size).toBe(100);
  });
});

/** A recorded text message, and its body with other messages in its place. */
function findMessage(adapter: ChannelAdapter, bodies: unknown[]) {
  const body = bodies.find((candidate) => {
    const events = adapter.parseWebhook(candidate);
    return events.length === 1 && events[0]?.type === "message" && events[0].content.kind === "TEXT";
  });
  const message = adapter.parseWebhook(body)[0]?.raw as { id: string };
  const bodyWith = (pieces: unknown[]) =>
    JSON.parse(JSON.stringify(body).replace(JSON.stringify(message), JSON.stringify(pieces).slice(1, -1))) as unknown;
  return { message, bodyWith };
}

const hostileValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    "",
    0,
    -1,
    true,
    1e308,
    "\u0000",
    "a\u0000b\ud800",
    "__proto__",
    "constructor",
    "toString",
    [[]],
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant(deepValue(1000)),
  fc.constant(JSON.parse('{"__proto__":{"id":"x","type":"text"},"constructor":1}')),
);

function deepValue(depth: number): unknown {
  let value: unknown = "bottom";
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { entry: value };
  return value;
}

/** Changes the place-th child of anything in the tree, counted round. */
function mutate(root: object, place: number, action: string, value: unknown): void {
  const places: [object, string][] = [];
  const collect = (node: unknown, depth: number) => {
    if (typeof node !== "object" || node === null || depth > 30) return;
    for (const key of Object.keys(node)) {
      places.push([node, key]);
      collect(Reflect.get(node, key), depth + 1);
    }
  };
  collect(root, 0);
  const [parent, key] = places[place % places.length] ?? [root, "root"];
  const current: unknown = Reflect.get(parent, key);
  if (action === "delete" && parent !== root) Reflect.deleteProperty(parent, key);
  else if (action === "double") Reflect.set(parent, key, [current, current]);
  else if (action === "wrap") Reflect.set(parent, key, [current]);
  else Reflect.set(parent, key, value);
}

function expectStorable(events: ChannelEvent[]): void {
  for (const event of events) {
    const json = JSON.stringify(event);
    if (/\\u0000|\\ud[89a-f][0-9a-f]{2}/.test(json)) throw new Error(`not storable: ${json}`);
    if (event.dedupeKey.length > 600 || event.dedupeKey === "") throw new Error("unusable key");
    if ("customer" in event && event.customer?.identities.length === 0) throw new Error("nobody's event");
    if (Number.isNaN(event.occurredAt?.getTime())) throw new Error("invalid time");
  }
}

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reverseKeys(part)]),
  );
}

function keyPattern(key: string, event: ChannelEvent): RegExp {
  const id = (event.raw as { id?: string }).id ?? "";
  const exact = key.replace("$id", id).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${exact.replace("\\$hash", "[0-9a-f]{64}")}$`);
}
