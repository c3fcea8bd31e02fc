import type { Phrase, PhraseList, PhraseParam } from '../domain/sync/wording/phrase.ts';
import type { Translate } from './translate.ts';

/** Temporary replacement for blanks within a value, while blanks between texts are merged. */
const KEPT_BLANK = '\uE000';

/**
 * Formats a phrase of a plan in the user's language; nested phrases are inserted as texts. Adjacent blanks between texts are merged; blanks
 * within a value stay.
 */
export const formatPhrase = (phrase: Phrase, translate: Translate): string =>
  textOf(phrase, translate).replace(/ {2,}/gu, ' ').trim().replaceAll(KEPT_BLANK, ' ');

function textOf({ key, params }: Phrase, translate: Translate): string {
  const texts: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) texts[name] = paramText(value, translate);
  return translate.phrase(key, texts);
}

function paramText(value: PhraseParam, translate: Translate): string | number {
  if (typeof value === 'string') return value.replaceAll(' ', KEPT_BLANK);
  if (typeof value !== 'object') return value;
  return 'key' in value ? textOf(value, translate) : listText(value, translate);
}

function listText({ list, more, separator }: PhraseList, translate: Translate): string {
  const texts = list.map((one) => (typeof one === 'string' ? one.replaceAll(' ', KEPT_BLANK) : textOf(one, translate)));
  const joined = texts.join(translate(`plan.list.${separator ?? 'separator'}`));
  return more === 0 ? joined : translate('plan.list.more', { list: joined, more });
}
