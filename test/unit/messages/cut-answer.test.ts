import { expect, it } from 'vitest';
import { failureText } from '#shared/messages/failure-text.ts';
import { createTexts } from '#shared/messages/texts.ts';

it.each([
  ['ja', '応答の途中で接続が切れました（neo.example）', /名前|断られ/],
  ['en', 'The connection was cut during the answer (neo.example)', /name|refused/],
] as const)('a connection that is cut during an answer is no unknown name and no refusal (%s)', (language, what, wrong) => {
  const texts = createTexts(language);
  const params = { address: 'neo.example', why: 'cut', reason: 'answer-cut', detail: 'UND_ERR_SOCKET' };
  const told = failureText({ code: 'server-unreachable', params }, (key, values) => texts(`error.${key}`, values));
  expect(told.what).toBe(what);
  expect(told.why).not.toMatch(wrong);
  const refused = failureText({ code: 'server-unreachable', params: { ...params, why: '', reason: 'tcp-refused' } }, (key, values) =>
    texts(`error.${key}`, values),
  );
  expect(refused.why).toMatch(wrong);
});
