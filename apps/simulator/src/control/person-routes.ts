import { z } from "zod";
import { HttpProblem } from "../http/sim-http.ts";
import {
  adoptUsername,
  changeNumber,
  editMessage,
  react,
  readChat,
  replyByHand,
  sendFromPerson,
  tapButton,
  unsendMessage,
} from "../whatsapp/person-actions.ts";
import { personMessageTypes } from "../whatsapp/sample-content.ts";
import type { Person, PhoneNumber } from "../world/entities.ts";
import { type ControlCall, type ControlRoute, readBody, requireNumber, requirePerson } from "./control-route.ts";

const account = z.string().optional();
const messageId = z.string().min(1);

const sendSchema = z.strictObject({
  channel: z.enum(["wa", "ig", "fb"]).default("wa"),
  account,
  type: z.enum(personMessageTypes).default("text"),
  body: z.unknown().optional(),
  reply_to: messageId.optional(),
  /** Virtual milliseconds since the epoch. */
  timestamp: z.number().int().optional(),
  forwarded: z.boolean().default(false),
});

type Chat = { sim: ControlCall["sim"]; person: Person; number: PhoneNumber };

function openChat({ sim, params }: ControlCall, wantedAccount: string | undefined): Chat {
  return { sim, person: requirePerson(sim, params.id ?? ""), number: requireNumber(sim, wantedAccount) };
}

/** Where a message is, its own number is the account. */
function openChatOf(call: ControlCall, id: string): Chat {
  return openChat(call, call.sim.world.messages.get(id)?.phone_number_id);
}

const action = (name: string, handle: (call: ControlCall) => unknown): ControlRoute => ({
  method: "POST",
  path: `/person/:id/${name}`,
  handle,
});

export const personRoutes: ControlRoute[] = [
  action("send", (call) => {
    const wish = readBody(call, sendSchema);
    if (wish.channel !== "wa")
      throw new HttpProblem(400, `The channel "${wish.channel}" is not simulated yet; use "wa".`);
    const { type, body, reply_to: replyTo, timestamp, forwarded } = wish;
    return sendFromPerson(openChat(call, wish.account), { type, body, replyTo, timestamp, forwarded });
  }),
  action("react", (call) => {
    const { message_id, emoji } = readBody(
      call,
      z.strictObject({ message_id: messageId, emoji: z.string().nullable() }),
    );
    react(openChatOf(call, message_id), message_id, emoji);
  }),
  action("edit", (call) => {
    const { message_id, body } = readBody(call, z.strictObject({ message_id: messageId, body: z.string().min(1) }));
    editMessage(openChatOf(call, message_id), message_id, body);
  }),
  action("unsend", (call) => {
    const { message_id } = readBody(call, z.strictObject({ message_id: messageId }));
    unsendMessage(openChatOf(call, message_id), message_id);
  }),
  action("tap", (call) => {
    const { message_id, button } = readBody(call, z.strictObject({ message_id: messageId, button: z.string() }));
    return tapButton(openChatOf(call, message_id), message_id, button);
  }),
  action("read", (call) => ({ read: readChat(openChat(call, readBody(call, z.strictObject({ account })).account)) })),
  action("change_number", (call) => {
    const { phone } = readBody(
      call,
      z.strictObject({ phone: z.string().regex(/^\d{7,15}$/, "must be 7 to 15 digits") }),
    );
    changeNumber(call.sim, requirePerson(call.sim, call.params.id ?? ""), phone);
  }),
  action("adopt_username", (call) => {
    const { username } = readBody(call, z.strictObject({ username: z.string().min(3).max(35) }));
    adoptUsername(call.sim, requirePerson(call.sim, call.params.id ?? ""), username);
  }),
  action("block", (call) => {
    const person = requirePerson(call.sim, call.params.id ?? "");
    person.blocked = readBody(call, z.strictObject({ blocked: z.boolean().default(true) })).blocked;
    call.sim.events.publish({ type: "person", data: person });
  }),
  {
    method: "POST",
    path: "/business/:account/human_reply",
    handle(call) {
      const { person, text } = readBody(
        call,
        z.strictObject({ person: z.string(), text: z.string().min(1).max(4096) }),
      );
      const number = requireNumber(call.sim, call.params.account);
      return replyByHand({ sim: call.sim, person: requirePerson(call.sim, person), number }, text);
    },
  },
];
