import { describe, expect, it } from "vitest";
import { memberScope, type SignedIn, systemScope } from "./scope.ts";

const PERSON: SignedIn = {
  sessionId: "s",
  userId: "u",
  name: "Olga",
  email: "olga@example.com",
  role: "BUSINESS_OWNER",
  businessId: "b",
};

describe("a member's scope", () => {
  it.each(["BUSINESS_OWNER", "TEAM_MEMBER"] as const)("is the %s's own business, with them as the actor", (role) => {
    expect(memberScope({ ...PERSON, role })).toEqual({ businessId: "b", actor: { kind: "member", userId: "u", role } });
  });

  it("is earned by nobody without a business, and never by a super admin", () => {
    for (const role of ["BUSINESS_OWNER", "TEAM_MEMBER", "SUPER_ADMIN"] as const)
      for (const businessId of [null, ""]) expect(memberScope({ ...PERSON, role, businessId })).toBeNull();
    expect(memberScope({ ...PERSON, role: "SUPER_ADMIN" })).toBeNull();
  });
});

describe("a job's scope", () => {
  it("acts as the system, or as the agent", () => {
    expect(systemScope("b")).toEqual({ businessId: "b", actor: { kind: "system" } });
    expect(systemScope("b", "agent")).toEqual({ businessId: "b", actor: { kind: "agent" } });
  });
});
