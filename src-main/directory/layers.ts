import { listMissingPersonFields } from '#shared/domain/directory/ldap-people.ts';
import {
  createConnectionReason,
  type LayerResult,
  type LayerVerdict,
  LDAP_LAYERS,
  type LdapLayer,
} from '#shared/domain/integration/connection-test/connection-test.ts';
import { type DirectoryServer, toDirectoryWebAddress } from '#shared/domain/integration/directory-server.ts';
import type { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { runLayers } from '../network/layer-run.ts';
import { createFailedVerdict, createPassedVerdict, findExpiryWarnings } from '../network/layer-verdicts.ts';
import type { Network } from '../network/network.ts';
import { getVerifiedPeer } from '../network/sockets/peer.ts';
import { type ReachTarget, reachByTls, reachPort, resolveHost } from '../network/sockets/reach.ts';
import { createMask } from '../redaction/redactor.ts';
import type { DirectoryPassword } from './directory-adapter.ts';
import { parseFilter } from './filter.ts';
import { type OpenedLdap, openLdap, requireDirectoryDestination } from './open-ldap.ts';
import { bindConnection, searchPeople } from './read-directory.ts';

export interface DirectoryTest {
  /** `null` = not configured. */
  readonly server: DirectoryServer | null;
  readonly password: DirectoryPassword;
  readonly network: Network;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Attributes of the fields that are most important for matching people. */
const wantedAttributes = (server: DirectoryServer): Readonly<Record<string, string>> => ({
  mail: 'mail',
  employeeId: server.codeAttribute,
  enabled: 'userAccountControl',
});

/**
 * Tests the company's directory layer by layer: every layer of `LDAP_LAYERS` once, in order. Reads only. Failures are results;
 * throws only the signal's reason.
 */
export async function* testDirectory(test: DirectoryTest): AsyncGenerator<LayerResult<LdapLayer>, void, void> {
  const run = new DirectoryRun(test);
  try {
    yield* runLayers({ layers: LDAP_LAYERS, signal: test.signal, mask: run.mask, test: (layer) => run.test(layer) });
  } finally {
    run.close();
  }
}

/** State shared by the layers. */
class DirectoryRun {
  readonly #test: DirectoryTest;
  readonly mask: (text: string) => string;
  #server: DirectoryServer | null = null;
  #destination: SecretDestination | null = null;
  #opened: OpenedLdap | null = null;

  constructor(test: DirectoryTest) {
    this.#test = test;
    this.mask = createMask([test.password.kind === 'password' ? test.password.value : '']);
  }

  close(): void {
    this.#opened?.connection.close();
  }

  test(layer: LdapLayer): Promise<LayerVerdict> {
    switch (layer) {
      case 'directory-settings':
        return this.#settings();
      case 'directory-dns':
        return resolveHost(this.#way()).then((facts) => createPassedVerdict(facts));
      case 'directory-tcp':
        return reachPort(this.#way()).then((facts) => createPassedVerdict(facts));
      case 'directory-tls':
        return this.#tls();
      case 'directory-bind':
        return this.#bind();
      case 'directory-people':
        return this.#people();
    }
  }

  async #settings(): Promise<LayerVerdict> {
    const { server, password } = this.#test;
    if (server === null) return createFailedVerdict(createConnectionReason('directory-not-set'));
    this.#destination = requireDirectoryDestination(server);
    this.#server = server;
    parseFilter(server.filter);
    if (password.kind !== 'password' || password.value === '')
      return createFailedVerdict(
        createConnectionReason(password.kind === 'of-another-server' ? 'directory-password-of-another-server' : 'directory-password-empty'),
      );
    return createPassedVerdict({ host: server.host, port: server.port });
  }

  async #tls(): Promise<LayerVerdict> {
    const { network, signal, now } = this.#test;
    const { protection } = this.#known().server;
    // After StartTLS refused a certificate it cannot be fetched without TLS, so only LDAPS can show it.
    const reached = protection === 'ldaps' ? await reachByTls(this.#way()) : null;
    this.#opened = await openLdap(this.#known().destination, protection, network, signal);
    const peer = reached?.peer ?? getVerifiedPeer(this.#opened.socket, network.trust);
    const { subject, issuer, expiresAt: expires, protocol, trustedBy } = peer;
    return createPassedVerdict(
      { subject, issuer, expires, protocol, trustedBy },
      findExpiryWarnings(peer, this.#known().server.host, now()),
    );
  }

  async #bind(): Promise<LayerVerdict> {
    const { server, opened } = this.#open();
    const { password, network, signal } = this.#test;
    const value = password.kind === 'password' ? password.value : '';
    await bindConnection(opened.connection, { server, password: value, network }, signal);
    return createPassedVerdict({ user: server.bindDn });
  }

  async #people(): Promise<LayerVerdict> {
    const { server, opened } = this.#open();
    const { network, signal } = this.#test;
    const { people, referrals } = await searchPeople(opened.connection, { server, password: '', network }, { signal, firstPageOnly: true });
    if (people.length === 0) return createFailedVerdict(createConnectionReason('directory-no-people'));
    const wanted = wantedAttributes(server);
    const missing = listMissingPersonFields(people).flatMap((field) => wanted[field] ?? []);
    return {
      failed: [],
      warned: [
        ...(missing.length === 0 ? [] : [createConnectionReason('directory-fields-missing', { missing: missing.join(', ') })]),
        ...(referrals === 0 ? [] : [createConnectionReason('directory-referrals', { count: referrals })]),
      ],
      facts: { users: people.length },
    };
  }

  #way(): ReachTarget {
    const { network, signal } = this.#test;
    const url = new URL(toDirectoryWebAddress(this.#known().server).replace('https:', 'ldaps:'));
    return { url, network, signal };
  }

  #known() {
    const [server, destination] = [this.#server, this.#destination];
    if (server === null || destination === null) throw new Error('a layer before this one must have failed');
    return { server, destination };
  }

  #open() {
    if (this.#opened === null) throw new Error('a layer before this one must have failed');
    return { server: this.#known().server, opened: this.#opened };
  }
}
