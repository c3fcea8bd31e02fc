import { expect, it } from 'vitest';
import { getClientAddress } from '#main/hosts/server/client-address.ts';

const from = (remoteAddress: string, forwarded?: string) => ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } });

it('is the last forwarded address behind a proxy on this machine, because a client can invent the earlier ones', () => {
  for (const proxy of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
    expect(getClientAddress(from(proxy, '10.0.0.1, 203.0.113.7'), true)).toBe('203.0.113.7');
  expect(getClientAddress(from('127.0.0.1'), true)).toBe('127.0.0.1');
});

it('is the address of the connection without a proxy, and for a connection from another machine', () => {
  expect(getClientAddress(from('127.0.0.1', '203.0.113.7'), false)).toBe('127.0.0.1');
  expect(getClientAddress(from('198.51.100.9', '203.0.113.7'), true)).toBe('198.51.100.9');
});
