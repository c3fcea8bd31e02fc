import { element, writeXml, type XmlOut } from './xml-writer.ts';

/** The version that most clients of Amazon write (docs/domain/amazon-cxml.md#version); the DTD is named and never loaded. */
export const CXML_DTD = 'http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd';
const CREDENTIAL_DOMAIN = 'NetworkId';
const AMAZON_IDENTITY = 'Amazon';

/** Identity of one request: unique, and unchanged when the request is repeated. */
export interface RequestStamp {
  /** `date.random@host` */
  readonly payloadId: string;
  /** ISO 8601 with zone. */
  readonly timestamp: string;
}

/** System Login and catalog password of the caller. Source: docs/domain/amazon-cxml.md#the-three-settings and #credentials. */
export interface Caller {
  readonly identity: string;
  readonly sharedSecret: string;
  readonly userAgent: string;
}

export interface SetupRequest extends Caller, RequestStamp {
  readonly deploymentMode: 'production' | 'test';
  readonly buyerCookie: string;
  readonly userEmail: string;
  /** Return address of the cart. */
  readonly returnAddress: string;
}

/** A PunchOutSetupRequest, valid against the DTD. Extrinsics as Amazon reads them (docs/domain/amazon-cxml.md#setup-request). */
export const writeSetupRequest = (request: SetupRequest): string => writeXml(setupElement(request), CXML_DTD);

/** The same as an element, for another layout. */
export function setupElement(request: SetupRequest): XmlOut {
  const body = element(
    'PunchOutSetupRequest',
    [
      element('BuyerCookie', request.buyerCookie),
      element('Extrinsic', request.userEmail, { name: 'UserEmail' }),
      element('BrowserFormPost', [element('URL', request.returnAddress)]),
    ],
    { operation: 'create' },
  );
  return envelope(request, element('Request', [body], { deploymentMode: request.deploymentMode }));
}

/** A ProfileRequest, which every cXML server should support, although Amazon does not promise to. */
export const writeProfileRequest = (request: Caller & RequestStamp): string =>
  writeXml(envelope(request, element('Request', [element('ProfileRequest')])), CXML_DTD);

function envelope({ identity, sharedSecret, userAgent, payloadId, timestamp }: Caller & RequestStamp, request: XmlOut): XmlOut {
  const credential = (value: string, secret: readonly XmlOut[] = []): XmlOut =>
    element('Credential', [element('Identity', value), ...secret], { domain: CREDENTIAL_DOMAIN });
  const header = element('Header', [
    element('From', [credential(identity)]),
    element('To', [credential(AMAZON_IDENTITY)]),
    element('Sender', [credential(identity, [element('SharedSecret', sharedSecret)]), element('UserAgent', userAgent)]),
  ]);
  return element('cXML', [header, request], { payloadID: payloadId, timestamp, 'xml:lang': 'ja-JP' });
}
