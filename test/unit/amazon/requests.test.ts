import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCxmlDocument } from '#main/amazon/cxml-document.ts';
import { writeProfileRequest, writeSetupRequest } from '#main/amazon/cxml-request.ts';
import { findChild } from '#main/amazon/xml-element.ts';
import { parseXml } from '#main/amazon/xml-reader.ts';
import { canValidate, validate } from '../../support/cxml.ts';

const STAMP = { payloadId: '1767225600000.a1@tsunagi.invalid', timestamp: '2026-01-01T00:00:00.000Z' };
const CALLER = { identity: 'SHOJI0000000000', sharedSecret: 'x'.repeat(30), userAgent: 'Tsunagi 0.1' };
const SETUP = {
  ...STAMP,
  ...CALLER,
  deploymentMode: 'test',
  buyerCookie: 'cookie',
  userEmail: 'hanako@example.co.jp',
  returnAddress: 'https://tsunagi.invalid/return?a=1&b=2',
} as const;

const rootOf = (document: string) => {
  const reading = parseXml(document);
  if (reading.kind !== 'read') throw new Error(`unreadable: ${reading.problem}`);
  return reading.root;
};

describe('requests', () => {
  it('name sender, receiver and purpose', () => {
    const document = parseCxmlDocument(rootOf(writeSetupRequest(SETUP)));
    const credential = (identity: string, hasSecret = false) => [{ domain: 'NetworkId', identity, hasSecret }];
    expect(document).toMatchObject({
      payloadId: STAMP.payloadId,
      time: { at: STAMP.timestamp },
      from: credential(CALLER.identity),
      to: credential('Amazon'),
      sender: credential(CALLER.identity, true),
      userAgent: CALLER.userAgent,
      kind: 'request',
      deploymentMode: 'test',
      content: { name: 'PunchOutSetupRequest' },
    });
  });

  it('are identical for the same timestamp, so that a retry is recognized', () => {
    expect(writeSetupRequest(SETUP)).toBe(writeSetupRequest({ ...SETUP }));
  });

  // XML 1.0 returns any text unchanged, except that it normalizes line ends.
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((raw) => raw.replace(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '-'));
  it('contain every value unchanged, with any content', () => {
    fc.assert(
      fc.property(text, text, text, (identity, sharedSecret, userEmail) => {
        const root = rootOf(writeSetupRequest({ ...SETUP, identity, sharedSecret, userEmail }));
        const credential = findChild(findChild(findChild(root, 'Header'), 'Sender'), 'Credential');
        expect(findChild(credential, 'Identity')?.text).toBe(identity);
        expect(findChild(credential, 'SharedSecret')?.text).toBe(sharedSecret);
        const body = findChild(findChild(root, 'Request'), 'PunchOutSetupRequest');
        expect(findChild(body, 'Extrinsic')?.text).toBe(userEmail);
      }),
    );
  });

  it('replace what XML cannot represent instead of producing an unreadable document', () => {
    const root = rootOf(writeSetupRequest({ ...SETUP, userEmail: 'a\u0000b\ud800c' }));
    expect(findChild(findChild(findChild(root, 'Request'), 'PunchOutSetupRequest'), 'Extrinsic')?.text).toBe('a\ufffdb\ufffdc');
  });

  it.skipIf(!canValidate)('conform to the DTD (skipped without the DTD or xmllint)', () => {
    expect(validate(writeSetupRequest(SETUP))).toBe('');
    expect(validate(writeSetupRequest({ ...SETUP, deploymentMode: 'production', identity: '<&>"\'', sharedSecret: ']]>' }))).toBe('');
    expect(validate(writeProfileRequest({ ...STAMP, ...CALLER }))).toBe('');
    // Confirms that the validator refuses an invalid document, so that the tests above check something.
    expect(validate(writeSetupRequest(SETUP).replaceAll('BuyerCookie', 'Cookie'))).toContain('BuyerCookie');
  });
});
