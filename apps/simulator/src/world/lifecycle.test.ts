import { describe, expect, it } from "vitest";
import { type Json, openBench } from "../vitest.test-bench.ts";

/** A day at the pizzeria: messages, answers, a failure, a change of number. Returns all that the product saw and was answered. */
async function liveThrough(seed: number) {
  const { write, sendText, send, control, advance, product, graph } = await openBench({ seed });
  const answers: Json[] = [];
  await write("ana", "hello");
  answers.push((await sendText("Hi Ana")).json);
  await advance(150);
  await write("mei", "bonjour");
  answers.push((await sendText("Salut", "+12025550163")).json);
  answers.push((await send({ type: "text" })).json);
  await control("POST", "/person/ana/send", { type: "image" });
  await advance(10_000);
  await control("POST", "/person/ana/change_number", { phone: "12025550193" });
  await advance(10_000);
  answers.push((await graph("GET", "/301122334455667/phone_numbers")).json);
  // Media links name the port that the test got.
  const hide = (text: string) => text.replace(/127\.0\.0\.1:\d+/g, "HOST");
  return {
    answers: answers.map((one) => hide(JSON.stringify(one))),
    bodies: product.received.map((one) => `${one.at} ${hide(one.text)}`),
  };
}

describe("determinism", () => {
  it("gives the same ids, answers and webhook bytes for the same seed and the same calls", async () => {
    const first = await liveThrough(7);
    expect(await liveThrough(7)).toEqual(first);
    expect(first.bodies.length).toBeGreaterThan(8);
  });

  it("gives other ids for another seed", async () => {
    expect((await liveThrough(8)).bodies[0]).not.toBe((await liveThrough(7)).bodies[0]);
  });
});

describe("reset", () => {
  it("goes back to the start: same ids again, no faults, no log, same time", async () => {
    const { write, control, advance, product } = await openBench();
    await write("ana", "hello");
    await control("POST", "/faults", { do: { status: 500 } });
    await advance(60_000);
    await control("POST", "/reset");
    expect((await control("GET", "/state/messages")).json).toEqual([]);
    expect((await control("GET", "/faults")).json).toEqual([]);
    await write("ana", "hello");
    expect(product.received[1]?.text).toBe(product.received[0]?.text);
  });

  it("takes another seed", async () => {
    const { write, control } = await openBench();
    const first = await write("ana", "hello");
    await control("POST", "/reset", { seed: 2 });
    expect((await write("ana", "hello")).id).not.toBe(first.id);
  });
});

describe("a snapshot", () => {
  it("goes on with message lives and webhook retries where it was taken", async () => {
    const first = await openBench();
    first.product.answer = () => 503;
    await first.write("ana", "hello");
    await first.sendText("Hi");
    const { json: snapshot } = await first.control("POST", "/snapshot");

    const second = await openBench();
    const moved = JSON.parse(JSON.stringify(snapshot).replaceAll(first.product.url, second.product.url));
    expect((await second.control("POST", "/restore", moved)).status).toBe(200);
    await second.advance(10_000);
    const seen = second.product.received.map((one) => one.body.entry[0]?.changes[0]?.value);
    expect(seen.flatMap((value) => value.statuses ?? []).map((one: Json) => one.status)).toEqual([
      "sent",
      "delivered",
      "read",
    ]);
    expect(seen.flatMap((value) => value.messages ?? []).map((one: Json) => one.text.body)).toEqual(["hello"]);
  });

  it("is refused when it is not one", async () => {
    const { control } = await openBench();
    const { status, json } = await control("POST", "/restore", { version: 2 });
    expect(status).toBe(400);
    expect(json.error).toContain("version");
  });
});
