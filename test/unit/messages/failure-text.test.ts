import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTranslator } from 'use-intl/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { formatFailureLines, toPrintedFailure } from '#main/hosts/cli/output/printed-failure.ts';
import { ERROR_CODES, type ErrorCode } from '#shared/contract/call/result.ts';
import en from '#shared/messages/en.json' with { type: 'json' };
import { FAILURE_ARGUMENTS, formatFailure } from '#shared/messages/failure-text.ts';
import ja from '#shared/messages/ja.json' with { type: 'json' };
import { createTexts } from '#shared/messages/texts.ts';

const LANGUAGES = [
  ['ja', ja],
  ['en', en],
] as const;

/** Returns possible parameters of a failure: none, a location, and every argument of its texts as a word or a number. */
function paramsOf(code: ErrorCode): readonly Record<string, string | number>[] {
  const names = [...JSON.stringify([ja.error[code], en.error[code]]).matchAll(/\{(\w+)\s*[,}]/g)].map(([, name = '']) => name);
  const all = (value: string | number) => Object.fromEntries(names.map((name) => [name, value]));
  return [
    {},
    { file: 'ABC.csv', row: 12, column: 'メール', value: 'x', address: 'neo.example', detail: 'd', limit: 9, status: 404 },
    { column: '3', row: 1 },
    all(2),
    ...names.map((name) => ({ [name]: 2 })),
  ];
}

test('every argument of an error text is declared, so that a failure without it still has a sentence', () => {
  const asked = JSON.stringify([ja.error, en.error]).matchAll(/\{([a-z]\w*)(?:\}|, (?:select|plural|number))/g);
  expect(FAILURE_ARGUMENTS).toEqual([...new Set(Array.from(asked, ([, name = '']) => name))].sort());
});

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

  test.each(ERROR_CODES)('%s has a text for what, why and what to do next, with any parameters', (code) => {
    for (const params of paramsOf(code)) {
      for (const sentence of Object.values(formatFailure({ code, params }, translate))) {
        expect(sentence.length).toBeGreaterThan(4);
        expect(sentence).not.toMatch(/\bnone\b|undefined|\{|\}|error\.|NaN/);
      }
      const spoken = toPrintedFailure({ code, params, ref: 'abcd1234' }, createTexts(locale));
      expect(formatFailureLines(spoken, 'audit')).not.toMatch(/\bnone\b|undefined|\{|\}|error\.|NaN/);
    }
    expect(failures).toEqual([]);
  });

  test.each(['file-undecodable', 'file-list-other', 'file-column-missing', 'file-column-duplicate', 'list-cut'] as const)(
    '%s advises a rehearsal to nothing that only an import offers',
    (code) => {
      const next = (params: Record<string, string>): string => formatFailure({ code, params }, translate).next;
      const onlyImports =
        /手動で選択|文字コードを選択し直|確認してから取り込|columns? manually, or|its columns (by hand|manually)|columns by hand|another encoding|confirm/;
      expect(next({})).toMatch(onlyImports);
      expect(next({ task: 'simulation' })).not.toMatch(onlyImports);
    },
  );

  test('an empty answer of a server is not quoted', () => {
    const bare = formatFailure({ code: 'server-refused', params: {} }, translate);
    expect(formatFailure({ code: 'server-refused', params: { detail: '' } }, translate)).toEqual(bare);
  });

  test('an HTTP error of a server is no refusal for lack of rights', () => {
    const refusal = formatFailure({ code: 'server-refused', params: { errorno: 4 } }, translate);
    const error = formatFailure({ code: 'server-refused', params: { status: 500 } }, translate);
    expect(error.what).toContain('HTTP 500');
    for (const part of ['what', 'why', 'next'] as const) expect(error[part]).not.toBe(refusal[part]);
  });

  test('names file, row and column of a broken file', () => {
    const { what } = formatFailure({ code: 'file-undecodable', params: { file: 'users.csv', row: 12, column: '氏名' } }, translate);
    for (const part of ['users.csv', '12', '氏名']) expect(what).toContain(part);
  });

  test('has every text that the command line uses, complete with its arguments', () => {
    const folder = join(import.meta.dirname, '../../../src-main/hosts/cli');
    const keys = readdirSync(folder, { encoding: 'utf8', recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) =>
        [...readFileSync(join(folder, name), 'utf8').matchAll(/(?:translate|texts)\(\s*'([\w.-]+)'/g)].map(([, key = '']) => key),
      );
    expect(keys.length).toBeGreaterThan(20);
    const texts = createTexts(locale);
    for (const key of keys) expect(typeof texts.raw(key), key).toBe('string');
  });
});

test('describes changed drafts the same way for an import, a dated change and leavers', () => {
  const told = (texts: typeof ja | typeof en): string => Object.values(texts.error['draft-moved-on']).join(' ');
  expect(told(en)).not.toMatch(/import|preview/);
  expect(told(ja)).not.toMatch(/取り込|確認の画面/);
});
