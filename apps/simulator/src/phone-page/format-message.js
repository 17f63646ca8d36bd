/**
 * @typedef {{ kind: "text" | "bold" | "italic" | "strike" | "code"; text: string } | { kind: "link"; text: string; href: string }} Token
 */

const MARKS = /** @type {const} */ ({ "*": "bold", _: "italic", "~": "strike" });
const MARKUP = /```([^`]+)```|`([^`\n]+)`|([*_~])(?=\S)([^\n]*?\S)\3|(https?:\/\/[^\s<>"']+)/g;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Splits a message into plain and marked-up parts as WhatsApp shows them: *bold*, _italic_, ~struck~, `code`, links. A mark inside a
 * word (snake_case) is only a character. The parts hold text, never HTML.
 * @param {string} text
 * @returns {Token[]}
 */
export function parseMarkup(text) {
  /** @type {Token[]} */
  const tokens = [];
  let done = 0;
  for (const match of text.matchAll(MARKUP)) {
    const token = toToken(match, text);
    if (!token || match.index < done) continue;
    if (match.index > done) tokens.push({ kind: "text", text: text.slice(done, match.index) });
    tokens.push(token.token);
    done = match.index + token.length;
  }
  if (done < text.length) tokens.push({ kind: "text", text: text.slice(done) });
  return tokens;
}

/**
 * @param {RegExpExecArray} match
 * @param {string} whole
 * @returns {{ token: Token; length: number } | null}
 */
function toToken(match, whole) {
  const [all, block, inline, mark, marked, url] = match;
  const code = block ?? inline;
  if (code !== undefined) return { token: { kind: "code", text: code }, length: all.length };
  if (url !== undefined) return toLink(url);
  const before = whole[match.index - 1] ?? " ";
  const after = whole[match.index + all.length] ?? " ";
  if (WORD.test(before) || WORD.test(after) || marked === undefined) return null;
  const kind = MARKS[/** @type {keyof typeof MARKS} */ (mark)];
  return { token: { kind, text: marked }, length: all.length };
}

/**
 * Only http and https addresses that parse become links; a full stop or bracket at the end belongs to the sentence.
 * @param {string} url
 * @returns {{ token: Token; length: number } | null}
 */
function toLink(url) {
  const text = url.replace(/[.,;:!?)\]}]+$/, "");
  if (!URL.canParse(text)) return null;
  const { href, protocol } = new URL(text);
  if (protocol !== "https:" && protocol !== "http:") return null;
  return { token: { kind: "link", text, href }, length: text.length };
}

const TAGS = /** @type {const} */ ({ bold: "strong", italic: "em", strike: "s", code: "code" });

/**
 * Writes a message into an element. Text goes in as text nodes only, so nothing that a person writes becomes markup.
 * @param {HTMLElement} target
 * @param {string} text
 */
export function renderMessageText(target, text) {
  const { ownerDocument } = target;
  target.replaceChildren(
    ...parseMarkup(text).map((token) => {
      if (token.kind === "text") return ownerDocument.createTextNode(token.text);
      if (token.kind !== "link") {
        const element = ownerDocument.createElement(TAGS[token.kind]);
        element.textContent = token.text;
        return element;
      }
      const link = ownerDocument.createElement("a");
      link.textContent = token.text;
      link.setAttribute("href", token.href);
      link.setAttribute("target", "_blank");
      link.setAttribute("rel", "noopener noreferrer nofollow");
      return link;
    }),
  );
}

/**
 * The words without their marks, on one line: for a list, or to be read out.
 * @param {string} text
 */
export function toPlainWords(text) {
  const words = parseMarkup(text).map((token) => token.text);
  return words.join("").replace(/\s+/g, " ").trim();
}

/**
 * One to three emoji and nothing else are shown large.
 * @param {string} text
 */
export function isOnlyEmoji(text) {
  const compact = text.replace(/\s/g, "");
  if (compact === "" || !/^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f)+$/u.test(compact))
    return false;
  return [...new Intl.Segmenter().segment(compact)].length <= 3;
}
