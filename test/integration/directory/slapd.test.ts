import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectoryProblem } from '#main/directory/directory-problem.ts';
import { type DirectoryAccess, readDirectory } from '#main/directory/read-directory.ts';
import { DIRECT_NETWORK, type Network } from '#main/network/network.ts';
import { NetworkProblem } from '#main/network/problem.ts';
import { DEFAULT_CODE_ATTRIBUTE, DEFAULT_DIRECTORY_FILTER, type DirectoryServer } from '#shared/domain/integration/directory-server.ts';
import { BASE, LIMITED, PEOPLE, READER, type Slapd, SMALL_PAGES, startSlapd, type TestPerson } from '../../support/ldap/slapd.ts';
import { findSlapd, type SlapdProgram } from '../../support/ldap/slapd-program.ts';
import { CERTIFICATES, type CertificateName } from '../../support/network/certificates.ts';

const program = findSlapd();
const why = typeof program === 'string' ? ` (skipped: ${program})` : '';
const never = new AbortController().signal;
const TRUSTED: Network = { ...DIRECT_NETWORK, trust: { extraCa: [CERTIFICATES.ca.cert], systemStore: false } };

const COUNT = 20_000;

function* manyPeople(count: number): Generator<TestPerson> {
  for (let at = 0; at < count; at++) {
    const number = String(at).padStart(5, '0');
    yield {
      uid: `user${number}`,
      attributes: {
        mail: `user${number}@demo-shoji.example`,
        proxyAddresses: [`smtp:old${number}@demo-shoji.example`, `SMTP:user${number}@demo-shoji.example`, `X500:/o=Demo/cn=${number}`],
        employeeID: `E${number}`,
        sAMAccountName: `user${number}`,
        userPrincipalName: `user${number}@ad.demo-shoji.example`,
        displayName: at % 3 === 0 ? `ﾖｼﾀﾞ ﾀﾛｳ ${number}` : `吉田 太郎 ${number}`,
        department: `営業${at % 40}部`,
        userAccountControl: at % 10 === 0 ? '514' : '512',
      },
    };
  }
}

const REFERRAL = `dn: ou=branch,${BASE}
objectClass: referral
objectClass: extensibleObject
ou: branch
ref: ldap://127.0.0.1:9/ou=branch,dc=other,dc=example

`;

function accessTo(port: number, change: Partial<DirectoryServer> & { password?: string; network?: Network } = {}): DirectoryAccess {
  const { password = READER.password, network = TRUSTED, ...server } = change;
  return {
    server: {
      host: 'localhost',
      port,
      protection: 'ldaps',
      bindDn: READER.dn,
      baseDn: BASE,
      filter: DEFAULT_DIRECTORY_FILTER,
      codeAttribute: DEFAULT_CODE_ATTRIBUTE,
      ...server,
    },
    password,
    network,
  };
}

const read = (access: DirectoryAccess) => readDirectory(access, never, () => undefined);
const reasonOf = (access: DirectoryAccess): Promise<string> =>
  read(access).then(
    ({ people }) => `read ${people.length}`,
    (error: unknown) => (error instanceof DirectoryProblem || error instanceof NetworkProblem ? error.reason : String(error)),
  );

describe.skipIf(typeof program === 'string')(`a directory of 20,000 people on a real slapd${why}`, () => {
  let slapd: Slapd;
  beforeAll(async () => {
    slapd = await startSlapd(program as SlapdProgram, { people: manyPeople(COUNT), more: REFERRAL });
  });
  afterAll(() => slapd.stop());

  it('reads everybody by LDAPS, page by page, and counts the referral that it does not follow', async () => {
    const counts: number[] = [];
    const found = await readDirectory(accessTo(slapd.ldapsPort), never, (entries) => counts.push(entries));
    expect(found.people).toHaveLength(COUNT);
    expect([found.entries, found.leftOut, found.referrals]).toEqual([COUNT, 0, 1]);
    expect([counts[0], counts.length, counts.at(-1)]).toEqual([500, COUNT / 500, COUNT]);
    expect(found.people.find(({ employeeId }) => employeeId === 'E00030')).toEqual({
      mail: 'user00030@demo-shoji.example',
      principalName: 'user00030@ad.demo-shoji.example',
      accountName: 'user00030',
      employeeId: 'E00030',
      name: 'ﾖｼﾀﾞ ﾀﾛｳ 00030',
      state: 'disabled',
      group: '営業30部',
    });
  });

  it('reads the same people by StartTLS', async () => {
    const found = await read(accessTo(slapd.ldapPort, { protection: 'starttls' }));
    expect(found.people).toHaveLength(COUNT);
  });

  it('reads only what the filter selects, with the bit rule of Active Directory', async () => {
    const filter = '(&(objectClass=user)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))';
    const found = await read(accessTo(slapd.ldapsPort, { filter, baseDn: PEOPLE }));
    expect([found.people.length, found.people.every(({ state }) => state === 'enabled')]).toEqual([COUNT * 0.9, true]);
  });

  it('stops when it is canceled', async () => {
    const canceled = new AbortController();
    const reading = readDirectory(accessTo(slapd.ldapsPort), canceled.signal, () => canceled.abort(new Error('canceled by the user')));
    await expect(reading).rejects.toThrow('canceled by the user');
  });

  it.each<[string, Parameters<typeof accessTo>[1], string]>([
    ['a wrong password', { password: 'wrong' }, 'directory-bind-refused'],
    ['an unknown account', { bindDn: `cn=unknown,${BASE}` }, 'directory-bind-refused'],
    ['an empty password', { password: '' }, 'directory-password-empty'],
    ['a limit of 100 entries', { bindDn: LIMITED.dn, password: LIMITED.password }, 'directory-size-limit'],
    ['pages of at most 100', { bindDn: SMALL_PAGES.dn, password: SMALL_PAGES.password }, 'directory-admin-limit'],
    ['a base that does not exist', { baseDn: `ou=none,${BASE}` }, 'directory-base-missing'],
    ['a base that is no DN', { baseDn: '営業部' }, 'directory-base-malformed'],
    ['a base on another server', { baseDn: `ou=branch,${BASE}` }, 'directory-base-elsewhere'],
    ['a filter with a missing bracket', { filter: '(objectClass=user' }, 'directory-filter-malformed'],
    ['an authority that is not trusted', { network: DIRECT_NETWORK }, 'tls-issuer-unknown'],
    ['a host that does not exist', { host: 'ldap.does-not-exist.invalid' }, 'dns-not-found'],
  ])('names the reason for %s', async (_, change, reason) => {
    expect(await reasonOf(accessTo(slapd.ldapsPort, change))).toBe(reason);
  });

  it('checks the certificate of StartTLS as well', async () => {
    const starttls = { protection: 'starttls' } as const;
    expect(await reasonOf(accessTo(slapd.ldapPort, { ...starttls, network: DIRECT_NETWORK }))).toBe('tls-issuer-unknown');
    expect(await reasonOf(accessTo(slapd.ldapPort, { ...starttls, password: 'wrong' }))).toBe('directory-bind-refused');
  });

  it('sends nothing to an unencrypted port by LDAPS', async () => {
    expect(await reasonOf(accessTo(slapd.ldapPort))).toMatch(/^(tls-not-spoken|connection-reset)$/);
  });
});

describe.skipIf(typeof program === 'string')(`other certificates on a real slapd${why}`, () => {
  const servers: Slapd[] = [];
  const withCertificate = async (certificate: CertificateName | null): Promise<Slapd> => {
    const slapd = await startSlapd(program as SlapdProgram, { people: manyPeople(3), certificate });
    servers.push(slapd);
    return slapd;
  };
  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  it.each<[CertificateName, string]>([
    ['other-host', 'tls-host-mismatch'],
    ['expired', 'tls-expired'],
    ['future', 'tls-not-yet-valid'],
    ['self-signed', 'tls-self-signed'],
    ['inspected', 'tls-issuer-unknown'],
  ])('refuses the certificate %s by LDAPS and by StartTLS', async (certificate, reason) => {
    const { ldapPort, ldapsPort } = await withCertificate(certificate);
    expect(await reasonOf(accessTo(ldapsPort))).toBe(reason);
    expect(await reasonOf(accessTo(ldapPort, { protection: 'starttls' }))).toBe(reason);
  });

  it('reports a server that refuses StartTLS and sends no password', async () => {
    const { ldapPort } = await withCertificate(null);
    expect(await reasonOf(accessTo(ldapPort, { protection: 'starttls' }))).toBe('directory-starttls-refused');
  });
});
