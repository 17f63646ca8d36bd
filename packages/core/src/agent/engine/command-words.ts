import { normalizeText } from "../../knowledge/tokenize.ts";

/** Whole messages that mean something to the front desk itself, by language (en es pt fr de it nl ar ru), folded for comparison. */
export const optOutWords = foldAll(
  "stop|stop all|unsubscribe|opt out|leave me alone|baja|parar|detener|sair|cancelar inscricao|arret|arreter|desabonner|stopp|abmelden|basta|disiscrivimi|afmelden|توقف|الغاء الاشتراك|стоп|отписаться",
);

export const optInWords = foldAll(
  "start|unstop|subscribe|alta|empezar|comecar|demarrer|commencer|starten|inizia|ابدأ|старт",
);

/** Asking for a person with one word or two. */
export const personWords = foldAll(
  `person|human|agent|manager|operator|representative|staff|owner|supervisor|real person|real human|live agent|customer service|support agent|
  talk to a person|talk to someone|call me|someone call me|persona|humano|agente|encargado|gerente|operador|una persona|hablar con alguien|pessoa|atendente|
  humain|personne|conseiller|une personne|responsable|mensch|mitarbeiter|berater|kundendienst|persona reale|umano|operatore|una persona|mens|medewerker|
  شخص|موظف|انسان|مدير|человек|оператор|менеджер`,
);

export const greetingWords = foldAll(
  `hi|hello|hey|hiya|heya|yo|hi there|hello there|hey there|good morning|good afternoon|good evening|good day|morning|evening|greetings|howdy|is anyone there|anyone there|
  hola|buenas|buenos dias|buenas tardes|buenas noches|ola|oi|bom dia|boa tarde|boa noite|bonjour|bonsoir|salut|hallo|guten tag|guten morgen|guten abend|moin|servus|
  ciao|buongiorno|buonasera|salve|goedemorgen|goedendag|مرحبا|السلام عليكم|اهلا|привет|здравствуйте|добрый день`,
);

export const thanksWords = foldAll(
  `thanks|thank you|thank you so much|thank you very much|thanks a lot|many thanks|thx|ty|cheers|great thanks|ok thanks|okay thanks|perfect thanks|thanks bye|thanks so much|
  perfect thank you|great thank you|ok thank you|brilliant thanks|gracias|muchas gracias|obrigado|obrigada|muito obrigado|merci|merci beaucoup|danke|vielen dank|danke schon|
  grazie|grazie mille|dank je|dank u|bedankt|شكرا|спасибо|большое спасибо`,
);

/** Nothing to answer: an acknowledgement. */
export const acknowledgementWords = foldAll(
  "ok|okay|k|kk|got it|great|perfect|cool|nice|alright|all right|sounds good|will do|understood|bye|goodbye|see you|see ya|vale|perfecto|ja ok|d accord|va bene|хорошо|تمام",
);

/** A refusal of what the agent just said. */
export const refusalWords = foldAll(
  `no|nope|nah|wrong|none|none of these|none of them|no thats not it|not what i asked|not what i meant|thats not what i asked|thats not what i meant|no not that|that doesnt help|
  not helpful|no me sirve|non|nein|nao|нет|لا`,
);

/** Asking for a person inside a sentence (after folding). "per person" and "the agent picked it up" must not match. */
export const personPhrases: RegExp[] = [
  /\b(?:talk|speak|chat|connected|connect me|transfer me|put me through|pass me on|hand me over)(?: \w+){0,2} (?:to|with) (?:\w+ ){0,3}?(?:person|human|agent|someone|somebody|manager|staff|representative|rep|owner|operator|supervisor|employee|boss|doctor|dentist|colleague|member)\b/,
  /\b(?:real|live|actual) (?:person|human|agent)\b/,
  /\bhuman (?:being|please|agent|support)\b/,
  /\b(?:want|need|get me|give me) (?:a|an|the|your) (?:human|person|manager|agent|supervisor|representative)\b/,
  /\b(?:are you|is this|am i talking to|am i chatting with) (?:a |an )?(?:real )?(?:bot|robot|human|person|ai|machine)\b/,
  /\b(?:can|could) (?:someone|somebody|anyone|you) (?:please )?(?:call|ring|phone) me\b/,
  /\b(?:hablar|conversar) con (?:\w+ ){0,2}?(?:alguien|persona|humano|agente|encargado|gerente)\b/,
  /\bfalar com (?:\w+ ){0,2}?(?:alguem|pessoa|atendente|humano)\b/,
  /\bparler (?:a|avec) (?:\w+ ){0,2}?(?:quelquun|personne|humain|conseiller|responsable)\b/,
  /\bmit (?:einem |einer |jemand(?:em)? )?(?:menschen?|mitarbeiter(?:in)?|person|jemandem)\b.*\b(?:sprechen|reden|schreiben)\b/,
  /\bparlare con (?:\w+ ){0,2}?(?:qualcuno|persona|operatore|responsabile)\b/,
];

/** A complaint, a demand for money back, anger or law: for a person, whatever the knowledge says. */
export const complaintPhrases: RegExp[] = [
  /\b(?:want|need|demand|give me|like) (?:\w+ ){0,3}?(?:refund|money back)\b/,
  /\b(?:charged|billed) (?:\w+ ){0,3}?(?:twice|double|two times|three times|again|wrong)\b/,
  /\b(?:overcharged|double charged|complaint|complain|unacceptable|disgusting|disgusted|scam|scammed|fraud|lawyer|solicitor|attorney|sue you|legal action|food poisoning|trading standards)\b/,
  /\b(?:terrible|horrible|awful|worst|rude|disgraceful) (?:\w+ ){0,2}?(?:service|experience|food|staff|place|company)\b/,
  /\b(?:quiero|devuelvan|devuelvame) (?:\w+ ){0,2}?(?:reembolso|mi dinero)\b|\b(?:estafa|denuncia|queja)\b/,
  /\b(?:betrug|beschwerde|anwalt|unverschamt|arnaque|plainte|avocat|truffa|reclamo|avvocato)\b/,
];

/** Danger to life: a fixed sentence and a person at once. */
export const urgentPhrases: RegExp[] = [
  /\b(?:heart attack|cant breathe|cannot breathe|not breathing|unconscious|suicide|suicidal|kill myself|end my life|self harm|overdose|anaphyla\w*|call an ambulance|bleeding heavily|wont stop bleeding)\b/,
];

function foldAll(words: string): Set<string> {
  return new Set(words.split("|").map(normalizeText).filter(Boolean));
}
