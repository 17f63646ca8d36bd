import { sweepUnfinishedWork } from "@frontdesk/core/admin/sweep-unfinished-work";
import { answerConversation } from "@frontdesk/core/agent/answer-conversation";
import type { Deps } from "@frontdesk/core/deps";
import { deliverConversation } from "@frontdesk/core/outbound/deliver-conversation";
import { resumeDeliveries } from "@frontdesk/core/outbound/resume-deliveries";
import { settleUnknown } from "@frontdesk/core/outbound/settle-unknown";
import type { JobHandlers } from "@frontdesk/jobs/run-jobs";

/** Which function of core does which job. Once `draining` is aborted, a delivery ends after the message in hand. */
export function createHandlers(deps: Deps, draining: AbortSignal): JobHandlers {
  return {
    "answer-conversation": (work, signal) => answerConversation(deps, work, signal),
    deliver: (work, signal) => deliverConversation(deps, work, AbortSignal.any([signal, draining])),
    "settle-unknown": (work) => settleUnknown(deps, work),
    "resume-deliveries": (work) => resumeDeliveries(deps, work),
    "sweep-unfinished-work": async () => {
      await sweepUnfinishedWork(deps);
    },
  };
}
