import { createTranslator } from 'use-intl/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '#shared/contract/result.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { argumentsOf } from '../../../../src-renderer/ui/failure-line.ts';

const LANGUAGES = [
  ['ja', ja],
  ['en', en],
] as const;

/** Numbers that these failures never come without. */
const COUNTED: Partial<Record<ErrorCode, Readonly<Record<string, number>>>> = {
  'bundle-newer': { version: 3, known: 2 },
  'bundle-cost-refused': { memory: 4096 },
  'plan-stale': { changes: 2 },
  'plan-guarded': { guards: 1 },
};

describe.each(LANGUAGES)('failures in words, %s', (locale, messages) => {
  const failures: string[] = [];
  beforeEach(() => {
    failures.length = 0;
  });
  const translate = createTranslator({
    locale,
    messages: messages as Record<string, object>,
    namespace: 'error',
    onError: (error) => failures.push(error.message),
  }) as unknown as (key: string, values: Record<string, string | number>) => string;

  test.each(ERROR_CODES)('%s says what, why and what next, with and without its place', (code) => {
    for (const params of [
      {},
      { file: 'ABC.csv', row: 12, column: 'メール', value: 'x', address: 'neo.example', detail: 'd', limit: '9', status: 404 },
    ]) {
      const values = argumentsOf({ code, params: { ...params, ...COUNTED[code] } });
      for (const part of ['what', 'why', 'next']) {
        const sentence = translate(`${code}.${part}`, values);
        expect(sentence.length).toBeGreaterThan(4);
        expect(sentence).not.toMatch(/none|undefined|\{|\}|error\./);
      }
    }
    expect(failures).toEqual([]);
  });

  test('a broken file is told with file, row and column', () => {
    const values = argumentsOf({ code: 'file-undecodable', params: { file: 'users.csv', row: 12, column: '氏名' } });
    const sentence = translate('file-undecodable.what', values);
    for (const part of ['users.csv', '12', '氏名']) expect(sentence).toContain(part);
  });
});
