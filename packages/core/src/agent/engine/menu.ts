import { normalizeText } from "../../knowledge/tokenize.ts";
import type { MenuOption, TurnMessage } from "../agent-engine.ts";
import { personRows } from "./fixed-texts.ts";

/** The id of a menu's last option. */
export const personOptionId = "person";

/** A menu as text, one numbered row an option: for channels, or a stage of them, without lists and buttons. */
export function writeMenu(intro: string, options: MenuOption[]): string {
  return [intro, "", ...options.map((option, i) => `${i + 1}. ${option.title}`)].join("\n");
}

/** The rows of a message that `writeMenu` wrote, or null for any other message. */
function readMenuRows(text: string): string[] | null {
  const rows = [...text.matchAll(/^(\d+)\. (.+)$/gm)].map((match) => match[2] ?? "");
  const last = rows.at(-1);
  return last !== undefined && personRows.has(last) ? rows : null;
}

/** What was chosen from the menu that the agent sent last: a row's title, a person, or null if this is no choice. */
export function readMenuChoice(history: TurnMessage[], text: string): { title: string } | "person" | null {
  const last = history.findLast((message) => message.author !== "CUSTOMER" && message.author !== "SYSTEM");
  const rows = last ? readMenuRows(last.text) : null;
  if (!rows) return null;
  const number = /^\D{0,3}(\d{1,2})\D{0,3}$/.exec(text.trim().normalize("NFKC"))?.[1];
  const title =
    number === undefined
      ? rows.find((row) => normalizeText(row) === normalizeText(text))
      : rows[Number.parseInt(number, 10) - 1];
  if (title === undefined) return null;
  return personRows.has(title) ? "person" : { title };
}

/** How many menus the agent has sent in a row, counted back from its last message. */
export function countMenusInARow(history: TurnMessage[]): number {
  const spoken = history.filter((message) => message.author !== "CUSTOMER" && message.author !== "SYSTEM").reverse();
  const firstOther = spoken.findIndex((message) => readMenuRows(message.text) === null);
  return firstOther === -1 ? spoken.length : firstOther;
}
