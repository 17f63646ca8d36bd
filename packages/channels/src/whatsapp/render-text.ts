import { splitText } from "../meta/split-text.ts";
import { MAX_TEXT_LENGTH } from "./send-message.ts";

/** Longer runs are text with stray asterisks; the limit also keeps the search for a closing mark short. */
const RUN = "[^\\n]{0,1000}?";

/**
 * In this order: escapes, code, links and images, bare addresses, then emphasis. What an earlier one takes is out of reach of the later ones, so that an
 * underscore in an address stays an underscore.
 */
const INLINE = new RegExp(
  [
    String.raw`\\(?<escaped>[\\${"`"}*_{}[\]()#+\-.!~>|])`,
    String.raw`(?<code>${"`"}[^${"`"}\n]+${"`"})`,
    String.raw`!?\[(?<label>[^\]\n]{0,1000})\]\(\s*<?(?<target>(?:[^\s()<>]|\([^\s()<>]*\))+)>?(?:\s+"[^"\n]*")?\s*\)`,
    String.raw`<(?<autolink>https?:\/\/[^\s<>]+)>`,
    String.raw`(?<address>https?:\/\/[^\s<>]+)`,
    String.raw`\*\*\*(?<boldItalic>(?=[^\s*])${RUN}\S)\*\*\*`,
    String.raw`\*\*(?<bold>(?=[^\s*])${RUN}\S)\*\*`,
    String.raw`(?<![\p{L}\p{N}_])__(?<underBold>(?=[^\s_])${RUN}\S)__(?![\p{L}\p{N}_])`,
    String.raw`(?<![\p{L}\p{N}*])\*(?<italic>(?=[^\s*])(?:[^\n*]{0,1000}?[^\s*])?)\*(?![\p{L}\p{N}*])`,
    String.raw`~~(?<struck>(?=[^\s~])${RUN}\S)~~`,
  ].join("|"),
  "gu",
);

/**
 * A reply in the Markdown subset that the agent and members write → texts in WhatsApp's own markup, each short enough to send, in order.
 * Bold, italic, struck, code, lists, quotes and headings are kept; links become plain addresses (WhatsApp has no others). Asterisks and underscores that are
 * no markup stay as they are. An empty reply gives no text.
 */
export function renderText(markdown: string): string[] {
  return splitText(renderMarkup(markdown), MAX_TEXT_LENGTH);
}

function renderMarkup(markdown: string): string {
  let inCode = false;
  const lines = markdown
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => {
      if (/^\s*```/.test(line)) {
        inCode = !inCode;
        // The language after the opening fence would be shown as part of the code.
        return /^\s*```[\w+#.-]*\s*$/.test(line) ? "```" : line.trim();
      }
      return inCode ? line : renderLine(line);
    });
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function renderLine(line: string): string {
  if (/^\s{0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) return "";
  const heading = /^\s{0,3}#{1,6}\s+(?<title>.*)$/.exec(line)?.groups?.title;
  const title = heading?.trim().replace(/(?:^|\s)#+$/, "");
  if (title) return `*${renderInline(title.replace(/\*\*|__/g, "")).trim()}*`;
  const item = /^(?<indent>\s*)(?:[-*]|(?<number>\d{1,9})[.)])\s+(?<rest>.*)$/.exec(line)?.groups;
  if (item !== undefined) {
    return `${item.indent}${item.number === undefined ? "-" : `${item.number}.`} ${renderInline(item.rest ?? "")}`;
  }
  return renderInline(line).trimEnd();
}

function renderInline(text: string): string {
  return text.replace(INLINE, (...match) => {
    const groups = match.at(-1) as Record<string, string | undefined>;
    const offset = match.at(-3) as number;
    const whole = match[0] as string;
    const emphasize = (inner: string, open: string, close: string) =>
      isApart(text, offset, whole) ? `${open}${renderInline(inner)}${close}` : unmark(inner, whole);
    if (groups.escaped !== undefined) return groups.escaped;
    if (groups.code !== undefined) return groups.code;
    if (groups.target !== undefined) return renderLink(groups.label ?? "", groups.target);
    if (groups.autolink !== undefined) return groups.autolink;
    if (groups.boldItalic !== undefined) return emphasize(groups.boldItalic, "*_", "_*");
    const bold = groups.bold ?? groups.underBold;
    if (bold !== undefined) return emphasize(bold, "*", "*");
    if (groups.italic !== undefined) return emphasize(groups.italic, "_", "_");
    if (groups.struck !== undefined) return emphasize(groups.struck, "~", "~");
    return whole;
  });
}

/** WhatsApp shows markup only where it does not touch a letter or digit on its outside. */
function isApart(text: string, offset: number, whole: string): boolean {
  const before = /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, offset - 2), offset));
  const after = /^[\p{L}\p{N}]/u.test(text.slice(offset + whole.length, offset + whole.length + 2));
  return !before && !after;
}

/** Inside a word the marks go ("重点**很**多" has no spaces), unless it is arithmetic: 2**3**4. */
function unmark(inner: string, whole: string): string {
  return /\p{L}/u.test(inner) ? renderInline(inner) : whole;
}

function renderLink(label: string, target: string): string {
  const address = target.replace(/^(mailto|tel):/i, "");
  const words = renderInline(label).trim();
  return words === "" || words === address || words === target ? address : `${words}: ${address}`;
}
