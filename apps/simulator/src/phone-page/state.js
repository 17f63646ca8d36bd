/**
 * @import { Delivery, Person, SimMessage, Thread } from "../world/entities.ts"
 * @import { LoggedRequest } from "../control/request-log.ts"
 */

/** @typedef {{ id: string; name: string; display: string }} Account */
/** @typedef {{ id: string; name: string; phone: string; is_demo_customer: boolean }} ListedPerson */
/** @typedef {{ localId: string; account: string; body: string; replyTo: string | null }} Waiting */
/**
 * @typedef {object} PhoneState
 * @property {Person | null} person
 * @property {ListedPerson[]} people
 * @property {Account[]} accounts
 * @property {Map<string, Thread>} threads
 * @property {Map<string, SimMessage>} messages
 * @property {Map<string, Delivery>} deliveries
 * @property {Map<string, LoggedRequest>} requests
 * @property {{ id: string; used: number; when: { count?: number } }[]} faults
 * @property {{ id: string }[]} webhookFaults
 * @property {{ code: number; words: string }[]} errorCodes
 * @property {{ now: number; at: number; rate: number }} clock
 * @property {string | null} account The open chat; null shows the list
 * @property {Map<string, number>} openedAt When each chat was last looked at, in virtual time
 * @property {Waiting[]} waiting Written while the phone was offline
 */

/** How many log entries the page keeps. */
const LOG_LIMIT = 150;

/** @returns {PhoneState} */
export function createState() {
  return {
    person: null,
    people: [],
    accounts: [],
    threads: new Map(),
    messages: new Map(),
    deliveries: new Map(),
    requests: new Map(),
    faults: [],
    webhookFaults: [],
    errorCodes: [],
    clock: { now: Date.now(), at: performance.now(), rate: 1 },
    account: null,
    openedAt: new Map(),
    waiting: [],
  };
}

/**
 * The simulator's time, carried on from the last that it told.
 * @param {PhoneState} state
 */
export function virtualNow({ clock }) {
  return clock.now + (performance.now() - clock.at) * clock.rate;
}

/**
 * Takes over everything about one person.
 * @param {PhoneState} state
 * @param {any} view The answer of `/__sim/phone/{person}`
 */
export function loadView(state, view) {
  /** @param {{ id: string }[]} list */
  const byId = (list) => new Map(list.map((one) => [one.id, one]));
  Object.assign(state, {
    person: view.person,
    people: view.people,
    accounts: view.accounts,
    threads: byId(view.threads),
    messages: byId(view.messages),
    deliveries: byId(view.deliveries),
    requests: byId(view.requests),
    faults: view.faults,
    webhookFaults: view.webhook_faults,
    errorCodes: view.error_codes,
  });
  setClock(state, view.clock);
}

/**
 * @param {PhoneState} state
 * @param {{ now: number; rate: number }} clock
 */
export function setClock(state, { now, rate }) {
  state.clock = { now, rate, at: performance.now() };
}

/**
 * Takes over one event. Answers whether it concerns the person of this page.
 * @param {PhoneState} state
 * @param {string} type
 * @param {any} data
 */
export function applyEvent(state, type, data) {
  if (type === "clock") setClock(state, data);
  if (type === "delivery") remember(state.deliveries, data);
  if (type === "request") remember(state.requests, data);
  if (type === "person" && data.id === state.person?.id) state.person = data;
  if (type !== "message" && type !== "thread") return true;
  if (data.person_id !== state.person?.id) return false;
  if (type === "message") state.messages.set(data.id, data);
  else state.threads.set(data.id, data);
  return true;
}

/**
 * @template {{ id: string }} T
 * @param {Map<string, T>} log
 * @param {T} entry
 */
function remember(log, entry) {
  log.set(entry.id, entry);
  const oldest = log.keys().next().value;
  if (log.size > LOG_LIMIT && oldest !== undefined) log.delete(oldest);
}

/**
 * Whom one may be on this page: the simulator's own people as they come, and the customers of the demo by name. Who is
 * known by number only is shown by it.
 * @param {ListedPerson[]} people
 */
export function groupPeople(people) {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const shown = people.map((one) => ({ ...one, name: one.name === one.phone ? `+${one.phone}` : one.name }));
  return {
    own: shown.filter((one) => !one.is_demo_customer),
    customers: shown.filter((one) => one.is_demo_customer).sort((left, right) => compare(left.name, right.name)),
  };
}

/**
 * What the person's phone holds of one chat, oldest first. A business message shows from the moment it is sent.
 * @param {PhoneState} state
 * @param {string} account
 */
export function listChat({ messages }, account) {
  return [...messages.values()]
    .filter((message) => message.phone_number_id === account)
    .filter((message) => message.type !== "reaction" && message.status !== "accepted")
    .sort((left, right) => left.timestamp - right.timestamp);
}

/**
 * Business messages that reached the phone and were not looked at.
 * @param {PhoneState} state
 * @param {string} account
 */
export function countUnread(state, account) {
  const seenUntil = state.openedAt.get(account) ?? 0;
  return listChat(state, account).filter(
    (message) => message.direction === "out" && message.status === "delivered" && message.timestamp > seenUntil,
  ).length;
}

/**
 * Whether the business is typing in this chat.
 * @param {PhoneState} state
 * @param {string} account
 */
export function isTyping(state, account) {
  const until = state.threads.get(`${account}:${state.person?.id}`)?.typing_until ?? null;
  return until !== null && until > virtualNow(state);
}

/**
 * A message in a few plain words: for the chat list, a quotation, a screen reader.
 * @param {SimMessage} message
 */
export function summarise({ type, content, unsent }) {
  if (unsent) return "This message was deleted";
  const text = content.body ?? content.text ?? content.caption;
  if (type === "interactive") return interactiveWords(/** @type {any} */ (content));
  if (type === "button") return String(content.text ?? "");
  if (typeof text === "string" && text !== "") return text;
  const names = { image: "Photo", video: "Video", audio: "Voice message", document: "Document", sticker: "Sticker" };
  const others = { location: "Location", contacts: "Contact", unsupported: "Poll", request_welcome: "Opened the chat" };
  return { .../** @type {Record<string, string>} */ (names), ...others }[type] ?? "Message";
}

/** @param {any} content */
function interactiveWords(content) {
  return String(content.body?.text ?? content.button_reply?.title ?? content.list_reply?.title ?? "Message");
}
