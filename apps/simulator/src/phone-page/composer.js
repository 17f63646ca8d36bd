import { byId, icon, make } from "./element.js";
import { summarise } from "./state.js";

/** @import { SimMessage } from "../world/entities.ts" */

/**
 * @typedef {object} ComposerActions
 * @property {(text: string, replyTo: string | null) => void} onSend
 * @property {(message: SimMessage, text: string) => void} onEdit
 * @property {(type: string) => void} onAttach
 */

const ATTACHMENTS = /** @type {const} */ ([
  ["image", "Photo", "photo"],
  ["audio", "Voice message", "mic"],
  ["location", "Location", "pin"],
  ["contacts", "Contact", "person"],
  ["document", "Document", "file"],
  ["sticker", "Sticker", "sticker"],
]);

/**
 * The line to write in. Enter sends, Shift+Enter breaks the line; Escape leaves a reply or an edit.
 * @param {ComposerActions} actions
 */
export function createComposer({ onSend, onEdit, onAttach }) {
  /** @type {{ mode: "reply" | "edit"; message: SimMessage } | null} */
  let about = null;
  const input = make("textarea", {
    rows: "1",
    "aria-label": "Message",
    placeholder: "Message",
    maxlength: "4096",
    dir: "auto",
    enterkeyhint: "send",
  });
  const send = make(
    "button",
    { class: "round send", type: "submit", "aria-label": "Send", disabled: true },
    icon("send", 0.9),
  );
  const attach = make(
    "button",
    { class: "round", type: "button", "aria-label": "Attach", popovertarget: "attach-menu", "aria-haspopup": "menu" },
    icon("plus"),
  );
  const aboutSlot = make("div", { class: "composing", hidden: true });
  const form = make("form", { class: "composer", "aria-label": "Write a message" }, aboutSlot, attach, input, send);

  const refresh = () => {
    send.disabled = input.disabled || input.value.trim() === "";
  };

  function submit() {
    const text = input.value.trim();
    if (text === "" || input.disabled) return;
    if (about?.mode === "edit") onEdit(about.message, text);
    else onSend(text, about?.message.id ?? null);
    input.value = "";
    setAbout(null);
  }

  /**
   * Replies to a message, edits one, or (null) writes a new one.
   * @param {typeof about} next
   * @param {string} [author]
   */
  function setAbout(next, author = "") {
    const wasEditing = about?.mode === "edit";
    about = next;
    aboutSlot.hidden = next === null;
    if (next) {
      const title = next.mode === "edit" ? "Edit message" : `Reply to ${author}`;
      const cancel = make(
        "button",
        { class: "round", type: "button", "aria-label": "Cancel", onclick: () => setAbout(null) },
        icon("close", 0.75),
      );
      aboutSlot.replaceChildren(
        make("div", {}, make("strong", {}, title), make("span", {}, summarise(next.message))),
        cancel,
      );
      if (next.mode === "edit") input.value = summarise(next.message);
      input.focus();
    } else if (wasEditing) input.value = "";
    refresh();
  }

  input.addEventListener("input", refresh);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && about) setAbout(null);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  fillAttachMenu(attach, onAttach);

  return {
    form,
    setAbout,
    focus: () => input.focus({ preventScroll: true }),
    /** @param {boolean} isUsable False while the simulator cannot be reached */
    setUsable(isUsable) {
      input.disabled = !isUsable;
      attach.disabled = !isUsable;
      input.placeholder = isUsable ? "Message" : "Waiting for the simulator…";
      refresh();
    },
  };
}

/**
 * @param {HTMLElement} button
 * @param {(type: string) => void} onAttach
 */
function fillAttachMenu(button, onAttach) {
  const menu = byId("attach-menu");
  menu.replaceChildren(
    ...ATTACHMENTS.map(([type, name, sign]) => {
      const choose = () => {
        menu.hidePopover();
        onAttach(type);
      };
      return make(
        "button",
        { class: "menu-item", type: "button", role: "menuitem", onclick: choose },
        icon(sign, 0.8),
        name,
      );
    }),
  );
  menu.addEventListener("toggle", () => {
    if (menu.matches(":popover-open")) placeMenu(menu, button);
  });
  moveWithArrows(menu);
}

/**
 * Puts an open menu beside its button, inside the window, and the focus on its first item.
 * @param {HTMLElement} menu
 * @param {HTMLElement} button
 */
export function placeMenu(menu, button) {
  const place = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(Math.max(8, place.left), window.innerWidth - width - 8);
  const below = place.bottom + 6;
  const top = below + height > window.innerHeight - 8 ? Math.max(8, place.top - height - 6) : below;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
  menu.querySelector("button")?.focus();
}

/**
 * Arrow keys move between the items of a menu.
 * @param {HTMLElement} menu
 */
export function moveWithArrows(menu) {
  menu.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...menu.querySelectorAll("button")];
    const at = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    items[(at + step + items.length) % items.length]?.focus();
  });
}
