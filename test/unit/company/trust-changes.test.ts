import { describe, expect, it } from 'vitest';
import { DEFAULT_CONNECTION, type StoredConnection } from '#main/company/connections/stored-connection.ts';
import { compareTrustedConnections, requireTrust, type TrustQuestion } from '#main/company/trust/trust-changes.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';

const settings = (fields: Partial<StoredConnection> = {}): StoredConnection => ({ ...DEFAULT_CONNECTION, ...fields });
const CA = CERTIFICATES.ca.cert;
const OTHER = CERTIFICATES.zscaler.cert;
const client = (certificate: string) => ({ kind: 'pem', certificate, encryptedKey: '' }) as const;
const manual: StoredConnection['proxy'] = { kind: 'manual', url: 'http://proxy:8080', user: '', bypass: [] };
const script = { kind: 'pac', url: 'http://proxy/x.pac' } as const;

describe('what changes of whom is believed', () => {
  const told = (before: Partial<StoredConnection>, after: Partial<StoredConnection>) =>
    compareTrustedConnections(settings(before), settings(after)).map(({ kind, widens, params: { fingerprint: _, ...params } }) => [
      kind,
      widens,
      params,
    ]);

  it.each<[string, Partial<StoredConnection>, Partial<StoredConnection>, readonly unknown[]]>([
    [
      'nothing',
      { extraCa: [CA], clientCertificate: client(CA), proxy: manual },
      { extraCa: [CA], clientCertificate: client(CA), proxy: manual },
      [],
    ],
    ['an authority more', { extraCa: [CA] }, { extraCa: [CA, OTHER] }, [['authority-added', true, { subject: 'Zscaler Root CA' }]]],
    ['one fewer', { extraCa: [CA, OTHER] }, { extraCa: [CA] }, [['authority-removed', false, { subject: 'Zscaler Root CA' }]]],
    ['the system’s own', { systemStore: false }, {}, [['system-store-on', true, {}]]],
    ['the system’s no more', {}, { systemStore: false }, [['system-store-off', false, {}]]],
    ['a proxy', {}, { proxy: manual }, [['proxy', true, { proxy: 'http://proxy:8080', before: 'system' }]]],
    ['a script', { proxy: manual }, { proxy: script }, [['proxy', true, { proxy: 'http://proxy/x.pac', before: 'http://proxy:8080' }]]],
    ['no proxy', { proxy: manual }, { proxy: { kind: 'none' } }, [['proxy', false, { proxy: 'none', before: 'http://proxy:8080' }]]],
    ['another user of it', { proxy: manual }, { proxy: { kind: 'manual', url: 'http://proxy:8080', user: 'a', bypass: [] } }, []],
    ['no encryption', {}, { plainHttp: 'http://neo' }, [['plain-http', true, { address: 'http://neo' }]]],
    ['of another server', { plainHttp: 'http://a' }, { plainHttp: 'http://b' }, [['plain-http', true, { address: 'http://b' }]]],
    ['encryption again', { plainHttp: 'http://a' }, {}, [['plain-http-off', false, { address: 'http://a' }]]],
    ['a certificate of ours', {}, { clientCertificate: client(CA) }, [['certificate', true, { subject: 'Demo Shoji Internal CA' }]]],
    [
      'another',
      { clientCertificate: client(CA) },
      { clientCertificate: client(OTHER) },
      [['certificate', true, { subject: 'Zscaler Root CA' }]],
    ],
    ['none any more', { clientCertificate: client(CA) }, {}, [['certificate-removed', false, { subject: 'Demo Shoji Internal CA' }]]],
  ])('%s', (_, before, after, changes) => {
    expect(told(before, after)).toEqual(changes);
  });

  it('needs confirmation if it extends trust, and only then', async () => {
    const changes = compareTrustedConnections(settings({ extraCa: [CA] }), settings({ extraCa: [OTHER], systemStore: false }));
    const asked: TrustQuestion[] = [];
    const answering = (answer: 'yes' | 'no' | 'unavailable', about = changes) =>
      requireTrust(
        async (question) => {
          asked.push(question);
          return answer;
        },
        { company: '自社', changes: about },
      );
    await answering('yes');
    await answering(
      'no',
      changes.filter(({ widens }) => !widens),
    );
    expect(asked.map(({ company, changes: told }) => [company, told.map(({ kind }) => kind)])).toEqual([['自社', ['authority-added']]]);
    await expect(answering('no')).rejects.toMatchObject({ failure: { code: 'trust-refused' } });
    await expect(answering('unavailable')).rejects.toMatchObject({ failure: { code: 'trust-unasked' } });
  });
});
