import { inBusiness } from "@frontdesk/db/tenant-transaction";
import type { Deps } from "../deps.ts";
import { systemScope } from "../scope.ts";
import type { AgentOutcome } from "./agent-engine.ts";
import { commitTurn, giveUpTurn, releaseTurn } from "./commit-turn.ts";
import { type OpenTurn, openTurn } from "./open-turn.ts";

/** How long an engine may think before its turn counts as failed. */
const ENGINE_TIMEOUT_MS = 12_000;

/**
 * The agent's job for one conversation: answers everything that waits there, in one turn. The engine is asked outside any
 * transaction; before the answer is queued, it is checked under lock that it is still the agent's turn and nothing newer
 * came, else the draft is dropped. A turn is one reply at most, however often the job runs.
 */
export async function answerConversation(
  deps: Deps,
  work: { businessId: string; conversationId: string },
  signal?: AbortSignal,
): Promise<void> {
  const scope = systemScope(work.businessId, "agent");
  const turn = await inBusiness(deps.db, scope, (tx) =>
    openTurn(tx, scope, work.conversationId, { now: deps.clock(), engine: deps.engine.name }),
  );
  if (!turn) return;
  const startedAt = Date.now();
  let outcome: AgentOutcome;
  try {
    const limit = AbortSignal.timeout(ENGINE_TIMEOUT_MS);
    outcome = await deps.engine.reply(turn.input, signal ? AbortSignal.any([signal, limit]) : limit);
  } catch (error) {
    if (signal?.aborted) {
      await inBusiness(deps.db, scope, (tx) =>
        releaseTurn(tx, scope, turn, { now: deps.clock(), ms: Date.now() - startedAt }),
      );
      return;
    }
    deps.logger.error("the engine failed", { stage: "agent", conversationId: work.conversationId, error });
    await inBusiness(deps.db, scope, (tx) =>
      giveUpTurn(tx, scope, turn, { now: deps.clock(), ms: Date.now() - startedAt }),
    );
    return;
  }
  const committed = await inBusiness(deps.db, scope, (tx) =>
    commitTurn(tx, scope, turn, outcome, {
      now: deps.clock(),
      ms: Date.now() - startedAt,
      render: rendererFor(deps, turn),
    }),
  );
  deps.logger.info("turn done", {
    stage: "agent",
    conversationId: work.conversationId,
    outcome: committed ? outcome.kind : "discarded",
    ms: Date.now() - startedAt,
  });
}

function rendererFor(deps: Deps, turn: OpenTurn): (markdown: string) => string[] {
  const { channel } = turn.input;
  if (channel !== "WHATSAPP" && channel !== "INSTAGRAM" && channel !== "FACEBOOK") return (markdown) => [markdown];
  return (markdown) => deps.channels.adapterFor(channel).renderText(markdown);
}
