import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CERTIFICATES, type CertificateName } from '../network/certificates.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import type { SlapdProgram } from './slapd-program.ts';

export const BASE = 'dc=demo-shoji,dc=example';
export const PEOPLE = `ou=people,${BASE}`;
/** Login with read access to everything. */
export const READER = { dn: `cn=reader,${BASE}`, password: '読み取り-p4ss' };
/** Logins with the same access, but a hard limit of 100 entries, or pages of at most 100 entries. */
export const LIMITED = { dn: `cn=limited,${BASE}`, password: 'p4ss-limited' };
export const SMALL_PAGES = { dn: `cn=small-pages,${BASE}`, password: 'p4ss-small' };

/** A person as attributes of Active Directory. */
export interface TestPerson {
  readonly uid: string;
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

export interface Slapd {
  readonly ldapPort: number;
  readonly ldapsPort: number;
  stop(): Promise<void>;
}

interface SlapdOptions {
  readonly people: Iterable<TestPerson>;
  /** `null` means neither StartTLS nor LDAPS. */
  readonly certificate?: CertificateName | null;
  /** LDIF of additional entries. */
  readonly more?: string;
}

const STRING = '1.3.6.1.4.1.1466.115.121.1.15';
/** Active Directory attributes by OID; those packaged with OpenLDAP have no equality rule. */
const SCHEMA = `
attributetype ( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch SYNTAX ${STRING} SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.2.210 NAME 'proxyAddresses' EQUALITY caseIgnoreMatch SYNTAX ${STRING} )
attributetype ( 1.2.840.113556.1.4.35 NAME 'employeeID' EQUALITY caseIgnoreMatch SYNTAX ${STRING} SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.656 NAME 'userPrincipalName' EQUALITY caseIgnoreMatch SYNTAX ${STRING} SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.782 NAME 'objectCategory' EQUALITY caseIgnoreMatch SYNTAX ${STRING} SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.2.141 NAME 'department' EQUALITY caseIgnoreMatch SYNTAX ${STRING} SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9 NAME 'user' SUP inetOrgPerson STRUCTURAL
  MAY ( sAMAccountName $ proxyAddresses $ employeeID $ userPrincipalName $ objectCategory $ department $ userAccountControl ) )
`;

/** Starts a separate server in a temporary folder, on two free ports. */
export async function startSlapd(program: SlapdProgram, { people, certificate = 'server', more = '' }: SlapdOptions): Promise<Slapd> {
  const folder = temporaryFolder('slapd');
  chmodSync(folder, 0o700);
  mkdirSync(join(folder, 'db'));
  const conf = join(folder, 'slapd.conf');
  writeFileSync(join(folder, 'ad.schema'), SCHEMA);
  writeFileSync(conf, configuration(program, folder, certificate));
  const ldif = join(folder, 'people.ldif');
  writeFileSync(ldif, ldifOf(people) + more);
  execFileSync(program.slapd, ['-T', 'add', '-q', '-f', conf, '-l', ldif], { env: program.env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [ldapPort, ldapsPort] = [await freePort(), await freePort()];
  const urls = `ldap://127.0.0.1:${ldapPort}${certificate === null ? '' : ` ldaps://127.0.0.1:${ldapsPort}`}`;
  const child = spawn(program.slapd, ['-d', '0', '-f', conf, '-h', urls], { env: program.env, stdio: ['ignore', 'ignore', 'inherit'] });
  await waitUntilAnswering(child, ldapPort);
  return {
    ldapPort,
    ldapsPort,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGINT');
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration({ modules, schema }: SlapdProgram, folder: string, certificate: CertificateName | null): string {
  if (certificate !== null) {
    writeFileSync(join(folder, 'cert.pem'), CERTIFICATES[certificate].cert);
    writeFileSync(join(folder, 'key.pem'), CERTIFICATES[certificate].key, { mode: 0o600 });
  }
  return `
include ${schema}/core.schema
include ${schema}/cosine.schema
include ${schema}/inetorgperson.schema
include ${folder}/ad.schema
pidfile ${folder}/slapd.pid
modulepath ${modules}
moduleload back_mdb
${certificate === null ? '' : `TLSCertificateFile ${folder}/cert.pem\nTLSCertificateKeyFile ${folder}/key.pem`}
sizelimit size.soft=500 size.prtotal=unlimited
database mdb
suffix "${BASE}"
rootdn "cn=root,${BASE}"
directory ${folder}/db
maxsize 536870912
index objectClass eq
limits dn.exact="${LIMITED.dn}" size.hard=100 size.prtotal=100
limits dn.exact="${SMALL_PAGES.dn}" size.pr=100
access to attrs=userPassword by anonymous auth
access to * by users read by anonymous auth
`;
}

function ldifOf(people: Iterable<TestPerson>): string {
  const parts = [
    `dn: ${BASE}\nobjectClass: domain\ndc: demo-shoji\n\n`,
    `dn: ${PEOPLE}\nobjectClass: organizationalUnit\nou: people\n\n`,
    ...[READER, LIMITED, SMALL_PAGES].map(
      ({ dn, password }) =>
        `dn: ${dn}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\nuserPassword:: ${base64(password)}\n\n`,
    ),
  ];
  for (const { uid, attributes } of people) {
    parts.push(
      `dn: uid=${uid},${PEOPLE}\nobjectClass: user\nobjectCategory: person\nuid: ${uid}\nsn:: ${base64(uid)}\ncn:: ${base64(uid)}\n`,
    );
    for (const [name, values] of Object.entries(attributes))
      for (const value of [values].flat()) parts.push(`${name}:: ${base64(value)}\n`);
    parts.push('\n');
  }
  return parts.join('');
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function waitUntilAnswering(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await wait(25);
  }
  throw new Error('slapd does not listen');
}
