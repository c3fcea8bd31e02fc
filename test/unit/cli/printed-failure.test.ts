import { expect, test } from 'vitest';
import { failureOf, printedFailure } from '#main/hosts/cli/printed-failure.ts';
import { createTexts } from '#shared/messages/texts.ts';

const ja = createTexts('ja');

test('a failure names a next step that a terminal has', () => {
  const shrinks = printedFailure({ code: 'list-shrinks', params: { gone: 9, before: 20, after: 11 } }, ja);
  expect(shrinks.next).toContain('--max-shrink');
  expect(shrinks.what).toBe(ja('error.list-shrinks.what', { gone: 9, percent: 'none' }));
  const column = printedFailure({ code: 'file-column-missing', params: { file: 'a.csv', column: '氏名', headers: '番号 / なまえ' } }, ja);
  expect(column.next).toContain('番号 / なまえ');
  const cut = printedFailure({ code: 'list-cut', params: { file: 'a.csv', row: 4, cells: 2, columns: 3 } }, ja);
  expect(cut.next).toMatch(/改行で終えて/);
  expect(cut.next).not.toContain('取り込めます');
  const other = printedFailure({ code: 'file-empty', params: { file: 'a.csv' } }, ja);
  expect(other.next).toBe(ja('error.file-empty.next', { file: 'a.csv' }));
});

test('what an old Node lacks is told as such, and a fault of ours is not', () => {
  const missing = new SyntaxError("The requested module 'node:tls' does not provide an export named 'getCACertificates'");
  expect(failureOf(missing, ja)).toMatchObject({ code: 'old-node', next: ja('cli.oldNode.next') });
  expect(failureOf(new SyntaxError("The requested module './own.js' does not provide an export named 'x'"), ja).code).toBe('internal');
});
