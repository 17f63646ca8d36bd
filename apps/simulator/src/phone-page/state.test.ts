import { describe, expect, it } from "vitest";
import type { SimMessage } from "../world/entities.ts";
import { applyEvent, countUnread, createState, groupPeople, isTyping, listChat, loadView, summarise } from "./state.js";

const message = (changes: Partial<SimMessage>): SimMessage => ({
  id: "m1",
  direction: "out",
  phone_number_id: "1",
  person_id: "ana",
  recipient: {},
  type: "text",
  content: { body: "Hello" },
  timestamp: 1000,
  status: "delivered",
  history: [],
  next_status: null,
  error_code: null,
  reply_to: null,
  edited: false,
  unsent: false,
  reaction_by_person: null,
  reaction_by_business: null,
  by_hand: false,
  biz_opaque_callback_data: null,
  pricing_category: "service",
  ...changes,
});

function openState() {
  const state = createState();
  const empty = { people: [], accounts: [], threads: [], messages: [], deliveries: [], requests: [] };
  const faults = { faults: [], webhook_faults: [], error_codes: [] };
  loadView(state, { person: { id: "ana" }, ...empty, ...faults, clock: { now: 5000, rate: 0 } });
  return state;
}

describe("what the phone shows", () => {
  it("is a business message from the moment it is sent, oldest first, and never a reaction", () => {
    const state = openState();
    applyEvent(state, "message", message({ id: "late", timestamp: 3000 }));
    applyEvent(state, "message", message({ id: "early", timestamp: 2000 }));
    applyEvent(state, "message", message({ id: "accepted", status: "accepted" }));
    applyEvent(state, "message", message({ id: "reaction", type: "reaction" }));
    applyEvent(state, "message", message({ id: "elsewhere", phone_number_id: "2" }));
    expect(listChat(state, "1").map((one) => one.id)).toEqual(["early", "late"]);
  });

  it("leaves other people's messages out", () => {
    const state = openState();
    expect(applyEvent(state, "message", message({ person_id: "liam" }))).toBe(false);
    expect(state.messages.size).toBe(0);
  });

  it("offers the simulator's own people first, as they come, and the demo's customers by name", () => {
    const person = (id: string, name: string, phone = "1") => ({ id, name, phone, is_demo_customer: id.length > 4 });
    const people = [
      person("sara", "Sara Haddad"),
      person("customer-1", "Zoe Campbell"),
      person("ana", "Ana Ruiz"),
      person("customer-2", "Émile Roux"),
      person("customer-3", "447700900812", "447700900812"),
      person("customer-4", "Frank Li"),
    ];
    const { own, customers } = groupPeople(people);
    expect(own.map((one) => one.name)).toEqual(["Sara Haddad", "Ana Ruiz"]);
    expect(customers.map((one) => one.name)).toEqual(["+447700900812", "Émile Roux", "Frank Li", "Zoe Campbell"]);
  });

  it("counts as unread what came after the chat was last open", () => {
    const state = openState();
    applyEvent(state, "message", message({ id: "a", timestamp: 1000 }));
    applyEvent(state, "message", message({ id: "b", timestamp: 3000 }));
    applyEvent(state, "message", message({ id: "c", timestamp: 3000, status: "read" }));
    expect(countUnread(state, "1")).toBe(2);
    state.openedAt.set("1", 2000);
    expect(countUnread(state, "1")).toBe(1);
  });

  it("says typing until the simulator's time has passed", () => {
    const state = openState();
    const thread = {
      id: "1:ana",
      phone_number_id: "1",
      person_id: "ana",
      last_user_message_at: null,
      typing_until: 6000,
    };
    applyEvent(state, "thread", thread);
    expect(isTyping(state, "1")).toBe(true);
    applyEvent(state, "clock", { now: 6000, rate: 0 });
    expect(isTyping(state, "1")).toBe(false);
  });

  it.each([
    [{ content: { body: "Hi" } }, "Hi"],
    [{ type: "image", content: {} }, "Photo"],
    [{ type: "image", content: { caption: "Look" } }, "Look"],
    [{ type: "interactive", content: { type: "button", body: { text: "Choose" } } }, "Choose"],
    [{ type: "interactive", content: { type: "button_reply", button_reply: { id: "1", title: "Yes" } } }, "Yes"],
    [{ type: "template", content: { text: "Welcome" } }, "Welcome"],
    [{ type: "something-new", content: {} }, "Message"],
    [{ unsent: true }, "This message was deleted"],
  ])("sums %o up as %j", (changes, words) => {
    expect(summarise(message(changes as Partial<SimMessage>))).toBe(words);
  });
});
