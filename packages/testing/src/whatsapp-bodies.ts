import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Number = { phoneNumberId: string; wabaId: string };

export type CustomerText = { id: string; from?: string; text: string; at: Date; name?: string; userId?: string };

/** A customer's text as WhatsApp delivers it. */
export function textMessage(message: CustomerText): object {
  return {
    from: message.from ?? "12025550147",
    ...(message.userId === undefined ? {} : { from_user_id: message.userId }),
    id: message.id,
    timestamp: secondsOf(message.at),
    type: "text",
    text: { body: message.text },
  };
}

/** A delivery with these messages, of one or several customers. */
export function messagesBody(number: Number, messages: readonly CustomerText[]): object {
  const contacts = [...new Map(messages.map((message) => [message.from ?? "12025550147", message])).entries()].map(
    ([from, message]) => ({
      profile: { name: message.name ?? "Ana Ruiz" },
      wa_id: from,
      ...(message.userId === undefined ? {} : { user_id: message.userId }),
    }),
  );
  return changeBody(number, { contacts, messages: messages.map(textMessage) });
}

export type StatusWord = "sent" | "delivered" | "read" | "failed";

export type StatusOptions = {
  id: string;
  status: StatusWord;
  at: Date;
  to?: string;
  correlationId?: string;
  errorCode?: number;
};

/** A delivery with one status of a message of ours. */
export function statusBody(number: Number, status: StatusOptions): object {
  return changeBody(number, {
    statuses: [
      {
        id: status.id,
        status: status.status,
        timestamp: secondsOf(status.at),
        recipient_id: status.to ?? "12025550147",
        ...(status.correlationId === undefined ? {} : { biz_opaque_callback_data: status.correlationId }),
        ...(status.status === "failed"
          ? { errors: [{ code: status.errorCode ?? 131026, title: "Message undeliverable" }] }
          : {}),
      },
    ],
  });
}

/** A delivery with one change of the field `messages`, or another one. */
export function changeBody(number: Number, value: object, field = "messages"): object {
  const metadata = { display_phone_number: "12125550100", phone_number_id: number.phoneNumberId };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: number.wabaId, changes: [{ field, value: { messaging_product: "whatsapp", metadata, ...value } }] }],
  };
}

function secondsOf(time: Date): string {
  return String(Math.floor(time.getTime() / 1_000));
}

const FIXTURES = join(import.meta.dirname, "../../channels/src/whatsapp/fixtures");

/** The recorded WhatsApp bodies, by file name. */
export function listFixtures(): string[] {
  return readdirSync(FIXTURES)
    .filter((name) => /^wa_.*\.json$/.test(name))
    .sort();
}

/** The bytes of a recorded body, as they are posted. */
export function readFixture(name: string): Buffer {
  return readFileSync(join(FIXTURES, name));
}
