import type { Reason } from '../domain/readiness/finding.ts';
import type { Translate } from './texts.ts';

/** Parameters whose values are words of our own, by the place where their texts are. */
const WORDS: Readonly<Record<string, string>> = {
  by: 'reason.word.by',
  field: 'reason.word.field',
  state: 'reason.word.state',
  place: 'reason.word.place',
};

/** A finding's reason as a sentence in the reader's language. */
export function reasonText(reason: Reason, translate: Translate): string {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(reason.params)) {
    const words = WORDS[name];
    params[name] = words === undefined ? value : translate(`${words}.${value}`);
  }
  if (reason.key === 'malformed') params['problem'] = translate(`addressProblem.${reason.params['problem']}`, reason.params);
  const sentences = [translate(`reason.${reason.key}`, params)];
  const also = String(reason.params['also'] ?? '');
  if (also !== '') {
    const list = also.split(',').map((rung) => translate(`reason.word.rung.${rung}`));
    sentences.push(translate('reason.more', { list: list.join(translate('reason.separator')) }));
  }
  if (reason.params['ambiguous'] === 1) sentences.push(translate('reason.ambiguous'));
  return sentences.join(translate('reason.joint'));
}
