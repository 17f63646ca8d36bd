import type { Tx } from "@frontdesk/db/client";
import { newId } from "@frontdesk/db/new-id";
import { lockConversation } from "../conversation/lock-conversation.ts";
import { moveMessage } from "./move-message.ts";

export type Receipt = {
  integrationId: string;
  status: "SENT" | "DELIVERED" | "READ" | "FAILED";
  occurredAt: Date;
  providerMessageId: string;
  /** Our own message id, where the platform gave it back. */
  correlationId?: string | undefined;
  error?: { code: number; text: string } | undefined;
  pricing?: Record<string, unknown> | undefined;
};

export type ReceiptOutcome =
  | { kind: "moved" | "unchanged"; messageId: string; conversationId: string }
  | { kind: "parked" };

/** WhatsApp's "more than 24 hours have passed since the customer last wrote". */
const WINDOW_CLOSED_CODE = 131047;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Applies what the platform says became of a message: forward only, in any order, any number of times. A receipt that
 * comes before its send's answer is found by the correlation id, or parked until the answer is stored.
 */
export async function applyReceipt(tx: Tx, businessId: string, receipt: Receipt): Promise<ReceiptOutcome> {
  const { integrationId, providerMessageId } = receipt;
  const correlated = receipt.correlationId && UUID.test(receipt.correlationId) ? receipt.correlationId : null;
  const message =
    (await tx.message.findUnique({
      where: { businessId_integrationId_providerMessageId: { businessId, integrationId, providerMessageId } },
      select: { id: true, conversationId: true, direction: true },
    })) ??
    (correlated
      ? await tx.message.findFirst({
          where: {
            businessId,
            id: correlated,
            integrationId,
            direction: "OUTBOUND",
            OR: [{ providerMessageId: null }, { providerMessageId }],
          },
          select: { id: true, conversationId: true, direction: true },
        })
      : null);
  if (!message) {
    await tx.parkedReceipt.createMany({
      data: [
        {
          businessId,
          id: newId(),
          integrationId,
          providerMessageId,
          status: receipt.status,
          occurredAt: receipt.occurredAt,
          errorCode: receipt.error?.code ?? null,
          errorText: receipt.error?.text ?? null,
          ...(receipt.pricing === undefined ? {} : { pricing: receipt.pricing as object }),
        },
      ],
      skipDuplicates: true,
    });
    return { kind: "parked" };
  }
  // Conversation before message, as whoever sends does it: a status often comes while its send's answer is being stored.
  await lockConversation(tx, businessId, message.conversationId);
  const moved = await moveMessage(
    tx,
    { businessId, id: message.id },
    {
      to: receipt.status,
      at: receipt.occurredAt,
      providerMessageId,
      ...(receipt.pricing === undefined ? {} : { pricing: receipt.pricing }),
      ...(receipt.status === "FAILED"
        ? {
            failure: {
              reason: "refused",
              code: receipt.error?.code,
              text: receipt.error?.text ?? "The platform could not deliver this message.",
            },
          }
        : {}),
    },
  );
  if (receipt.error?.code === WINDOW_CLOSED_CODE)
    await closeWindow(tx, businessId, message.conversationId, receipt.occurredAt);
  return { kind: moved ? "moved" : "unchanged", messageId: message.id, conversationId: message.conversationId };
}

/** What the platform says of its reply window counts more than our own sum: it is closed until the customer writes again. */
async function closeWindow(tx: Tx, businessId: string, conversationId: string, at: Date): Promise<void> {
  const closed = new Date(at.getTime() - 24 * 3_600_000);
  await tx.conversation.updateMany({
    where: { businessId, id: conversationId, lastInboundAt: { gt: closed, lte: at } },
    data: { lastInboundAt: closed },
  });
}

/** Applies the receipts that were waiting for this message's platform id, oldest first, and forgets them. */
export async function applyParkedReceipts(
  tx: Tx,
  businessId: string,
  integrationId: string,
  providerMessageId: string,
): Promise<void> {
  const parked = await tx.parkedReceipt.findMany({
    where: { businessId, integrationId, providerMessageId },
    orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
  });
  for (const row of parked) {
    await applyReceipt(tx, businessId, {
      integrationId,
      providerMessageId,
      status: row.status,
      occurredAt: row.occurredAt,
      ...(row.errorCode === null
        ? {}
        : { error: { code: row.errorCode, text: row.errorText ?? "The platform could not deliver this message." } }),
      ...(row.pricing === null ? {} : { pricing: row.pricing as Record<string, unknown> }),
    });
  }
  if (parked.length > 0)
    await tx.parkedReceipt.deleteMany({ where: { businessId, id: { in: parked.map((row) => row.id) } } });
}
