import { buildBusiness } from "@frontdesk/testing/build-business";
import { advanceTime, drainJobs, runEverything, runInbound } from "@frontdesk/testing/run-work";
import { postWebhook } from "@frontdesk/testing/signed-webhook";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { messagesBody, statusBody } from "@frontdesk/testing/whatsapp-bodies";
import { afterAll, beforeAll, expect, it } from "vitest";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

it("stores a signed message, answers it once and follows what became of the answer", async () => {
  const { database, deps, graph } = product;
  const business = await buildBusiness(database, { settings: { replyDelayMs: 1_500 } });
  const at = deps.clock();
  const response = await postWebhook(
    deps,
    messagesBody(business, [{ id: "wamid.IN1", text: "Do you deliver?", at, userId: "US.1" }]),
  );
  expect(response.status).toBe(200);
  expect(await database.rows.message.count()).toBe(0);

  await runInbound(deps);
  expect(await database.rows.webhookLog.findMany()).toMatchObject([
    { source: "meta", event: "whatsapp_business_account", processed: true, error: null, attempts: 1 },
  ]);
  expect(await database.rows.webhookEvent.findMany()).toMatchObject([
    { businessId: business.id, kind: "message", result: "APPLIED", assetKind: "PHONE_NUMBER", position: 0 },
  ]);
  const [customer] = await database.rows.customer.findMany({ include: { identities: { orderBy: { kind: "asc" } } } });
  expect(customer).toMatchObject({
    name: "Ana Ruiz",
    phone: "12025550147",
    identities: [
      { kind: "WA_ID", value: "12025550147" },
      { kind: "BSUID", value: "US.1" },
    ],
  });
  expect(await database.rows.conversation.findMany()).toMatchObject([
    {
      status: "OPEN",
      handler: "AGENT",
      channel: "WHATSAPP",
      preview: "Do you deliver?",
      previewAuthor: "CUSTOMER",
      unreadCount: 1,
      lastInboundAt: at,
      waitingSince: at,
      lastMessageAt: at,
    },
  ]);
  expect(await database.rows.message.findMany()).toMatchObject([
    { direction: "INBOUND", author: "CUSTOMER", status: "RECEIVED", text: "Do you deliver?", needsAnswer: true },
  ]);

  // The quiet time is not over: nothing is answered yet.
  await drainJobs(deps);
  expect(graph.sends).toHaveLength(0);
  await advanceTime(deps, 1_500);
  const ran = await drainJobs(deps);
  expect(ran.map((job) => job.name)).toEqual(["answer-conversation", "deliver"]);
  const [answer] = await database.rows.message.findMany({ where: { direction: "OUTBOUND" } });
  expect(graph.sends).toMatchObject([
    {
      platformId: business.phoneNumberId,
      token: "EAAsim-napoli-412233445566778",
      to: "+12025550147",
      text: "Re: Do you deliver?",
      correlationId: answer?.id,
    },
  ]);
  expect(answer).toMatchObject({ status: "SENT", author: "AGENT", providerMessageId: "wamid.OUT0", attempts: 1 });
  expect(await database.rows.agentRun.findMany()).toMatchObject([{ outcome: "ANSWER", id: answer?.agentRunId }]);
  expect(await database.rows.conversation.findMany()).toMatchObject([
    { answerAt: null, waitingSince: null, preview: "Re: Do you deliver?", previewAuthor: "AGENT" },
  ]);
  expect(await database.rows.usagePeriod.findMany()).toMatchObject([{ messagesUsed: 1 }]);

  for (const status of ["sent", "delivered", "read"] as const) {
    await postWebhook(
      deps,
      statusBody(business, { id: "wamid.OUT0", status, at: deps.clock(), correlationId: answer?.id ?? "" }),
    );
    await runEverything(deps);
  }
  expect(await database.rows.message.findMany({ where: { direction: "OUTBOUND" } })).toMatchObject([
    { status: "READ", failureReason: null },
  ]);
  expect(graph.sends).toHaveLength(1);
});
