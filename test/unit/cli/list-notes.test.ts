import { expect, test } from 'vitest';
import { formatUnknownWords } from '#main/hosts/cli/lists/list-notes.ts';
import { createTexts } from '#shared/messages/texts.ts';

test('unknown words are printed with a file for --words that can be copied', () => {
  const words = [
    { word: '在籍', rows: 3, meaning: 'active', by: 'known' },
    { word: '勤務', rows: 2, meaning: null, by: 'none' },
  ] as const;
  const lines = formatUnknownWords(
    'neo-users',
    'neo.csv',
    [{ field: 'state', kind: 'neo-state', header: '利用状態', words, more: 0 }],
    createTexts('ja'),
  );
  const [example = ''] = /\{.*\}/.exec(lines) ?? [];
  expect(JSON.parse(example)).toEqual({ 'neo-users': { state: { 勤務: 'active' } } });
  expect(lines).toContain('active | suspended | login-denied | deleted');
  expect(lines).not.toContain('在籍');
});
