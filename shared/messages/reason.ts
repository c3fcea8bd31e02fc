/** How a reason of the audit becomes a sentence. The window and the reports say it the same way. */

/** A translator bound to the namespace `reason`; use-intl's translator is one. */
export interface ReasonWords {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
}

/** Params whose value is a code, and the word list below `reason.word` that names it. */
const CODED = { by: 'by', field: 'field', state: 'state', place: 'place', problem: 'problem' } as const;
const DATES = new Set(['invitedOn']);

/**
 * The sentence for one reason, further differences and doubts included. Codes become words (an unknown code becomes
 * the list's `other`), days become dates of the language, and an absent optional param never breaks the sentence.
 */
export function reasonSentence(
  words: ReasonWords,
  reason: { key: string; params: Readonly<Record<string, string | number>> },
  language: string,
): string {
  const values: Record<string, string | number> = { roles: 'none' };
  for (const [name, value] of Object.entries(reason.params)) {
    if (name in CODED) values[name] = codeWord(words, CODED[name as keyof typeof CODED], String(value));
    else if (DATES.has(name)) values[name] = dayInWords(String(value), language);
    else if (value !== '') values[name] = value;
  }
  const sentences = [words.has(reason.key) ? words(reason.key, values) : reason.key];
  const also = String(reason.params['also'] ?? '')
    .split(',')
    .filter((rung) => rung !== '');
  if (also.length > 0) {
    const separator = language === 'ja' ? '、' : ', ';
    sentences.push(words('more', { list: also.map((rung) => codeWord(words, 'rung', rung)).join(separator) }));
  }
  if (Number(reason.params['ambiguous'] ?? 0) > 0) sentences.push(words('ambiguous'));
  return sentences.join(language === 'ja' ? '' : ' ');
}

const codeWord = (words: ReasonWords, list: string, code: string): string => {
  const key = `word.${list}.${code}`;
  if (words.has(key)) return words(key);
  const other = `word.${list}.other`;
  return words.has(other) ? words(other) : code;
};

/** A day `YYYY-MM-DD` as the interface writes it, 2026/11/24（火）; anything else is given back as it came. */
export function dayInWords(day: string, language: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return day;
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(date);
  const numbers = `${parts[1]}/${parts[2]}/${parts[3]}`;
  return language === 'ja' ? `${numbers}（${weekday}）` : `${numbers} (${weekday})`;
}
