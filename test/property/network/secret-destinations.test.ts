import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretDestination, type SecretPurpose } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';

const piece = fc.oneof(
  fc.constantFrom(
    'https://',
    'http:',
    '//',
    '/',
    '\\',
    '@',
    ':',
    ':443',
    ':80',
    ':8443',
    '?',
    '#',
    '.',
    '..',
    '%2e',
    '%40',
    '\t',
    '\u00AD',
  ),
  fc.constantFrom(
    'www.amazon.co.jp',
    '.amazon.co.jp',
    '.amazonsedi.com',
    'evil.example',
    '127.0.0.1',
    '0x7f.1',
    'localhost',
    '[::1]',
    '[::]',
  ),
  fc.string({ maxLength: 3, unit: 'binary' }),
);
const text = fc
  .tuple(fc.constantFrom('https://', 'http://', 'HTTPS://', ''), fc.array(piece, { maxLength: 6 }))
  .map(([scheme, pieces]) => scheme + pieces.join(''));
const purpose = fc.constantFrom<SecretPurpose>('amazon', 'demo', 'groupware', 'proxy', 'webhook');

describe('an address that is accepted', () => {
  it('contains host and port exactly as they are used to connect', () => {
    fc.assert(
      fc.property(text, (address) => {
        const read = readWebAddress(address);
        if (typeof read === 'string') return;
        const url = new URL(address);
        const authority = address
          .slice(address.indexOf('//') + 2)
          .split(/[/?#]/, 1)[0]
          ?.toLowerCase();
        const own = read.scheme === 'https' ? ':443' : ':80';
        expect([url.host, `${url.host}${own}`]).toContain(authority);
        expect([url.hostname, url.origin, url.username, url.password]).toEqual([read.host, read.origin, '', '']);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each<SecretPurpose>(['groupware', 'webhook'])('is never a demo host name, which some systems resolve on the network (%s)', (of) => {
    for (const scheme of ['https', 'http']) expect(SecretDestination.of(of, `${scheme}://neo.demo.localhost/hook`)).toBe('foreign');
    expect(SecretDestination.of(of, 'https://neo.example.co.jp/hook')).toBeInstanceOf(SecretDestination);
  });

  it('is a destination for the same host when it is read again', () => {
    fc.assert(
      fc.property(purpose, text, (of, address) => {
        const destination = SecretDestination.of(of, address);
        if (typeof destination === 'string') return;
        const again = destination.at(destination.address.href);
        expect(typeof again === 'string' ? again : [again.origin, again.isFor(of)]).toEqual([destination.origin, true]);
        if (of === 'amazon' && destination.address.local === null)
          expect(destination.origin).toMatch(/^https:\/\/([a-z0-9_-]+\.)*(amazon\.[a-z.]+|amazonsedi\.com)$/);
      }),
      { numRuns: 20_000 },
    );
  });
});
