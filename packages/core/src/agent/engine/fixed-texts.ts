/** The sentences of the embedded engine that are not the business's own. Everything else it says is a stored answer. */
export type FixedTexts = {
  greeting: string;
  thanks: string;
  handover: string;
  notMeant: string;
  menuIntro: string;
  person: string;
  otherQuestion: string;
  optedOut: string;
  optedIn: string;
  urgent: string;
};

const english: FixedTexts = {
  greeting: "Hello! You have reached {business}. What can I help you with?",
  thanks: "You're welcome!",
  handover: "I am passing this on to a colleague, who will answer you here.",
  notMeant: "Not what you meant? Reply **person**.",
  menuIntro: "Which of these do you mean? Reply with the number.",
  person: "Talk to a person",
  otherQuestion: "I have no answer to “{question}”. Reply **person** and a colleague will help.",
  optedOut: "Understood: our assistant will not write to you any more. Send START if you change your mind.",
  optedIn: "Welcome back. What can we help you with?",
  urgent: "If somebody is in danger, call your local emergency number now. I am also calling a colleague.",
};

const translations: Record<string, FixedTexts> = {
  en: english,
  es: {
    greeting: "¡Hola! Está en contacto con {business}. ¿En qué puedo ayudarle?",
    thanks: "¡De nada!",
    handover: "Se lo paso a una persona de nuestro equipo, que le contestará aquí.",
    notMeant: "¿No era esto? Responda **persona**.",
    menuIntro: "¿A cuál se refiere? Responda con el número.",
    person: "Hablar con una persona",
    otherQuestion: "No tengo respuesta a «{question}». Responda **persona** y alguien del equipo le ayudará.",
    optedOut: "Entendido: nuestro asistente no le escribirá más. Envíe ALTA si cambia de opinión.",
    optedIn: "Bienvenido de nuevo. ¿En qué podemos ayudarle?",
    urgent: "Si alguien está en peligro, llame ya al número de emergencias. También aviso a una persona del equipo.",
  },
  fr: {
    greeting: "Bonjour ! Vous êtes en contact avec {business}. Que puis-je faire pour vous ?",
    thanks: "Avec plaisir !",
    handover: "Je transmets à un collègue, qui vous répondra ici.",
    notMeant: "Ce n'est pas votre question ? Répondez **personne**.",
    menuIntro: "De quoi s'agit-il ? Répondez par le numéro.",
    person: "Parler à une personne",
    otherQuestion: "Je n'ai pas de réponse à « {question} ». Répondez **personne** et un collègue vous aidera.",
    optedOut: "Compris : notre assistant ne vous écrira plus. Envoyez DÉMARRER si vous changez d'avis.",
    optedIn: "Bon retour parmi nous. Que pouvons-nous faire pour vous ?",
    urgent: "Si quelqu'un est en danger, appelez tout de suite le numéro d'urgence. Je préviens aussi un collègue.",
  },
  de: {
    greeting: "Hallo! Hier ist {business}. Wie kann ich helfen?",
    thanks: "Gern geschehen!",
    handover: "Ich gebe das an eine Kollegin oder einen Kollegen weiter; die Antwort kommt hier.",
    notMeant: "Nicht das Richtige? Antworten Sie **Mensch**.",
    menuIntro: "Was davon meinen Sie? Antworten Sie mit der Nummer.",
    person: "Mit einem Menschen sprechen",
    otherQuestion: "Auf „{question}“ habe ich keine Antwort. Antworten Sie **Mensch**, dann hilft jemand aus dem Team.",
    optedOut: "Verstanden: Unser Assistent schreibt Ihnen nicht mehr. Mit STARTEN geht es wieder los.",
    optedIn: "Willkommen zurück. Wie können wir helfen?",
    urgent: "Wenn jemand in Gefahr ist, rufen Sie bitte sofort den Notruf. Ich hole auch jemanden aus dem Team.",
  },
  it: {
    greeting: "Ciao! Qui è {business}. Come posso aiutarla?",
    thanks: "Prego!",
    handover: "Passo la richiesta a un collega, che le risponderà qui.",
    notMeant: "Non era questo? Risponda **persona**.",
    menuIntro: "Quale di queste intende? Risponda con il numero.",
    person: "Parlare con una persona",
    otherQuestion: "Non ho una risposta a «{question}». Risponda **persona** e un collega la aiuterà.",
    optedOut: "Va bene: il nostro assistente non le scriverà più. Invii INIZIA se cambia idea.",
    optedIn: "Bentornato. Come possiamo aiutarla?",
    urgent: "Se qualcuno è in pericolo, chiami subito il numero di emergenza. Avviso anche un collega.",
  },
  pt: {
    greeting: "Olá! Está em contacto com {business}. Em que posso ajudar?",
    thanks: "De nada!",
    handover: "Vou passar isto a um colega, que lhe responderá aqui.",
    notMeant: "Não era isto? Responda **pessoa**.",
    menuIntro: "Qual destas pretende? Responda com o número.",
    person: "Falar com uma pessoa",
    otherQuestion: "Não tenho resposta para “{question}”. Responda **pessoa** e um colega ajudará.",
    optedOut: "Entendido: o nosso assistente não lhe escreverá mais. Envie COMEÇAR se mudar de ideias.",
    optedIn: "Bem-vindo de volta. Em que podemos ajudar?",
    urgent: "Se alguém está em perigo, ligue já para o número de emergência. Também vou chamar um colega.",
  },
  ar: {
    greeting: "مرحبًا! أنت تتحدث مع {business}. كيف يمكنني مساعدتك؟",
    thanks: "على الرحب والسعة!",
    handover: "سأحوّل رسالتك إلى أحد زملائي وسيجيبك هنا.",
    notMeant: "ليس ما تقصده؟ أرسل **شخص**.",
    menuIntro: "أيّ من هذه تقصد؟ أرسل الرقم.",
    person: "التحدث إلى شخص",
    otherQuestion: "ليست لدي إجابة عن «{question}». أرسل **شخص** وسيساعدك أحد الزملاء.",
    optedOut: "حسنًا: لن يراسلك مساعدنا بعد الآن. أرسل ابدأ إذا غيّرت رأيك.",
    optedIn: "أهلًا بعودتك. كيف يمكننا مساعدتك؟",
    urgent: "إذا كان أحد في خطر فاتصل فورًا برقم الطوارئ. وسأبلّغ أحد الزملاء أيضًا.",
  },
  ru: {
    greeting: "Здравствуйте! Это {business}. Чем могу помочь?",
    thanks: "Пожалуйста!",
    handover: "Передаю ваш вопрос сотруднику, он ответит вам здесь.",
    notMeant: "Не то, что вы имели в виду? Ответьте **человек**.",
    menuIntro: "Что из этого вы имеете в виду? Ответьте номером.",
    person: "Поговорить с человеком",
    otherQuestion: "У меня нет ответа на «{question}». Ответьте **человек**, и сотрудник поможет.",
    optedOut: "Понятно: наш помощник больше не будет вам писать. Отправьте СТАРТ, если передумаете.",
    optedIn: "С возвращением. Чем можем помочь?",
    urgent: "Если кто-то в опасности, сразу звоните в экстренную службу. Я также зову сотрудника.",
  },
};

/** The fixed sentences in a language, English where there is no translation. */
export function textsIn(language: string): FixedTexts {
  return translations[language] ?? english;
}

/** Whether the fixed sentences exist in a language. */
export function hasTextsIn(language: string): boolean {
  return Object.hasOwn(translations, language);
}

/** The menu's last row in every language: how a menu is recognised in a conversation's history. */
export const personRows: Set<string> = new Set(Object.values(translations).map((texts) => texts.person));
