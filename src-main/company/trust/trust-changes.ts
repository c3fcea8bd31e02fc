import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type DirectoryServer, directoryPlace } from '#shared/domain/integration/directory-server.ts';
import { phrase } from '#shared/domain/sync/wording/phrase.ts';
import { describeCertificate } from '../../network/tls/certificates.ts';
import type { HistoryRecord } from '../../storage/history-log.ts';
import type { StoredConnection } from '../connections/stored-connection.ts';

/** A change of trust or of the network route. Texts are below `trust.change` and `historyLog.sentence.connection`. */
export interface TrustChange {
  readonly kind:
    | 'authority-added'
    | 'authority-removed'
    | 'system-store-on'
    | 'system-store-off'
    | 'proxy'
    | 'certificate'
    | 'certificate-removed'
    | 'link-host'
    | 'plain-http'
    | 'plain-http-off'
    | 'server'
    | 'server-removed'
    | 'basic-user'
    | 'directory'
    | 'directory-removed'
    | 'approver'
    | 'approver-removed'
    | 'own-key'
    | 'guards'
    | 'company-kind'
    | 'read-only'
    | 'other-connection'
    | 'run';
  readonly params: Readonly<Record<string, string>>;
  /** Whether a party becomes trusted, or receives traffic, that was not before. */
  readonly widens: boolean;
}

/**
 * The question to the user outside the page, which may be compromised. `change`: about the current change. `found`: about the company's
 * file, not confirmed by a seal.
 */
export interface TrustQuestion {
  readonly occasion: 'change' | 'found';
  /** `''` = not about a company. */
  readonly company: string;
  readonly changes: readonly TrustChange[];
}

/** Asks the user by the host's own means. `unavailable`: the host has none, for example no terminal. */
export type ConfirmTrust = (question: TrustQuestion) => Promise<'yes' | 'no' | 'unavailable'>;

/** Changes of trust between two states. */
export function trustChanges(before: StoredConnection, after: StoredConnection): readonly TrustChange[] {
  const change = (kind: TrustChange['kind'], widens: boolean, pem: string): TrustChange => {
    const { subject, fingerprint } = describeCertificate(pem, 0);
    return { kind, widens, params: { subject, fingerprint } };
  };
  const [was, is] = [before.clientCertificate, after.clientCertificate];
  return [
    ...after.extraCa.filter((pem) => !before.extraCa.includes(pem)).map((pem) => change('authority-added', true, pem)),
    ...before.extraCa.filter((pem) => !after.extraCa.includes(pem)).map((pem) => change('authority-removed', false, pem)),
    ...(before.systemStore === after.systemStore
      ? []
      : [{ kind: after.systemStore ? 'system-store-on' : 'system-store-off', widens: after.systemStore, params: {} } as const]),
    ...(nameOf(before.proxy) === nameOf(after.proxy)
      ? []
      : [{ kind: 'proxy', widens: 'url' in after.proxy, params: { proxy: nameOf(after.proxy), before: nameOf(before.proxy) } } as const]),
    ...(before.plainHttp === after.plainHttp
      ? []
      : after.plainHttp !== null
        ? [{ kind: 'plain-http', widens: true, params: { address: after.plainHttp } } as const]
        : [{ kind: 'plain-http-off', widens: false, params: { address: before.plainHttp ?? '' } } as const]),
    ...directoryChanges(before.directory ?? null, after.directory ?? null),
    ...(was?.certificate === is?.certificate
      ? []
      : is !== null
        ? [change('certificate', true, is.certificate)]
        : was !== null
          ? [change('certificate-removed', false, was.certificate)]
          : []),
  ];
}

/** Changes of the server that gets the password, of its protection or its account count; base and filter do not. */
function directoryChanges(before: DirectoryServer | null, after: DirectoryServer | null): readonly TrustChange[] {
  const [was, is] = [before, after].map((server) => server && { address: directoryPlace(server), account: server.bindDn });
  if (was?.address === is?.address && was?.account === is?.account) return [];
  return is != null
    ? [{ kind: 'directory', widens: true, params: is }]
    : [{ kind: 'directory-removed', widens: false, params: { address: was?.address ?? '' } }];
}

/** The address of a proxy or of its script; else which of the others it is. */
const nameOf = (proxy: StoredConnection['proxy']): string => ('url' in proxy ? proxy.url : proxy.kind);

/** The line of the history about a change. */
export const trustRecord = ({ kind, params }: TrustChange, { at, by }: Pick<HistoryRecord, 'at' | 'by'>): HistoryRecord => ({
  at,
  by,
  kind: 'trust',
  section: null,
  id: '',
  name: '',
  sentence: phrase(`historyLog.sentence.connection.${kind}`, params),
  reason: '',
  runId: null,
  requestId: null,
  before: null,
  after: null,
});

/** Asks about changes that extend trust, if any. Throws `trust-refused` or `trust-unasked`. */
export async function requireTrust(confirm: ConfirmTrust, { company, changes }: Omit<TrustQuestion, 'occasion'>): Promise<void> {
  const widening = changes.filter(({ widens }) => widens);
  if (widening.length === 0) return;
  const answer = await confirm({ occasion: 'change', company, changes: widening });
  if (answer !== 'yes') throw new ExpectedError(answer === 'no' ? 'trust-refused' : 'trust-unasked');
}
