import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** A parsed request to the demo's Amazon. */
export interface AmazonRequest {
  readonly payloadId: string;
  /** `PunchOutSetupRequest`, `ProfileRequest`, `OrderRequest` and others. */
  readonly name: string;
  readonly deploymentMode: string;
  readonly from: Party;
  readonly to: Party;
  readonly sender: Party;
  readonly userAgent: string;
  readonly email: string;
  readonly returnAddress: string;
  readonly operation: string;
}

export interface Party {
  readonly domain: string;
  readonly identity: string;
  readonly secret: string;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => name === 'Credential' || name === 'Extrinsic',
});

/** Parses a request; `null` if it is not cXML. As strict as Amazon, because the console must send correct requests. */
export function readAmazonRequest(text: string): AmazonRequest | null {
  if (/<!DOCTYPE[^>]*\[/.test(text) || XMLValidator.validate(text) !== true) return null;
  const document = at(parser.parse(text), 'cXML');
  const header = at(document, 'Header');
  const request = at(document, 'Request');
  const name = Object.keys(record(request)).find((key) => !/^[@#]/.test(key));
  if (name === undefined) return null;
  const body = at(request, name);
  const extrinsics = Object.entries(record(at(body, 'Extrinsic'))).map(([, each]) => each);
  const email = extrinsics.find((each) => /^(User)?Email$/.test(textAt(each, '@name')));
  return {
    payloadId: textAt(document, '@payloadID'),
    name,
    deploymentMode: textAt(request, '@deploymentMode') || 'production',
    from: partyOf(at(header, 'From')),
    to: partyOf(at(header, 'To')),
    sender: partyOf(at(header, 'Sender')),
    userAgent: textAt(at(header, 'Sender'), 'UserAgent'),
    email: email === undefined ? '' : textAt(email, '#text'),
    returnAddress: textAt(at(body, 'BrowserFormPost'), 'URL'),
    operation: textAt(body, '@operation'),
  };
}

function partyOf(party: unknown): Party {
  const [credential] = Object.values(record(at(party, 'Credential')));
  return { domain: textAt(credential, '@domain'), identity: textAt(credential, 'Identity'), secret: textAt(credential, 'SharedSecret') };
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
const at = (value: unknown, key: string): unknown => record(value)[key];
const textAt = (value: unknown, key: string): string => {
  const found = at(value, key);
  return typeof found === 'string' ? found : '';
};
