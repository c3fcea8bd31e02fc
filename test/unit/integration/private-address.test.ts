import { describe, expect, it } from 'vitest';
import { classifyIpAddress } from '#shared/domain/integration/web-addresses/private-address.ts';
import { type PlainHttpPermission, SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';

it.each([
  ['10.1.1.39', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.254', 'private'],
  ['172.32.0.1', 'public'],
  ['172.15.0.1', 'public'],
  ['192.168.0.10', 'private'],
  ['192.169.0.10', 'public'],
  ['169.254.1.1', 'private'],
  ['127.0.0.1', 'private'],
  ['100.64.0.1', 'public'],
  ['8.8.8.8', 'public'],
  ['::1', 'private'],
  ['[fd00::2]', 'private'],
  ['fe80::1', 'private'],
  ['::ffff:10.0.0.1', 'private'],
  ['::ffff:8.8.8.8', 'public'],
  ['2001:db8::1', 'public'],
  ['', 'name'],
  ['neo', 'name'],
  ['10.example.co.jp', 'name'],
])('%s is %s', (address, kind) => {
  expect(classifyIpAddress(address)).toBe(kind);
});

describe('a key by unencrypted http', () => {
  const of = (text: string, plainHttp: PlainHttpPermission | null) => {
    const destination = SecretDestination.of('groupware', text, plainHttp);
    return typeof destination === 'string' ? destination : destination.onlyPrivate;
  };
  it.each<[string, PlainHttpPermission | null, string | boolean]>([
    ['http://10.1.1.39/', null, 'unprotected'],
    ['http://10.1.1.39/', { origin: 'http://10.1.1.39', within: 'private' }, true],
    ['http://10.1.1.39:8080/', { origin: 'http://10.1.1.39', within: 'private' }, 'unprotected'],
    ['http://neo/', { origin: 'http://neo', within: 'private' }, true],
    ['http://8.8.8.8/', { origin: 'http://8.8.8.8', within: 'private' }, 'public'],
    ['http://8.8.8.8/', { origin: 'http://8.8.8.8', within: 'anywhere' }, false],
    ['http://evil.localhost/', { origin: 'http://evil.localhost', within: 'anywhere' }, 'foreign'],
    ['http://127.0.0.1/', null, false],
    ['https://neo.example.co.jp/', null, false],
  ])('to %s, allowed %j: %s', (text, plainHttp, expected) => {
    expect(of(text, plainHttp)).toBe(expected);
  });

  it('is never a way for any other secret', () => {
    const plainHttp = { origin: 'http://www.amazon.co.jp', within: 'anywhere' } as const;
    expect(SecretDestination.of('amazon', 'http://www.amazon.co.jp/', plainHttp)).toBe('unprotected');
  });
});
