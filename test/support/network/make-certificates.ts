import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Creates the certificates of the network tests: `node test/support/network/make-certificates.ts FOLDER`, with OpenSSL 3. They are saved in
 * `certificates.json` and are valid for a hundred years, so that the tests need no OpenSSL. The keys protect nothing.
 */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

interface Order {
  readonly name: string;
  readonly subject: string;
  /** If omitted, the certificate is self-signed. */
  readonly issuer?: string;
  /** Uses the key of another certificate, for a cross-signed authority; if omitted, a separate key is created. */
  readonly keyOf?: string;
  /** Subject alternative names, `DNS:a,IP:b`; if omitted, the certificate is an authority. */
  readonly names?: string;
  /** `YYYYMMDDHHMMSSZ`. */
  readonly from?: string;
  readonly until?: string;
}

const CENTURY = '21261231000000Z';
const VALID_FROM = '20260101000000Z';
const SERVER_NAMES = 'DNS:neo.test.example,DNS:localhost,IP:127.0.0.1';

const ORDERS: readonly Order[] = [
  { name: 'ca', subject: '/O=Demo Shoji/CN=Demo Shoji Internal CA' },
  { name: 'zscaler', subject: '/O=Zscaler Inc./OU=Zscaler Inc./CN=Zscaler Root CA' },
  { name: 'stranger', subject: '/O=Stranger/CN=Stranger CA' },
  { name: 'ca-by-stranger', subject: '/O=Demo Shoji/CN=Demo Shoji Internal CA', issuer: 'stranger', keyOf: 'ca' },
  { name: 'server', subject: '/CN=neo.test.example', issuer: 'ca', names: SERVER_NAMES },
  { name: 'other-host', subject: '/CN=other.test.example', issuer: 'ca', names: 'DNS:other.test.example' },
  {
    name: 'expired',
    subject: '/CN=neo.test.example',
    issuer: 'ca',
    names: SERVER_NAMES,
    from: '20200101000000Z',
    until: '20210101000000Z',
  },
  { name: 'future', subject: '/CN=neo.test.example', issuer: 'ca', names: SERVER_NAMES, from: '21200101000000Z' },
  { name: 'inspected', subject: '/CN=neo.test.example', issuer: 'zscaler', names: SERVER_NAMES },
  { name: 'self-signed', subject: '/CN=neo.test.example', names: SERVER_NAMES },
  { name: 'proxy', subject: '/CN=proxy.test.example', issuer: 'ca', names: 'DNS:localhost,IP:127.0.0.1' },
  { name: 'client', subject: '/O=Demo Shoji/CN=Purchasing Desk', issuer: 'ca', names: 'DNS:purchasing.test.example' },
  { name: 'stranger-client', subject: '/CN=Stranger', issuer: 'stranger', names: 'DNS:stranger.test.example' },
];

/** PFX files of the client certificate, base64: with a passphrase, and without. */
export const PFX_PASSPHRASE = 'pfx-Passphrase-1';

function main(folder: string): void {
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  mkdirSync(folder, { recursive: true });
  for (const { name, subject, issuer, keyOf, names, from = VALID_FROM, until = CENTURY } of ORDERS) {
    if (keyOf === undefined) openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
    else copyFileSync(at(`${keyOf}.key`), at(`${name}.key`));
    openssl('req', '-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`);
    const authority = names === undefined;
    writeFileSync(
      at(`${name}.ext`),
      authority
        ? 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n'
        : `basicConstraints=CA:FALSE\nsubjectAltName=${names}\nextendedKeyUsage=serverAuth,clientAuth\n`,
    );
    const ca = issuer ?? name;
    // Only `openssl ca` accepts both dates.
    writeFileSync(at('index.txt'), '');
    writeFileSync(
      at('ca.cnf'),
      '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\nunique_subject=no\nrand_serial=yes\n[p]\ncommonName=supplied\norganizationName=optional\norganizationalUnitName=optional\n',
    );
    openssl(
      'ca',
      '-batch',
      '-config',
      'ca.cnf',
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.pem`,
      '-notext',
      '-extfile',
      `${name}.ext`,
      '-startdate',
      from,
      '-enddate',
      until,
      '-keyfile',
      `${ca}.key`,
      ...(ca === name ? ['-selfsign'] : ['-cert', `${ca}.pem`]),
    );
  }
  const pfx = (passphrase: string): string => {
    openssl(
      'pkcs12',
      '-export',
      '-inkey',
      'client.key',
      '-in',
      'client.pem',
      '-certfile',
      'ca.pem',
      '-passout',
      `pass:${passphrase}`,
      '-out',
      'client.pfx',
    );
    return readFileSync(at('client.pfx')).toString('base64');
  };
  openssl('ec', '-in', 'client.key', '-aes256', '-passout', 'pass:pem-Passphrase-1', '-out', 'client-encrypted.key');
  const text = (file: string): string => readFileSync(at(file), 'utf8');
  const pairs = Object.fromEntries(ORDERS.map(({ name }) => [name, { cert: text(`${name}.pem`), key: text(`${name}.key`) }]));
  const out = { pairs, clientPfx: pfx(PFX_PASSPHRASE), clientPfxOpen: pfx(''), clientKeyEncrypted: text('client-encrypted.key') };
  writeFileSync(join(import.meta.dirname, 'certificates.json'), `${JSON.stringify(out, null, 2)}\n`);
}

if (process.argv[1] === import.meta.filename) main(process.argv[2] ?? mkdtempSync(join(tmpdir(), 'tsunagi-certificates-')));
else if (!existsSync(join(import.meta.dirname, 'certificates.json')))
  throw new Error('certificates.json is missing: see make-certificates.ts');
