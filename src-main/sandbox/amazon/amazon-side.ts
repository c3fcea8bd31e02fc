import { randomInt, randomUUID } from 'node:crypto';
import { DEMO_PO_REQUEST_URL, DEMO_PUNCHOUT_URL } from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import { DEMO_SYSTEM_LOGIN } from '../company/amazon-accounts.ts';
import { isSameSecret } from '../same-secret.ts';
import { createSetupDocument, createStatusDocument, formatMissingDetail } from './answer-documents.ts';
import type { AmazonRequest } from './read-request.ts';

/** State of the demo's Amazon. */
export interface DemoAmazonState {
  readonly systemLogin: string;
  readonly sharedSecret: string;
  /** Paths of the punchout and PO addresses, the same after every start. */
  readonly punchoutPath: string;
  readonly poPath: string;
  /** Returns the response to a request at the punchout addresses; `origin` is the server's. */
  answerSetup(request: AmazonRequest | null, origin: string): string;
  /** Returns the response to a request at the PO address. Never places an order. */
  answerOrder(request: AmazonRequest | null): string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const SECRET_LENGTH = 30;
export const START_PAGE_PATH = '/eprocurement/initiate-demo-punchout';

export function createDemoAmazonState(): DemoAmazonState {
  const sharedSecret = Array.from({ length: SECRET_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');

  /** Returns the refusal if Amazon would not accept the header; `null` = accepted. */
  const refusal = (request: AmazonRequest | null): string | null => {
    if (request === null) return createStatusDocument('400', 'Bad Request', 'The document is not a cXML request.');
    const { from, to, sender, userAgent } = request;
    if (to.identity !== 'Amazon' || [from, to, sender].some(({ domain }) => domain !== 'NetworkId') || userAgent === '')
      return createStatusDocument('400', 'Bad Request', 'The header names another recipient or another domain.');
    const known = from.identity === DEMO_SYSTEM_LOGIN && sender.identity === DEMO_SYSTEM_LOGIN;
    return known && isSameSecret(sender.secret, sharedSecret) ? null : createStatusDocument('401', 'Unauthorized', '');
  };

  return {
    systemLogin: DEMO_SYSTEM_LOGIN,
    sharedSecret,
    punchoutPath: new URL(DEMO_PUNCHOUT_URL).pathname,
    poPath: new URL(DEMO_PO_REQUEST_URL).pathname,
    answerSetup(request, origin) {
      const refused = refusal(request);
      if (refused !== null || request === null) return refused ?? '';
      if (request.name !== 'PunchOutSetupRequest') return createStatusDocument('450', 'Not Implemented');
      const missing = [...(request.returnAddress === '' ? ['HOOK URL'] : []), ...(request.email === '' ? ['EMAIL'] : [])];
      if (missing.length > 0) return createStatusDocument('403', 'failure', formatMissingDetail(request.payloadId, missing));
      return createSetupDocument(`${origin}${START_PAGE_PATH}/${randomUUID()}?openid=demo&language=ja_JP`);
    },
    answerOrder(request) {
      const refused = refusal(request);
      if (refused !== null || request === null) return refused ?? '';
      if (request.name === 'OrderRequest') return createStatusDocument('403', 'failure', 'The demo never orders.');
      return createStatusDocument('450', 'Not Implemented');
    },
  };
}
