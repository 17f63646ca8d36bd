import { showTime } from "./bubble.js";
import { makeAvatar } from "./chat-screen.js";
import { byId, make } from "./element.js";
import { toPlainWords } from "./format-message.js";
import { isTyping, listChat, summarise } from "./state.js";

/** @import { PhoneState } from "./state.js" */

/**
 * The list of chats.
 * @param {PhoneState} state
 * @param {(account: string) => void} onOpen
 * @param {(account: string) => number} unreadOf
 */
export function renderChatList(state, onOpen, unreadOf) {
  const rows = state.accounts.map((account, index) => {
    const last = listChat(state, account.id).findLast((message) => message.status !== "failed");
    const unread = unreadOf(account.id);
    const preview = last
      ? `${last.direction === "in" ? "You: " : ""}${toPlainWords(summarise(last))}`
      : account.display;
    return make(
      "li",
      {},
      make(
        "button",
        { class: "row", type: "button", "data-account": account.id, onclick: () => onOpen(account.id) },
        makeAvatar(account, index),
        make(
          "span",
          { class: "row-text" },
          make(
            "span",
            { class: "row-top" },
            make("span", { class: "row-name" }, account.name),
            make("span", { class: "row-time" }, last ? showTime(last.timestamp) : ""),
          ),
          make(
            "span",
            { class: "row-bottom" },
            make("span", { class: "row-last", dir: "auto" }, isTyping(state, account.id) ? "typing…" : preview),
            unread > 0 ? make("span", { class: "badge", "aria-label": `${unread} unread` }, String(unread)) : null,
          ),
        ),
      ),
    );
  });
  byId("chat-list").replaceChildren(
    make(
      "div",
      { class: "list-bar" },
      make("h2", {}, "Chats"),
      make("p", {}, `${state.person?.name ?? ""} · +${state.person?.phone ?? ""}`),
    ),
    make("ul", { class: "rows" }, ...rows),
  );
}
