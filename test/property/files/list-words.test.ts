import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFieldWords } from '#main/files/cells/list-words.ts';
import { type ColumnMapping, matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { toAmazonUsers, toNeoUsers } from '#main/files/lists/directory-rows.ts';
import type { Table } from '#main/files/table.ts';
import {
  type ConfirmedWordMeanings,
  getWordField,
  isWordMeaning,
  WORD_MEANINGS,
  type WordList,
} from '#shared/domain/directory/list-words.ts';

/** Known words, unknown words, and arbitrary text. */
const anyWord = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('有効', '無効', '招待中', 'Expired', 'パンチアウト', '購買依頼者', '使用停止', '1', '0', '') },
  {
    weight: 4,
    arbitrary: fc.constantFrom('×', '△', '休職', '2', 'カタログ担当', 'パンチアウト申請中', '管理者、カタログ担当', ' 休職 ', '-'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !/[",\r\n]/.test(text) && !text.startsWith('=')) },
);
const LISTS = {
  'neo-users': {
    header: '氏名,職場メール,状態,使用停止フラグ,ログイン拒否フラグ,削除フラグ',
    words: ['state', 'suspended', 'loginDenied', 'deleted'],
  },
  'amazon-users': { header: '氏名,メールアドレス,ステータス,役割,パンチアウト', words: ['state', 'role', 'punchout'] },
  'directory-people': { header: 'displayName,mail,accountEnabled,Block credential', words: ['enabled', 'blocked'] },
} as const;

function listOf(list: WordList, rows: readonly (readonly string[])[]): { table: Table; mapping: ColumnMapping } {
  const { header, words } = LISTS[list];
  const lines = rows.map((cells, at) => [`人${at}`, `p${at}@example.co.jp`, ...words.map((_, word) => cells[word] ?? '')].join(','));
  const table = readCsvTable(Buffer.from([header, ...lines].join('\n')), 'a.csv');
  return { table, mapping: requireColumns(list, matchColumns(list, table.header), table.header, 'a.csv') };
}

const anyRows = fc.array(fc.array(anyWord, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 8 });

/** Returns a meaning for each unknown word of the list; `pick` selects it. */
const answersTo = (list: WordList, table: Table, mapping: ColumnMapping, pick: (at: number) => number): ConfirmedWordMeanings =>
  Object.fromEntries(
    countFieldWords(list, table, mapping).map(({ field, kind, words }, place) => [
      field,
      Object.fromEntries(
        words.flatMap(({ word, meaning }, at) =>
          meaning === null ? [[word, WORD_MEANINGS[kind][pick(place * 7 + at) % WORD_MEANINGS[kind].length] as string]] : [],
        ),
      ),
    ]),
  );

describe('the words of a list', () => {
  it('change only people with unknown words, to the state that the answers mean', () => {
    fc.assert(
      fc.property(anyRows, fc.array(fc.nat(20), { minLength: 30, maxLength: 30 }), (rows, picks) => {
        const pick = (at: number): number => picks[at % picks.length] as number;
        const neo = listOf('neo-users', rows);
        const before = toNeoUsers(neo.table, neo.mapping, 'a.csv');
        const after = toNeoUsers(neo.table, neo.mapping, 'a.csv', answersTo('neo-users', neo.table, neo.mapping, pick));
        before.forEach((person, at) => {
          expect(person.state === 'unknown').toBe(person.unclear !== undefined);
          expect(after[at]?.state).not.toBe('unknown');
          // An active person stays active and a deleted one stays deleted, because an assigned meaning only adds information.
          if (person.state === 'active') expect(after[at]?.state).toBe('active');
          if (person.state === 'deleted') expect(after[at]?.state).toBe('deleted');
        });
        const amazon = listOf('amazon-users', rows);
        const accounts = toAmazonUsers(amazon.table, amazon.mapping, 'a.csv');
        const told = toAmazonUsers(amazon.table, amazon.mapping, 'a.csv', answersTo('amazon-users', amazon.table, amazon.mapping, pick));
        accounts.forEach((account, at) => {
          expect(account.state === 'unknown').toBe(account.unclear?.['state'] !== undefined);
          if (account.state !== 'unknown') expect(told[at]?.state).toBe(account.state);
          if (account.punchout !== null) expect(told[at]?.punchout).toBe(account.punchout);
          expect(told[at]?.punchout).not.toBeNull();
          expect(told[at]?.unclear).toBeUndefined();
        });
      }),
      { numRuns: 200 },
    );
  });

  it('are all counted, once per row and field, and asked for only if they make a person unknown', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        for (const list of ['neo-users', 'amazon-users', 'directory-people'] as const) {
          const { table, mapping } = listOf(list, rows);
          for (const { field, kind, words, more } of countFieldWords(list, table, mapping)) {
            expect(getWordField(list, field)).toBe(kind);
            expect(more).toBe(0);
            const total = words.reduce((sum, { rows: count }) => sum + count, 0);
            if (kind === 'role') expect(total).toBeGreaterThanOrEqual(table.rowCount);
            else expect(total).toBe(table.rowCount);
            for (const { meaning, by } of words) {
              expect(by === 'none').toBe(meaning === null);
              if (meaning !== null) expect(isWordMeaning(kind, meaning)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
