import { createHmac } from "node:crypto";

export type SignMode = "good" | "bad" | "none" | "wrong_secret" | "sha1_only";

/**
 * The signature headers of a webhook POST over its exact bytes: HMAC with the app secret, SHA-256 and the legacy SHA-1.
 * The other modes are attacks and mistakes: "bad" has one digit changed, "wrong_secret" is signed with another app's secret.
 */
export function signBody(body: string | Buffer, secret: string, mode: SignMode = "good"): Record<string, string> {
  if (mode === "none") return {};
  const key = mode === "wrong_secret" ? `${secret}-of-another-app` : secret;
  const sign = (algorithm: string) => {
    const hex = createHmac(algorithm, key).update(body).digest("hex");
    return mode === "bad" ? (hex.startsWith("0") ? `1${hex.slice(1)}` : `0${hex.slice(1)}`) : hex;
  };
  const legacy = { "x-hub-signature": `sha1=${sign("sha1")}` };
  return mode === "sha1_only" ? legacy : { ...legacy, "x-hub-signature-256": `sha256=${sign("sha256")}` };
}
