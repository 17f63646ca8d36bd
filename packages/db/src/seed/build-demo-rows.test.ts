import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { buildDemoRows } from "./build-demo-rows.ts";
import type { SeedRow } from "./seed-rows.ts";
import { previewOf } from "./thread-content.ts";

const now = new Date("2026-11-23T19:00:00Z");
const rows = buildDemoRows({ seed: "demo", now });
const hash = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
const time = (value: unknown) => (value as Date).getTime();
const threads = rows.Conversation.map((conversation) => {
  const of = (row: SeedRow) => row.conversationId === conversation.id;
  const messages = rows.Message.filter(of).sort(
    (a, b) => time(a.occurredAt) - time(b.occurredAt) || (String(a.id) < String(b.id) ? -1 : 1),
  );
  return { conversation, messages, events: rows.ConversationEvent.filter(of), runs: rows.AgentRun.filter(of) };
});

describe("the same seed", () => {
  it("gives the same rows, another one others", () => {
    expect(hash(buildDemoRows({ seed: "demo", now }))).toBe(hash(rows));
    expect(hash(buildDemoRows({ seed: "other", now }))).not.toBe(hash(rows));
  });

  it("gives ids of version 7 that are all different", () => {
    const ids = Object.values(rows).flatMap((table) =>
      table.flatMap((row) => (typeof row.id === "string" ? [row.id] : [])),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("worth looking at", () => {
  it("shows each business with members, knowledge and conversations on three channels", () => {
    for (const business of rows.Business) {
      const of = (row: SeedRow) => row.businessId === business.id;
      expect(rows.User.filter(of).length).toBeGreaterThanOrEqual(2);
      expect(rows.KnowledgeEntry.filter(of)).toHaveLength(16);
      expect(rows.Customer.filter(of).length).toBeGreaterThanOrEqual(25);
      expect(rows.Customer.filter(of).length).toBeLessThanOrEqual(60);
      expect(rows.Conversation.filter(of).length).toBeGreaterThanOrEqual(30);
      expect(new Set(rows.Conversation.filter(of).map((row) => row.channel)).size).toBe(3);
    }
  });

  it("has every state that a screen knows", () => {
    expect(new Set(rows.Conversation.map((row) => row.handler))).toEqual(
      new Set(["AGENT", "NEEDS_PERSON", "MEMBER", "PAUSED"]),
    );
    expect(new Set(rows.Conversation.map((row) => row.status))).toEqual(new Set(["OPEN", "RESOLVED"]));
    expect(new Set(rows.Message.map((row) => row.status))).toEqual(
      new Set(["RECEIVED", "DELIVERED", "READ", "FAILED", "NEEDS_HUMAN"]),
    );
    expect(new Set(rows.Message.map((row) => row.author))).toEqual(new Set(["CUSTOMER", "AGENT", "MEMBER", "PHONE"]));
    expect(rows.Message.some((row) => row.erasedAt)).toBe(true);
    expect(rows.Message.some((row) => row.quotedProviderMessageId)).toBe(true);
    expect(rows.MessageRevision.length).toBeGreaterThan(0);
    expect(rows.MessageReaction.length).toBeGreaterThan(0);
    expect(rows.Attachment.length).toBeGreaterThan(0);
  });
});

describe("the columns of a conversation follow from its messages", () => {
  it.each(threads.map((thread) => [String(thread.conversation.preview), thread] as const))("%s", (_, thread) => {
    const { conversation, messages } = thread;
    const newest = messages.at(-1);
    const inbound = messages.filter((row) => row.direction === "INBOUND");
    expect(conversation.lastMessageAt).toEqual(newest?.occurredAt);
    expect(conversation.lastInboundAt).toEqual(inbound.at(-1)?.occurredAt);
    expect(conversation.previewAuthor).toBe(newest?.author);
    expect(conversation.preview).toBe(
      previewOf({
        kind: String(newest?.kind),
        text: newest?.text as string | null,
        isErased: Boolean(newest?.erasedAt),
      }),
    );
    const lastPerson = messages.findLastIndex((row) => row.author === "MEMBER" || row.author === "PHONE");
    const since = messages.slice(lastPerson + 1).filter((row) => row.direction === "INBOUND");
    expect(conversation.unreadCount).toBeLessThanOrEqual(since.length);
    if (conversation.handler === "NEEDS_PERSON") {
      const lastAnswer = messages.findLastIndex(
        (row) =>
          row.direction === "OUTBOUND" &&
          !thread.runs.some((run) => run.id === row.agentRunId && run.outcome === "HANDOVER"),
      );
      expect(conversation.waitingSince).toEqual(
        messages.slice(lastAnswer + 1).find((row) => row.direction === "INBOUND")?.occurredAt,
      );
      expect(conversation.unreadCount).toBeGreaterThan(0);
      expect(conversation.handlerReason).toBeTruthy();
    }
    if (conversation.handler === "AGENT" || conversation.status === "RESOLVED")
      expect(conversation.waitingSince).toBeNull();
    expect(conversation.handler === "MEMBER" && !messages.some((row) => row.author === "PHONE")).toBe(
      conversation.assigneeId !== null,
    );
    expect(Boolean(conversation.hasFailedSend)).toBe(
      messages.some((row) => row.status === "FAILED" || row.status === "NEEDS_HUMAN"),
    );
    expect(time(conversation.changedAt)).toBeGreaterThanOrEqual(time(newest?.occurredAt));
    expect(time(conversation.changedAt)).toBeLessThanOrEqual(now.getTime());
  });
});

it("every answer of the agent has a run that names its source, and counts once", () => {
  const entries = new Map(rows.KnowledgeEntry.map((row) => [row.id, row]));
  const runs = new Map(rows.AgentRun.map((row) => [row.id, row]));
  for (const message of rows.Message.filter((row) => row.author === "AGENT")) {
    const run = runs.get(message.agentRunId);
    expect(run?.businessId).toBe(message.businessId);
    for (const id of (run?.sourceIds ?? []) as string[]) expect(message.text).toContain(entries.get(id)?.answer);
  }
  expect(new Set(rows.UsageEntry.map((row) => row.idempotencyKey)).size).toBe(rows.UsageEntry.length);
  const used = rows.UsagePeriod.reduce((sum, row) => sum + Number(row.messagesUsed), 0);
  expect(used).toBe(rows.UsageEntry.length);
});

it("an asset belongs to one business", () => {
  const assets = rows.AssetRoute.map((row) => `${row.kind}:${row.assetId}`);
  expect(new Set(assets).size).toBe(assets.length);
  expect(assets).toContain("PHONE_NUMBER:412233445566778");
});
