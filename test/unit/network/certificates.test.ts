import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeCertificate, splitCertificates } from '#main/network/tls/certificates.ts';
import { CertificateError, type CertificateFault, decryptCertificate, encryptCertificate } from '#main/network/tls/client-certificate.ts';
import { CERTIFICATES, CLIENT_KEY_ENCRYPTED, CLIENT_PFX } from '../../support/network/certificates.ts';

const NOW = Date.UTC(2026, 10, 24);
const file = (text: string): Uint8Array => new TextEncoder().encode(text);
const { client, ca, server } = CERTIFICATES;

describe('certificates as text', () => {
  it('are found in other text and described', () => {
    const [first, second, ...rest] = splitCertificates(`subject=x\r\n${ca.cert.replaceAll('\n', '\r\n')}\nwords\n${server.cert}`);
    expect(rest).toEqual([]);
    expect(describeCertificate(first ?? '', NOW)).toEqual({
      subject: 'Demo Shoji Internal CA',
      issuer: 'Demo Shoji Internal CA',
      expiresAt: '2126-12-31T00:00:00.000Z',
      state: 'valid',
      fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      authority: true,
    });
    expect(describeCertificate(second ?? '', NOW)).toMatchObject({ subject: 'neo.test.example', authority: false });
    expect(describeCertificate(CERTIFICATES.expired.cert, NOW).state).toBe('expired');
    expect(describeCertificate(CERTIFICATES.future.cert, NOW).state).toBe('not-yet-valid');
  });

  it('are refused if broken; a text without any contains none', () => {
    expect(() => splitCertificates(ca.cert.replace(/[A-Za-z]{20}/, ''))).toThrow(RangeError);
    expect(splitCertificates('nothing here')).toEqual([]);
  });
});

describe('a client certificate', () => {
  const kept = JSON.stringify;
  const faultOf = async (files: Uint8Array[], passphrase = ''): Promise<CertificateFault> =>
    encryptCertificate(files, passphrase).then(
      () => expect.unreachable('it was taken'),
      (error: unknown) => (error instanceof CertificateError ? error.fault : Promise.reject(error)),
    );

  it('is encrypted with a new passphrase if it is PEM with an open key', async () => {
    const { locked, passphrase } = await encryptCertificate([file(client.cert), file(client.key)], '');
    expect(passphrase).toMatch(/^[\w-]{43}$/);
    expect(kept(locked)).not.toContain(client.key.split('\n')[1]);
    expect(await decryptCertificate(locked, 'another')).toBeNull();
    const opened = await decryptCertificate(locked, passphrase);
    expect(opened).toMatchObject({ kind: 'pem', certificate: client.cert });
    expect(createPrivateKey((opened as { key: string }).key).equals(createPrivateKey(client.key))).toBe(true);
  });

  it('as PEM with a locked key keeps its passphrase; certificate and chain may come in any order', async () => {
    const { pem, passphrase } = CLIENT_KEY_ENCRYPTED;
    const { locked, ...rest } = await encryptCertificate([file(`${ca.cert}${pem}${client.cert}`)], passphrase);
    expect(rest.passphrase).toBe(passphrase);
    expect(locked).toMatchObject({ certificate: `${client.cert}${ca.cert}` });
    expect(await decryptCertificate(locked, passphrase)).not.toBeNull();
  });

  it('stays as it is if it is PFX, and its certificate is read', async () => {
    const { locked } = await encryptCertificate([CLIENT_PFX.file], CLIENT_PFX.passphrase);
    expect(locked).toMatchObject({ kind: 'pfx', certificate: client.cert });
    expect(await decryptCertificate(locked, CLIENT_PFX.passphrase)).toMatchObject({ kind: 'pfx' });
    expect(await decryptCertificate(locked, 'wrong')).toBeNull();
  });

  it.each<[string, Uint8Array[], string, CertificateFault]>([
    ['a PFX with another passphrase', [CLIENT_PFX.file], 'wrong', 'passphrase'],
    ['a PFX without its passphrase', [CLIENT_PFX.file], '', 'passphrase'],
    ['a PFX that nobody locked', [CLIENT_PFX.open], '', 'unprotected'],
    ['a key with another passphrase', [file(client.cert + CLIENT_KEY_ENCRYPTED.pem)], 'wrong', 'passphrase'],
    ['a key without its passphrase', [file(client.cert + CLIENT_KEY_ENCRYPTED.pem)], '', 'passphrase'],
    ['a certificate alone', [file(client.cert)], '', 'noKey'],
    ['a key alone', [file(client.key)], '', 'noCertificate'],
    ['two keys', [file(client.cert + client.key + server.key)], '', 'severalKeys'],
    ["somebody else's key", [file(client.cert), file(server.key)], '', 'keyOfAnother'],
    ['half a key', [file(`${client.cert}${client.key.replace(/[A-Za-z]{20}/, '')}`)], '', 'unreadable'],
    ['anything', [file('hello')], '', 'unreadable'],
    ['an empty file', [file('')], '', 'nothing'],
  ])('is refused: %s', async (_, files, passphrase, fault) => {
    expect(await faultOf(files, passphrase)).toBe(fault);
  });
});
