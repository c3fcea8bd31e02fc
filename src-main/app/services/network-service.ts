import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallParsedInput } from '#shared/contract/calls.ts';
import type { ConnectionSettings } from '#shared/contract/connections/connections.ts';
import type { SecretName } from '#shared/contract/connections/secrets.ts';
import type { PlainHttpPermission } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';
import type { SecretDestinationId } from '../../company/connections/secret-destination-ids.ts';
import type { StoredConnection } from '../../company/connections/stored-connection.ts';
import type { ServerAccess } from '../../company/server/server-access.ts';
import type { CompanySession } from '../../company/session.ts';
import { type ConfirmTrust, compareTrustedConnections, requireTrust } from '../../company/trust/trust-changes.ts';
import { readFilePatientlyAsync } from '../../disk/held-files.ts';
import { createUnreachableServerError } from '../../groupware/connection-failure.ts';
import { parseServerAddress, parseServerOrigin } from '../../groupware/server-address.ts';
import type { ClientCertificate, Credentials, Network } from '../../network/network.ts';
import { NetworkProblem } from '../../network/problem.ts';
import { chooseRoute, type ProxyResolver } from '../../network/proxy/choose-route.ts';
import { getProxyOrigin, parseProxyAddress, readEnvironmentProxy } from '../../network/proxy/proxy-address.ts';
import { describeCertificate, parseCertificateFile, splitCertificates } from '../../network/tls/certificates.ts';
import {
  CertificateError,
  decryptCertificate,
  type EncryptedCertificate,
  encryptCertificate,
} from '../../network/tls/client-certificate.ts';
import { createConnectionService } from './connection-service.ts';
import type { FileTokens } from './file-tokens.ts';
import { getPlainHttpPermission, parsePlainHttpOrigin, readPlainHttpPolicy } from './plain-http.ts';
import type { SecretService } from './secret-service.ts';

/** Network settings of a company, and the network for its servers. */
export interface NetworkService {
  settings(): Promise<ConnectionSettings>;
  /** Changes settings. Throws `connection-*`, `trust-refused` or `trust-unasked`; the settings are then unchanged. */
  change(change: CallParsedInput<'connections.changeSettings'>): Promise<ConnectionSettings>;
  /**
   * Returns the network for an address. Throws `NetworkProblem` if the proxy settings permit no connection, `keychain-*` if a secret is
   * unavailable, `trust-unconfirmed` if the settings were not confirmed.
   */
  networkFor(url: string): Promise<Network>;
  /** Like `networkFor`, for the groupware with its client certificate. */
  groupwareNetworkFor(url: string): Promise<Network>;
  /** Returns the network for the LDAP directory. It has no proxy, because the company's proxies are for HTTP. */
  directoryNetwork(): Promise<Network>;
  /** Returns the company's permission for unencrypted http to the groupware, and whether the machine's policy forbids it. */
  plainHttp(): Promise<{ readonly allowed: PlainHttpPermission | null; readonly forbidden: boolean }>;
  /** Returns the HTTP Basic user for the groupware; `''` = none. */
  basicUser(): Promise<string>;
  /**
   * Returns HTTP Basic credentials for an address of the groupware; `null` = none. Throws `secret-bound-elsewhere` if they were saved for
   * another server.
   */
  basic(address: string): Promise<Credentials | null>;
  /**
   * Returns the complete access for calls to the groupware. Throws `server-address-invalid`, and `server-unreachable` if no connection is
   * permitted.
   */
  access(server: Pick<ServerAccess, 'address' | 'accessKey'>): Promise<ServerAccess>;
  /** Returns the access to the stored server with the stored key; `null` if one of them is missing, and for the demo company. */
  storedAccess(): Promise<ServerAccess | null>;
}

interface ServiceParts {
  readonly session: CompanySession;
  readonly secretService: Pick<SecretService, 'read' | 'carry' | 'set' | 'clear' | 'provideTest' | 'providePlace'>;
  readonly files: Pick<FileTokens, 'find' | 'drop'>;
  readonly confirmTrust: ConfirmTrust;
  /** `null` without a desktop. */
  readonly proxyResolver: ProxyResolver | null;
  readonly env: NodeJS.ProcessEnv;
  readonly registerSecret: (value: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Maximum size of a certificate file in bytes. */
const MAX_FILE_BYTES = 256 * 1024;
const MAX_AUTHORITIES = 100;

export function createNetworkService(parts: ServiceParts): NetworkService {
  const { session, secretService, files, confirmTrust, proxyResolver, env, registerSecret, now } = parts;

  const connections = createConnectionService(session);

  const httpPolicy = readPlainHttpPolicy(env);
  const plainHttp: NetworkService['plainHttp'] = async () => ({
    allowed: getPlainHttpPermission((await stored()).plainHttp, httpPolicy),
    forbidden: httpPolicy === 'never',
  });

  const stored = async (): Promise<StoredConnection> => connections.connection();

  async function clientCertificate({ clientCertificate: locked }: StoredConnection): Promise<ClientCertificate | null> {
    if (locked === null) return null;
    const passphrase = await secretService.read('client-certificate-passphrase', certificatePlace(locked));
    return passphrase === null ? null : decryptCertificate(locked, passphrase);
  }

  // Without readable settings there is no destination; a secret can still be listed and deleted.
  const unlessUnreadable = (place: (connection: StoredConnection) => SecretDestinationId | null) => () => stored().then(place, () => null);
  secretService.providePlace(
    'client-certificate-passphrase',
    unlessUnreadable(({ clientCertificate: locked }) => locked && certificatePlace(locked)),
  );
  secretService.providePlace(
    'proxy-password',
    unlessUnreadable(({ proxy }) => proxyPlace(proxy)),
  );
  secretService.provideTest('client-certificate-passphrase', {
    // Without readable settings it cannot be tested.
    available: () =>
      stored().then(
        ({ clientCertificate: locked }) => locked !== null,
        () => false,
      ),
    async run(passphrase) {
      const { clientCertificate: locked } = await stored();
      if (locked !== null && (await decryptCertificate(locked, passphrase)) === null)
        throw new ExpectedError('connection-client-certificate-invalid', { why: 'passphrase' });
    },
  });

  async function settingsOf(connection: StoredConnection): Promise<ConnectionSettings> {
    const { clientCertificate: locked } = connection;
    return {
      proxy: connection.proxy,
      extraCa: connection.extraCa.map((pem) => describeCertificate(pem, now())),
      systemStore: connection.systemStore,
      clientCertificate:
        locked === null
          ? null
          : {
              kind: locked.kind,
              certificate: describeCertificate(locked.certificate, now()),
              state: (await clientCertificate(connection).catch(() => null)) === null ? 'locked' : 'ready',
            },
      basicUser: connection.basicUser,
      timeouts: connection.timeouts,
      plainHttp: { allowed: connection.plainHttp, policy: httpPolicy },
      host: {
        system: proxyResolver === null ? 'environment' : 'desktop',
        pac: proxyResolver !== null,
        environmentProxy: readEnvironmentProxy(env).shown,
      },
    };
  }

  /** Reads certificate files and always drops their tokens, because the files were chosen for this call only. */
  async function readCertificateFiles(tokens: readonly string[]): Promise<Uint8Array[]> {
    const contents: Uint8Array[] = [];
    try {
      for (const token of tokens) {
        const file = files.find(token);
        if (file.bytes > MAX_FILE_BYTES) throw new ExpectedError('file-too-large', { file: file.name, limit: MAX_FILE_BYTES });
        contents.push(new Uint8Array(await readFilePatientlyAsync(file.path)));
      }
      return contents;
    } finally {
      for (const token of tokens) await files.drop(token);
    }
  }

  async function lock({ tokens, passphrase }: { readonly tokens: readonly string[]; readonly passphrase: string }) {
    if (passphrase !== '') registerSecret(passphrase);
    try {
      return await encryptCertificate(await readCertificateFiles(tokens), passphrase);
    } catch (error) {
      throw error instanceof CertificateError ? new ExpectedError('connection-client-certificate-invalid', { why: error.fault }) : error;
    }
  }

  type AuthorityChange = NonNullable<CallParsedInput<'connections.changeSettings'>['extraCa']>;
  /** Returns a function that applies the change to the list of authorities. */
  async function changeOfAuthorities(change: AuthorityChange): Promise<(now: readonly string[]) => string[]> {
    if ('remove' in change) return (now) => now.filter((pem) => fingerprintOf(pem) !== change.remove);
    if ('add' in change) return (now) => withAuthorities(now, () => splitCertificates(change.add));
    const [content = new Uint8Array()] = await readCertificateFiles([change.file]);
    return (now) => withAuthorities(now, () => parseCertificateFile(content));
  }

  async function networkFor(url: string): Promise<Network> {
    // All outgoing connections pass here; the servers, proxies and authorities of the file may be used only after confirmation.
    await session.trust.confirm(confirmTrust);
    const connection = await stored();
    const { proxy } = connection;
    const place = proxyPlace(proxy);
    const password =
      proxy.kind === 'manual' && proxy.user !== '' && place !== null ? await secretService.read('proxy-password', place) : null;
    const route = await chooseRoute(url, { proxy, password, resolver: proxyResolver, env });
    if (route.kind === 'proxy' && route.credentials !== null && route.credentials.password !== '')
      registerSecret(route.credentials.password);
    return {
      route,
      trust: { extraCa: connection.extraCa, systemStore: connection.systemStore },
      clientCertificate: null,
      timeouts: connection.timeouts,
    };
  }

  async function directoryNetwork(): Promise<Network> {
    await session.trust.confirm(confirmTrust);
    const { extraCa, systemStore, timeouts } = await stored();
    return { route: { kind: 'direct' }, trust: { extraCa, systemStore }, clientCertificate: null, timeouts };
  }

  const groupwareNetworkFor = async (url: string): Promise<Network> => ({
    ...(await networkFor(url)),
    clientCertificate: await clientCertificate(await stored()),
  });

  async function basic(address: string): Promise<Credentials | null> {
    const { basicUser } = await stored();
    if (basicUser === '') return null;
    const origin = parseServerOrigin(address);
    return { user: basicUser, password: (await secretService.read('http-basic-password', origin)) ?? '' };
  }

  const access: NetworkService['access'] = async ({ address, accessKey }) => {
    const allowed = (await plainHttp()).allowed;
    const { origin } = parseServerAddress(address, allowed);
    try {
      return { address, accessKey, plainHttp: allowed, basic: await basic(address), network: await groupwareNetworkFor(`${origin}/`) };
    } catch (error) {
      if (!(error instanceof NetworkProblem)) throw error;
      throw createUnreachableServerError(new URL(origin).host, error.reason);
    }
  };

  /** Deletes a secret; returns a function that restores it for its destination. */
  async function takeAway(name: SecretName, place: SecretDestinationId): Promise<() => Promise<void>> {
    // A password saved for another proxy need not be restored.
    const value = await secretService.carry(name).catch((error: unknown) => {
      if (error instanceof ExpectedError && error.failure.code === 'secret-bound-elsewhere') return null;
      throw error;
    });
    await secretService.clear(name);
    return async () => {
      if (value !== null) await secretService.set(name, value, place);
    };
  }

  /**
   * Stores or deletes the passphrase of the current certificate; `undefined` = unchanged. Throws `keychain-*`; the former passphrase then
   * stays.
   */
  async function keepPassphrase(locked: Awaited<ReturnType<typeof lock>> | null | undefined): Promise<void> {
    if (locked) await secretService.set('client-certificate-passphrase', locked.passphrase, certificatePlace(locked.locked));
    else if (locked === null) await secretService.clear('client-certificate-passphrase');
  }

  return {
    settings: async () => settingsOf(await stored()),
    async change({ clientCertificate: certificate, extraCa, proxy, systemStore, basicUser, timeouts, plainHttp: chosen }) {
      if (proxy !== undefined) checkProxy(proxy, proxyResolver !== null);
      const chosenHttp = chosen === undefined || chosen === null ? chosen : parsePlainHttpOrigin(chosen, httpPolicy);
      const authorities = extraCa === undefined ? undefined : await changeOfAuthorities(extraCa);
      const locked = certificate === undefined ? undefined : certificate === null ? null : await lock(certificate);
      /** Computed from the settings at that time, because another window may change them while the dialog is open. */
      const changeOf = (now: StoredConnection): Partial<StoredConnection> => ({
        ...(systemStore === undefined ? {} : { systemStore }),
        ...(basicUser === undefined ? {} : { basicUser }),
        ...(timeouts === undefined ? {} : { timeouts }),
        ...(proxy === undefined ? {} : { proxy }),
        ...(authorities === undefined ? {} : { extraCa: authorities(now.extraCa) }),
        ...(locked === undefined ? {} : { clientCertificate: locked?.locked ?? null }),
        ...(chosenHttp === undefined ? {} : { plainHttp: chosenHttp }),
      });
      const asked = await stored();
      const { name: company } = session.file().company();
      await requireTrust(confirmTrust, { company, changes: compareTrustedConnections(asked, { ...asked, ...changeOf(asked) }) });
      const place = proxyPlace((await stored()).proxy);
      // The password belongs to the former proxy and must not be sent to another one.
      const isOtherProxy = proxy !== undefined && place !== null && place !== proxyPlace(proxy);
      const putBack = isOtherProxy ? await takeAway('proxy-password', place) : async () => undefined;
      try {
        const before = await connections.changeConnection(changeOf);
        await keepPassphrase(locked).catch(async (error: unknown) => {
          // Restore the settings, because a certificate without its passphrase is unusable.
          await connections.changeConnection(() => takenBack(before, changeOf(before)));
          throw error;
        });
      } catch (error) {
        await putBack();
        throw error;
      }
      return settingsOf(await stored());
    },
    networkFor,
    groupwareNetworkFor,
    directoryNetwork,
    plainHttp,
    basicUser: async () => (await stored()).basicUser,
    basic,
    access,
    async storedAccess() {
      const company = session.file().company();
      if (company.kind === 'demo' || company.serverAddress === null) return null;
      const accessKey = await secretService.read('access-key', parseServerOrigin(company.serverAddress));
      return accessKey === null ? null : access({ address: company.serverAddress, accessKey });
    },
  };
}

/** Returns the former values of the changed settings, so that other settings changed in the meantime stay. */
const takenBack = (before: StoredConnection, changed: Partial<StoredConnection>): Partial<StoredConnection> =>
  Object.fromEntries(Object.keys(changed).map((name) => [name, before[name as keyof StoredConnection]]));

function checkProxy(proxy: StoredConnection['proxy'], canRunScripts: boolean): void {
  if (proxy.kind === 'manual') {
    const address = parseProxyAddress(proxy.url);
    if (typeof address === 'string') throw new ExpectedError('connection-proxy-invalid', { why: address });
  }
  if (proxy.kind !== 'pac') return;
  if (!canRunScripts) throw new ExpectedError('connection-pac-unavailable');
  const script = readWebAddress(proxy.url);
  if (typeof script !== 'string') return;
  throw new ExpectedError('connection-proxy-invalid', { why: script === 'scheme' || script === 'credentials' ? script : 'not-an-address' });
}

/** Returns scheme, host and port of a manually configured proxy, for which a password may be saved; `null` for other settings. */
const proxyPlace = (proxy: StoredConnection['proxy']): SecretDestinationId | null =>
  proxy.kind === 'manual' ? getProxyOrigin(proxy.url) : null;

/** Returns the destination of a passphrase: the fingerprint of its certificate. */
const certificatePlace = ({ certificate }: EncryptedCertificate): SecretDestinationId => describeCertificate(certificate, 0).fingerprint;

const fingerprintOf = (pem: string): string => describeCertificate(pem, 0).fingerprint;

/** Adds authorities without duplicates. `read` returns the new ones, or throws `RangeError`. */
function withAuthorities(before: readonly string[], read: () => readonly string[]): string[] {
  let added: readonly string[];
  try {
    added = read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ExpectedError('connection-certificate-invalid', { why: 'unreadable' });
  }
  if (added.length === 0) throw new ExpectedError('connection-certificate-invalid', { why: 'none' });
  const all = new Map([...before, ...added].map((pem) => [fingerprintOf(pem), pem]));
  if (all.size > MAX_AUTHORITIES) throw new ExpectedError('connection-certificate-invalid', { why: 'tooMany' });
  return [...all.values()];
}
