import pg from "pg";

/**
 * Makes the demo's connections work again that a fault of the simulator has broken (a dead token, a ban): a newcomer has no
 * Meta to sign in at. What waited for it is sent within two minutes, where the customer's window is still open.
 */
export async function mendDemoConnections(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`
      UPDATE "Integration" SET status = 'ACTIVE', "statusReason" = NULL, "sendingPausedUntil" = NULL, "statusChangedAt" = now()
      WHERE status IN ('NEEDS_RECONNECT', 'ERROR') AND "accessToken" IS NOT NULL`);
    await client.query(
      `UPDATE "Message" SET "heldReason" = NULL WHERE status = 'QUEUED' AND "heldReason" = 'needs_reconnect'`,
    );
  } finally {
    await client.end();
  }
}
