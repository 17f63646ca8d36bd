import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { KnowledgeEntryView } from "@frontdesk/validators/agent-view";
import type { Deps } from "../deps.ts";
import type { Scope } from "../scope.ts";

/** What the business's agent knows: questions with their answers and other wordings. */
export async function listKnowledge(deps: Deps, scope: Scope): Promise<KnowledgeEntryView[]> {
  return inBusiness(deps.db, scope, (tx) =>
    tx.knowledgeEntry.findMany({
      where: { businessId: scope.businessId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: 1_000,
      select: {
        id: true,
        question: true,
        answer: true,
        variants: true,
        language: true,
        enabled: true,
        updatedAt: true,
      },
    }),
  );
}
