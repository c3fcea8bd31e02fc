import { findChild, findChildren, type XmlElement } from './xml-element.ts';

/** A Credential of a header. Contains whether there is a secret, not the secret itself. */
export interface Credential {
  readonly domain: string;
  readonly identity: string;
  readonly hasSecret: boolean;
}

/** One Status of a Response: code, attribute text, and element body. */
export interface CxmlStatus {
  readonly code: string;
  readonly text: string;
  readonly detail: string;
}

/** A time as sent. `at` is ISO 8601 UTC; `null` = unknown. */
export interface CxmlTime {
  readonly raw: string;
  readonly at: string | null;
  /** Whether the offset is impossible: Amazon sometimes repeats the time of day instead. */
  readonly oddOffset: boolean;
}

/**
 * A cXML document, parsed leniently: missing parts are empty. Source: docs/domain/amazon-cxml.md#credentials, #setup-response, #envelope
 * and #status-codes.
 */
export interface CxmlDocument {
  readonly payloadId: string;
  readonly time: CxmlTime;
  readonly version: string;
  readonly from: readonly Credential[];
  readonly to: readonly Credential[];
  readonly sender: readonly Credential[];
  readonly userAgent: string;
  readonly kind: 'request' | 'message' | 'response' | 'none';
  readonly deploymentMode: 'production' | 'test';
  readonly statuses: readonly CxmlStatus[];
  /** Content of the request, message or response, such as `PunchOutSetupResponse`; `null` = none. */
  readonly content: XmlElement | null;
}

const KINDS = { request: 'Request', message: 'Message', response: 'Response' } as const;
/** Maximum offset in minutes; time zones range from -12:00 to +14:00. */
const HIGHEST_OFFSET_MINUTES = 14 * 60;

/** Reads a cXML document; `null` if the root element is not `cXML`. Never throws. */
export function parseCxmlDocument(root: XmlElement): CxmlDocument | null {
  if (root.name.toLowerCase() !== 'cxml') return null;
  const header = findChild(root, 'Header');
  const sender = findChild(header, 'Sender');
  const kind = (['response', 'request', 'message'] as const).find((each) => findChild(root, KINDS[each]) !== null) ?? 'none';
  const bodies = kind === 'none' ? [] : findChildren(root, KINDS[kind]);
  const parts = bodies.flatMap((body) => body.children);
  return {
    payloadId: root.attributes.get('payloadID') ?? '',
    time: parseCxmlTime(root.attributes.get('timestamp') ?? ''),
    version: root.attributes.get('version') ?? '',
    from: credentialsOf(findChild(header, 'From')),
    to: credentialsOf(findChild(header, 'To')),
    sender: credentialsOf(sender),
    userAgent: getElementText(findChild(sender, 'UserAgent')),
    kind,
    deploymentMode: bodies[0]?.attributes.get('deploymentMode') === 'test' ? 'test' : 'production',
    statuses: parts.filter(({ name }) => name === 'Status').map(statusOf),
    content: parts.find(({ name }) => name !== 'Status') ?? null,
  };
}

function credentialsOf(party: XmlElement | null): readonly Credential[] {
  return findChildren(party, 'Credential').map((credential) => ({
    domain: credential.attributes.get('domain') ?? '',
    identity: getElementText(findChild(credential, 'Identity')),
    hasSecret: findChild(credential, 'SharedSecret') !== null,
  }));
}

function statusOf(element: XmlElement): CxmlStatus {
  return {
    code: (element.attributes.get('code') ?? '').trim(),
    text: (element.attributes.get('text') ?? '').trim(),
    detail: getElementText(element),
  };
}

/** Returns the trimmed text of an element and its descendants. */
export function getElementText(element: XmlElement | null): string {
  const all = (part: XmlElement): string => [part.text, ...part.children.map(all)].join(' ');
  return element === null ? '' : (element.children.length === 0 ? element.text : all(element)).trim();
}

/** Parses an ISO 8601 time. If the offset is impossible, the time is read as UTC. */
export function parseCxmlTime(raw: string): CxmlTime {
  const parts = /^\s*(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?\s*(Z|([+-])(\d{2}):?(\d{2}))?\s*$/.exec(raw);
  if (parts === null) return { raw, at: null, oddOffset: false };
  const [, day, clock, , sign, hours = '0', minutes = '0'] = parts;
  const offset = Number(hours) * 60 + Number(minutes);
  const oddOffset = offset > HIGHEST_OFFSET_MINUTES || Number(minutes) > 59;
  const utc = Date.parse(`${day}T${clock}Z`);
  if (Number.isNaN(utc)) return { raw, at: null, oddOffset };
  const shift = oddOffset ? 0 : offset * 60_000 * (sign === '-' ? 1 : -1);
  return { raw, at: new Date(utc + shift).toISOString(), oddOffset };
}
