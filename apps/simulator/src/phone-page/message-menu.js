import { moveWithArrows, placeMenu } from "./composer.js";
import { byId, icon, make } from "./element.js";
import { virtualNow } from "./state.js";

/**
 * @import { SimMessage } from "../world/entities.ts"
 * @import { PhoneState } from "./state.js"
 */

const REACTIONS = ["👍", "❤️", "😂", "😮", "😢", "🙏"];
/** WhatsApp lets a person edit for 15 minutes. */
const EDIT_MS = 15 * 60_000;

/**
 * @typedef {object} MenuActions
 * @property {(message: SimMessage, emoji: string | null) => void} onReact
 * @property {(message: SimMessage) => void} onReply
 * @property {(message: SimMessage) => void} onEdit
 * @property {(message: SimMessage) => void} onUnsend
 */

/**
 * The menu of a bubble: react, reply, and on the person's own messages edit and delete.
 * @param {PhoneState} state
 * @param {MenuActions} actions
 */
export function createMessageMenu(state, actions) {
  const menu = byId("message-menu");
  moveWithArrows(menu);
  /** @type {HTMLElement | null} */
  let opener = null;
  menu.addEventListener("toggle", () => {
    const isOpen = menu.matches(":popover-open");
    opener?.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && opener) placeMenu(menu, opener);
  });

  /** @param {() => void} act */
  const closing = (act) => () => {
    menu.hidePopover();
    act();
  };

  /**
   * @param {string} sign
   * @param {string} name
   * @param {() => void} act
   * @param {boolean} [isDanger]
   */
  const makeItem = (sign, name, act, isDanger = false) =>
    make(
      "button",
      { class: "menu-item", type: "button", role: "menuitem", "data-danger": isDanger, onclick: closing(act) },
      icon(sign, 0.8),
      name,
    );

  /** @param {SimMessage} message */
  function makeReactions(message) {
    const buttons = REACTIONS.map((emoji) => {
      const isChosen = message.reaction_by_person === emoji;
      const label = isChosen ? `Take back ${emoji}` : `React with ${emoji}`;
      const react = closing(() => actions.onReact(message, isChosen ? null : emoji));
      return make(
        "button",
        {
          type: "button",
          role: "menuitemcheckbox",
          "aria-checked": String(isChosen),
          "aria-label": label,
          onclick: react,
        },
        emoji,
      );
    });
    return make("div", { class: "menu-reactions" }, ...buttons);
  }

  return {
    /**
     * @param {SimMessage} message
     * @param {HTMLElement} button
     */
    open(message, button) {
      opener = button;
      const isOwn = message.direction === "in";
      const canEdit = isOwn && message.type === "text" && virtualNow(state) - message.timestamp < EDIT_MS;
      const items = [makeReactions(message), makeItem("reply", "Reply", () => actions.onReply(message))];
      if (canEdit) items.push(makeItem("edit", "Edit", () => actions.onEdit(message)));
      if (isOwn) items.push(makeItem("trash", "Delete for everyone", () => actions.onUnsend(message), true));
      menu.replaceChildren(...items);
      menu.showPopover({ source: button });
    },
  };
}
