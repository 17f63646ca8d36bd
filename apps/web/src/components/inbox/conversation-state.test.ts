import { expect, it } from "vitest";
import { describeState } from "./conversation-state.ts";

const me = { id: "me", name: "Marta Ruiz" };
const colleague = { id: "tom", name: "Tom Baker" };

it.each([
  ["OPEN", "AGENT", null, "AI"],
  ["OPEN", "NEEDS_PERSON", null, "Needs you"],
  ["OPEN", "MEMBER", me, "You"],
  ["OPEN", "MEMBER", colleague, "Tom"],
  ["OPEN", "MEMBER", null, "Team"],
  ["OPEN", "PAUSED", null, "Paused"],
  ["SNOOZED", "AGENT", null, "Snoozed"],
  ["RESOLVED", "NEEDS_PERSON", null, "Done"],
] as const)("%s, %s, assigned to %o is %s", (status, handler, assignee, label) => {
  expect(describeState({ status, handler, assignee }, me.id).label).toBe(label);
});
