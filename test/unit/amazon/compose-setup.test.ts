import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composePunchOutSetup } from '#main/amazon/compose-setup.ts';
import { parseCxmlDocument } from '#main/amazon/cxml-document.ts';
import { parseXml } from '#main/amazon/xml-reader.ts';
import { MASK, PUNCHOUT_REQUEST_PARTS } from '#shared/domain/integration/composed-setup.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { canValidate, validate } from '../../support/cxml.ts';

const settings = { integration: { systemLogin: 'SHOJI0000000000', poRequestUrl: '', punchoutUrl: '' }, passwordSet: true };
const partOf = (composed: ReturnType<typeof composePunchOutSetup>, name: string) => composed.parts.find(({ part }) => part === name);

describe('the request NEO would send', () => {
  it('names the employee, and marks what is only inferred', () => {
    const composed = composePunchOutSetup({ workEmail: 'hanako@example.co.jp' }, settings);
    expect(composed.parts.map(({ part }) => part)).toEqual([...PUNCHOUT_REQUEST_PARTS]);
    expect(partOf(composed, 'user-email')).toMatchObject({ value: 'hanako@example.co.jp', certainty: 'inferred', missing: false });
    expect(partOf(composed, 'address')).toMatchObject({
      value: 'https://abintegrations.amazon.co.jp/punchout',
      certainty: 'inferred',
      from: 'neo',
    });
    expect(partOf(composed, 'group')).toMatchObject({ value: '', certainty: 'unknown' });
  });

  it('is a cXML document without the password', () => {
    const { document } = composePunchOutSetup({ workEmail: 'a&b@example.co.jp' }, settings);
    const reading = parseXml(document);
    expect(reading.kind === 'read' && parseCxmlDocument(reading.root)).toMatchObject({
      content: { name: 'PunchOutSetupRequest' },
      deploymentMode: 'production',
    });
    expect(document).toContain(`<SharedSecret>${MASK}</SharedSecret>`);
  });

  it('reports what is missing', () => {
    const composed = composePunchOutSetup(
      { workEmail: '' },
      { integration: { systemLogin: '', poRequestUrl: '', punchoutUrl: '' }, passwordSet: false },
    );
    expect(composed.parts.filter(({ missing }) => missing).map(({ part }) => part)).toEqual(['identity', 'shared-secret', 'user-email']);
  });

  it('contains any address unchanged, and is always for the production address', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (workEmail) => {
        expect(partOf(composePunchOutSetup({ workEmail }, settings), 'user-email')?.value).toBe(workEmail);
      }),
    );
    const test = {
      ...settings,
      integration: { ...settings.integration, punchoutUrl: 'https://abintegrations.amazon.co.jp/punchout/test' },
    };
    expect(composePunchOutSetup({ workEmail: 'x' }, test).address).toBe('https://abintegrations.amazon.co.jp/punchout');
  });

  it('has a name and a reason for each part, in both languages', () => {
    for (const language of ['ja', 'en'] as const) {
      const texts = createTexts(language);
      for (const part of PUNCHOUT_REQUEST_PARTS)
        for (const kind of ['name', 'why']) expect(texts.phrase(`punchout.part.${part}.${kind}`)).not.toContain('punchout.');
    }
  });

  it.skipIf(!canValidate)('holds to the DTD (left out without the DTD or xmllint)', () => {
    expect(validate(composePunchOutSetup({ workEmail: 'hanako@example.co.jp' }, settings).document)).toBe('');
  });
});
