/** Who may call a procedure: anyone signed in, members of a business, its owners, super admins. */
export type Audience = "person" | "member" | "owner" | "superAdmin";

/** Ids of rows of one business; `sessionId` is another sign-in of the caller's. */
export type AccessIds = { conversationId: string; customerId: string; messageId: string; sessionId: string };

export type AccessRow = {
  readonly for: Audience;
  /** A valid input about these rows; absent: the procedure takes none. */
  readonly input?: (ids: AccessIds) => Record<string, unknown>;
};

const aboutConversation = ({ conversationId }: AccessIds) => ({ conversationId });

/** Every procedure with who may call it. `access.test.ts` fails for a procedure that has no row here. */
export const ACCESS_TABLE: Readonly<Record<string, AccessRow>> = {
  "admin.stats": { for: "superAdmin" },
  "admin.businesses": { for: "superAdmin", input: () => ({ search: "", limit: 100 }) },
  "agent.overview": { for: "member" },
  "agent.knowledge": { for: "member" },
  "business.get": { for: "member" },
  "business.update": { for: "owner", input: () => ({ timezone: "Europe/Rome" }) },
  "business.members": { for: "member" },
  "conversation.list": { for: "member", input: () => ({ view: "all", limit: 100 }) },
  "conversation.counts": { for: "member" },
  "conversation.get": { for: "member", input: aboutConversation },
  "conversation.thread": { for: "member", input: ({ conversationId }) => ({ conversationId, limit: 200 }) },
  "conversation.reply": { for: "member", input: ({ conversationId }) => ({ conversationId, text: "Hello" }) },
  "conversation.resend": { for: "member", input: ({ messageId }) => ({ messageId }) },
  "conversation.takeOver": { for: "member", input: aboutConversation },
  "conversation.giveBack": { for: "member", input: aboutConversation },
  "conversation.resolve": { for: "member", input: aboutConversation },
  "conversation.reopen": { for: "member", input: aboutConversation },
  "conversation.markRead": { for: "member", input: aboutConversation },
  "conversation.live": { for: "member", input: () => ({ lastEventId: "2000-01-01T00:00:00.000Z" }) },
  "customer.get": { for: "member", input: ({ customerId }) => ({ customerId }) },
  "integration.list": { for: "member" },
  "session.me": { for: "person" },
  "session.list": { for: "person" },
  "session.revoke": { for: "person", input: ({ sessionId }) => ({ sessionId }) },
};

/** Ids of rows that no business has. */
export function absentIds(): AccessIds {
  return {
    conversationId: crypto.randomUUID(),
    customerId: crypto.randomUUID(),
    messageId: crypto.randomUUID(),
    sessionId: crypto.randomUUID(),
  };
}

/** Which of the ids a procedure's input is made of. */
export function usedIds(row: AccessRow | undefined): (keyof AccessIds)[] {
  const ids = absentIds();
  const input = JSON.stringify(row?.input?.(ids) ?? {});
  return (Object.keys(ids) as (keyof AccessIds)[]).filter((name) => input.includes(ids[name]));
}
