import { describe, expect, test } from 'vitest';
import { toServerOrigin } from '#main/hosts/electron/team-servers/server-address.ts';

describe('the address of a team server', () => {
  test.each([
    ['https://tsunagi.example.co.jp', 'https://tsunagi.example.co.jp'],
    [' https://tsunagi.example.co.jp/ ', 'https://tsunagi.example.co.jp'],
    ['tsunagi.example.co.jp', 'https://tsunagi.example.co.jp'],
    ['tsunagi.example.co.jp:8443', 'https://tsunagi.example.co.jp:8443'],
    ['http://localhost:8480', 'http://localhost:8480'],
    ['http://127.0.0.1:8480/', 'http://127.0.0.1:8480'],
  ])('%s is %s', (entered, origin) => {
    expect(toServerOrigin(entered)).toBe(origin);
  });

  test.each([
    '',
    ' ',
    'http://tsunagi.example.co.jp',
    'https://tsunagi.example.co.jp/path',
    'https://tsunagi.example.co.jp/?a',
    'https://tsunagi.example.co.jp/#a',
    'https://user:word@tsunagi.example.co.jp',
    'https://tsunagi.example.co.jp\\@evil.example',
    'https://ｔｓｕｎａｇｉ.example.co.jp',
    'file:///etc/passwd',
    'javascript:alert(1)',
    `https://${'A'.repeat(20_000)}`,
  ])('%.40s is refused', (entered) => {
    expect(toServerOrigin(entered)).toBeNull();
  });
});
