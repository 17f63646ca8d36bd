import type { Db } from "@frontdesk/db/client";
import { inBusiness } from "@frontdesk/db/tenant-transaction";
import { systemScope } from "../scope.ts";
import { buildIndex, type FaqIndex } from "./faq-index.ts";
import { type Retrieval, retrieve } from "./retrieve.ts";

type CachedIndex = { version: number; index: FaqIndex };

/** A forty-entry index takes a few milliseconds to build and some hundred kilobytes to keep. */
const MOST_CACHED = 500;

/**
 * Searches one business's enabled knowledge for a question. Indexes are kept in memory under the business and its
 * knowledge version, so a change of knowledge is seen by the next question, in every process.
 */
export function createKnowledgeSearch(db: Db): (businessId: string, query: string) => Promise<Retrieval> {
  const cache = new Map<string, CachedIndex>();
  return async (businessId, query) => {
    const index = await openIndex(db, cache, businessId);
    return retrieve(index, query);
  };
}

async function openIndex(db: Db, cache: Map<string, CachedIndex>, businessId: string): Promise<FaqIndex> {
  const cached = cache.get(businessId);
  const fresh = await inBusiness(db, systemScope(businessId), async (tx) => {
    const settings = await tx.agentSettings.findUnique({ where: { businessId }, select: { knowledgeVersion: true } });
    const version = settings?.knowledgeVersion ?? 0;
    if (cached?.version === version) return null;
    const entries = await tx.knowledgeEntry.findMany({
      where: { businessId, enabled: true },
      select: { id: true, question: true, answer: true, variants: true },
      orderBy: { id: "asc" },
    });
    return { version, entries };
  });
  if (!fresh && cached) {
    // Moved to the end: the first in the map is the one unused for longest.
    cache.delete(businessId);
    cache.set(businessId, cached);
    return cached.index;
  }
  const index = buildIndex(fresh?.entries ?? []);
  cache.delete(businessId);
  cache.set(businessId, { version: fresh?.version ?? 0, index });
  if (cache.size > MOST_CACHED) cache.delete(cache.keys().next().value as string);
  return index;
}
