import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Json, NAPOLI, openBench } from "../vitest.test-bench.ts";

const fixture = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`./fixtures/wa_${name}.json`, import.meta.url), "utf8"));

/** Every path with the type found there, such as `entry[].changes[].value.messages[].from: string`. */
function shapeOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shapeOf(item, `${path}[]`)))];
  if (typeof value !== "object" || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, part]) => shapeOf(part, path === "" ? key : `${path}.${key}`));
}

const sorted = (shape: string[]) => [...new Set(shape)].sort();
type Bench = Awaited<ReturnType<typeof openBench>>;

const sends: [string, Record<string, unknown>, string[]?][] = [
  ["text_forwarded", { body: "fwd", forwarded: true }],
  ["image", { type: "image", body: { caption: "This is the crack" } }],
  ["audio_voice", { type: "audio" }],
  // The recorded document, video and sticker are from before Meta added `url`.
  ["document", { type: "document", body: { caption: "", filename: "Invoice.pdf" } }, ["document.url: string"]],
  ["video", { type: "video", body: { caption: "see" } }, ["video.url: string"]],
  ["sticker", { type: "sticker" }, ["sticker.url: string"]],
  ["unsupported", { type: "unsupported" }],
  ["request_welcome", { type: "request_welcome" }],
];

describe("what a person sends", () => {
  it.each(sends)("has the shape of the recorded %s", async (name, body, added = []) => {
    const { control, advance, product } = await openBench();
    expect((await control("POST", "/person/ana/send", body)).status).toBe(200);
    await advance(0);
    const extra = added.map((path) => `entry[].changes[].value.messages[].${path}`);
    expect(sorted(shapeOf(product.received[0]?.body))).toEqual(sorted([...shapeOf(fixture(name)), ...extra]));
  });

  it("is a location or a contact card of the recorded shape, with fewer optional fields", async () => {
    const { control, advance, product } = await openBench();
    await control("POST", "/person/ana/send", { type: "location" });
    await control("POST", "/person/ana/send", { type: "contacts" });
    await advance(0);
    const shapes = product.received.map((one) => shapeOf(one.body));
    expect(shapeOf(fixture("location"))).toEqual(expect.arrayContaining(shapes[0] ?? []));
    expect(shapeOf(fixture("contacts"))).toEqual(expect.arrayContaining(shapes[1] ?? []));
  });

  it("says who it is from in the recorded words", async () => {
    const { write, product } = await openBench();
    await write("ana", "Hi, do you have the blue kettle in stock?");
    const recorded = fixture("text_legacy").entry[0].changes[0].value;
    const value = product.received[0]?.body.entry[0]?.changes[0]?.value;
    expect(value.metadata).toEqual(recorded.metadata);
    expect(value.contacts).toEqual([{ ...recorded.contacts[0], user_id: "US.10482266730915523" }]);
    expect(value.messages[0]).toMatchObject({
      from: recorded.messages[0].from,
      type: "text",
      text: recorded.messages[0].text,
    });
    const decode = (id: string) => Buffer.from(id.replace("wamid.", ""), "base64").toString("latin1");
    const layout = (id: string) => decode(id).replace(/[0-9A-F]{20}/, "HEX");
    expect(layout(value.messages[0].id)).toBe(layout(recorded.messages[0].id));
  });
});

async function sendButtons({ send }: Bench): Promise<string> {
  const reply = { id: "confirm_yes", title: "Yes, confirm" };
  const interactive = { type: "button", body: { text: "?" }, action: { buttons: [{ type: "reply", reply }] } };
  return (await send({ to: "12025550147", type: "interactive", interactive })).json.messages[0].id;
}

async function sendList({ send }: Bench): Promise<string> {
  const rows = [{ id: "slot_2", title: "Tomorrow 10:00", description: "Pickup at the shop" }];
  const interactive = {
    type: "list",
    body: { text: "?" },
    action: { button: "Open", sections: [{ title: "A", rows }] },
  };
  return (await send({ to: "12025550147", type: "interactive", interactive })).json.messages[0].id;
}

async function sendQuickReply({ send }: Bench): Promise<string> {
  const parameters = [{ type: "payload", payload: "Stop" }];
  const components = [{ type: "button", sub_type: "quick_reply", index: "0", parameters }];
  const template = { name: "hello_world", language: { code: "en_US" }, components };
  return (await send({ to: "12025550147", type: "template", template })).json.messages[0].id;
}

const acts: [string, (bench: Bench, ownId: string) => Promise<unknown>, string[]?][] = [
  ["reaction", ({ control }, id) => control("POST", "/person/ana/react", { message_id: id, emoji: "👍" })],
  ["revoke", ({ control }, id) => control("POST", "/person/ana/unsend", { message_id: id })],
  [
    "edit",
    ({ control }, id) => control("POST", "/person/ana/edit", { message_id: id, body: "Two kettles" }),
    ["entry[].changes[].value.messages[].edit.message.context.id: string"],
  ],
  [
    "interactive_button_reply",
    async (bench) =>
      bench.control("POST", "/person/ana/tap", { message_id: await sendButtons(bench), button: "confirm_yes" }),
  ],
  [
    "interactive_list_reply",
    async (bench) => bench.control("POST", "/person/ana/tap", { message_id: await sendList(bench), button: "slot_2" }),
  ],
  [
    "template_button",
    async (bench) =>
      bench.control("POST", "/person/ana/tap", { message_id: await sendQuickReply(bench), button: "Stop" }),
  ],
  [
    "text_reply_context",
    async (bench) => {
      const { json } = await bench.sendText("Which one?");
      return bench.control("POST", "/person/ana/send", { body: "That one", reply_to: json.messages[0].id });
    },
  ],
  [
    "smb_message_echo",
    ({ control }) =>
      control("POST", `/business/${NAPOLI}/human_reply`, { person: "ana", text: "from the shop's phone" }),
  ],
];

describe("what a person does", () => {
  it.each(acts)("has the shape of the recorded %s", async (name, act, missing = []) => {
    const bench = await openBench();
    const own = await bench.write("ana", "hello");
    await act(bench, own.id);
    await bench.advance(0);
    const wanted = shapeOf(fixture(name)).filter((path) => !missing.includes(path));
    expect(sorted(shapeOf(bench.product.received.at(-1)?.body))).toEqual(sorted(wanted));
  });

  it("changing the number sends a system message and a user_id_update of the recorded shapes", async () => {
    const { write, control, advance, product } = await openBench();
    await write("ana", "hello");
    await control("POST", "/person/ana/change_number", { phone: "12025550193" });
    await advance(0);
    const [, system, update] = product.received.map((one) => one.body);
    expect(sorted(shapeOf(system))).toEqual(sorted(shapeOf(fixture("system_user_changed_number"))));
    expect(sorted(shapeOf(update))).toEqual(sorted(shapeOf(fixture("user_id_update"))));
    const change = update?.entry[0]?.changes[0]?.value.user_id_update[0];
    expect(change.user_id.previous).toBe("US.10482266730915523");
    expect(change.user_id.current).not.toBe(change.user_id.previous);
    await write("ana", "still me");
    expect(product.received.at(-1)?.body.entry[0]?.changes[0]?.value.messages[0].from).toBe("12025550193");
  });

  it("adopting a username leaves the phone number out of everything that follows", async () => {
    const { write, sendText, control, product, advance, statuses } = await openBench();
    await control("POST", "/person/ana/adopt_username", { username: "ana.ruiz" });
    await write("ana", "hello");
    const value = product.received[0]?.body.entry[0]?.changes[0]?.value;
    expect(value.contacts).toEqual([
      { profile: { name: "Ana Ruiz", username: "ana.ruiz" }, user_id: "US.10482266730915523" },
    ]);
    expect(value.messages[0]).not.toHaveProperty("from");
    await sendText("Hello");
    await advance(500);
    expect(statuses().length).toBeGreaterThan(0);
    expect(JSON.stringify(product.received.map((one) => one.body.entry[0]?.changes[0]?.value.contacts))).not.toContain(
      "wa_id",
    );
  });

  it("taking a reaction back sends an empty emoji", async () => {
    const { write, control, advance, product } = await openBench();
    const own = await write("ana", "hello");
    await control("POST", "/person/ana/react", { message_id: own.id, emoji: null });
    await advance(0);
    expect(product.received.at(-1)?.body.entry[0]?.changes[0]?.value.messages[0].reaction.emoji).toBe("");
  });
});

describe("a status", () => {
  it.each(["status_sent", "status_delivered", "status_read"])("has the shape of the recorded %s", async (name) => {
    const { write, send, advance, product } = await openBench();
    await write("ana", "hi");
    const opaque = name === "status_sent" ? { biz_opaque_callback_data: "msg_1" } : {};
    await send({ to: "12025550147", type: "text", text: { body: "Hello" }, ...opaque });
    await advance(60_000);
    const wanted = name.replace("status_", "");
    const found = product.received.find((one) => one.body.entry[0]?.changes[0]?.value.statuses?.[0].status === wanted);
    expect(sorted(shapeOf(found?.body))).toEqual(sorted(shapeOf(fixture(name))));
  });

  it.each([
    ["status_failed_131026", "+14155550111"],
    ["status_failed_131047", "+447700900123"],
  ])("has the words of the recorded %s", async (name, to) => {
    const { sendText, advance, product } = await openBench();
    await sendText("Hello", to);
    await advance(1000);
    const recorded = fixture(name);
    expect(sorted(shapeOf(product.received[0]?.body))).toEqual(sorted(shapeOf(recorded)));
    const errorsOf = (body: Json) => body.entry[0].changes[0].value.statuses[0].errors;
    expect(errorsOf(product.received[0]?.body)).toEqual(errorsOf(recorded));
  });
});
