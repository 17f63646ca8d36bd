import { renderChatList } from "./chat-list.js";
import { createChatScreen } from "./chat-screen.js";
import { createComposer } from "./composer.js";
import { createDrawer } from "./drawer.js";
import { byId, icon, make } from "./element.js";
import { toPlainWords } from "./format-message.js";
import { createMessageMenu } from "./message-menu.js";
import { callSimulator, followEvents, tellPresence } from "./simulator-client.js";
import {
  applyEvent,
  countUnread,
  createState,
  groupPeople,
  isTyping,
  loadView,
  summarise,
  virtualNow,
} from "./state.js";

const state = createState();
const address = new URLSearchParams(location.search);
const personSelect = /** @type {HTMLSelectElement} */ (byId("person"));
const announcer = byId("announcer");
const wideScreen = matchMedia("(min-width: 1180px)");
let personId = address.get("person") ?? "ana";
let isLinked = false;
let toastTimer = 0;

/** @param {unknown} error */
function showProblem(error) {
  const toast = byId("toast");
  toast.textContent = error instanceof Error ? error.message : String(error);
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => {
    toast.hidden = true;
  }, 5000);
}

/**
 * Calls the control API and shows what goes wrong.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
async function call(method, path, body) {
  try {
    return await callSimulator(method, path, body);
  } catch (error) {
    showProblem(error);
    return null;
  }
}

/**
 * @param {string} action
 * @param {unknown} body
 */
const act = (action, body) => call("POST", `/person/${state.person?.id}/${action}`, body);

const composer = createComposer({
  onSend: (text, replyTo) => void send(text, replyTo),
  onEdit: (message, text) => void act("edit", { message_id: message.id, body: text }),
  onAttach: (type) => void act("send", { account: state.account, type }),
});

const menu = createMessageMenu(state, {
  onReact: (message, emoji) => void act("react", { message_id: message.id, emoji }),
  onUnsend: (message) => void act("unsend", { message_id: message.id }),
  onEdit: (message) => composer.setAbout({ mode: "edit", message }),
  onReply: (message) =>
    composer.setAbout({ mode: "reply", message }, message.direction === "in" ? "yourself" : nameOf(state.account)),
});

const chat = createChatScreen(state, {
  onBack: () => openChat(null),
  onSuggest: (text) => {
    void send(text, null);
    composer.focus();
  },
  onMenu: (message, button) => menu.open(message, button),
  onTap: (message, button) => void act("tap", { message_id: message.id, button }),
});
chat.screen.append(composer.form);

const drawer = createDrawer(state, { call, onClose: () => toggleDrawer(false) });

/** @param {string | null} account */
function nameOf(account) {
  return state.accounts.find((one) => one.id === account)?.name ?? "the business";
}

/**
 * Without network the message waits on the phone, as on a real one.
 * @param {string} text
 * @param {string | null} replyTo
 */
async function send(text, replyTo) {
  if (state.account === null) return;
  if (state.person?.offline) {
    state.waiting.push({ localId: crypto.randomUUID(), account: state.account, body: text, replyTo });
    render();
    return;
  }
  await act("send", { account: state.account, body: text, ...(replyTo === null ? {} : { reply_to: replyTo }) });
}

async function sendWaiting() {
  const waiting = state.waiting.splice(0);
  for (const { account, body, replyTo } of waiting) {
    await act("send", { account, body, ...(replyTo === null ? {} : { reply_to: replyTo }) });
  }
}

/** @param {string | null} account */
function openChat(account) {
  state.account = account;
  composer.setAbout(null);
  rememberAddress();
  render();
  void tellWhatIsOpen();
  if (account === null) /** @type {HTMLElement | null} */ (document.querySelector("#chat-list .row"))?.focus();
  else if (matchMedia("(hover: hover)").matches) composer.focus();
}

/** A chat is being read only while it is in sight. */
async function tellWhatIsOpen() {
  if (!state.person || !isLinked) return;
  const open = document.visibilityState === "visible" ? state.account : null;
  if (open !== null) state.openedAt.set(open, virtualNow(state));
  await tellPresence(state.person.id, open).catch(() => null);
}

function rememberAddress() {
  const query = new URLSearchParams({
    person: personId,
    ...(state.account === null ? {} : { account: state.account }),
  });
  history.replaceState(null, "", `?${query}`);
}

async function load() {
  const known = await callSimulator("GET", `/phone/${encodeURIComponent(personId)}`).catch(() =>
    callSimulator("GET", "/phone/ana"),
  );
  const isFirst = state.person === null;
  loadView(state, known);
  personId = known.person.id;
  if (isFirst) state.account = address.get("account") ?? state.accounts[0]?.id ?? null;
  if (!state.accounts.some((one) => one.id === state.account)) state.account = null;
  renderPeople();
  render();
  await tellWhatIsOpen();
}

function renderPeople() {
  const { own, customers } = groupPeople(state.people);
  /** @param {{ id: string; name: string }} person */
  const toOption = ({ id, name }) => new Option(name, id, false, id === personId);
  personSelect.replaceChildren(...own.map(toOption));
  if (customers.length === 0) return;
  personSelect.append(make("optgroup", { label: "Customers of the demo" }, ...customers.map(toOption)));
}

function render() {
  if (!state.person) return;
  const isChat = state.account !== null;
  byId("chat").hidden = !isChat;
  byId("chat-list").hidden = isChat;
  if (isChat) chat.render();
  else renderChatList(state, openChat, (account) => countUnread(state, account));
  byId("offline").setAttribute("aria-checked", String(state.person.offline));
  byId("status-icons").replaceChildren(icon(state.person.offline ? "airplane" : "signal"), icon("battery", 0.9));
  byId("link-lost").hidden = isLinked;
  composer.setUsable(isLinked);
  renderStatusTime();
  drawer.render();
}

function renderStatusTime() {
  const now = new Date(virtualNow(state));
  byId("status-time").textContent = now.toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit" });
  if (!drawer.drawer.hidden) drawer.renderClock();
}

/** @param {boolean} isOpen */
function toggleDrawer(isOpen) {
  drawer.drawer.hidden = !isOpen;
  const toggle = byId("drawer-toggle");
  toggle.setAttribute("aria-expanded", String(isOpen));
  drawer.render();
  if (isOpen && !wideScreen.matches) drawer.drawer.querySelector("button")?.focus();
  else if (!isOpen) toggle.focus({ preventScroll: true });
}

/**
 * @param {string} type
 * @param {any} data
 */
function onEvent(type, data) {
  if (type === "reset") void load().catch(showProblem);
  if (type === "faults") void refreshFaults();
  const before = type === "message" ? state.messages.get(data.id) : undefined;
  const isOurs = applyEvent(state, type, data);
  if (!isOurs) return;
  if (type === "message" && data.direction === "out") announce(before?.status, data);
  if (type === "delivery" || type === "request") drawer.render();
  else render();
}

/**
 * Says a new answer once, when it reaches the phone.
 * @param {string | undefined} statusBefore
 * @param {import("../world/entities.ts").SimMessage} message
 */
function announce(statusBefore, message) {
  if (message.status !== "sent" || statusBefore === "sent" || message.type === "reaction") return;
  const line = document.createElement("p");
  line.textContent = `${nameOf(message.phone_number_id)}: ${toPlainWords(summarise(message))}`;
  announcer.append(line);
  while (announcer.childElementCount > 5) announcer.firstElementChild?.remove();
}

async function refreshFaults() {
  const [faults, webhookFaults] = await Promise.all([call("GET", "/faults"), call("GET", "/webhook_faults")]);
  if (!faults || !webhookFaults) return;
  Object.assign(state, { faults, webhookFaults });
  drawer.render();
}

personSelect.addEventListener("change", () => {
  personId = personSelect.value;
  state.waiting = [];
  composer.setAbout(null);
  rememberAddress();
  void load().catch(showProblem);
});
byId("offline").addEventListener("click", async () => {
  if (!state.person) return;
  const wasOffline = state.person.offline;
  await call("PATCH", `/people/${state.person.id}`, { offline: !wasOffline });
  if (wasOffline) await sendWaiting();
});
byId("drawer-toggle").addEventListener("click", () => toggleDrawer(drawer.drawer.hasAttribute("hidden")));
drawer.drawer.addEventListener("keydown", (event) => {
  if (event.key === "Escape") toggleDrawer(false);
});
document.addEventListener("visibilitychange", () => void tellWhatIsOpen());

let wasTyping = false;
setInterval(() => {
  renderStatusTime();
  const typing = state.account !== null && isTyping(state, state.account);
  if (wasTyping && !typing) render();
  wasTyping = typing;
}, 1000);

followEvents({
  onOpen: () => {
    isLinked = true;
    void load().catch(showProblem);
  },
  onLost: () => {
    isLinked = false;
    render();
  },
  onEvent,
});
wideScreen.addEventListener("change", () => toggleDrawer(wideScreen.matches));
if (wideScreen.matches) toggleDrawer(true);
