import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type AmazonBusinessConnection, getAmazonBusinessName } from '#shared/domain/integration/amazon-business.ts';
import { type CompanyDirectory, getCompanyDirectoryName, getDirectoryAccount } from '#shared/domain/integration/cloud-directory.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { describeCertificate } from '../../network/tls/certificates.ts';
import { EMPTY_EVENT_FIELDS, type HistoryRecord } from '../../storage/history-log.ts';
import type { StoredConnection } from '../connections/stored-connection.ts';

/** A change of trusted parties or of the network route. Its texts are below `trust.change` and `historyLog.sentence.connection`. */
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
    | 'amazon-business'
    | 'amazon-business-removed'
    | 'approver'
    | 'approver-removed'
    | 'own-key'
    | 'guards'
    | 'company-kind'
    | 'read-only'
    | 'other-connection'
    | 'watch-recipient'
    | 'run';
  readonly params: Readonly<Record<string, string>>;
  /** Whether the change makes a new party trusted or lets it receive traffic. */
  readonly widens: boolean;
}

/**
 * A question shown to the user outside the page, because the page may be compromised. `change`: about a change being made. `found`: about
 * content of the company's file that no seal confirms.
 */
export interface TrustQuestion {
  readonly occasion: 'change' | 'found';
  /** Name of the company; `''` = not about a company. */
  readonly company: string;
  readonly changes: readonly TrustChange[];
}

/** Asks the user with the host's own dialog. `unavailable`: the host has none, for example no terminal. */
export type ConfirmTrust = (question: TrustQuestion) => Promise<'yes' | 'no' | 'unavailable'>;

/** Returns the changes of trust between two states. */
export function compareTrustedConnections(before: StoredConnection, after: StoredConnection): readonly TrustChange[] {
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
    ...amazonBusinessChanges(before.amazonBusiness ?? null, after.amazonBusiness ?? null),
    ...(was?.certificate === is?.certificate
      ? []
      : is !== null
        ? [change('certificate', true, is.certificate)]
        : was !== null
          ? [change('certificate-removed', false, was.certificate)]
          : []),
  ];
}

/**
 * Returns changes of the directory that receives the secret: address, protection or tenant, and account. Base and filter do not affect trust.
 */
function directoryChanges(before: CompanyDirectory | null, after: CompanyDirectory | null): readonly TrustChange[] {
  const [was, is] = [before, after].map(
    (server) => server && { address: getCompanyDirectoryName(server), account: getDirectoryAccount(server) },
  );
  if (was?.address === is?.address && was?.account === is?.account) return [];
  return is != null
    ? [{ kind: 'directory', widens: true, params: is }]
    : [{ kind: 'directory-removed', widens: false, params: { address: was?.address ?? '' } }];
}

/** Returns changes of the Amazon Business API that receives the secrets. */
function amazonBusinessChanges(before: AmazonBusinessConnection | null, after: AmazonBusinessConnection | null): readonly TrustChange[] {
  if (before?.region === after?.region && before?.tokenServer === after?.tokenServer && before?.clientId === after?.clientId) return [];
  if (after !== null)
    return [{ kind: 'amazon-business', widens: true, params: { address: getAmazonBusinessName(after), client: after.clientId } }];
  const address = before === null ? '' : getAmazonBusinessName(before);
  return [{ kind: 'amazon-business-removed', widens: false, params: { address } }];
}

/** Returns the address of a proxy or of its script, else the kind of proxy setting. */
const nameOf = (proxy: StoredConnection['proxy']): string => ('url' in proxy ? proxy.url : proxy.kind);

/** Returns the history entry for a change. */
export const createTrustHistoryRecord = ({ kind, params }: TrustChange, { at, by }: Pick<HistoryRecord, 'at' | 'by'>): HistoryRecord => ({
  ...EMPTY_EVENT_FIELDS,
  at,
  by,
  kind: 'trust',
  sentence: createPhrase(`historyLog.sentence.connection.${kind}`, params),
});

/** Asks for confirmation of changes that extend trust, if any. Throws `trust-refused` or `trust-unasked`. */
export async function requireTrust(confirm: ConfirmTrust, { company, changes }: Omit<TrustQuestion, 'occasion'>): Promise<void> {
  const widening = changes.filter(({ widens }) => widens);
  if (widening.length === 0) return;
  const answer = await confirm({ occasion: 'change', company, changes: widening });
  if (answer !== 'yes') throw new ExpectedError(answer === 'no' ? 'trust-refused' : 'trust-unasked');
}
