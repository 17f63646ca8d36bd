import type { Deps } from "../deps.ts";

const ANSWER_WITHIN_MS = 500;

/** Whether the database answers within half a second and has our tables. */
export async function isReady(deps: Pick<Deps, "db">): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), ANSWER_WITHIN_MS).unref());
  const answered = deps.db.platform.webhookLog.findFirst({ select: { id: true } }).then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]);
}
