import type { Credentials } from "../channel-adapter.ts";
import { ChannelError } from "../channel-error.ts";
import type { GraphClient } from "../meta/graph-client.ts";
import { dropUndefined } from "../meta/read-json.ts";
import { phoneNumberSchema } from "./schema.ts";

/** A WhatsApp number as Meta knows it now. The words of the optional fields are Meta's own ("GREEN", "CONNECTED", …). */
export type PhoneNumber = {
  readonly id: string;
  readonly displayPhoneNumber?: string;
  readonly verifiedName?: string;
  readonly qualityRating?: string;
  readonly codeVerificationStatus?: string;
  readonly platformType?: string;
  readonly status?: string;
};

const FIELDS = "id,display_phone_number,verified_name,quality_rating,code_verification_status,platform_type,status";

/**
 * Asks Meta for the number behind a connection: whether the token still works, and what to show for it.
 * @throws ChannelError: `auth_expired` or `permission_missing` when the number must be connected again
 */
export async function fetchPhoneNumber(
  graph: GraphClient,
  credentials: Credentials,
  signal?: AbortSignal,
): Promise<PhoneNumber> {
  const answer = await graph.request({
    method: "GET",
    path: [credentials.platformId],
    query: { fields: FIELDS },
    accessToken: credentials.accessToken,
    ...(signal && { signal }),
  });
  const number = phoneNumberSchema.safeParse(answer);
  if (!number.success) {
    throw new ChannelError({ reason: "unavailable", outcome: "unknown", details: "The answer names no phone number" });
  }
  return {
    id: number.data.id,
    ...dropUndefined({
      displayPhoneNumber: number.data.display_phone_number,
      verifiedName: number.data.verified_name,
      qualityRating: number.data.quality_rating,
      codeVerificationStatus: number.data.code_verification_status,
      platformType: number.data.platform_type,
      status: number.data.status,
    }),
  };
}
