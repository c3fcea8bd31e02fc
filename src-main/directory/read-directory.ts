import { BindRequest, PagedResultsControl, SearchRequest } from 'ldapts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { PERSON_ATTRIBUTES, toDirectoryPerson } from '#shared/domain/directory/ldap-people.ts';
import type { DirectoryServer } from '#shared/domain/integration/directory-server.ts';
import type { Network } from '../network/network.ts';
import type { LdapEntry } from './answers.ts';
import type { DirectoryPeople } from './directory-adapter.ts';
import { DirectoryProblem } from './directory-problem.ts';
import { parseFilter } from './filter.ts';
import type { LdapConnection, RequestLimits } from './ldap-connection.ts';
import { toLdapProblem } from './ldap-problem.ts';
import { openLdap, requireDirectoryDestination } from './open-ldap.ts';

/** Server, password and network for reading the company directory. */
export interface DirectoryAccess {
  readonly server: DirectoryServer;
  readonly password: string;
  readonly network: Network;
}

/** Entries per page; Active Directory's maximum is 1,000. */
const PAGE_SIZE = 500;
const MOST_ENTRIES = 200_000;
/** Maximum number of pages. Pages may be empty or small; after this many, the server is assumed to send pages endlessly. */
const MOST_PAGES = 20_000;
const LONGEST_RUN_MS = 15 * 60_000;
const MOST_VALUES = 2_000;
const LONGEST_VALUE_BYTES = 4_096;
/** Attributes that identify an entry permanently: Active Directory's, and that of RFC 4530. */
const IDENTITIES = ['objectguid', 'entryuuid'] as const;

/**
 * Reads all people of the directory over one connection. Returns the complete list or throws `NetworkProblem`, `DirectoryProblem`, or the
 * signal's reason.
 */
export async function readDirectory(
  access: DirectoryAccess,
  signal: AbortSignal,
  onProgress: (entries: number) => void,
): Promise<DirectoryPeople> {
  const { server, network } = access;
  const { connection } = await openLdap(requireDirectoryDestination(server), server.protection, network, signal);
  try {
    await bindConnection(connection, access, signal);
    return await searchPeople(connection, access, { signal, onProgress });
  } finally {
    connection.close();
  }
}

/** Signs in by simple bind. An empty password is never sent, because servers may treat the request as anonymous and report success. */
export async function bindConnection(
  connection: LdapConnection,
  { server, password, network }: DirectoryAccess,
  signal: AbortSignal,
): Promise<void> {
  if (password === '') throw new DirectoryProblem('directory-password-empty');
  const request = new BindRequest({ messageId: 0, dn: server.bindDn, password });
  const problem = toLdapProblem(await connection.request(request, limitsOf(network, signal)), 'bind');
  if (problem !== null) throw problem;
}

interface SearchOrder {
  readonly signal: AbortSignal;
  readonly onProgress?: (entries: number) => void;
  /** Stops after the first page that contains people; omitted = reads all pages. */
  readonly firstPageOnly?: boolean;
}

/** Searches page by page until the server sends no further cookie. */
export async function searchPeople(
  connection: LdapConnection,
  { server, network }: DirectoryAccess,
  { signal, onProgress, firstPageOnly = false }: SearchOrder,
): Promise<DirectoryPeople> {
  const collector = new PeopleCollector(server.codeAttribute);
  const filter = parseFilter(server.filter);
  const endsAt = performance.now() + LONGEST_RUN_MS;
  let cookie: Buffer = Buffer.alloc(0);
  for (let page = 0; ; page++) {
    if (performance.now() > endsAt) throw new DirectoryProblem('directory-timeout');
    if (page >= MOST_PAGES) throw new DirectoryProblem('directory-unreadable', { pages: page });
    const request = new SearchRequest({
      messageId: 0,
      baseDN: server.baseDn,
      scope: 'sub',
      filter,
      // No size limit, because the server would stop there and report success.
      timeLimit: 0,
      attributes: [...PERSON_ATTRIBUTES, server.codeAttribute, ...IDENTITIES],
      controls: [new PagedResultsControl({ value: { size: PAGE_SIZE, cookie } })],
    });
    const result = await connection.request(request, limitsOf(network, signal), collector);
    const problem = toLdapProblem(result, 'search');
    if (problem !== null) throw problem;
    onProgress?.(collector.found.entries);
    // A page may be empty although more follow; without paging support the server sent all entries at once.
    cookie = result.cookie ?? Buffer.alloc(0);
    if (cookie.length === 0 || (firstPageOnly && collector.found.people.length > 0)) return collector.found;
  }
}

const limitsOf = ({ timeouts }: Network, signal: AbortSignal): RequestLimits => ({ timeoutMs: timeouts.bodyMs, signal });

/** Converts entries to people while they arrive. Throws `DirectoryProblem` beyond the limits. */
class PeopleCollector {
  readonly #codeAttribute: string;
  readonly #people: DirectoryPerson[] = [];
  readonly #seen = new Set<string>();
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #entries = 0;
  #leftOut = 0;
  #referrals = 0;

  constructor(codeAttribute: string) {
    this.#codeAttribute = codeAttribute;
  }

  get found(): DirectoryPeople {
    return { people: this.#people, entries: this.#entries, leftOut: this.#leftOut, referrals: this.#referrals };
  }

  readonly onReference = (): void => {
    this.#referrals++;
  };

  readonly onEntry = ({ attributes }: LdapEntry): void => {
    // An entry that is moved during the search may be sent twice.
    const identity = IDENTITIES.map((name) => attributes.get(name)?.[0]?.toString('hex') ?? '').join(' ');
    if (identity.trim() !== '') {
      if (this.#seen.has(identity)) return;
      this.#seen.add(identity);
    }
    if (++this.#entries > MOST_ENTRIES) throw new DirectoryProblem('directory-too-many', { most: MOST_ENTRIES });
    const person = toDirectoryPerson(this.#textsOf(attributes), this.#codeAttribute);
    if (person === null) this.#leftOut++;
    else this.#people.push(person);
  };

  #textsOf(attributes: LdapEntry['attributes']): ReadonlyMap<string, readonly string[]> {
    const texts = new Map<string, readonly string[]>();
    for (const [name, values] of attributes) {
      if ((IDENTITIES as readonly string[]).includes(name)) continue;
      if (values.length > MOST_VALUES) throw new DirectoryProblem('directory-too-large', { attribute: name });
      texts.set(
        name,
        values.map((value) => this.#textOf(name, value)),
      );
    }
    return texts;
  }

  #textOf(attribute: string, value: Buffer): string {
    if (value.length > LONGEST_VALUE_BYTES) throw new DirectoryProblem('directory-too-large', { attribute });
    try {
      return this.#decoder.decode(value);
    } catch {
      throw new DirectoryProblem('directory-unreadable', { attribute });
    }
  }
}
