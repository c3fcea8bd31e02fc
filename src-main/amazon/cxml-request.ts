import { element, writeXml, type XmlOut } from './xml-writer.ts';

/**
 * DTD of the version that most clients of Amazon use (docs/domain/amazon-cxml.md#version). Its address is written, but the DTD is never
 * loaded.
 */
export const CXML_DTD = 'http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd';
const CREDENTIAL_DOMAIN = 'NetworkId';
const AMAZON_IDENTITY = 'Amazon';

/** Identity of one request: unique, and unchanged when the request is repeated. */
export interface RequestStamp {
  /** Of the form `date.random@host`. */
  readonly payloadId: string;
  /** ISO 8601 with offset. */
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

/**
 * Creates a PunchOutSetupRequest that is valid against the DTD, with the Extrinsics that Amazon reads
 * (docs/domain/amazon-cxml.md#setup-request).
 */
export const writeSetupRequest = (request: SetupRequest): string => writeXml(setupElement(request), CXML_DTD);

/** Creates the element of the request, for callers that lay it out differently. */
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

/** Creates a ProfileRequest. Every cXML server should support it, but Amazon does not document that it does. */
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
