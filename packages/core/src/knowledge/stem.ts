const consonantRun = "[^aeiou][^aeiouy]*";
const vowelRun = "[aeiouy][aeiou]*";
const hasMeasure = new RegExp(`^(${consonantRun})?${vowelRun}${consonantRun}`);
const hasMeasureOne = new RegExp(`^(${consonantRun})?${vowelRun}${consonantRun}(${vowelRun})?$`);
const hasMeasureAboveOne = new RegExp(`^(${consonantRun})?${vowelRun}${consonantRun}${vowelRun}${consonantRun}`);
const hasVowel = new RegExp(`^(${consonantRun})?[aeiouy]`);
const endsShort = new RegExp(`^${consonantRun}[aeiouy][^aeiouwxy]$`);

const stepTwo: [string, string][] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["bli", "ble"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
  ["logi", "log"],
];

const stepThree: [string, string][] = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
];

const stepFour = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;
const stepFourIon = /^(.+?[st])ion$/;

/**
 * Reduces an English word to its stem, so that "deliveries", "delivering" and "delivered" meet.
 * Porter's algorithm (M. F. Porter, "An algorithm for suffix stripping", 1980) with the two amendments its author later
 * published (bli → ble, logi → log). Expects lower case; words of other scripts or with digits come back unchanged.
 */
export function stemWord(input: string): string {
  if (input.length < 3 || !/^[a-z]+$/.test(input)) return input;
  // A leading y is a consonant; upper case keeps it out of the vowel classes.
  let word = input.startsWith("y") ? `Y${input.slice(1)}` : input;
  word = stripPluralAndPast(word);
  if (word.endsWith("y") && hasVowel.test(word.slice(0, -1))) word = `${word.slice(0, -1)}i`;
  word = replaceSuffix(word, stepTwo);
  word = replaceSuffix(word, stepThree);
  word = stripStepFour(word);
  return tidyEnding(word).toLowerCase();
}

function stripPluralAndPast(input: string): string {
  let word = input;
  if (/(ss|i)es$/.test(word)) word = word.slice(0, -2);
  else if (/[^s]s$/.test(word)) word = word.slice(0, -1);

  if (word.endsWith("eed")) return hasMeasure.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const past = /^(.+?)(ed|ing)$/.exec(word);
  const base = past?.[1];
  if (base === undefined || !hasVowel.test(base)) return word;
  if (/(at|bl|iz)$/.test(base)) return `${base}e`;
  if (/([^aeiouylsz])\1$/.test(base)) return base.slice(0, -1);
  return endsShort.test(base) ? `${base}e` : base;
}

function replaceSuffix(word: string, table: [string, string][]): string {
  let found: [string, string] | undefined;
  for (const pair of table) {
    if (word.endsWith(pair[0]) && pair[0].length > (found?.[0].length ?? 0)) found = pair;
  }
  if (!found) return word;
  const base = word.slice(0, -found[0].length);
  return hasMeasure.test(base) ? base + found[1] : word;
}

function stripStepFour(word: string): string {
  const base = stepFour.exec(word)?.[1] ?? stepFourIon.exec(word)?.[1];
  return base !== undefined && hasMeasureAboveOne.test(base) ? base : word;
}

function tidyEnding(input: string): string {
  let word = input;
  if (word.endsWith("e")) {
    const base = word.slice(0, -1);
    if (hasMeasureAboveOne.test(base) || (hasMeasureOne.test(base) && !endsShort.test(base))) word = base;
  }
  return word.endsWith("ll") && hasMeasureAboveOne.test(word) ? word.slice(0, -1) : word;
}
