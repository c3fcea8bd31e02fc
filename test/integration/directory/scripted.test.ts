import { afterEach, describe, expect, it } from 'vitest';
import { DirectoryProblem } from '#main/directory/directory-problem.ts';
import { readDirectory } from '#main/directory/read-directory.ts';
import { DIRECT_NETWORK, type Network } from '#main/network/network.ts';
import { NetworkProblem } from '#main/network/problem.ts';
import { DEFAULT_CODE_ATTRIBUTE, DEFAULT_DIRECTORY_FILTER, type DirectoryServer } from '#shared/domain/integration/directory-server.ts';
import { answers, type BerServer, startBerServer, tlv } from '../../support/ldap/ber-server.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';

const PASSWORD = 'cnry-directory-p4ss';
const NETWORK: Network = {
  ...DIRECT_NETWORK,
  trust: { extraCa: [CERTIFICATES.ca.cert], systemStore: false },
  timeouts: { connectMs: 3_000, headersMs: 3_000, bodyMs: 30_000 },
};
const HASTY: Network = { ...NETWORK, timeouts: { ...NETWORK.timeouts, bodyMs: 500 } };

let server: BerServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

type Answer = Parameters<typeof startBerServer>[0];
const start = async (answer: Answer, options: Parameters<typeof startBerServer>[1] = {}): Promise<BerServer> =>
  (server = await startBerServer(answer, options));

/** Returns a server function that accepts the login and answers searches. */
const searching =
  (search: (id: number, searches: number, socket: Parameters<Answer>[1]) => ReturnType<Answer>): Answer =>
  ({ kind, id }, socket, searches) =>
    kind === 'bind' ? answers.bind(id) : kind === 'search' ? search(id, searches, socket) : null;

const person = (id: number, name: string): Buffer => answers.entry(id, `cn=${name}`, { mail: [`${name}@demo-shoji.example`] });

function read(
  protection: DirectoryServer['protection'] = 'ldaps',
  signal: AbortSignal = new AbortController().signal,
  network: Network = NETWORK,
) {
  const { port } = server as BerServer;
  const directory: DirectoryServer = {
    host: 'localhost',
    port,
    protection,
    bindDn: 'reader@demo-shoji.example',
    baseDn: 'dc=demo-shoji,dc=example',
    filter: DEFAULT_DIRECTORY_FILTER,
    codeAttribute: DEFAULT_CODE_ATTRIBUTE,
  };
  return readDirectory({ server: directory, password: PASSWORD, network }, signal, () => undefined);
}

const failure = async (...order: Parameters<typeof read>): Promise<DirectoryProblem | NetworkProblem> => {
  const error = await read(...order).then(
    ({ people }) => new Error(`read ${people.length}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof DirectoryProblem || error instanceof NetworkProblem) return error;
  throw error;
};

describe('reading a directory that misbehaves', () => {
  it('continues after an empty page that has a cookie', async () => {
    await start(
      searching((id, searches) => {
        if (searches === 1) return [person(id, 'a'), answers.done(id, { cookie: 'one' })];
        if (searches === 2) return answers.done(id, { cookie: 'two' });
        return [person(id, 'b'), answers.done(id, { cookie: '' })];
      }),
    );
    expect((await read()).people.map(({ mail }) => mail)).toEqual(['a@demo-shoji.example', 'b@demo-shoji.example']);
  });

  it('counts an entry once that is sent on two pages', async () => {
    const same = (id: number): Buffer => answers.entry(id, 'cn=a', { cn: ['a'], objectGUID: [Buffer.from('ff00ff00', 'hex')] });
    await start(searching((id, searches) => [same(id), answers.done(id, { cookie: searches < 3 ? 'next' : '' })]));
    expect(await read()).toMatchObject({ people: [{ name: 'a' }], entries: 1 });
  });

  it('takes everything from a server that does not page', async () => {
    await start(searching((id) => [person(id, 'a'), answers.reference(id, 'ldap://other/'), answers.done(id)]));
    expect(await read()).toMatchObject({ people: [{ mail: 'a@demo-shoji.example' }], referrals: 1 });
  });

  it.each(['ldaps', 'starttls'] as const)(
    'fails at once when a connection by %s is dropped in the middle of a page, and never reconnects',
    async (protection) => {
      await start(
        searching((id, searches, socket) => {
          if (searches === 1) return [person(id, 'a'), answers.done(id, { cookie: 'next' })];
          socket.write(person(id, 'b'));
          setTimeout(() => socket.destroy(), 20);
          return null;
        }),
        { protection },
      );
      const startedAt = performance.now();
      expect((await failure(protection)).reason).toBe('directory-cut');
      expect(performance.now() - startedAt).toBeLessThan(NETWORK.timeouts.bodyMs);
      expect((server as BerServer).connections()).toBe(1);
    },
  );

  it('fails when the server announces that it disconnects', async () => {
    await start(searching(() => tlv(0x30, tlv(0x02, Buffer.from([0])), tlv(0x78, tlv(0x0a, Buffer.from([52])), tlv(0x04), tlv(0x04)))));
    expect((await failure()).reason).toBe('directory-cut');
  });

  it('stops after the time limit when a page never ends', async () => {
    await start(
      searching((id, _, socket) => {
        const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(person(id, 'a'))), 50);
        return null;
      }),
    );
    expect((await failure('ldaps', undefined, HASTY)).reason).toBe('directory-timeout');
  });

  it('stops an answer that is larger than any page', async () => {
    const big = answers.entry(2, 'cn=big', { description: [Buffer.alloc(3_000_000, 0x61)] });
    await start(
      searching((_, __, socket) => {
        const more = (): void => void (socket.destroyed || socket.write(big, () => setImmediate(more)));
        more();
        return null;
      }),
    );
    expect((await failure()).reason).toBe('directory-too-large');
  });

  it('refuses a message that claims to be larger than any message, before it is received', async () => {
    await start(searching(() => Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x02, 0x01, 0x02])));
    expect((await failure()).reason).toBe('directory-too-large');
  });

  it.each<[string, Buffer]>([
    ['text', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['an indefinite length', Buffer.from([0x30, 0x80, 0x02, 0x01, 0x02, 0x00, 0x00])],
    [
      'a value that is longer than its attribute',
      tlv(0x30, tlv(0x02, Buffer.from([2])), tlv(0x64, tlv(0x04, 'cn=a'), Buffer.from([0x30, 0x20, 0x30, 0x05]))),
    ],
    ['an answer to another request', answers.done(77)],
    ['an unknown operation', tlv(0x30, tlv(0x02, Buffer.from([2])), tlv(0x6e))],
    ['bytes that are no UTF-8', answers.entry(2, 'cn=a', { displayName: [Buffer.from([0x83, 0x65])] })],
  ])('refuses %s', async (_, bytes) => {
    await start(searching(() => bytes));
    expect((await failure()).reason).toBe('directory-unreadable');
  });

  it.each<[number, string, string]>([
    [3, '', 'directory-time-limit'],
    [4, '', 'directory-size-limit'],
    [10, '', 'directory-base-elsewhere'],
    [11, '', 'directory-admin-limit'],
    [32, '', 'directory-base-missing'],
    [50, 'insufficient access', 'directory-no-right'],
    [51, '', 'directory-busy'],
    [1, '000004DC: LdapErr: DSID-0C090CF8', 'directory-code-other'],
    [4_000, '', 'directory-code-other'],
  ])('names the reason for result %i of a search, and uses no part of it', async (code, text, reason) => {
    await start(searching((id) => [person(id, 'a'), answers.done(id, { code, text, cookie: '' })]));
    const problem = await failure();
    expect([problem.reason, problem.params['code']]).toEqual([reason, code]);
  });

  it.each<[number, string, string, string | undefined]>([
    [49, '80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data 52e, v4f7c', 'directory-bind-refused', 'password'],
    [49, '80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data 775, v4f7c', 'directory-bind-refused', 'locked'],
    [49, '', 'directory-bind-refused', undefined],
    [8, '00002028: LdapErr: DSID-0C090203', 'directory-stronger-auth', undefined],
    [13, 'confidentiality required', 'directory-stronger-auth', undefined],
    [53, 'unauthenticated bind (DN with no password) disallowed', 'directory-code-other', undefined],
  ])('names the reason for result %i of a sign-in', async (code, text, reason, account) => {
    await start(({ id }) => answers.bind(id, code, text));
    const problem = await failure();
    expect([problem.reason, problem.params['account']]).toEqual([reason, account]);
    expect(JSON.stringify(problem.params)).not.toContain(PASSWORD);
  });

  it('sends no password after a refused StartTLS', async () => {
    await start(({ id }) => answers.extended(id, 52, 'unavailable'), { protection: 'none' });
    expect((await failure('starttls')).reason).toBe('directory-starttls-refused');
    expect((server as BerServer).requests.map(({ kind }) => kind)).not.toContain('bind');
  });

  it('refuses data that was sent unencrypted together with the answer to StartTLS', async () => {
    await start(({ id }) => Buffer.concat([answers.extended(id), answers.bind(2)]), { protection: 'none' });
    expect((await failure('starttls')).reason).toBe('directory-unreadable');
    expect((server as BerServer).requests.map(({ kind }) => kind)).not.toContain('bind');
  });

  it('stops at more people than a company can have', async () => {
    const page = (id: number, first: number): Buffer[] => [
      Buffer.concat(Array.from({ length: 10_000 }, (_, at) => answers.entry(id, 'cn=a', { cn: [`${first + at}`] }))),
      answers.done(id, { cookie: 'more' }),
    ];
    await start(searching((id, searches) => page(id, searches * 10_000)));
    expect((await failure()).reason).toBe('directory-too-many');
  });

  it('is canceled while it waits for a page', async () => {
    const canceled = new AbortController();
    await start(
      searching(() => {
        canceled.abort(new Error('canceled by the user'));
        return null;
      }),
    );
    await expect(read('ldaps', canceled.signal)).rejects.toThrow('canceled by the user');
  });
});
