import { describe, expect, it } from "vitest";
import { findBadNames } from "./names.ts";

const namesOf = (...files: string[]) => findBadNames(files).problems.map(({ where }) => where);

describe("findBadNames", () => {
  it.each(["utils", "util", "helpers", "lib", "common", "shared", "misc", "services"])("refuses %s", (word) => {
    expect(namesOf(`packages/core/src/${word}/send-message.ts`)).toEqual([`packages/core/src/${word}`]);
    expect(namesOf(`packages/core/src/${word}.ts`)).toEqual([`packages/core/src/${word}.ts`]);
    expect(namesOf(`apps/web/src/app/(${word})/page.tsx`)).toEqual([`apps/web/src/app/(${word})`]);
    expect(namesOf(`packages/core/src/${word}.test.ts`)).toHaveLength(1);
  });

  it("refuses empty words at the end and inside fixtures", () => {
    expect(namesOf("packages/core/src/date-utils.ts", "packages/x/src/fixtures/utils/a.json")).toHaveLength(2);
  });

  it.each(["sendMessage.ts", "SendMessage.tsx", "send_message.ts", "send message.ts"])("refuses %s", (file) => {
    expect(namesOf(`packages/core/src/${file}`)).toHaveLength(1);
  });

  it("names a bad folder once", () => {
    expect(namesOf("packages/core/src/Inbound/a.ts", "packages/core/src/Inbound/b.ts")).toHaveLength(1);
  });

  it.each([
    "apps/web/src/app/(dashboard)/inbox/[conversationId]/page.tsx",
    "apps/web/src/app/api/auth/[...nextauth]/route.ts",
    "apps/web/src/app/@panel/(.)inbox/page.tsx",
    "apps/web/next.config.ts",
    "packages/db/prisma/migrations/20261123000000_first_tables/migration.sql",
    "packages/channels/src/whatsapp/QUIRKS.md",
    "packages/channels/src/whatsapp/fixtures/WA_text.json",
    "packages/core/src/customer/customer-service-window.ts",
    ".github/workflows/pull-request.yml",
    ".env.example",
    "README.md",
    "pnpm-lock.yaml",
  ])("accepts %s", (file) => {
    expect(namesOf(file)).toEqual([]);
  });
});
