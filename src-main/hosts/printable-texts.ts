import { toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';
import { createTexts, type Language, type Translate } from '#shared/messages/texts.ts';

type Params = Parameters<Translate['phrase']>[1];

/** Creates texts for a terminal: inserted values such as file names stay on one line, without control or direction characters. */
export function createPrintableTexts(language: Language): Translate {
  const texts = createTexts(language);
  const escapeParams = (params: Params): Params =>
    params &&
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? toPrintableText(value) : value]));
  const translate: Translate = Object.assign(((key, params) => texts(key, escapeParams(params))) as Translate, {
    phrase: (key: string, params?: Params) => texts.phrase(key, escapeParams(params)),
    raw: texts.raw,
  });
  return translate;
}
