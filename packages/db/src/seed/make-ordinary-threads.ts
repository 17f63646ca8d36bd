import type { ThreadLine, ThreadScript } from "./parse-threads.ts";
import type { Random } from "./random.ts";

const openings = ["Hi!", "Hello 👋", "Good morning", "Hey", "Good evening", "hi there"];
const closings = [
  "thank you!",
  "perfect, thanks 🙏",
  "great, thx",
  "Thanks a lot",
  "ok thanks",
  "thank you so much 😊",
];
const followUps: Record<string, { asks: string[]; answers: string[] }> = {
  napoli: {
    asks: ["could you check with the kitchen for me?", "and for a birthday, can you put candles on the tiramisù?"],
    answers: ["Of course! I just asked: no problem at all.", "Sì, with pleasure. Just remind us at the table 🎂"],
  },
  "smile-dental": {
    asks: ["could I speak with Nina about it?", "can you also check when my last visit was?"],
    answers: [
      "Hi, Nina here. I have just looked it up and sent you the details by e-mail.",
      "It was in April, so you are right on time.",
    ],
  },
  gadgetly: {
    asks: ["could someone look at my order please, GD-47512", "can you combine it with my other order?"],
    answers: ["I had a look: it leaves the warehouse this afternoon.", "Done, both orders ship together now."],
  },
};
const day = 86_400_000;

/**
 * Makes everyday conversations: a question or two that the agent answers, sometimes a person at the end. `questions` are
 * wordings by entry. Ages run from some hours to four weeks, denser towards today.
 */
export function makeOrdinaryThreads(
  random: Random,
  slug: string,
  input: { names: string[]; questions: { entry: string; wordings: string[] }[]; members: string[] },
): ThreadScript[] {
  return input.names.map((name) => {
    const channel = random.pick(["WHATSAPP", "WHATSAPP", "WHATSAPP", "INSTAGRAM", "FACEBOOK"] as const);
    const ageMs = Math.round(day * (0.15 + 27 * random.next() ** 2));
    const lines: ThreadLine[] = [];
    if (random.chance(0.3)) lines.push({ code: "c", text: random.pick(openings) });
    for (const { entry, wordings } of random.shuffle(input.questions).slice(0, random.between(1, 3))) {
      lines.push({ code: "c", text: random.pick(wordings) }, { code: "a", text: entry });
    }
    const follow = followUps[slug];
    if (follow && random.chance(0.25)) lines.push(...makeFollowUp(random, follow, random.pick(input.members)));
    if (random.chance(0.55)) lines.push({ code: "c", text: random.pick(closings) });
    if (random.chance(0.35)) lines.push({ code: "r", text: random.pick(["👍", "❤️", "🙏"]) });
    if (ageMs > 5 * day) lines.push({ code: "done", text: random.pick(input.members) });
    return { name, channel, ageMs, options: {}, lines };
  });
}

function makeFollowUp(random: Random, follow: { asks: string[]; answers: string[] }, member: string): ThreadLine[] {
  const position = random.between(0, follow.asks.length - 1);
  const ask = follow.asks[position] ?? "";
  return [
    { code: "c", text: ask },
    { code: "h", text: `unknown: No stored answer fits: “${ask}”` },
    { code: "m", text: `${member} ${follow.answers[position] ?? ""}` },
  ];
}
