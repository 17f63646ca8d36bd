import { icon, make, reconcile } from "./element.js";

/**
 * @import { Delivery } from "../world/entities.ts"
 * @import { LoggedRequest } from "../control/request-log.ts"
 * @import { PhoneState } from "./state.js"
 */

/** @typedef {{ key: string; at: number; version: string; make: () => HTMLElement }} Entry */
/** @typedef {"good" | "warn" | "bad" | "quiet"} Tone */

/** @param {number} at */
function showSeconds(at) {
  return new Date(at).toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit", second: "2-digit" });
}

/**
 * Webhooks and Graph calls in one list, newest first.
 * @param {PhoneState} state
 * @param {"all" | "webhooks" | "calls"} filter
 * @returns {Entry[]}
 */
export function listEntries({ deliveries, requests }, filter) {
  const webhooks = filter === "calls" ? [] : [...deliveries.values()].map(describeDelivery);
  const calls = filter === "webhooks" ? [] : [...requests.values()].map(describeRequest);
  return [...webhooks, ...calls].sort((left, right) => right.at - left.at);
}

/**
 * @param {Delivery} delivery
 * @returns {Entry}
 */
function describeDelivery(delivery) {
  const { id, state, attempts, created_at: at } = delivery;
  const last = attempts.at(-1);
  const badge = { text: "waiting", tone: /** @type {Tone} */ ("quiet") };
  if (last)
    Object.assign(badge, { text: String(last.status ?? "no answer"), tone: state === "pending" ? "warn" : "bad" });
  if (state === "delivered") badge.tone = "good";
  if (state === "dropped" && !last) Object.assign(badge, { text: "dropped", tone: "bad" });
  const version = `${state}:${attempts.length}`;
  return {
    key: id,
    at,
    version,
    make: () => makeEntry("out", delivery.summary, "Webhook to Frontdesk", at, badge, makeAttempts(delivery)),
  };
}

/** @param {Delivery} delivery */
function makeAttempts(delivery) {
  const lines = delivery.attempts.map(({ number, at, status, error, latency_ms }) =>
    make("li", {}, `Attempt ${number} at ${showSeconds(at)}: ${status ?? error} · ${latency_ms} ms`),
  );
  if (delivery.next_attempt_at !== null && delivery.attempts.length > 0) {
    lines.push(make("li", {}, `Next attempt at ${showSeconds(delivery.next_attempt_at)}`));
  }
  if (delivery.sign !== "good") lines.push(make("li", {}, `Signature: ${delivery.sign.replaceAll("_", " ")}`));
  return [make("ul", { class: "attempts" }, ...lines), makeJson(tryParse(delivery.body))];
}

/**
 * @param {LoggedRequest} request
 * @returns {Entry}
 */
function describeRequest(request) {
  const { id, at, status, fault, duration_ms } = request;
  /** @type {Tone} */
  const tone = status === null || status >= 500 ? "bad" : status >= 400 ? "warn" : "good";
  const badge = { text: status === null ? "no answer" : String(status), tone };
  const facts = [
    `${request.method} ${request.path} · ${duration_ms} ms`,
    ...(fault === null ? [] : [`Fault: ${fault}`]),
  ];
  const details = () => [
    make("ul", { class: "attempts" }, ...facts.map((fact) => make("li", {}, fact))),
    ...(request.body === null ? [] : [makeJson(request.body)]),
    makeJson(request.response),
  ];
  return {
    key: id,
    at,
    version: "1",
    make: () => makeEntry("in", nameCall(request), "Call to the Graph API", at, badge, details()),
  };
}

/** @param {LoggedRequest} request */
function nameCall({ method, path, body }) {
  const sent = /** @type {any} */ (body);
  if (!path.endsWith("/messages") || typeof sent !== "object" || sent === null)
    return `${method} ${path.replace("/graph", "")}`;
  if (sent.status === "read") return sent.typing_indicator ? "Mark as read, typing" : "Mark as read";
  const type = sent.type ?? "text";
  return type === "text" ? `Send: ${String(sent.text?.body ?? "").slice(0, 120)}` : `Send ${type}`;
}

/**
 * @param {"in" | "out"} direction
 * @param {string} title
 * @param {string} kind
 * @param {number} at
 * @param {{ text: string; tone: Tone }} badge
 * @param {HTMLElement[]} details
 */
function makeEntry(direction, title, kind, at, badge, details) {
  const arrow = make("span", { class: "entry-arrow", "data-direction": direction }, icon(direction));
  const text = make(
    "span",
    { class: "entry-text" },
    make("span", { class: "entry-title" }, title),
    make("span", { class: "entry-kind" }, `${kind} · ${showSeconds(at)}`),
  );
  const mark = make("span", { class: "mark", "data-tone": badge.tone }, badge.text);
  return make(
    "details",
    { class: "entry" },
    make("summary", {}, arrow, text, mark),
    make("div", { class: "entry-body" }, ...details),
  );
}

/** @param {unknown} value */
function makeJson(value) {
  return make("pre", { tabindex: "0" }, typeof value === "string" ? value : JSON.stringify(value, null, 2));
}

/** @param {string} text */
function tryParse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Brings a list element up to date and keeps what stays as it is, so that an entry somebody has opened stays open.
 * @param {HTMLElement} list
 * @param {Entry[]} entries
 */
export function renderEntries(list, entries) {
  const children = /** @type {HTMLElement[]} */ ([...list.children]);
  const shown = new Map(children.map((item) => [item.getAttribute("data-key") ?? "", item]));
  const items = entries.map((entry) => {
    const old = shown.get(entry.key);
    if (old?.getAttribute("data-version") === entry.version) return old;
    const made = entry.make();
    if (old?.querySelector("details")?.open) made.setAttribute("open", "");
    return make("li", { "data-key": entry.key, "data-version": entry.version }, made);
  });
  reconcile(list, items);
}
