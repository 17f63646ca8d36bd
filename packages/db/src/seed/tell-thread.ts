import type { DemoBusiness } from "./demo-businesses.ts";
import { finishConversation, type ToldMessage as Message } from "./finish-conversation.ts";
import type { ThreadLine, ThreadScript } from "./parse-threads.ts";
import type { Random } from "./random.ts";
import type { SeedIds } from "./seed-ids.ts";
import type { SeedRow, SeedRows } from "./seed-rows.ts";
import { timeLines } from "./thread-clock.ts";
import { readLineContent } from "./thread-content.ts";

export type ThreadSetting = {
  rows: SeedRows;
  ids: SeedIds;
  random: Random;
  now: Date;
  business: DemoBusiness & { id: string };
  integrationId: string;
  customerId: string;
  members: Map<string, { id: string; name: string }>;
  entries: Map<string, { id: string; question: string; answer: string }>;
  key: string;
};

const thanksWords = /\b(?:thanks|thank you|thx|cheers|grazie)\b/i;
const optOutReason = "The customer asked for no more messages";

/**
 * Tells one script as rows: the conversation with the columns that the product's writers keep, its messages with their
 * receipts, the agent's runs and uses, and the lines of what happened.
 */
export function tellThread(script: ThreadScript, setting: ThreadSetting): void {
  const { rows, ids, random, business, key } = setting;
  const lines = addThanksReplies(script.lines);
  const times = timeLines({ ...script, lines }, setting.now, random);
  const startedAt = times[0] ?? setting.now;
  const base = { businessId: business.id };
  const conversation: SeedRow = {
    ...base,
    id: ids(`${key}:conversation`, startedAt),
    customerId: setting.customerId,
    integrationId: setting.integrationId,
    channel: script.channel,
    status: "OPEN",
    handler: "AGENT",
    handlerReason: null,
    assigneeId: null,
    unreadCount: 0,
    waitingSince: null,
    lastInboundAt: null,
    hasFailedSend: false,
    createdAt: startedAt,
  };
  const messages: Message[] = [];
  let count = 0;
  let trigger: Message | undefined;

  const addEvent = (kind: string, text: string, at: Date, userId: string | null = null) =>
    rows.ConversationEvent.push({
      ...base,
      id: ids(`${key}:event:${rows.ConversationEvent.length}`, at),
      conversationId: conversation.id,
      kind,
      text,
      userId,
      occurredAt: at,
    });

  const addMessage = (
    at: Date,
    fields: { direction: string; author: string; kind?: string; text: string | null } & SeedRow,
  ): Message => {
    count += 1;
    const id = ids(`${key}:message:${count}`, at);
    const row: SeedRow = {
      ...base,
      id,
      conversationId: conversation.id,
      integrationId: setting.integrationId,
      kind: "TEXT",
      content: {},
      providerMessageId: providerIdOf(script.channel, id),
      status: fields.direction === "INBOUND" ? "RECEIVED" : "SENT",
      occurredAt: at,
      receivedAt: new Date(at.getTime() + (fields.direction === "INBOUND" ? 900 : 0)),
      ...fields,
    };
    rows.Message.push(row);
    const message = {
      id,
      direction: fields.direction,
      author: fields.author,
      kind: String(row.kind),
      text: fields.text,
      at,
      row,
    };
    messages.push(message);
    return message;
  };

  const addRun = (at: Date, outcome: string, fields: SeedRow): string => {
    const id = ids(`${key}:run:${count}`, at);
    const latencyMs = random.between(3, 40);
    const run = {
      handoverReason: null,
      sourceIds: [],
      found: [],
      topProbability: null,
      noneProbability: null,
      ...fields,
    };
    const turn = { conversationId: conversation.id, triggerMessageId: trigger?.id ?? messages[0]?.id };
    rows.AgentRun.push({
      ...base,
      id,
      ...turn,
      ...run,
      engine: "embedded",
      outcome,
      startedAt: at,
      finishedAt: new Date(at.getTime() + latencyMs),
      latencyMs,
    });
    const use = { kind: "AGENT_REPLY", amount: 1, period: at.toISOString().slice(0, 7) };
    if (outcome !== "SILENT") {
      const idempotencyKey = `turn:${turn.triggerMessageId}:0`;
      rows.UsageEntry.push({ ...base, id: ids(`${key}:use:${count}`, at), ...use, idempotencyKey, createdAt: at });
    }
    return id;
  };

  const sayAsAgent = (at: Date, text: string, agentRunId: string) => {
    addMessage(at, { direction: "OUTBOUND", author: "AGENT", text, agentRunId });
  };

  const tellers: Record<string, (text: string, at: Date) => void> = {
    c(text, at) {
      const { attachment, earlierText, isErased, isReply, ...content } = readLineContent(text, random);
      const quoted = isReply ? messages.findLast((message) => message.direction === "OUTBOUND") : undefined;
      trigger = addMessage(at, {
        direction: "INBOUND",
        author: "CUSTOMER",
        ...content,
        quotedProviderMessageId: quoted?.row.providerMessageId ?? null,
        editedAt: earlierText === undefined ? null : new Date(at.getTime() + 9_000),
        erasedAt: isErased ? new Date(at.getTime() + 12_000) : null,
      });
      const owner = { ...base, messageId: trigger.id };
      if (attachment) {
        const providerMediaId = String(random.between(1e14, 9e14));
        const file = { fileName: null, isVoice: false, ...attachment, providerMediaId };
        rows.Attachment.push({ id: ids(`${key}:file:${count}`, at), ...owner, position: 0, ...file, createdAt: at });
      }
      if (earlierText !== undefined) {
        const replacedAt = trigger.row.editedAt;
        rows.MessageRevision.push({ id: ids(`${key}:revision:${count}`, at), ...owner, text: earlierText, replacedAt });
      }
      if (conversation.status === "RESOLVED") {
        addEvent("reopened", "Opened again by a new message", at);
        Object.assign(conversation, { status: "OPEN", handler: "AGENT", handlerReason: null, assigneeId: null });
      }
      conversation.unreadCount = Number(conversation.unreadCount) + 1;
      conversation.lastInboundAt = at;
      conversation.waitingSince ??= at;
    },
    a(entryKey, at) {
      const entry = setting.entries.get(entryKey);
      if (!entry) throw new Error(`No entry ${entryKey} for ${business.slug}`);
      const probability = Math.round((0.62 + 0.37 * random.next()) * 1000) / 1000;
      const found = [{ entryId: entry.id, question: entry.question, probability }];
      const noneProbability = Math.round((1 - probability) * 800) / 1000;
      const run = addRun(at, "ANSWER", { sourceIds: [entry.id], found, topProbability: probability, noneProbability });
      const bold = script.channel === "WHATSAPP" ? "*" : "";
      const closing = `Not what you meant? Reply ${bold}person${bold}.`;
      sayAsAgent(at, `${bold}${entry.question}${bold}\n\n${entry.answer}\n\n${closing}`, run);
      conversation.waitingSince = null;
    },
    "a!"(text, at) {
      sayAsAgent(at, text, addRun(at, "ANSWER", {}));
      conversation.waitingSince = null;
    },
    h(text, at) {
      const [reason = "unknown", ...rest] = text.split(": ");
      const note = rest.join(": ") || "No stored answer fits";
      const run = addRun(at, "HANDOVER", {
        handoverReason: reason,
        noneProbability: reason === "unknown" ? 0.87 : null,
      });
      sayAsAgent(at, business.handoverText, run);
      Object.assign(conversation, { handler: "NEEDS_PERSON", handlerReason: note });
      addEvent("handed_over", `Handed over: ${note}`, at);
    },
    m(text, at) {
      const [memberKey = "", ...words] = text.split(" ");
      const { id: authorUserId, name } = memberOf(setting, memberKey);
      if (conversation.handler !== "MEMBER" || conversation.assigneeId !== authorUserId) {
        addEvent("taken_over", `${name} took over`, at, authorUserId);
      }
      addMessage(at, { direction: "OUTBOUND", author: "MEMBER", authorUserId, text: words.join(" ").trim() });
      const taken = { handler: "MEMBER", handlerReason: null, assigneeId: authorUserId };
      Object.assign(conversation, { ...taken, waitingSince: null, unreadCount: 0 });
    },
    p(text, at) {
      const wasAgents = conversation.handler !== "MEMBER";
      addMessage(at, { direction: "OUTBOUND", author: "PHONE", text });
      const taken = { handler: "MEMBER", handlerReason: "Answered from the phone" };
      Object.assign(conversation, { ...taken, waitingSince: null, unreadCount: 0 });
      if (wasAgents) addEvent("answered_elsewhere", "Answered from the phone; the agent is quiet here", at);
    },
    r(emoji, at) {
      const target = messages.findLast((message) => message.row.providerMessageId !== null);
      const reaction = { integrationId: setting.integrationId, customerId: setting.customerId, emoji, occurredAt: at };
      const targetProviderMessageId = target?.row.providerMessageId;
      rows.MessageReaction.push({
        ...base,
        id: ids(`${key}:reaction:${count}`, at),
        targetProviderMessageId,
        ...reaction,
      });
    },
    x(text, at) {
      const [code = "", ...words] = text.split(": ");
      const failure = { failureReason: "window_closed", failureCode: Number(code), failureText: words.join(": ") };
      Object.assign(messages.at(-1)?.row ?? {}, {
        status: "FAILED",
        failedAt: at,
        providerMessageId: null,
        ...failure,
      });
      conversation.hasFailedSend = true;
    },
    u(text, at) {
      const failure = { failureReason: "unknown", failureText: text, unknownAt: at };
      Object.assign(messages.at(-1)?.row ?? {}, { status: "NEEDS_HUMAN", providerMessageId: null, ...failure });
      conversation.hasFailedSend = true;
    },
    done(memberKey, at) {
      Object.assign(conversation, { status: "RESOLVED", waitingSince: null, unreadCount: 0 });
      addEvent("resolved", "Resolved", at, memberOf(setting, memberKey).id);
    },
    pause(reason, at) {
      if (reason === optOutReason) {
        const text = "Understood: our assistant will not write to you any more. Send START if you change your mind.";
        sayAsAgent(at, text, addRun(at, "ANSWER", {}));
        const customer = rows.Customer.find((row) => row.id === setting.customerId);
        if (customer) customer.marketingOptOutAt = at;
        addEvent("opted_out", reason, at);
      }
      Object.assign(conversation, { handler: "PAUSED", handlerReason: reason, waitingSince: null });
    },
    "+"() {},
  };

  lines.forEach(({ code, text }, position) => {
    const tell = tellers[code];
    if (!tell) throw new Error(`Not a line of a conversation: ${code} ${text}`);
    tell(text, times[position] ?? setting.now);
  });
  finishConversation({ conversation, messages, events: rows.ConversationEvent, now: setting.now, random }, () => {
    addRun(new Date((trigger?.at ?? setting.now).getTime() + 2_000), "SILENT", {});
  });
  rows.Conversation.push(conversation);
}

/** Where the agent handles a conversation, it answers thanks as it would. */
function addThanksReplies(lines: ThreadLine[]): ThreadLine[] {
  let isAgents = true;
  return lines.flatMap((line, position) => {
    if (line.code === "h" || line.code === "m" || line.code === "p") isAgents = false;
    if (line.code === "done") isAgents = true;
    const next = lines[position + 1]?.code;
    const isThanks = isAgents && line.code === "c" && thanksWords.test(line.text) && !line.text.includes("?");
    return isThanks && next !== "a" && next !== "h" && next !== "m" && next !== "p"
      ? [line, { code: "a!", text: "You're welcome!" }]
      : [line];
  });
}

function memberOf(setting: ThreadSetting, key: string): { id: string; name: string } {
  const member = setting.members.get(key);
  if (!member) throw new Error(`No member ${key} at ${setting.business.slug}`);
  return member;
}

/** Shaped like the platform's ids: WhatsApp's `wamid.`, Meta's long opaque `mid`s. */
function providerIdOf(channel: string, id: string): string {
  const opaque = Buffer.from(id).toString("base64").replaceAll("=", "");
  return channel === "WHATSAPP" ? `wamid.${opaque}` : channel === "FACEBOOK" ? `m_${opaque}` : `aWdf${opaque}`;
}
