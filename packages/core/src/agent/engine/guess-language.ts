import { normalizeText } from "../../knowledge/tokenize.ts";

/** The commonest short words of each language, folded; enough to tell whole sentences apart, not single words. */
const commonWords: Record<string, Set<string>> = {
  en: words(
    "the is are you do and to of in for can what how my have i it on at with when where will does your this me we",
  ),
  es: words(
    "el la los las es son que de y en para como mi tengo por con una un cuando donde hola puedo hay tienen esta su gracias a",
  ),
  pt: words(
    "o os as e sao que de em para como meu minha tenho por com uma um quando onde ola posso voces tem esta obrigado nao ao",
  ),
  fr: words(
    "le la les est sont que de et en pour comment mon ma jai par avec une un quand ou bonjour puis vous avez cest je merci des du",
  ),
  de: words(
    "der die das ist sind und zu von in fur wie mein ich haben mit ein eine wann wo kann sie ihr gibt auf bitte nicht danke man",
  ),
  it: words(
    "il lo la gli le e sono che di in per come mio ho con una un quando dove ciao posso avete questo grazie non si del",
  ),
  nl: words(
    "de het een is zijn dat van en in voor hoe mijn ik heb met wanneer waar kan jullie hallo bedankt niet op u",
  ),
};

/**
 * Guesses the language of a message (ISO 639-1), or null when there is too little to go by: a Latin text needs three words
 * and a clear lead, because a short guess is wrong as often as right. Other scripts are told by their letters.
 */
export function guessLanguage(text: string): string | null {
  if (/\p{Script=Arabic}{2}/u.test(text)) return "ar";
  if (/\p{Script=Cyrillic}{2}/u.test(text)) return "ru";
  const found = normalizeText(text).split(" ").filter(Boolean);
  if (found.length < 3) return null;
  const counts = Object.entries(commonWords)
    .map(([language, common]) => ({ language, count: found.filter((word) => common.has(word)).length }))
    .sort((a, b) => b.count - a.count);
  const [first, second] = counts;
  return first && first.count >= 2 && first.count > (second?.count ?? 0) ? first.language : null;
}

function words(list: string): Set<string> {
  return new Set(list.split(" "));
}
