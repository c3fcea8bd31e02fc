import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseLdapMessage } from '#main/directory/answers.ts';
import { MalformedLdapMessage } from '#main/directory/ber.ts';
import { answers } from '../../support/ldap/ber-server.ts';

const entry = answers.entry(3, 'cn=a', { mail: ['a@a.example', 'b@a.example'], objectGUID: [Buffer.from([0, 255])] });
const done = answers.done(3, { cookie: 'next' });

const OUTCOMES = ['entry', 'reference', 'result', 'notice', 'malformed'];

/** Returns the parser's result or refusal. Any other error, or a parser that never ends, fails the test. */
function outcomeOf(bytes: Buffer): string {
  try {
    return parseLdapMessage(bytes).kind;
  } catch (error) {
    if (error instanceof MalformedLdapMessage) return 'malformed';
    throw error;
  }
}

it('refuses or reads any bytes, and always ends', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(OUTCOMES).toContain(outcomeOf(Buffer.from(bytes)));
    }),
  );
});

it('refuses or reads an answer with one changed byte, and always ends', () => {
  fc.assert(
    fc.property(fc.constantFrom(entry, done), fc.nat(), fc.nat(255), (answer, at, value) => {
      const changed = Buffer.from(answer);
      changed[at % changed.length] = value;
      expect(OUTCOMES).toContain(outcomeOf(changed));
    }),
  );
});

it('refuses every answer that is cut off', () => {
  for (const answer of [entry, done])
    for (let length = 0; length < answer.length; length++) expect(outcomeOf(answer.subarray(0, length))).toBe('malformed');
  expect([outcomeOf(entry), outcomeOf(done)]).toEqual(['entry', 'result']);
});
