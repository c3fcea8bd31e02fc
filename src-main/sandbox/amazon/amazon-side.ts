import { randomInt, randomUUID } from 'node:crypto';
import { DEMO_PO_REQUEST_URL, DEMO_PUNCHOUT_URL } from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import { DEMO_SYSTEM_LOGIN } from '../company/amazon-accounts.ts';
import { sameSecret } from '../same-secret.ts';
import { missingDetail, profileDocument, setupDocument, statusDocument } from './answer-documents.ts';
import { type AmazonFault, faultOf } from './faults.ts';
import type { AmazonRequest } from './read-request.ts';

/** One request to the demo's Amazon; of the password only whether it was right. */
export interface AmazonCall {
  readonly end: 'punchout-test' | 'punchout' | 'order' | 'start-page';
  readonly method: string;
  readonly request: string;
  readonly payloadId: string;
  readonly deploymentMode: string;
  readonly email: string;
  readonly secretRight: boolean;
  /** Whether the request carried an Authorization header. */
  readonly authorized: boolean;
}

export interface AmazonSideOptions {
  /** Omitted = a new random one. */
  readonly sharedSecret?: string;
  /** Milliseconds that `slow` waits before responding and `drip` between two characters. */
  readonly slownessMs?: number;
}

/** State of the demo's Amazon. */
export interface AmazonSide {
  readonly systemLogin: string;
  readonly sharedSecret: string;
  readonly slownessMs: number;
  /** Paths of the addresses, the same for every start. */
  readonly punchoutPath: string;
  readonly poPath: string;
  /** The latest requests, oldest first. */
  readonly calls: AmazonCall[];
  /** `null` ends the fault; a test e-mail address can request one too. */
  misbehave(fault: AmazonFault | null): void;
  /** The fault for this request. `cut-once` ends with it. */
  faultFor(request: AmazonRequest | null): AmazonFault | null;
  /** Responds to a request at the punchout addresses; `origin` is the server's. */
  answerSetup(request: AmazonRequest | null, origin: string): string;
  /** Responds to a request at the PO address. Never orders anything. */
  answerOrder(request: AmazonRequest | null, origin: string): string;
  isSecretRight(request: AmazonRequest | null): boolean;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const SECRET_LENGTH = 30;
export const START_PAGE_PATH = '/eprocurement/initiate-demo-punchout';
const SLOWNESS_MS = 5000;

export function createAmazonSide(options: AmazonSideOptions = {}): AmazonSide {
  const sharedSecret = options.sharedSecret ?? Array.from({ length: SECRET_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const calls: AmazonCall[] = [];
  let nextFault: AmazonFault | null = null;
  const isSecretRight = (request: AmazonRequest | null): boolean => request !== null && sameSecret(request.sender.secret, sharedSecret);

  /** The header's error as Amazon checks it; `null` = none. */
  const refusal = (request: AmazonRequest | null): string | null => {
    if (request === null) return statusDocument('400', 'Bad Request', 'The document is not a cXML request.');
    const { from, to, sender, userAgent } = request;
    if (to.identity !== 'Amazon' || [from, to, sender].some(({ domain }) => domain !== 'NetworkId') || userAgent === '')
      return statusDocument('400', 'Bad Request', 'The header names another recipient or another domain.');
    const known = from.identity === DEMO_SYSTEM_LOGIN && sender.identity === DEMO_SYSTEM_LOGIN;
    return known && (isSecretRight(request) || nextFault === 'any-secret' || faultOf(request.email) === 'any-secret')
      ? null
      : statusDocument('401', 'Unauthorized', '');
  };

  return {
    systemLogin: DEMO_SYSTEM_LOGIN,
    sharedSecret,
    slownessMs: options.slownessMs ?? SLOWNESS_MS,
    punchoutPath: new URL(DEMO_PUNCHOUT_URL).pathname,
    poPath: new URL(DEMO_PO_REQUEST_URL).pathname,
    calls,
    misbehave(fault) {
      nextFault = fault;
    },
    faultFor(request) {
      const fault = nextFault ?? (request === null ? null : faultOf(request.email));
      if (fault !== 'cut-once') return fault;
      nextFault = null;
      return calls.filter(({ payloadId }) => payloadId === request?.payloadId).length > 1 ? null : 'cut-once';
    },
    isSecretRight,
    answerSetup(request, origin) {
      const refused = refusal(request);
      if (refused !== null || request === null) return refused ?? '';
      if (request.name !== 'PunchOutSetupRequest') return statusDocument('450', 'Not Implemented');
      const missing = [...(request.returnAddress === '' ? ['HOOK URL'] : []), ...(request.email === '' ? ['EMAIL'] : [])];
      if (missing.length > 0) return statusDocument('403', 'failure', missingDetail(request.payloadId, missing));
      return setupDocument(`${origin}${START_PAGE_PATH}/${randomUUID()}?openid=demo&language=ja_JP`);
    },
    answerOrder(request, origin) {
      const refused = refusal(request);
      if (refused !== null || request === null) return refused ?? '';
      if (request.name === 'ProfileRequest' && nextFault === 'profile')
        return profileDocument(`${origin}${new URL(DEMO_PUNCHOUT_URL).pathname}`, '2020-01-01T00:00:00+00:00');
      if (request.name === 'OrderRequest') return statusDocument('403', 'failure', 'The demo never orders.');
      return statusDocument('450', 'Not Implemented');
    },
  };
}
