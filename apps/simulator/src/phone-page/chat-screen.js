import { makeBubble } from "./bubble.js";
import { byId, icon, make, reconcile } from "./element.js";
import { isTyping, listChat } from "./state.js";
import { makeTicks } from "./ticks.js";

/**
 * @import { SimMessage } from "../world/entities.ts"
 * @import { Account, PhoneState, Waiting } from "./state.js"
 */

/**
 * @typedef {object} ChatActions
 * @property {() => void} onBack
 * @property {(text: string) => void} onSuggest
 * @property {(message: SimMessage, button: HTMLElement) => void} onMenu
 * @property {(message: SimMessage, buttonId: string) => void} onTap
 */

/** A first question for each kind of business. */
const SUGGESTIONS = {
  Pizzeria: "do you deliver on Sundays?",
  Dental: "Do you take new patients?",
  Online: "How long does shipping take?",
};

/** @param {Account} account */
function suggestFor({ name }) {
  const match = Object.entries(SUGGESTIONS).find(([word]) => name.includes(word));
  return match?.[1] ?? "Hello, can you help me?";
}

/**
 * The round letter of a business.
 * @param {Account} account
 * @param {number} index
 */
export function makeAvatar({ name }, index) {
  return make("span", { class: "avatar", "data-hue": String(index % 4), "aria-hidden": "true" }, name.slice(0, 1));
}

/**
 * The open chat: head, wallpaper with bubbles. The composer below is put in by its owner and stays while messages come.
 * @param {PhoneState} state
 * @param {ChatActions} actions
 */
export function createChatScreen(state, actions) {
  const note = make("div", { class: "bar-note" });
  const name = make("h2", { class: "bar-name", id: "chat-name" });
  const avatarSlot = make("span");
  const back = make(
    "button",
    { class: "round", type: "button", "aria-label": "Back to chats", onclick: actions.onBack },
    icon("back"),
  );
  const bar = make("div", { class: "bar" }, back, avatarSlot, make("div", { class: "bar-text" }, name, note));
  const thread = make("ol", { class: "thread", "aria-labelledby": "chat-name" });
  const wall = make("div", { class: "wall-scroll", tabindex: "0", role: "group", "aria-label": "Messages" }, thread);
  const screen = byId("chat");
  screen.append(bar, make("div", { class: "wall" }, make("div", { class: "wall-pattern" }), wall));

  /** @type {Map<string, { version: string; item: HTMLElement }>} Items of the shown chat; one is made anew only when it changes. */
  let items = new Map();
  let shownChat = "";

  function render() {
    const index = state.accounts.findIndex((one) => one.id === state.account);
    const account = state.accounts[index];
    if (!account || !state.person) return;
    const chatKey = `${state.person.id}:${account.id}`;
    const isSwitched = chatKey !== shownChat;
    if (isSwitched) {
      items = new Map();
      avatarSlot.replaceChildren(makeAvatar(account, index));
    }
    const wasAtEnd = isSwitched || wall.scrollHeight - wall.scrollTop - wall.clientHeight < 80;
    const focusedId = document.activeElement?.closest(".bubble")?.getAttribute("data-id") ?? null;
    name.textContent = account.name;
    renderNote(account);
    items = new Map(listItems(account, index, isSwitched).map((one) => [one.key, reuse(one)]));
    reconcile(
      thread,
      [...items.values()].map(({ item }) => item),
    );
    shownChat = chatKey;
    if (wasAtEnd) wall.scrollTop = wall.scrollHeight;
    if (focusedId !== null && document.activeElement === document.body) {
      /** @type {HTMLElement | null} */ (thread.querySelector(`[data-id="${CSS.escape(focusedId)}"] button`))?.focus();
    }
  }

  /** @param {{ key: string; version: string; make: () => HTMLElement }} wanted */
  function reuse({ key, version, make }) {
    const old = items.get(key);
    return old?.version === version ? old : { version, item: make() };
  }

  /** @param {Account} account */
  function renderNote(account) {
    const typing = isTyping(state, account.id);
    note.toggleAttribute("data-typing", typing);
    note.textContent = typing ? "typing…" : state.person?.offline ? "Your phone is offline" : "Business account";
  }

  /**
   * @param {Account} account
   * @param {number} index
   * @param {boolean} isSwitched
   */
  function listItems(account, index, isSwitched) {
    const messages = listChat(state, account.id);
    const waiting = state.waiting.filter((one) => one.account === account.id);
    /** @type {{ key: string; version: string; make: () => HTMLElement }[]} */
    const list = [{ key: "notice", version: "", make: makeNotice }];
    if (messages.length === 0 && waiting.length === 0) {
      list.push({ key: "empty", version: "", make: () => makeEmpty(account, index) });
    }
    let day = "";
    let side = "";
    for (const message of messages) {
      const messageDay = new Date(message.timestamp).toDateString();
      const dayName = nameDay(message.timestamp, state);
      if (messageDay !== day) {
        list.push({ key: `day:${messageDay}`, version: dayName, make: () => make("li", { class: "day" }, dayName) });
      }
      const isFirst = message.direction !== side || messageDay !== day;
      day = messageDay;
      side = message.direction;
      const quoted = message.reply_to === null ? undefined : state.messages.get(message.reply_to);
      const isNew = !isSwitched && !items.has(message.id);
      const context = { business: account.name, person: state.person?.name ?? "", isFirst, isNew, quoted };
      const version = JSON.stringify([message, isFirst, quoted?.content, quoted?.unsent]);
      list.push({ key: message.id, version, make: () => makeBubble(message, { ...context, ...actions }) });
    }
    list.push(...waiting.map((one) => ({ key: one.localId, version: "", make: () => makeWaiting(one) })));
    if (isTyping(state, account.id)) list.push({ key: "typing", version: "", make: () => makeTypingBubble(account) });
    return list;
  }

  /**
   * @param {Account} account
   * @param {number} index
   */
  function makeEmpty(account, index) {
    const suggestion = suggestFor(account);
    const chip = make(
      "button",
      { class: "chip", type: "button", onclick: () => actions.onSuggest(suggestion) },
      suggestion,
    );
    return make(
      "li",
      { class: "empty" },
      makeAvatar(account, index),
      make("strong", {}, account.name),
      make("p", {}, `${account.display} · Write as a customer would, and watch the answer come back.`),
      chip,
    );
  }

  return { render, wall, screen };
}

function makeNotice() {
  return make("li", { class: "notice" }, "Simulated WhatsApp. Messages stay on this computer.");
}

/**
 * Written while the phone has no network.
 * @param {Waiting} one
 */
function makeWaiting(one) {
  return make(
    "li",
    { class: "bubble", "data-own": true, "data-first": true, "data-waiting": true },
    make("span", { class: "words", dir: "auto" }, one.body),
    make("span", { class: "meta" }, makeTicks("pending", null)),
  );
}

/** @param {Account} account */
function makeTypingBubble({ name }) {
  const dots = [make("i"), make("i"), make("i")];
  return make("li", { class: "bubble typing", "data-first": true, "aria-label": `${name} is typing` }, ...dots);
}

/**
 * @param {number} at
 * @param {PhoneState} state
 */
function nameDay(at, { clock }) {
  const date = new Date(at);
  const today = new Date(clock.now);
  const yesterday = new Date(clock.now - 86_400_000);
  if (date.toDateString() === today.toDateString()) return "Today";
  if (date.toDateString() === yesterday.toDateString()) return "Yesterday";
  return date.toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long" });
}
