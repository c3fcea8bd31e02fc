import { checkAddress } from '../email/grammar/grammar.ts';
import { type ConnectionReason, type ConnectionReasonId, createConnectionReason } from './connection-test/connection-test.ts';
import { lintIntegration } from './lint.ts';
import type { Integration } from './settings.ts';
import type { WebAddressProblem } from './web-addresses/addresses.ts';
import { DEFAULT_PUNCHOUT_URL } from './web-addresses/amazon-hosts.ts';
import { SecretDestination } from './web-addresses/secret-destination.ts';
import { readWebAddress, type WebAddress } from './web-addresses/web-address.ts';

export interface AmazonSettings {
  readonly integration: Integration;
  /** The catalog password; `null` = not set. */
  readonly sharedSecret: string | null;
  readonly testEmail: string;
  /** `demo`: the demo company, which connects only to the demo Amazon. */
  readonly company: 'demo' | 'real';
}

/** Result of checking the settings without a connection: failures and warnings. */
export interface SettingsVerdict {
  readonly failed: readonly ConnectionReason[];
  readonly warned: readonly ConnectionReason[];
}

/**
 * Known passwords consist of 30 letters and digits (docs/domain/amazon-cxml.md#credentials). A deviation is only a warning, because three
 * examples are not a rule.
 */
const USUAL_SECRET = /^[A-Za-z0-9]{30}$/;

const ADDRESS_REASONS: Readonly<Record<WebAddressProblem, ConnectionReasonId>> = {
  'address-empty': 'po-empty',
  'address-blanks': 'amazon-address-blanks',
  'address-width': 'amazon-address-width',
  'address-malformed': 'amazon-address-malformed',
  'address-not-https': 'amazon-address-not-https',
  'address-credentials': 'amazon-address-credentials',
  'address-port': 'amazon-address-port',
  'address-demo': 'amazon-address-demo',
  'po-host-foreign': 'po-host-foreign',
  'po-path-no-uuid': 'po-path-no-uuid',
  'po-extra': 'po-extra',
  'punchout-host-foreign': 'punchout-host-foreign',
  'addresses-swapped': 'addresses-swapped',
  'addresses-same': 'addresses-same',
};

/**
 * Checks everything that a connection test requires. The result never contains the secret or anything derived from it. Source:
 * docs/domain/amazon-cxml.md#connection-test.
 */
export function judgeAmazonSettings({ integration, sharedSecret, testEmail, company }: AmazonSettings): SettingsVerdict {
  const failed: ConnectionReason[] = [];
  const warned: ConnectionReason[] = [];
  for (const { code, severity, path, params } of lintIntegration(integration)) {
    const id = code.startsWith('login-') ? (code as ConnectionReasonId) : ADDRESS_REASONS[code as WebAddressProblem];
    const found = createConnectionReason(id, params, path as 'systemLogin' | 'poRequestUrl' | 'punchoutUrl');
    if (code === 'address-demo') continue;
    // A request to a foreign host would reveal the password.
    const isForeign = code.endsWith('-host-foreign') && addressIn(found.field, integration)?.amazon === null;
    if (severity === 'block' || isForeign) failed.push(found);
    else warned.push(found);
  }
  for (const field of ['poRequestUrl', 'punchoutUrl'] as const) {
    const address = addressIn(field, integration);
    if (address === null) continue;
    const { host, local } = address;
    if (company === 'demo' && local === null) failed.push(createConnectionReason('amazon-address-not-demo', { host }, field));
    if (company === 'real' && local === 'demo') failed.push(createConnectionReason('amazon-address-demo', { host }, field));
    // The real password must not be sent to a local server: either both addresses are local, or neither.
    if (company === 'real' && local === 'loopback')
      (bothAreLocal(integration) ? warned : failed).push(createConnectionReason('amazon-address-demo', { host }, field));
  }
  for (const field of ['poRequestUrl', 'punchoutUrl'] as const) {
    const isOpen = integration[field] !== '' && !failed.some((reason) => reason.field === field);
    // An address that may not receive the secret fails in any case.
    if (isOpen && !mayReceiveSecret(integration[field], company))
      failed.push(createConnectionReason('amazon-address-malformed', {}, field));
  }
  if (company === 'real' && integration.punchoutUrl === '')
    warned.push(createConnectionReason('punchout-url-assumed', { host: hostIn(DEFAULT_PUNCHOUT_URL) }));
  if (sharedSecret === null || sharedSecret === '') failed.push(createConnectionReason('secret-empty'));
  else if (sharedSecret !== sharedSecret.trim()) failed.push(createConnectionReason('secret-blanks'));
  else if (/[^\x21-\x7e]/u.test(sharedSecret))
    failed.push(createConnectionReason(/\s/u.test(sharedSecret) ? 'secret-blanks' : 'secret-width'));
  else if (!USUAL_SECRET.test(sharedSecret)) warned.push(createConnectionReason('secret-unusual'));
  if (/[@/]/.test(integration.systemLogin)) warned.push(createConnectionReason('login-unusual'));
  if (testEmail.trim() === '') failed.push(createConnectionReason('email-empty'));
  else if (checkAddress(testEmail).length > 0) failed.push(createConnectionReason('email-malformed'));
  return { failed, warned };
}

/** Whether the catalog password may be sent to an address: to Amazon and this machine, and in the demo company to demo hosts. */
function mayReceiveSecret(address: string, company: AmazonSettings['company']): boolean {
  const read = readWebAddress(address);
  if (company === 'demo' && typeof read !== 'string' && read.local === 'demo') return true;
  return typeof SecretDestination.of('amazon', address) !== 'string';
}

function addressIn(field: ConnectionReason['field'], { poRequestUrl, punchoutUrl }: Integration): WebAddress | null {
  const address = readWebAddress(field === 'poRequestUrl' ? poRequestUrl : punchoutUrl);
  return typeof address === 'string' ? null : address;
}

/** An empty punchout URL means Amazon's default. */
const bothAreLocal = (integration: Integration): boolean =>
  (['poRequestUrl', 'punchoutUrl'] as const).every((field) => addressIn(field, integration)?.local === 'loopback');

const hostIn = (text: string): string => {
  const address = readWebAddress(text);
  return typeof address === 'string' ? '' : address.host;
};
