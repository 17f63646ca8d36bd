import { byId, icon, make } from "./element.js";
import { virtualNow } from "./state.js";
import { listEntries, renderEntries } from "./timeline.js";

/** @import { PhoneState } from "./state.js" */

/** A send, not a read receipt. */
const SEND = { method: "POST", path_regex: "/messages$", body_lacks: '"status":"read"' };
const SKIPS = /** @type {const} */ ([
  ["+10 s", 10_000],
  ["+10 min", 600_000],
  ["+1 h", 3_600_000],
  ["+25 h", 90_000_000],
]);
/** Faults beside the plain error codes. */
const OTHER_FAULTS = [
  { value: "lost", words: "accepted, but the answer is lost", effect: { timeout_after: 0 } },
  { value: "reset", words: "connection reset", effect: { reset: true } },
  { value: "500", words: "500 without a Graph body", effect: { status: 500, body: "" } },
  { value: "429", words: "429, Retry-After 7 s", effect: { status: 429, headers: { "retry-after": "7" }, body: "" } },
];
const SWITCHES = /** @type {const} */ ([
  { id: "page-twice", words: "Deliver every webhook twice", effect: { duplicate: { n: 1, parallel: true } } },
  { id: "page-down", words: "Frontdesk cannot be reached", effect: { down: true } },
  { id: "page-badly-signed", words: "Sign webhooks wrongly", effect: { bad_signature: true } },
]);
const FILTERS = /** @type {const} */ ([
  ["all", "All"],
  ["webhooks", "Webhooks"],
  ["calls", "Graph calls"],
]);

/**
 * The drawer "What happened": fault switches, the simulator's clock, and every webhook and Graph call.
 * @param {PhoneState} state
 * @param {{ call: (method: string, path: string, body?: unknown) => Promise<any>; onClose: () => void }} actions
 */
export function createDrawer(state, { call, onClose }) {
  const drawer = byId("drawer");
  /** @type {"all" | "webhooks" | "calls"} */
  let filter = "all";
  const list = make("ol", { class: "entries" });
  const nothing = make(
    "p",
    { class: "nothing" },
    "Nothing yet. Write a message, and each webhook and call shows here.",
  );
  const clock = make("output", { class: "clock-now" });
  const select = make("select", { id: "next-fault", "aria-label": "The next send fails with" });
  const armed = make("div", { class: "armed", hidden: true });
  const arm = make("button", { class: "small-button", type: "button", onclick: () => void armFault() }, "Arm");
  const switches = SWITCHES.map((one) => ({ ...one, button: makeSwitch(one.words, () => void toggleSwitch(one)) }));
  const filterButtons = FILTERS.map(([value, name]) => {
    const choose = () => {
      filter = value;
      render();
    };
    return { value, button: make("button", { type: "button", onclick: choose }, name) };
  });

  drawer.append(
    make(
      "div",
      { class: "drawer-head" },
      make("h2", {}, "What happened"),
      make("button", { class: "round", type: "button", "aria-label": "Close", onclick: onClose }, icon("close", 0.85)),
    ),
    make(
      "section",
      { class: "panel", "aria-label": "Faults" },
      make("div", { class: "panel-row" }, make("label", { for: "next-fault" }, "Next send fails with"), select, arm),
      armed,
      ...switches.map(({ button }) => button),
      make("div", { class: "panel-row clock" }, make("span", {}, "Simulated time"), clock, makeSkips()),
    ),
    make(
      "div",
      { class: "filters", role: "group", "aria-label": "Show" },
      ...filterButtons.map(({ button }) => button),
    ),
    make("div", { class: "entries-scroll", tabindex: "-1" }, nothing, list),
  );

  function makeSkips() {
    const buttons = SKIPS.map(([name, advance]) => {
      const skip = () => void call("POST", "/clock", { advance });
      return make(
        "button",
        { class: "small-button", type: "button", "aria-label": `Move the clock ${name}`, onclick: skip },
        name,
      );
    });
    return make("span", { class: "skips" }, ...buttons);
  }

  async function armFault() {
    const other = OTHER_FAULTS.find((one) => one.value === select.value);
    const effect = other ? other.effect : { error: { code: Number(select.value) } };
    if (state.faults.some((fault) => fault.id === "page-next-send")) await call("DELETE", "/faults/page-next-send");
    await call("POST", "/faults", { id: "page-next-send", match: SEND, when: { count: 1 }, do: effect });
  }

  /** @param {(typeof SWITCHES)[number]} one */
  async function toggleSwitch({ id, effect }) {
    if (state.webhookFaults.some((fault) => fault.id === id)) await call("DELETE", `/webhook_faults/${id}`);
    else await call("POST", "/webhook_faults", { id, do: effect });
  }

  function renderFaults() {
    if (select.options.length === 0 && state.errorCodes.length > 0) {
      const codes = state.errorCodes.map(({ code, words }) => new Option(`${code} · ${words}`, String(code)));
      select.append(...codes, ...OTHER_FAULTS.map(({ value, words }) => new Option(words, value)));
    }
    const waiting = state.faults.find((fault) => fault.id === "page-next-send" && fault.used < (fault.when.count ?? 1));
    armed.hidden = waiting === undefined;
    if (waiting && armed.childElementCount === 0) {
      const clear = () => void call("DELETE", "/faults/page-next-send");
      armed.append(
        "Armed: the next send fails.",
        make("button", { class: "small-button", type: "button", onclick: clear }, "Clear"),
      );
    }
    for (const { id, button } of switches) {
      button.setAttribute("aria-checked", String(state.webhookFaults.some((fault) => fault.id === id)));
    }
  }

  function render() {
    if (drawer.hidden) return;
    renderFaults();
    renderClock();
    for (const { value, button } of filterButtons) button.setAttribute("aria-pressed", String(value === filter));
    const entries = listEntries(state, filter);
    nothing.hidden = entries.length > 0;
    renderEntries(list, entries);
  }

  function renderClock() {
    const now = new Date(virtualNow(state));
    const day = now.toLocaleDateString(undefined, { weekday: "short", day: "numeric", month: "short" });
    clock.textContent = `${day}, ${now.toLocaleTimeString()}`;
  }

  return { drawer, render, renderClock };
}

/**
 * @param {string} words
 * @param {() => void} onToggle
 */
function makeSwitch(words, onToggle) {
  const track = make("span", { class: "switch-track", "aria-hidden": "true" });
  const attributes = {
    class: "panel-switch switch",
    type: "button",
    role: "switch",
    "aria-checked": "false",
    onclick: onToggle,
  };
  return make("button", attributes, make("span", {}, words), track);
}
