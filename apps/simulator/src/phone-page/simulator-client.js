/** Names this page to the simulator, so that it knows whose phone is in somebody's hands. */
const pageId = crypto.randomUUID();

/**
 * Calls the control API. Throws an Error with the API's own sentence.
 * @param {string} method
 * @param {string} path Below `/__sim`
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export async function callSimulator(method, path, body) {
  const response = await fetch(`/__sim${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `The simulator answered ${response.status}.`);
  return answer;
}

const EVENT_TYPES = ["message", "thread", "person", "delivery", "request", "faults", "clock", "reset"];

/**
 * Follows what happens. `onOpen` runs at first and after every lost connection: whatever was missed has to be fetched.
 * @param {{ onOpen: () => void; onLost: () => void; onEvent: (type: string, data: any) => void }} handlers
 */
export function followEvents({ onOpen, onLost, onEvent }) {
  const source = new EventSource(`/__sim/events?page=${pageId}`);
  source.addEventListener("hello", () => onOpen());
  source.addEventListener("error", () => onLost());
  for (const type of EVENT_TYPES) {
    source.addEventListener(type, (event) => onEvent(type, JSON.parse(event.data)));
  }
}

/**
 * Tells whose phone this is and which chat is open on it; null while none is, or while the page is out of sight.
 * @param {string} person
 * @param {string | null} account
 */
export function tellPresence(person, account) {
  return callSimulator("POST", "/presence", { page: pageId, person, account });
}
