import { describe, expect, it } from "vitest";
import { GADGETLY, type Json, openBench, START } from "../vitest.test-bench.ts";

const ANA = "12025550147";
const names = (statuses: Json[]) => statuses.map((one) => one.status);

describe("the life of a business message", () => {
  it("goes sent, delivered, read on the virtual clock and echoes our data each time", async () => {
    const { write, send, advance, statuses } = await openBench();
    await write("ana", "hi");
    const answer = await send({ to: ANA, type: "text", text: { body: "Hello" }, biz_opaque_callback_data: "msg_1" });
    const id = answer.json.messages[0].id;
    expect(statuses()).toEqual([]);
    await advance(300);
    expect(names(statuses())).toEqual(["sent"]);
    await advance(400);
    expect(names(statuses())).toEqual(["sent", "delivered"]);
    await advance(2000);
    expect(names(statuses())).toEqual(["sent", "delivered", "read"]);
    const pricing = { billable: true, pricing_model: "PMP", type: "regular", category: "service" };
    const common = {
      id,
      recipient_id: ANA,
      recipient_user_id: "US.10482266730915523",
      biz_opaque_callback_data: "msg_1",
    };
    const timestamp = expect.stringMatching(/^\d{10}$/);
    expect(statuses()).toEqual([
      { ...common, status: "sent", timestamp, pricing },
      { ...common, status: "delivered", timestamp, pricing },
      { ...common, status: "read", timestamp },
    ]);
  });

  it("never comes before its time when the clock stands still", async () => {
    const { write, sendText, statuses } = await openBench();
    await write("ana", "hi");
    await sendText("Hello");
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(statuses()).toEqual([]);
  });

  it("waits at sent while the person is offline and goes on when they are back", async () => {
    const { write, sendText, advance, statuses, control } = await openBench();
    await write("ana", "hi");
    await control("PATCH", "/people/ana", { offline: true });
    await sendText("Hello");
    await advance(3_600_000);
    expect(names(statuses())).toEqual(["sent"]);
    await control("PATCH", "/people/ana", { offline: false });
    await advance(5000);
    expect(names(statuses())).toEqual(["sent", "delivered", "read"]);
  });

  it.each([
    [{ no_receipts: true }, ["sent", "delivered"]],
    [{ read_without_delivered: true }, ["sent", "read"]],
    [{ fail_with: 131049 }, ["failed"]],
    [{ blocked: true }, ["failed"]],
  ])("with %o is %o", async (options, expected) => {
    const { write, sendText, advance, statuses, control } = await openBench();
    await write("ana", "hi");
    await control("PATCH", "/people/ana", options);
    expect((await sendText("Hello")).status).toBe(200);
    await advance(60_000);
    expect(names(statuses())).toEqual(expected);
  });

  it("fails later with 131047 outside 24 hours, and with 131026 for a number nobody has", async () => {
    const { write, sendText, advance, statuses, product } = await openBench();
    await write("ana", "hi");
    await advance(24 * 3_600_000 - 1);
    await sendText("just in time");
    await advance(10_000);
    expect(names(statuses())).toEqual(["sent", "delivered", "read"]);
    await sendText("too late");
    await sendText("to nobody", "+14155550111");
    await advance(1000);
    const failed = statuses().slice(3);
    expect(failed.map((one) => one.errors[0].code).sort()).toEqual([131026, 131047]);
    expect(failed[0]).not.toHaveProperty("recipient_user_id");
    expect(product.received.at(-1)?.body.entry[0]?.changes[0]?.value).not.toHaveProperty("contacts");
  });

  it("names a message to a BSUID by that id alone", async () => {
    const { write, send, advance, statuses } = await openBench();
    await write("ana", "hi");
    await send({ recipient: "US.10482266730915523", type: "text", text: { body: "Hello" } });
    await advance(500);
    expect(statuses()[0]).toMatchObject({ status: "sent", recipient_user_id: "US.10482266730915523" });
    expect(statuses()[0]).not.toHaveProperty("recipient_id");
  });

  it("takes another portfolio's BSUID as undeliverable", async () => {
    const { write, send, advance, statuses } = await openBench();
    await write("ana", "hi", GADGETLY);
    await send({ recipient: "US.10482266730915523", type: "text", text: { body: "Hello" } }, GADGETLY);
    await advance(500);
    expect(statuses()[0]).toMatchObject({ status: "failed", errors: [{ code: 131026 }] });
  });

  it("is delivered but not read while the person's phone shows another chat, and read when it is opened", async () => {
    const { url, write, sendText, advance, statuses, control } = await openBench();
    const stream = await fetch(`${url}/__sim/events?page=p1`);
    await stream.body?.getReader().read();
    await write("ana", "hi");
    expect((await control("POST", "/presence", { page: "p1", person: "ana", account: GADGETLY })).status).toBe(200);
    await sendText("Hello");
    await advance(60_000);
    expect(names(statuses())).toEqual(["sent", "delivered"]);
    await control("POST", "/presence", { page: "p1", person: "ana", account: "412233445566778" });
    await advance(700);
    expect(names(statuses())).toEqual(["sent", "delivered", "read"]);
  });

  it("shows the person that theirs was read, and typing for 25 seconds or until the answer", async () => {
    const { write, send, control, advance, sendText } = await openBench();
    const first = await write("ana", "one");
    await advance(1000);
    const second = await write("ana", "two");
    const typing = { type: "text" };
    const read = await send({ status: "read", message_id: second.id, typing_indicator: typing });
    expect(read.json).toEqual({ success: true });
    const { json: messages } = await control("GET", "/state/messages");
    expect(messages.map((one: Json) => [one.id, one.status])).toEqual([
      [first.id, "read"],
      [second.id, "read"],
    ]);
    expect((await control("GET", "/state/threads")).json[0].typing_until).toBe(START + 1000 + 25_000);
    await sendText("answer");
    expect((await control("GET", "/state/threads")).json[0].typing_until).toBeNull();
  });

  it("of a reaction ends at sent", async () => {
    const { write, send, advance, statuses, control } = await openBench();
    const message = await write("ana", "hi");
    await send({ to: ANA, type: "reaction", reaction: { message_id: message.id, emoji: "👍" } });
    await advance(60_000);
    expect(names(statuses())).toEqual(["sent"]);
    expect((await control("GET", "/state/messages")).json[0].reaction_by_business).toBe("👍");
  });
});
