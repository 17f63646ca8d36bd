/**
 * Makes an element. Children that are strings become text, never HTML.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | boolean | ((event: Event) => void) | undefined>} [attributes] `on…` are listeners; false and undefined are left out
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * An element of the page's own HTML.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element;
}

/**
 * Makes the children of a list the given ones, in order. What stays is not touched: it keeps focus, scroll and animation.
 * @param {HTMLElement} list
 * @param {HTMLElement[]} items
 */
export function reconcile(list, items) {
  const wanted = new Set(items);
  for (const child of [...list.children]) if (!wanted.has(/** @type {HTMLElement} */ (child))) child.remove();
  let next = list.firstElementChild;
  for (const item of items) {
    if (item === next) next = next.nextElementSibling;
    else list.insertBefore(item, next);
  }
}

const SVG = "http://www.w3.org/2000/svg";

/** @type {Record<string, { size: [number, number]; paths: string[] }>} */
const ICONS = {
  back: { size: [24, 24], paths: ["M15 5l-7 7 7 7"] },
  send: { size: [24, 24], paths: ["M5 12h13", "M12 6l6 6-6 6"] },
  plus: { size: [24, 24], paths: ["M12 5v14", "M5 12h14"] },
  close: { size: [24, 24], paths: ["M6 6l12 12", "M18 6L6 18"] },
  chevron: { size: [16, 16], paths: ["M4 6l4 4 4-4"] },
  sent: { size: [16, 11], paths: ["M3 6l3.200 3.300L13 1.500"] },
  delivered: { size: [20, 11], paths: ["M2 6l3.200 3.300L12 1.500", "M9.300 8.100l1.100 1.200L17.500 1.500"] },
  pending: { size: [13, 13], paths: ["M6.500 1.500a5 5 0 1 1 0 10 5 5 0 1 1 0-10", "M6.500 4v2.700l1.700 1"] },
  failed: {
    size: [13, 13],
    paths: ["M6.500 1a5.500 5.500 0 1 1 0 11 5.500 5.500 0 1 1 0-11", "M6.500 3.800v3.200", "M6.500 9.200v.1"],
  },
  photo: { size: [24, 24], paths: ["M4 6h16v12H4z", "M4 15l5-4 4 3 3-2 4 3", "M9 9.500v.1"] },
  video: { size: [24, 24], paths: ["M9 6l10 6-10 6z"] },
  mic: {
    size: [24, 24],
    paths: [
      "M12 4a2.500 2.500 0 0 1 2.500 2.500v5a2.500 2.500 0 0 1-5 0v-5A2.500 2.500 0 0 1 12 4",
      "M6.500 11.500a5.500 5.500 0 0 0 11 0",
      "M12 17v3",
    ],
  },
  pin: {
    size: [24, 24],
    paths: ["M12 21s-6-5.500-6-11a6 6 0 0 1 12 0c0 5.500-6 11-6 11", "M12 8a2 2 0 1 1 0 4 2 2 0 1 1 0-4"],
  },
  person: { size: [24, 24], paths: ["M12 5a3.500 3.500 0 1 1 0 7 3.500 3.500 0 1 1 0-7", "M5 20c0-4 3-6 7-6s7 2 7 6"] },
  file: { size: [24, 24], paths: ["M7 3h7l4 4v14H7z", "M14 3v4h4"] },
  reply: { size: [24, 24], paths: ["M9 7l-5 5 5 5", "M4 12h10a6 6 0 0 1 6 6"] },
  edit: { size: [24, 24], paths: ["M5 19l1-4 9-9 3 3-9 9z"] },
  trash: { size: [24, 24], paths: ["M5 7h14", "M9 7V5h6v2", "M7 7l1 12h8l1-12"] },
  sticker: { size: [24, 24], paths: ["M5 5h14v9l-5 5H5z", "M14 19v-5h5"] },
  signal: { size: [18, 12], paths: ["M2 11V9", "M6.500 11V7", "M11 11V4", "M15.500 11V1.500"] },
  airplane: { size: [18, 14], paths: ["M1 7h4L8 1h2L9 7h5l2-3h1l-.8 3 .8 3h-1l-2-3H9l1 6H8L5 7"] },
  battery: {
    size: [26, 13],
    paths: [
      "M3.500 1h17a2.500 2.500 0 0 1 2.500 2.500v6a2.500 2.500 0 0 1-2.500 2.500h-17A2.500 2.500 0 0 1 1 9.500v-6A2.500 2.500 0 0 1 3.500 1z",
      "M25 5v3",
      "M5 5h13M5 6.500h13M5 8h13",
    ],
  },
  out: { size: [16, 16], paths: ["M3 8h10", "M9 4l4 4-4 4"] },
  in: { size: [16, 16], paths: ["M13 8H3", "M7 4L3 8l4 4"] },
};

/**
 * A line icon; decoration only, so the control around it carries the name.
 * @param {keyof typeof ICONS & string} name
 * @param {number} [scale]
 */
export function icon(name, scale = 1) {
  const { size, paths } = ICONS[name] ?? { size: [16, 16], paths: [] };
  const svg = document.createElementNS(SVG, "svg");
  const [width, height] = size;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("width", String(width * scale));
  svg.setAttribute("height", String(height * scale));
  svg.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    for (const [key, value] of Object.entries({ d, fill: "none", stroke: "currentColor", "stroke-width": "1.7" })) {
      path.setAttribute(key, value);
    }
    path.setAttribute("stroke-linecap", "round");
    path.setAttribute("stroke-linejoin", "round");
    svg.append(path);
  }
  return svg;
}
