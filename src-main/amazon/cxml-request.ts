import { createXmlElement, writeXml, type XmlOutputElement } from './xml-writer.ts';

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
export interface CxmlCaller {
  readonly identity: string;
  readonly sharedSecret: string;
  readonly userAgent: string;
}

export interface SetupRequest extends CxmlCaller, RequestStamp {
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
export const writeSetupRequest = (request: SetupRequest): string => writeXml(createSetupElement(request), CXML_DTD);

/** Creates the element of the request, for callers that lay it out differently. */
export function createSetupElement(request: SetupRequest): XmlOutputElement {
  const body = createXmlElement(
    'PunchOutSetupRequest',
    [
      createXmlElement('BuyerCookie', request.buyerCookie),
      createXmlElement('Extrinsic', request.userEmail, { name: 'UserEmail' }),
      createXmlElement('BrowserFormPost', [createXmlElement('URL', request.returnAddress)]),
    ],
    { operation: 'create' },
  );
  return envelope(request, createXmlElement('Request', [body], { deploymentMode: request.deploymentMode }));
}

/** Creates a ProfileRequest. Every cXML server should support it, but Amazon does not document that it does. */
export const writeProfileRequest = (request: CxmlCaller & RequestStamp): string =>
  writeXml(envelope(request, createXmlElement('Request', [createXmlElement('ProfileRequest')])), CXML_DTD);

function envelope(
  { identity, sharedSecret, userAgent, payloadId, timestamp }: CxmlCaller & RequestStamp,
  request: XmlOutputElement,
): XmlOutputElement {
  const credential = (value: string, secret: readonly XmlOutputElement[] = []): XmlOutputElement =>
    createXmlElement('Credential', [createXmlElement('Identity', value), ...secret], { domain: CREDENTIAL_DOMAIN });
  const header = createXmlElement('Header', [
    createXmlElement('From', [credential(identity)]),
    createXmlElement('To', [credential(AMAZON_IDENTITY)]),
    createXmlElement('Sender', [
      credential(identity, [createXmlElement('SharedSecret', sharedSecret)]),
      createXmlElement('UserAgent', userAgent),
    ]),
  ]);
  return createXmlElement('cXML', [header, request], { payloadID: payloadId, timestamp, 'xml:lang': 'ja-JP' });
}
