import { icon, make } from "./element.js";
import { isOnlyEmoji, renderMessageText } from "./format-message.js";
import { summarise } from "./state.js";
import { makeTicks } from "./ticks.js";

/** @import { SimMessage } from "../world/entities.ts" */

/**
 * @typedef {object} BubbleContext
 * @property {string} business
 * @property {string} person
 * @property {boolean} isFirst First of a run by the same side
 * @property {boolean} isNew
 * @property {SimMessage | undefined} quoted
 * @property {(message: SimMessage, button: HTMLElement) => void} onMenu
 * @property {(message: SimMessage, buttonId: string) => void} onTap
 */

/** @param {number} at */
export function showTime(at) {
  return new Date(at).toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" });
}

/**
 * One message as a list item. A failed business message is only a note: the person's phone never got it.
 * @param {SimMessage} message
 * @param {BubbleContext} context
 */
export function makeBubble(message, context) {
  if (message.status === "failed") return makeNotShown(message, context);
  const isOwn = message.direction === "in";
  const isWaiting = !isOwn && message.status === "sent";
  const reactions = [message.reaction_by_person, message.reaction_by_business].filter((one) => one !== null);
  const author = isOwn
    ? `You, ${showTime(message.timestamp)}: `
    : `${context.business}, ${showTime(message.timestamp)}: `;
  const more = message.unsent ? null : makeMoreButton(message, context);
  return make(
    "li",
    {
      class: "bubble",
      onclick: (event) => openByTouch(event, more),
      "data-id": message.id,
      "data-status": message.status,
      "data-own": isOwn,
      "data-first": context.isFirst,
      "data-new": context.isNew,
      "data-waiting": isWaiting,
      "data-reacted": reactions.length > 0,
    },
    make("span", { class: "visually-hidden" }, author),
    message.by_hand ? make("span", { class: "by-hand" }, "from the business's own phone") : null,
    context.quoted && !message.unsent ? makeQuote(context.quoted, context) : null,
    ...makeContent(message),
    makeMeta(message, isOwn ? null : context.business),
    message.unsent ? null : makeChoices(message, context),
    reactions.length > 0 ? makeReactions(message, context, reactions) : null,
    more,
  );
}

/**
 * @param {Event} event
 * @param {HTMLElement | null} more
 */
function openByTouch(event, more) {
  const isControl = /** @type {Element} */ (event.target).closest("a, button") !== null;
  if (!isControl && matchMedia("(hover: none)").matches) more?.click();
}

/**
 * @param {SimMessage} message
 * @param {BubbleContext} context
 */
function makeNotShown(message, { person, business }) {
  const reason = `code ${message.error_code}`;
  const words = `${person}'s phone did not get this: ${business}'s message failed (${reason}).`;
  return make("li", { class: "not-shown", "data-id": message.id, "data-status": "failed" }, words);
}

/**
 * @param {SimMessage} quoted
 * @param {BubbleContext} context
 */
function makeQuote(quoted, { business }) {
  const name = quoted.direction === "in" ? "You" : business;
  return make("span", { class: "quote" }, make("strong", {}, name), summarise(quoted).slice(0, 160));
}

/**
 * @param {SimMessage} message
 * @returns {HTMLElement[]}
 */
function makeContent(message) {
  const { type, unsent } = message;
  if (unsent) return [make("span", { class: "words", "data-unsent": true, dir: "auto" }, "This message was deleted")];
  const text = summarise(message);
  if (type === "image" || type === "video" || type === "location") {
    const words = message.content.caption ?? message.content.name;
    const name = { image: "Photo", video: "Video", location: "Location" }[type];
    const sign = { image: "photo", video: "video", location: "pin" }[type];
    const picture = make(
      "span",
      { class: "picture", "data-kind": type, role: "img", "aria-label": name },
      icon(sign, 1.8),
    );
    return typeof words === "string" && words !== "" ? [picture, makeWords(words)] : [picture];
  }
  if (type === "audio" || type === "document" || type === "contacts" || type === "sticker")
    return [makeAttachment(message)];
  return [makeWords(text)];
}

/** @param {string} text */
function makeWords(text) {
  const words = make("span", { class: "words", dir: "auto", "data-big": isOnlyEmoji(text) });
  renderMessageText(words, text);
  return words;
}

/** @param {SimMessage} message */
function makeAttachment(message) {
  const { type, content } = message;
  const contacts = /** @type {{ name?: { formatted_name?: string } }[] | undefined} */ (content.contacts);
  const name = content.filename ?? contacts?.[0]?.name?.formatted_name ?? summarise(message);
  const sign = { audio: "mic", document: "file", contacts: "person", sticker: "sticker" }[type] ?? "file";
  const mark = make("span", { class: "attachment-icon" }, icon(sign, 0.85));
  return make("span", { class: "attachment" }, mark, make("span", { dir: "auto" }, String(name)));
}

/**
 * @param {SimMessage} message
 * @param {string | null} seenBy
 */
function makeMeta(message, seenBy) {
  const status = message.direction === "in" && message.status === "accepted" ? "sent" : message.status;
  const time = make("time", { datetime: new Date(message.timestamp).toISOString() }, showTime(message.timestamp));
  return make(
    "span",
    { class: "meta" },
    message.edited && !message.unsent ? "Edited" : null,
    time,
    makeTicks(status, seenBy),
  );
}

/**
 * Buttons and list rows that the business offers.
 * @param {SimMessage} message
 * @param {BubbleContext} context
 */
function makeChoices(message, { onTap }) {
  if (message.direction !== "out" || message.type !== "interactive") return null;
  const action = /** @type {any} */ (message.content).action ?? {};
  /** @type {{ id: string; title: string }[]} */
  const choices = [
    ...(action.buttons ?? []).map((/** @type {any} */ button) => button.reply),
    ...(action.sections ?? []).flatMap((/** @type {any} */ section) => section.rows),
  ];
  if (choices.length === 0) return null;
  return make(
    "span",
    { class: "choices" },
    ...choices.map(({ id, title }) => make("button", { type: "button", onclick: () => onTap(message, id) }, title)),
  );
}

/**
 * @param {SimMessage} message
 * @param {BubbleContext} context
 * @param {string[]} reactions
 */
function makeReactions(message, { business }, reactions) {
  const names = [
    message.reaction_by_person === null ? "" : `You reacted ${message.reaction_by_person}`,
    message.reaction_by_business === null ? "" : `${business} reacted ${message.reaction_by_business}`,
  ].filter((name) => name !== "");
  return make("span", { class: "reaction", role: "img", "aria-label": names.join(", ") }, reactions.join(" "));
}

/**
 * @param {SimMessage} message
 * @param {BubbleContext} context
 */
function makeMoreButton(message, { onMenu }) {
  const label = `Actions for "${summarise(message).slice(0, 40)}"`;
  const button = make(
    "button",
    { class: "more", type: "button", "aria-haspopup": "menu", "aria-label": label },
    icon("chevron"),
  );
  button.addEventListener("click", () => onMenu(message, button));
  return button;
}
