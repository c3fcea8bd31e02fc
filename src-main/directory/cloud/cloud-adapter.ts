import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { listMissingPersonFields } from '#shared/domain/directory/ldap-people.ts';
import { type CloudDirectory, type CloudServers, getCompanyDirectoryName } from '#shared/domain/integration/cloud-directory.ts';
import {
  CLOUD_LAYERS,
  type CloudLayer,
  createConnectionReason,
  type LayerResult,
  type LayerVerdict,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { runLayers } from '../../network/layer-run.ts';
import { createFailedVerdict, createPassedVerdict, findExpiryWarnings } from '../../network/layer-verdicts.ts';
import type { Network } from '../../network/network.ts';
import { type ReachTarget, reachByTls, reachPort } from '../../network/sockets/reach.ts';
import { createMask } from '../../redaction/redactor.ts';
import type { DirectoryAdapter, DirectoryPassword, DirectoryPeople } from '../directory-adapter.ts';
import { DirectoryProblem } from '../directory-problem.ts';
import { CloudSession, type RetryBudget } from './cloud-session.ts';
import type { CloudPage, CloudVendor } from './vendor.ts';

export interface CloudAdapterOptions<Directory extends CloudDirectory> {
  readonly directory: Directory;
  readonly servers: CloudServers;
  readonly secret: DirectoryPassword;
  /** See `CloudAccess`. */
  readonly networkFor: (url: string) => Promise<Network>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Patience of a complete read; omitted = ten minutes. */
  readonly patience?: RetryBudget;
}

const MOST_ENTRIES = 200_000;
/** Maximum number of pages. Pages may be empty or small; after this many, the server is assumed to send pages endlessly. */
const MOST_PAGES = 20_000;
const LONGEST_RUN_MS = 30 * 60_000;
const READ_PATIENCE: RetryBudget = { waitMs: 10 * 60_000 };
/** A connection test waits only briefly, because a user is looking at it. */
const TEST_PATIENCE: RetryBudget = { waitMs: 5_000 };

/** Returns the adapter of a cloud directory. */
export function createCloudAdapter<Directory extends CloudDirectory>(
  vendor: CloudVendor<Directory>,
  parts: CloudAdapterOptions<Directory>,
): DirectoryAdapter {
  const { directory, secret } = parts;
  const value = secret.kind === 'password' ? secret.value : '';
  const mask = createMask(value === '' ? [] : [value]);
  const openSession = (patience: RetryBudget): CloudSession<Directory> => new CloudSession(vendor, { ...parts, secret: value }, patience);
  return {
    name: getCompanyDirectoryName(directory),
    noPeople: 'cloud-no-people',
    mask,
    async readPeople(signal, onProgress) {
      requireSecret(secret);
      const session = openSession(parts.patience ?? READ_PATIENCE);
      try {
        return await readAllPages(session, vendor.firstPage(directory, parts.servers), { signal, onProgress });
      } finally {
        await session.close();
      }
    },
    async *testLayers(signal) {
      const test = new CloudTest(vendor, parts, openSession(TEST_PATIENCE), signal);
      try {
        yield* runLayers({ layers: CLOUD_LAYERS, signal, mask, test: (layer) => test.test(layer) }) satisfies AsyncGenerator<
          LayerResult<CloudLayer>
        >;
      } finally {
        await test.close();
      }
    },
  };
}

function requireSecret(secret: DirectoryPassword): void {
  if (secret.kind === 'of-another-server') throw new DirectoryProblem('cloud-secret-of-another-tenant');
  if (secret.kind !== 'password' || secret.value === '') throw new DirectoryProblem('cloud-secret-empty');
}

interface ReadOrder {
  readonly signal: AbortSignal;
  readonly onProgress?: (entries: number) => void;
  /** Stops after the first page that contains people; omitted = reads all pages. */
  readonly firstPageOnly?: boolean;
}

/** Reads page by page until the server names no further page. */
async function readAllPages<Directory extends CloudDirectory>(
  session: CloudSession<Directory>,
  first: string,
  { signal, onProgress, firstPageOnly = false }: ReadOrder,
): Promise<DirectoryPeople> {
  const collected = new CollectedPeople();
  const endsAt = performance.now() + LONGEST_RUN_MS;
  for (let [url, pages]: [string, number] = [first, 0]; ; pages++) {
    if (performance.now() > endsAt) throw new DirectoryProblem('cloud-timeout');
    if (pages >= MOST_PAGES) throw new DirectoryProblem('cloud-unreadable', { part: 'next' });
    const page = await session.readPage(url, signal);
    collected.add(page);
    onProgress?.(collected.found.entries);
    // A page may be empty although more follow.
    if (page.next === null || (firstPageOnly && collected.found.people.length > 0)) return collected.found;
    if (page.next === url) throw new DirectoryProblem('cloud-unreadable', { part: 'next' });
    url = page.next;
  }
}

/** People of the pages read so far. Throws `cloud-too-many` beyond the limit. */
class CollectedPeople {
  readonly #people: DirectoryPerson[] = [];
  readonly #seen = new Set<string>();
  #leftOut = 0;

  get found(): DirectoryPeople {
    return { people: this.#people, entries: this.#seen.size, leftOut: this.#leftOut, referrals: 0 };
  }

  add({ entries }: CloudPage): void {
    for (const { id, person } of entries) {
      // An entry that changes during the read may be sent twice.
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      if (this.#seen.size > MOST_ENTRIES) throw new DirectoryProblem('cloud-too-many', { most: MOST_ENTRIES });
      if (person === null) this.#leftOut++;
      else this.#people.push(person);
    }
  }
}

/** State shared by the layers of a connection test. */
class CloudTest<Directory extends CloudDirectory> {
  readonly #vendor: CloudVendor<Directory>;
  readonly #parts: CloudAdapterOptions<Directory>;
  readonly #session: CloudSession<Directory>;
  readonly #signal: AbortSignal;

  constructor(
    vendor: CloudVendor<Directory>,
    parts: CloudAdapterOptions<Directory>,
    session: CloudSession<Directory>,
    signal: AbortSignal,
  ) {
    this.#vendor = vendor;
    this.#parts = parts;
    this.#session = session;
    this.#signal = signal;
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  async test(layer: CloudLayer): Promise<LayerVerdict> {
    const { servers } = this.#parts;
    switch (layer) {
      case 'cloud-settings':
        return this.#settings();
      case 'cloud-sign-in-server':
        return this.#reach(servers.signIn);
      case 'cloud-sign-in':
        await this.#session.signIn(this.#signal);
        return createPassedVerdict();
      case 'cloud-directory-server':
        return this.#reach(servers.api);
      case 'cloud-people':
        return this.#people();
    }
  }

  #settings(): LayerVerdict {
    const { directory, secret, servers } = this.#parts;
    if (secret.kind === 'of-another-server') return createFailedVerdict(createConnectionReason('cloud-secret-of-another-tenant'));
    const problem = this.#vendor.settingsProblem(directory, secret.kind === 'password' ? secret.value : '');
    if (problem !== null) throw problem;
    if (typeof SecretDestination.of(servers.purpose, servers.signIn) === 'string') throw new Error('an address that may receive no secret');
    return createPassedVerdict({ target: getCompanyDirectoryName(directory) });
  }

  async #reach(address: string): Promise<LayerVerdict> {
    const network = await this.#parts.networkFor(`${address}/`);
    const way: ReachTarget = { url: new URL(address), network, signal: this.#signal };
    // The demo company's servers have no certificate.
    if (way.url.protocol === 'http:') return createPassedVerdict(await reachPort(way));
    const { facts, peer } = await reachByTls(way);
    return createPassedVerdict(facts, findExpiryWarnings(peer, way.url.host, this.#parts.now()));
  }

  async #people(): Promise<LayerVerdict> {
    const first = this.#vendor.firstPage(this.#parts.directory, this.#parts.servers);
    const { people } = await readAllPages(this.#session, first, { signal: this.#signal, firstPageOnly: true });
    if (people.length === 0) return createFailedVerdict(createConnectionReason('cloud-no-people'));
    const missing = listMissingPersonFields(people).flatMap((field) => this.#vendor.wanted[field] ?? []);
    const warned = missing.length === 0 ? [] : [createConnectionReason('cloud-fields-missing', { missing: missing.join(', ') })];
    return { failed: [], warned, facts: { users: people.length } };
  }
}
