/** How a reason of the audit becomes a sentence. The window and the reports say it the same way. */

/** A translator bound to one namespace; use-intl's translator is one. */
export interface ReasonWords {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
}

/** Params whose value is a code, named by the list of the same name below `reason.word`. */
const CODED: ReadonlySet<string> = new Set(['by', 'field', 'state', 'place']);
const DATES: ReadonlySet<string> = new Set(['invitedOn']);
/** What the messages read where a param is absent or empty; they `select` on it. */
const ABSENT = { roles: 'none', invitedOn: 'none' };

/**
 * The sentence for one reason, further differences and doubts included. Codes become words (an unknown code becomes
 * the list's `other`), days become dates of the language, and an absent param never breaks the sentence.
 */
export function reasonSentence(
  words: { readonly reason: ReasonWords; readonly addressProblem: ReasonWords },
  { key, params }: { readonly key: string; readonly params: Readonly<Record<string, string | number>> },
  language: string,
): string {
  const { reason, addressProblem } = words;
  const values: Record<string, string | number> = { ...ABSENT };
  for (const [name, value] of Object.entries(params)) {
    if (value === '') continue;
    if (CODED.has(name)) values[name] = wordOf(reason, name, String(value));
    else if (DATES.has(name)) values[name] = dayInWords(String(value), language);
    else values[name] = value;
  }
  const sentences = [reason.has(key) ? reason(key, values) : key];
  const problem = String(params['problem'] ?? '');
  if (problem !== '') sentences.push(addressProblem.has(problem) ? addressProblem(problem, values) : wordOf(reason, 'problem', problem));
  const also = String(params['also'] ?? '')
    .split(',')
    .filter((rung) => rung !== '');
  if (also.length > 0)
    sentences.push(reason('more', { list: also.map((rung) => wordOf(reason, 'rung', rung)).join(language === 'ja' ? '、' : ', ') }));
  if (Number(params['ambiguous'] ?? 0) > 0) sentences.push(reason('ambiguous'));
  return sentences.join(language === 'ja' ? '' : ' ');
}

/** The name of a code in one of the lists below `reason.word`; the list's `other` when it is not there. */
export function wordOf(reason: ReasonWords, list: string, code: string): string {
  const key = `word.${list}.${code}`;
  if (reason.has(key)) return reason(key);
  const other = `word.${list}.other`;
  return reason.has(other) ? reason(other) : code;
}

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
