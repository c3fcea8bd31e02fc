import { describe, expect, it } from 'vitest';
import { isSameDestination, toAmazonDestinationId, toServerDestinationId } from '#main/company/connections/secret-destination-ids.ts';

describe('the origin that a secret belongs to', () => {
  it.each([
    [null, null],
    ['', null],
    ['  ', null],
    ['https://', null],
    ['neo.example.co.jp', 'https://neo.example.co.jp'],
    ['https://neo.example.co.jp/cgi-bin/dneo/dneo.cgi?', 'https://neo.example.co.jp'],
    ['https://NEO.example.co.jp:8443/', 'https://neo.example.co.jp:8443'],
  ])('of a server at %j is %j', (address, place) => {
    expect(toServerDestinationId(address)).toBe(place);
  });

  it.each([
    ['', 'amazon'],
    ['no address', 'amazon'],
    ['https://abintegrations.amazon.co.jp/punchout/x', 'amazon'],
    ['https://shop.example/x', 'amazon'],
    ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080'],
  ])('of the catalog password by the address %j is %s', (address, place) => {
    expect(toAmazonDestinationId(address)).toBe(place);
  });

  it('is found for a server or proxy stored as a whole address, and never matches another one', () => {
    const server = 'https://neo.example.co.jp';
    const whole = `${server}/cgi-bin/dneo/dneo.cgi`;
    for (const name of ['access-key', 'http-basic-password'] as const) {
      expect([isSameDestination(name, server, server), isSameDestination(name, whole, server)], name).toEqual([true, true]);
      expect([isSameDestination(name, 'https://other.example', server), isSameDestination(name, server, whole)], name).toEqual([
        false,
        false,
      ]);
      expect(isSameDestination(name, 'proxy:8080', 'http://proxy:8080'), name).toBe(false);
    }
    expect(isSameDestination('proxy-password', 'proxy:8080', 'http://proxy:8080')).toBe(true);
    expect(isSameDestination('proxy-password', 'proxy:8081', 'http://proxy:8080')).toBe(false);
    expect(isSameDestination('proxy-password', whole, server)).toBe(false);
    for (const name of ['catalog-password', 'client-certificate-passphrase'] as const) {
      expect([isSameDestination(name, 'amazon', 'amazon'), isSameDestination(name, whole, server)], name).toEqual([true, false]);
      expect(isSameDestination(name, 'proxy:8080', 'http://proxy:8080'), name).toBe(false);
    }
  });
});
