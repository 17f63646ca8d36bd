import { GraphError } from "../graph/graph-error.ts";
import type { Simulator } from "../simulator.ts";
import type { PhoneNumber, Template } from "../world/entities.ts";
import type { Recipient } from "./recipient.ts";

/**
 * Finds the template that a send names and checks it: it exists in that language (132001), it is not paused or disabled, the
 * body has as many parameters as the template (132000), and an authentication template goes to a phone number (131062).
 */
export function checkTemplate(
  sim: Simulator,
  number: PhoneNumber,
  recipient: Recipient,
  content: Record<string, unknown>,
): Template {
  const { name, language, components } = content as {
    name: string;
    language: { code: string };
    components?: { type: string; parameters?: unknown[] }[];
  };
  const template = [...sim.world.templates.values()].find(
    (candidate) =>
      candidate.waba_id === number.waba_id && candidate.name === name && candidate.language === language.code,
  );
  if (!template || template.status === "PENDING" || template.status === "REJECTED") {
    throw new GraphError(132001, { details: `template name (${name}) does not exist in ${language.code}` });
  }
  if (template.status === "PAUSED") throw new GraphError(132015);
  if (template.status === "DISABLED") throw new GraphError(132016);
  if (template.category === "AUTHENTICATION" && recipient.waId === undefined) throw new GraphError(131062);
  const expected = new Set(template.body.match(/\{\{\w+\}\}/g)).size;
  const given = components?.find((part) => part.type.toLowerCase() === "body")?.parameters?.length ?? 0;
  if (given !== expected) {
    const details = `body: number of localizable_params (${given}) does not match the expected number of params (${expected})`;
    throw new GraphError(132000, { details });
  }
  return template;
}

/** The words that the person sees: the template's body with its parameters filled in. */
export function fillTemplate(template: Template, content: Record<string, unknown>): string {
  const components = (content.components ?? []) as { type: string; parameters?: { text?: string }[] }[];
  const values = components.find((part) => part.type.toLowerCase() === "body")?.parameters ?? [];
  let next = 0;
  return template.body.replace(/\{\{\w+\}\}/g, () => values[next++]?.text ?? "");
}
