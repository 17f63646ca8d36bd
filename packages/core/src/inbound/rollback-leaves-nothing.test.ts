import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { enqueue } from "@frontdesk/jobs/enqueue";
import { buildBusiness, buildConversation } from "@frontdesk/testing/build-business";
import { startTestProduct, type TestProduct } from "@frontdesk/testing/test-product";
import { afterAll, beforeAll, expect, it } from "vitest";
import { lockConversation } from "../conversation/lock-conversation.ts";
import { queueMessage } from "../outbound/queue-message.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.close());

it("leaves neither row nor job when a transaction fails, and both when it succeeds", async () => {
  const { database, deps } = product;
  const business = await buildBusiness(database);
  const { id } = await buildConversation(database, business, deps.clock());
  const count = async () => ({
    messages: await database.rows.message.count(),
    jobs: (await database.query("SELECT 1 FROM pgboss.job WHERE name = 'deliver'")).length,
  });
  const write = (fails: boolean) =>
    inBusiness(deps.db, business.scope, async (tx) => {
      const conversation = await lockConversation(tx, business.id, id);
      if (!conversation) throw new Error("no conversation");
      await queueMessage(tx, conversation, { text: "Hello", author: "MEMBER" }, deps.clock());
      if (fails) throw new Error("something broke after the job was written");
    });
  await expect(write(true)).rejects.toThrow("something broke");
  expect(await count()).toEqual({ messages: 0, jobs: 0 });
  await write(false);
  expect(await count()).toEqual({ messages: 1, jobs: 1 });
});

it("writes no job in a transaction that no door opened", async () => {
  const { database, deps } = product;
  const business = await buildBusiness(database);
  const work = { businessId: business.id, conversationId: business.id };
  await expect(deps.db.prisma.$transaction((tx) => enqueue(tx, "deliver", work))).rejects.toThrow("doors");
});
