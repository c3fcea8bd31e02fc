import { expect, test } from 'vitest';
import { toCommandFailure, toPrintedFailure } from '#main/hosts/cli/output/printed-failure.ts';
import { createTexts } from '#shared/messages/texts.ts';

const ja = createTexts('ja');

test('a failure names a next step that a terminal has', () => {
  const shrinks = toPrintedFailure({ code: 'list-shrinks', params: { gone: 9, before: 20, after: 11 } }, ja);
  expect(shrinks.next).toContain('--max-shrink');
  expect(shrinks.what).toBe(ja('error.list-shrinks.what', { gone: 9, percent: 'none' }));
  const column = toPrintedFailure({ code: 'file-column-missing', params: { file: 'a.csv', column: '氏名', headers: '番号 / なまえ' } }, ja);
  expect(column.next).toContain('番号 / なまえ');
  const cut = toPrintedFailure({ code: 'list-cut', params: { file: 'a.csv', row: 4, cells: 2, columns: 3 } }, ja);
  expect(cut.next).toMatch(/改行で終えて/);
  expect(cut.next).not.toContain('取り込めます');
  const dbus = { why: 'dbus', reason: 'x' } as const;
  for (const code of ['keychain-unavailable', 'keychain-locked', 'secret-not-set'] as const) {
    expect(toPrintedFailure({ code, params: { ...dbus, name: 'mail' } }, ja).next).toContain('TSUNAGI_MAIL_PASSWORD');
    expect(toPrintedFailure({ code, params: { ...dbus, name: 'webhook' } }, ja).next).toContain('TSUNAGI_WEBHOOK');
    const key = toPrintedFailure({ code, params: { ...dbus, name: 'access-key' } }, ja);
    expect(key.next).toContain('TSUNAGI_ACCESS_KEY');
    expect(key.next).not.toContain('デスクトップにログイン');
  }
  const nobody = toPrintedFailure({ code: 'analysis-no-people', params: {} }, ja);
  expect(nobody.next).toContain('--neo');
  expect(nobody.why).not.toContain('経路');
  expect(toPrintedFailure({ code: 'file-no-header', params: { file: 'a.csv', row: 9 } }, ja).why).toContain('9 行目');
  const other = toPrintedFailure({ code: 'file-empty', params: { file: 'a.csv' } }, ja);
  expect(other.next).toBe(ja('error.file-empty.next', { file: 'a.csv' }));
});

test('a feature missing in an old Node is reported as such, but an internal error is not', () => {
  const missing = new SyntaxError("The requested module 'node:tls' does not provide an export named 'getCACertificates'");
  expect(toCommandFailure(missing, ja)).toMatchObject({ code: 'old-node', next: ja('cli.oldNode.next') });
  expect(toCommandFailure(new SyntaxError("The requested module './own.js' does not provide an export named 'x'"), ja).code).toBe(
    'internal',
  );
});
