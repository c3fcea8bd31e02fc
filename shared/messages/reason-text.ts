import type { FindingReason } from '../domain/readiness/finding.ts';
import type { Translate } from './translate.ts';

/** Parameters whose values are translated, and the message node with the translations. */
const WORDS: Readonly<Record<string, string>> = {
  by: 'reason.word.by',
  field: 'reason.word.field',
  state: 'reason.word.state',
  place: 'reason.word.place',
  missing: 'reason.word.missing',
};
const DAYS: ReadonlySet<string> = new Set(['invitedOn', 'day']);

/** Returns the full key; keys with a dot are already full, because other screens use these texts too. */
const fullKey = (key: string): string => (key.includes('.') ? key : `reason.${key}`);

/** Formats the reason of a finding in the user's language. */
export function formatReason(reason: FindingReason, translate: Translate): string {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(reason.params)) {
    const words = WORDS[name];
    if (DAYS.has(name)) params[name] = formatIsoDay(String(value), translate);
    else if (words === undefined) params[name] = value;
    else {
      const list = String(value).split(' ');
      params[name] = list.map((word) => translate.phrase(`${words}.${word}`)).join(translate('reason.separator'));
    }
  }
  const sentences = [translate.phrase(fullKey(reason.key), params)];
  const problem = reason.params['problem'];
  if (problem !== undefined) {
    // Problems of the address come before other facts about the person.
    const wrong = translate.phrase(`addressProblem.${problem}`, reason.params);
    if (reason.key === 'malformed') sentences.push(wrong);
    else sentences.unshift(translate('reason.malformed'), wrong);
  }
  const also = String(reason.params['also'] ?? '');
  if (also !== '') {
    const list = also.split(',').map((rule) => translate.phrase(`matchRule.email-differs-${rule}.name`));
    sentences.push(translate('reason.more', { list: list.join(translate('reason.separator')) }));
  }
  const directory = reason.params['directory'];
  if (directory !== undefined)
    sentences.push(translate.phrase(`reason.directory.${directory}`, { address: reason.params['directoryAddress'] ?? '' }));
  if (reason.params['ambiguous'] === 1) sentences.push(translate('reason.ambiguous'));
  return sentences.join(translate('reason.joint'));
}

/** Formats a day `YYYY-MM-DD` for display; `none` for other texts, on which the messages `select`. */
export function formatIsoDay(iso: string, translate: Translate): string {
  const [year, month, day] = iso.split('-');
  if (year === undefined || month === undefined || day === undefined) return 'none';
  const weekday = translate.phrase(`reason.word.weekday.${new Date(`${iso}T00:00:00Z`).getUTCDay()}`);
  return translate('reason.day', { year, month, day, weekday });
}

/** Matches the arguments of an ICU message: names after an opening brace. */
const ARGUMENT = /\{\s*(\w+)/g;

/**
 * Like `formatReason`, for thousands of findings. Results are cached by the arguments that the text displays, so that reasons which differ
 * only in other arguments (usually the two addresses) share one.
 */
export function createReasonFormatter(translate: Translate): (reason: FindingReason) => string {
  const shown = new Map<string, readonly string[]>();
  const texts = new Map<string, string>();
  const argumentsShown = (key: string): readonly string[] => {
    let names = shown.get(key);
    if (names === undefined) {
      names = [...String(translate.raw(fullKey(key))).matchAll(ARGUMENT)]
        .map((match) => match[1] as string)
        .concat('also', 'ambiguous', 'directory', 'directoryAddress');
      shown.set(key, names);
    }
    return names;
  };
  return (reason) => {
    // Not cached, because the text also displays arguments of the address problem's message.
    if (reason.params['problem'] !== undefined) return formatReason(reason, translate);
    let key = reason.key;
    for (const name of argumentsShown(reason.key)) key += `\n${reason.params[name]}`;
    let text = texts.get(key);
    if (text === undefined) {
      text = formatReason(reason, translate);
      texts.set(key, text);
    }
    return text;
  };
}
