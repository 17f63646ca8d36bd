import type { SecretContext } from "@frontdesk/encryption/envelope";

/** Where a connection's token is stored: bound into its envelope, so that it opens in this row and column only. */
export function tokenPlace(
  businessId: string,
  integrationId: string,
  column: "accessToken" | "refreshToken",
): SecretContext {
  return { businessId, table: "Integration", column, rowId: integrationId };
}
