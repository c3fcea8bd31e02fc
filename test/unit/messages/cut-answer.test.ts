import { expect, it } from 'vitest';
import { formatFailure } from '#shared/messages/failure-text.ts';
import { createTexts } from '#shared/messages/texts.ts';

const LANGUAGES = ['ja', 'en'] as const;
const NAME = { ja: /名前/, en: /name/ };
const REFUSAL = { ja: /拒否/, en: /refused/ };

function textOf(language: (typeof LANGUAGES)[number], why: string) {
  const texts = createTexts(language);
  const params = { address: 'neo.example', why, reason: 'any', detail: 'UND_ERR_SOCKET' };
  return formatFailure({ code: 'server-unreachable', params }, (key, values) => texts(`error.${key}`, values));
}

it.each([
  ['ja', '応答の途中で接続が切断されました（neo.example）'],
  ['en', 'The connection was closed during the response (neo.example)'],
] as const)('names a connection that is cut during an answer (%s)', (language, what) => {
  expect(textOf(language, 'cut').what).toBe(what);
});

it.each(LANGUAGES)('mentions an unknown name or a refusal only where it is the cause (%s)', (language) => {
  for (const why of ['cut', 'notHttp', 'name', 'refused', 'proxy', 'unknown']) {
    const explanation = textOf(language, why).why ?? '';
    expect(NAME[language].test(explanation), why).toBe(why === 'name');
    expect(REFUSAL[language].test(explanation), why).toBe(why === 'refused');
  }
});
