import { registerBusiness } from "@frontdesk/core/business/register-business";
import { DomainError } from "@frontdesk/core/domain-error";
import { checkSession } from "@frontdesk/core/member/sessions";
import { signIn } from "@frontdesk/core/member/sign-in";
import { openTestDatabase, type TestDatabase } from "@frontdesk/testing/test-database";
import { createTestDeps, type TestDeps } from "@frontdesk/testing/test-deps";
import { type RegisterInput, registerInputSchema } from "@frontdesk/validators/account";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

const PASSWORD = "correct horse battery";

let database: TestDatabase;
let deps: TestDeps;

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await createTestDeps({ databaseUrl: database.databaseUrl, hasRealPasswords: true });
});

afterAll(async () => {
  await deps.close();
  await database.close();
});

beforeEach(async () => {
  await database.query('TRUNCATE "Business", "User", "AuditLog" CASCADE');
});

function inputFor(email: string, changes: Partial<RegisterInput> = {}): RegisterInput {
  return registerInputSchema.parse({
    businessName: "Café Größe",
    name: "Greta",
    email,
    password: PASSWORD,
    ...changes,
  });
}

async function countRows(): Promise<Record<string, number>> {
  const { business, user, agentSettings, auditLog } = database.rows;
  return {
    businesses: await business.count(),
    users: await user.count(),
    settings: await agentSettings.count(),
    audited: await auditLog.count(),
  };
}

describe("registering", () => {
  it("makes a business with its owner, its agent and a key of its own, and writes down who did it", async () => {
    const registered = await registerBusiness(deps, inputFor(" Greta@Example.COM "), { mayCreateSuperAdmin: false });
    const business = await database.rows.business.findUniqueOrThrow({
      where: { id: registered.businessId ?? "" },
      include: { users: true, agentSettings: true },
    });
    expect(business).toMatchObject({ name: "Café Größe", suspendedAt: null, agentSettings: { enabled: true } });
    expect(business.slug).toMatch(/^cafe-gro-?e?-[0-9a-f]{6}$/);
    expect(business.dataKey).toMatch(/^v1\./);
    expect(business.users).toHaveLength(1);
    expect(business.users[0]).toMatchObject({
      id: registered.userId,
      email: "greta@example.com",
      name: "Greta",
      role: "BUSINESS_OWNER",
    });
    expect(business.users[0]?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const audited = await database.rows.auditLog.findMany();
    expect(audited).toMatchObject([
      { businessId: business.id, actorId: registered.userId, actorKind: "member", action: "business.registered" },
    ]);
    const { sessionId } = await signIn(deps, {
      email: "greta@example.com",
      password: PASSWORD,
      userAgent: null,
      address: null,
    });
    expect(await checkSession(deps, sessionId)).toMatchObject({ businessId: business.id, role: "BUSINESS_OWNER" });
  });

  it("refuses an address that is taken, however it is written, and leaves nothing behind", async () => {
    await registerBusiness(deps, inputFor("greta@example.com"), { mayCreateSuperAdmin: false });
    const before = await countRows();
    for (const email of ["greta@example.com", "GRETA@EXAMPLE.COM", " Greta@example.com\t"]) {
      const error = await registerBusiness(deps, inputFor(email), { mayCreateSuperAdmin: false }).catch(
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(DomainError);
      expect(error).toMatchObject({ code: "CONFLICT", field: "email" });
    }
    expect(await countRows()).toEqual(before);
  });

  it("lets one of several have an address when they ask at once", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        registerBusiness(deps, inputFor("one@example.com"), { mayCreateSuperAdmin: false }),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await countRows()).toEqual({ businesses: 1, users: 1, settings: 1, audited: 1 });
  });
});

describe("the first super admin", () => {
  it("registers where the installation allows it: without a business, and written down", async () => {
    const { businessId, userId } = await registerBusiness(deps, inputFor("root@example.com"), {
      mayCreateSuperAdmin: true,
    });
    expect(businessId).toBeNull();
    const user = await database.rows.user.findUniqueOrThrow({ where: { id: userId } });
    expect(user).toMatchObject({ role: "SUPER_ADMIN", businessId: null });
    expect(await database.rows.auditLog.findMany()).toMatchObject([
      { businessId: null, actorId: userId, actorKind: "super_admin", action: "super_admin.registered" },
    ]);
  });

  it("is exactly one, also when several register at once; the others get a business", async () => {
    const results = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        registerBusiness(deps, inputFor(`p${index}@example.com`), { mayCreateSuperAdmin: true }),
      ),
    );
    expect(results.filter(({ businessId }) => businessId === null)).toHaveLength(1);
    expect(await database.rows.user.groupBy({ by: ["role"], _count: true, orderBy: { role: "asc" } })).toEqual([
      { role: "SUPER_ADMIN", _count: 1 },
      { role: "BUSINESS_OWNER", _count: 3 },
    ]);
    const later = await registerBusiness(deps, inputFor("later@example.com"), { mayCreateSuperAdmin: true });
    expect(later.businessId).not.toBeNull();
  });

  it("is not made without the flag, by any input", async () => {
    const registered = await registerBusiness(deps, inputFor("root@example.com"), { mayCreateSuperAdmin: false });
    expect(registered.businessId).not.toBeNull();
    expect(await database.rows.user.count({ where: { role: "SUPER_ADMIN" } })).toBe(0);
    const asked = { ...inputFor("root2@example.com"), role: "SUPER_ADMIN" };
    expect(registerInputSchema.safeParse(asked).success).toBe(false);
  });
});
