import { describe, expect, it } from "vitest";
import type { ChannelErrorInfo } from "../channel-error.ts";
import {
  classifyGraphError,
  classifyProviderError,
  explainChannelError,
  isRetryable,
  readGraphError,
  retryDelayMs,
} from "./graph-error.ts";
import { GRAPH_ERROR_TABLE } from "./graph-error-table.ts";

const info = (code: number, subcode?: number): ChannelErrorInfo => {
  const error = { code, ...(subcode !== undefined && { subcode }) };
  return { ...classifyGraphError(error), outcome: "not_sent", ...error };
};

/** reason → "code" or "code/subcode"; the documented table, turned by hand. */
const EXPECTED: Record<string, string> = {
  "rate_limited app": "4 17 32 341 613 613/2534040 80007",
  "rate_limited number": "130429",
  "rate_limited recipient": "131056",
  "rate_limited app no retry": "613/2018338",
  "rate_limited number no retry": "131048 131064 133016",
  "rate_limited recipient no retry": "131049",
  auth_expired: "0 102 190 190/458 190/460 190/463 190/467 10/2534077 100/2534013",
  permission_missing: "3 10 33 100/33 1/99 100/2534029 200 230 299 200/2534041 200/2018028 131005 131037 131045 133010",
  window_closed: "10/2018278 10/2534022 10/2018065 131047",
  recipient_unreachable:
    "10/2018108 100/2018001 100/2534014 100/2534037 200/1545041 551 551/1545041 2018300 2018321 130403 130472 130497 131021 131026 131030 131050 137000",
  content_rejected:
    "100 100/2018008 100/2018047 100/2018294 100/2018109 9000001 131008 131009 131051 131052 131053 131062 131063 132000 132001 132005 132007 132012 132015 132016 132068 132069 135000 2593107 2593108 2593109",
  "unavailable no retry": "10/1893063 368 131031 131042",
  "unavailable retry": "1 2 131000 131016 131057",
};

describe("the error table", () => {
  const rows = Object.entries(EXPECTED).flatMap(([meaning, codes]) =>
    codes.split(" ").map((code) => [code, meaning] as const),
  );

  it.each(rows)("%s is %s", (code, meaning) => {
    const [reason, ...words] = meaning.split(" ");
    const scope = words.find((word) => word === "app" || word === "number" || word === "recipient");
    const [main, sub] = code.split("/").map(Number);
    const judged = info(main ?? -1, sub);
    expect(judged).toMatchObject({ reason, ...(scope && { scope }) });
    expect(isRetryable(judged)).toBe(
      (reason === "rate_limited" || reason === "unavailable") && !meaning.includes("no retry"),
    );
  });

  it("has an expectation for every code in it", () => {
    const expected = new Set(rows.map(([code]) => Number(code.split("/")[0])));
    for (const rule of GRAPH_ERROR_TABLE) {
      const codes = [...expected].filter((code) => code >= rule.code && code <= (rule.to ?? rule.code));
      expect(codes, `code ${rule.code}`).not.toHaveLength(0);
    }
  });

  it("lets Meta's words decide where only they tell", () => {
    const thread = "(#10) Message failed to send because another app is controlling this thread now.";
    expect(classifyGraphError({ code: 10, text: thread })).toEqual({ reason: "recipient_unreachable" });
    const proof = "API calls from the server require an appsecret_proof argument";
    expect(classifyGraphError({ code: 100, text: proof })).toEqual({ reason: "permission_missing" });
  });

  it("judges unknown codes by status and transience, and an unknown subcode by its code", () => {
    expect(classifyGraphError({ code: 999999 }, 400)).toEqual({ reason: "unknown" });
    expect(classifyGraphError({ code: 999999 }, 503)).toEqual({ reason: "unavailable" });
    expect(classifyGraphError({ code: 999999 }, 429)).toEqual({ reason: "rate_limited", scope: "app" });
    expect(classifyGraphError({ code: 999999 }, 401)).toEqual({ reason: "auth_expired" });
    expect(classifyGraphError({ code: 999999, isTransient: true }, 400)).toEqual({ reason: "unavailable" });
    expect(classifyGraphError({ code: 190, subcode: 1 }, 400)).toEqual({ reason: "auth_expired" });
  });
});

describe("readGraphError", () => {
  it.each([
    null,
    undefined,
    "x",
    [],
    {},
    { error: null },
    { error: "x" },
    { error: { message: "m" } },
    { error: { code: {} } },
  ])("sees no Graph error in %j", (body) => expect(readGraphError(body)).toBeNull());

  it("reads code, subcode, words and transience", () => {
    const body = {
      error: { code: "10", error_subcode: 2018278, message: "m", error_data: { details: "d" }, is_transient: true },
    };
    expect(readGraphError(body)).toEqual({ code: 10, subcode: 2018278, text: "m: d", isTransient: true });
  });
});

describe("waiting and retrying", () => {
  it("never retries what may have gone out", () => {
    expect(isRetryable({ reason: "unavailable", outcome: "unknown" })).toBe(false);
    expect(isRetryable({ reason: "unavailable", outcome: "not_sent" })).toBe(true);
    expect(isRetryable({ reason: "auth_expired", outcome: "not_sent" })).toBe(false);
  });

  it("waits 4^n seconds for one recipient, doubles otherwise, and obeys Retry-After", () => {
    expect([0, 1, 2, 3].map((attempt) => retryDelayMs(info(131056), attempt))).toEqual([1000, 4000, 16_000, 64_000]);
    expect([0, 1, 2, 99].map((attempt) => retryDelayMs(info(130429), attempt))).toEqual([1000, 2000, 4000, 900_000]);
    expect(retryDelayMs({ ...info(4), retryAfterMs: 3_600_000 }, 0)).toBe(3_600_000);
    expect(retryDelayMs(info(131057), 0)).toBe(60_000);
  });
});

describe("explainChannelError", () => {
  it("says in plain words what happened", () => {
    expect(explainChannelError(info(131047))).toBe(
      "WhatsApp did not deliver this: more than 24 hours have passed since the customer last wrote",
    );
    expect(explainChannelError(info(10, 2018278), "FACEBOOK")).toMatch(
      /^Messenger did not deliver this: more than 24 hours/,
    );
    expect(explainChannelError(info(131042))).toMatch(/payment/);
    expect(explainChannelError({ reason: "unavailable", outcome: "unknown" }, "INSTAGRAM")).toBe(
      "Instagram did not confirm this: it may or may not have reached the customer",
    );
  });

  it("has a sentence without codes for every row", () => {
    for (const rule of GRAPH_ERROR_TABLE) {
      const sentence = explainChannelError(info(rule.code, rule.subcode));
      expect(sentence).toMatch(/^WhatsApp did not deliver this: \p{L}/u);
      expect(sentence).not.toMatch(/\d{3,}|undefined|token|subcode/);
    }
  });

  it("explains a failed receipt by the same table", () => {
    const failed = classifyProviderError({ code: 131026, title: "Message undeliverable" });
    expect(failed).toMatchObject({ reason: "recipient_unreachable", outcome: "not_sent", code: 131026 });
    expect(explainChannelError(failed)).toMatch(/cannot be reached on WhatsApp/);
  });
});
