import { describe, expect, it } from "vitest";
import { DENTAL, GADGETLY, type Json, NAPOLI, openBench, START } from "../vitest.test-bench.ts";

const HOUR = 3_600_000;
const numbers = [NAPOLI, DENTAL, GADGETLY];
const portfolios: Record<string, string> = {
  [NAPOLI]: "771100220033445",
  [DENTAL]: "771100220033447",
  [GADGETLY]: "771100220033446",
};

/** One customer of the product's demo data, as its start command tells of them. */
function describeCustomer(index: number, changes: { phone?: string; number?: string; hasUserId?: boolean } = {}) {
  const { phone = `1202555${1000 + index}`, number = numbers[index % 3] ?? NAPOLI, hasUserId = true } = changes;
  const id = `customer-019a0b1c-2d3e-7f40-8a5b-${String(index).padStart(12, "0")}`;
  const portfolio = portfolios[number] ?? "";
  const userId = `US.${10_000_000_000_000_000 + index}`;
  return {
    number,
    userId,
    person: {
      id,
      name: `Customer ${index}`,
      phone,
      country: "US",
      user_ids: hasUserId ? { [portfolio]: userId } : {},
    },
    thread: {
      id: `${number}:${id}`,
      phone_number_id: number,
      person_id: id,
      last_user_message_at: START - (index % 24) * HOUR - 1000,
    },
  };
}

type Customer = ReturnType<typeof describeCustomer>;

const toSeed = (customers: Customer[]) => ({
  people: customers.map(({ person }) => person),
  threads: customers.map(({ thread }) => thread),
});

describe("what is added to the world", () => {
  it("is a person with an open window, described in the fewest words", async () => {
    const { control, sendText, advance, statuses } = await openBench();
    const person = { id: "zoe", name: "Zoe Hill", phone: "12025550111", country: "US" };
    const thread = {
      id: `${NAPOLI}:zoe`,
      phone_number_id: NAPOLI,
      person_id: "zoe",
      last_user_message_at: START - 1000,
    };
    const { json } = await control("POST", "/seed", { people: [person], threads: [thread] });
    expect(json.added).toMatchObject({ people: 1, threads: 1 });
    await sendText("Hello Zoe", "+12025550111");
    await advance(60_000);
    expect(statuses().map((one) => one.status)).toEqual(["sent", "delivered", "read"]);
  });

  it("lets a product answer a hundred customers of its demo data, each on their number", async () => {
    const { control, sendText, advance, statuses } = await openBench();
    const customers = Array.from({ length: 100 }, (_, index) => describeCustomer(index, { hasUserId: index % 4 > 0 }));
    const { status, json } = await control("POST", "/seed", toSeed(customers));
    expect([status, json.added.people, json.added.threads, json.merged]).toEqual([200, 100, 100, {}]);

    for (const { person, number } of customers) {
      expect((await sendText(`Hello ${person.name}`, `+${person.phone}`, number)).status).toBe(200);
    }
    await advance(60_000);
    for (const { person, userId } of customers) {
      const own = statuses().filter((one) => one.recipient_id === person.phone);
      expect(own.map((one) => one.status)).toEqual(["sent", "delivered", "read"]);
      if (Object.keys(person.user_ids).length > 0) expect(own[0].recipient_user_id).toBe(userId);
    }
  });

  it("keeps the 24 hours of each customer", async () => {
    const { control, sendText, advance, statuses } = await openBench();
    const early = describeCustomer(0, { number: NAPOLI });
    const late = describeCustomer(23, { number: NAPOLI });
    await control("POST", "/seed", toSeed([early, late]));
    await advance(HOUR);
    for (const { person } of [early, late]) await sendText("Hello", `+${person.phone}`);
    await advance(60_000);
    const outcomes = (one: Customer) =>
      statuses().flatMap(({ recipient_id, status, errors }) =>
        recipient_id === one.person.phone ? [errors?.[0].code ?? status] : [],
      );
    expect(outcomes(early)).toEqual(["sent", "delivered", "read"]);
    expect(outcomes(late)).toEqual([131047]);
  });

  it("recognises one of the simulator's own people by the phone number", async () => {
    const { control, sendText, advance, statuses } = await openBench();
    const returning = describeCustomer(1, { phone: "12025550147", number: DENTAL });
    const { json } = await control("POST", "/seed", toSeed([returning]));
    expect(json).toMatchObject({ added: { people: 0, threads: 1 }, merged: { [returning.person.id]: "ana" } });
    await sendText("Welcome back", "+12025550147", DENTAL);
    await advance(60_000);
    expect(statuses().map((one) => [one.status, one.recipient_user_id])).toEqual([
      ["sent", returning.userId],
      ["delivered", returning.userId],
      ["read", returning.userId],
    ]);
    const phone = (await control("GET", "/phone/ana")).json;
    expect(phone.person).toMatchObject({
      name: "Ana Ruiz",
      user_ids: { [portfolios[NAPOLI] ?? ""]: "US.10482266730915523" },
    });
    expect(phone.messages).toMatchObject([{ content: { body: "Welcome back" }, status: "read" }]);
    expect(phone.people).toHaveLength(5);
  });

  it("takes customers of several businesses with one phone number as one person, with a window each", async () => {
    const { control, sendText, advance, statuses } = await openBench();
    const same = numbers.map((number, index) => describeCustomer(index, { number, phone: "447700900200" }));
    await control("POST", "/seed", toSeed(same));
    for (const number of numbers) await sendText("Hello", "+447700900200", number);
    await advance(60_000);
    expect(statuses().filter((one) => one.status === "read")).toHaveLength(3);
    expect(new Set(statuses().map((one) => one.recipient_user_id))).toEqual(new Set(same.map((one) => one.userId)));
  });

  it("shows the customers on the phone page apart, and may come again", async () => {
    const { control } = await openBench();
    const seed = toSeed([describeCustomer(0), describeCustomer(1)]);
    await control("POST", "/seed", seed);
    await control("POST", "/seed", seed);
    const { people } = (await control("GET", "/phone/ana")).json;
    expect(people.map((one: Json) => [one.name, one.is_demo_customer])).toEqual([
      ...["Ana Ruiz", "Liam Okafor", "Mei Tanaka", "Noah Weber", "Sara Haddad"].map((name) => [name, false]),
      ["Customer 0", true],
      ["Customer 1", true],
    ]);
  });

  it("is nothing at all when a thread names nobody, and a refusal names a few people only", async () => {
    const { control } = await openBench();
    const customers = Array.from({ length: 100 }, (_, index) => describeCustomer(index));
    const { people, threads } = toSeed(customers);
    const wrong = await control("POST", "/seed", {
      people,
      threads: [...threads, { ...threads[0], person_id: "bob" }],
    });
    expect([wrong.status, wrong.json.error]).toEqual([400, expect.stringMatching(/names no known person/)]);
    expect((await control("GET", "/state/people")).json).toHaveLength(5);
    await control("POST", "/seed", { people, threads });
    expect((await control("POST", "/person/bob/read", {})).json.error).toMatch(/ and 97 more\.$/);
  });
});
