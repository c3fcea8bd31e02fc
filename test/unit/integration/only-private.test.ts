import { expect, test } from 'vitest';
import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';

const ADDRESS = 'http://neo.corp.example/cgi-bin/dneo/dneo.cgi';

test.each([
  ['private', true],
  ['anywhere', false],
] as const)('an unencrypted server that was chosen within %s has to have a private address: %s', (within, isExpected) => {
  const destination = SecretDestination.of('groupware', ADDRESS, { origin: 'http://neo.corp.example', within });
  expect(destination).toBeInstanceOf(SecretDestination);
  expect((destination as SecretDestination).onlyPrivate).toBe(isExpected);
});

test('an encrypted server may have any address', () => {
  const destination = SecretDestination.of('groupware', ADDRESS.replace('http:', 'https:'));
  expect((destination as SecretDestination).onlyPrivate).toBe(false);
});
