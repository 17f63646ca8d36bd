import { describe, expect, it } from "vitest";
import { emailSchema, passwordSchema, registerInputSchema, signInInputSchema } from "./account.ts";
import { businessUpdateInputSchema } from "./business-view.ts";
import { conversationListInputSchema, replyTextSchema, threadInputSchema } from "./conversation-view.ts";
import { idSchema } from "./paging.ts";

const ID = "0195b1b4-7c1e-7000-8000-000000000001";
const REGISTRATION = {
  businessName: "Napoli",
  name: "Olga",
  email: "olga@example.com",
  password: "correct horse",
};

function messagesOf(result: { success: boolean; error?: { issues: { message: string }[] } | undefined }): string[] {
  return result.error?.issues.map(({ message }) => message) ?? [];
}

describe("an e-mail address", () => {
  it("is the same however it is written", () => {
    for (const written of ["olga@example.com", " Olga@Example.COM ", "OLGA@EXAMPLE.COM\n"])
      expect(emailSchema.parse(written)).toBe("olga@example.com");
  });

  it.each([
    "",
    "olga",
    "olga@",
    "@example.com",
    "olga@example",
    "a b@example.com",
    "olga@example.com, b@example.com",
    "<olga@example.com>",
    "olga@exa\u0000mple.com",
    "olga@example.com\r\nBcc: x@example.com",
    `${"a".repeat(250)}@example.com`,
  ])("is not %j", (written) => {
    expect(emailSchema.safeParse(written).success).toBe(false);
  });
});

describe("a password", () => {
  it("has at least ten characters, of any kind, and is not changed", () => {
    for (const password of ["          ", "aaaaaaaaaa", "  spaces are kept  ", "Größe🔑Größe", "x".repeat(200)])
      expect(passwordSchema.parse(password)).toBe(password);
    expect(messagesOf(passwordSchema.safeParse("ninechars"))).toEqual(["Use at least 10 characters"]);
    expect(messagesOf(passwordSchema.safeParse("x".repeat(201)))).toEqual(["Use at most 200 characters"]);
  });

  it("that was set by older rules may still be used to sign in", () => {
    expect(signInInputSchema.safeParse({ email: "olga@example.com", password: "short" }).success).toBe(true);
  });
});

describe("a registration", () => {
  it("is taken without spaces around names", () => {
    expect(registerInputSchema.parse({ ...REGISTRATION, businessName: " Napoli ", name: "\tOlga\u0000 " })).toEqual(
      REGISTRATION,
    );
  });

  it.each(["role", "businessId", "id", "messagesLimit", "isSuperAdmin", "passwordHash"])("cannot set %s", (key) => {
    expect(registerInputSchema.safeParse({ ...REGISTRATION, [key]: "SUPER_ADMIN" }).success).toBe(false);
  });

  it("says by field what is wrong, in words", () => {
    const { error } = registerInputSchema.safeParse({ businessName: " ", name: "", email: "x", password: "short" });
    expect(error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      ["businessName", "Write the name of your business"],
      ["name", "Write your name"],
      ["email", "Write an e-mail address like name@example.com"],
      ["password", "Use at least 10 characters"],
    ]);
  });
});

describe("a business's profile", () => {
  it("is in a time zone that exists", () => {
    for (const timezone of ["Europe/Rome", "UTC", "America/Argentina/Buenos_Aires", "Asia/Calcutta", "Asia/Kolkata"])
      expect(businessUpdateInputSchema.safeParse({ timezone }).success).toBe(true);
    for (const timezone of ["", "Rome", "UTC+1", "+01:00", "Europe/Atlantis", "Europe/Rome\u0000", "../etc/passwd"])
      expect(businessUpdateInputSchema.safeParse({ timezone }).success).toBe(false);
  });
});

describe("a reply", () => {
  it("is at most as long as WhatsApp takes, and not empty", () => {
    expect(replyTextSchema.parse(`  ${"x".repeat(4096)}  `)).toHaveLength(4096);
    expect(replyTextSchema.safeParse("x".repeat(4097)).success).toBe(false);
    expect(messagesOf(replyTextSchema.safeParse(" \n\u0000 "))).toEqual(["Write something first"]);
  });

  it("keeps its lines", () => {
    expect(replyTextSchema.parse("one\n\n  two\u0000 ")).toBe("one\n\n  two");
  });
});

describe("lists", () => {
  it("have a size and a view without being asked for", () => {
    expect(conversationListInputSchema.parse({})).toEqual({ limit: 30, view: "all" });
    expect(threadInputSchema.parse({ conversationId: ID })).toEqual({ conversationId: ID, limit: 50 });
  });
});

describe("an id", () => {
  it("is a UUID and nothing else", () => {
    expect(idSchema.parse(ID)).toBe(ID);
    for (const other of ["", ID.slice(1), `${ID}0`, `{${ID}}`, `${ID}\n`, ID.replaceAll("-", ""), 1, null, [ID]])
      expect(idSchema.safeParse(other).success).toBe(false);
  });
});
