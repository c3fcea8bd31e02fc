import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Next } from 'hono';
import { type DemoAmazonState, START_PAGE_PATH } from '#main/sandbox/amazon/amazon-side.ts';
import { createSetupDocument, createStatusDocument, formatMissingDetail, SIGN_IN_PAGE } from '#main/sandbox/amazon/answer-documents.ts';
import { type AmazonRequest, readAmazonRequest } from '#main/sandbox/amazon/read-request.ts';
import type { SandboxEnv } from '#main/sandbox/sandbox.ts';
import { DEMO_PUNCHOUT_URL } from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import { dropMidAnswer } from './drop-mid-answer.ts';

/** Faults of the demo's Amazon. The local part of a test e-mail address selects one too (`status-403@example.co.jp`). */
export const AMAZON_FAULTS = [
  // cXML statuses, with the reason in the element's body as at Amazon.
  'status-400',
  'status-401',
  'status-403',
  'status-409',
  'status-450',
  'status-477',
  'status-500',
  'status-560',
  'status-499',
  'status-599',
  'status-201',
  'status-777',
  'several-statuses',
  'no-status',
  'no-response',
  'no-start-page',
  'start-page-http',
  'start-page-foreign',
  /** Repeats the request in the reason, including the password. */
  'echo',
  // HTTP without cXML.
  'http-401',
  'http-403',
  'http-404',
  'http-405',
  'http-500',
  'http-503',
  'redirect',
  // Invalid responses.
  'empty',
  'garbage',
  'html',
  'json',
  'truncated',
  'other-root',
  'deep',
  'internal-subset',
  'billion-laughs',
  'wrong-encoding',
  'utf-16',
  'bom',
  'huge',
  'slow',
  'drip',
  'cut',
  /** Drops the connection once, then responds correctly. */
  'cut-once',
  /** Responds to a profile request, which Amazon does not promise. */
  'profile',
  /** Accepts any password. */
  'any-secret',
] as const;
export type AmazonFault = (typeof AMAZON_FAULTS)[number];

/** The fault selected by an e-mail address. */
function faultOf(email: string): AmazonFault | null {
  const name = email.split('@')[0];
  return AMAZON_FAULTS.find((fault) => fault === name) ?? null;
}

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

const CALLS_KEPT = 1000;

export interface AmazonWatch {
  /** The latest requests, oldest first. */
  readonly calls: AmazonCall[];
  /** `null` ends the fault; a test e-mail address can request one too. */
  misbehave(fault: AmazonFault | null): void;
  /** Records a request to Amazon's side, and replaces the response if a fault is due. */
  arrival(amazon: DemoAmazonState, context: Context<SandboxEnv>, next: Next): Promise<void>;
}

/** `slownessMs`: how long `slow` waits before responding, and `drip` between two characters. */
export function watchAmazon(slownessMs = 5000): AmazonWatch {
  const calls: AmazonCall[] = [];
  let nextFault: AmazonFault | null = null;
  const faultFor = (request: AmazonRequest | null): AmazonFault | null => {
    const fault = nextFault ?? (request === null ? null : faultOf(request.email));
    if (fault !== 'cut-once') return fault;
    nextFault = null;
    return calls.filter(({ payloadId }) => payloadId === request?.payloadId).length > 1 ? null : 'cut-once';
  };
  return {
    calls,
    misbehave(fault) {
      nextFault = fault;
    },
    async arrival(amazon, context, next) {
      const end = endOf(amazon, context.req.path);
      if (end === null) return next();
      const text = await context.req.text();
      const request = context.req.method === 'POST' ? readAmazonRequest(text) : null;
      calls.push({
        end,
        method: context.req.method,
        request: request?.name ?? '',
        payloadId: request?.payloadId ?? '',
        deploymentMode: request?.deploymentMode ?? '',
        email: request?.email ?? '',
        secretRight: request?.sender.secret === amazon.sharedSecret,
        authorized: context.req.header('authorization') !== undefined,
      });
      if (calls.length > CALLS_KEPT) calls.shift();
      await next();
      // The framework derives HEAD from GET and writes it itself, so it cannot be cut.
      const fault = end === 'start-page' || context.req.method === 'HEAD' ? null : faultFor(request);
      if (fault === null) return;
      const good = context.req.method === 'POST' ? await context.res.clone().text() : createStatusDocument('400');
      const answer = await answerWithFault(context, fault, { good, request, text, systemLogin: amazon.systemLogin, slownessMs });
      if (answer === null) return;
      context.res = undefined;
      context.res = answer;
    },
  };
}

function endOf({ punchoutPath, poPath }: DemoAmazonState, path: string): AmazonCall['end'] | null {
  if (path === punchoutPath) return 'punchout';
  if (path === `${punchoutPath}/test`) return 'punchout-test';
  if (path === poPath) return 'order';
  return path.startsWith(`${START_PAGE_PATH}/`) ? 'start-page' : null;
}

const HUGE_BYTES = 50 * 1024 * 1024;
const XML = 'text/xml; charset=UTF-8';

interface AnswerParts {
  readonly good: string;
  readonly request: AmazonRequest | null;
  /** The request as it came. */
  readonly text: string;
  readonly systemLogin: string;
  readonly slownessMs: number;
}

/** The fault's response; `null` leaves the correct one. */
async function answerWithFault(
  context: Context<SandboxEnv>,
  fault: AmazonFault,
  { good, request, text, systemLogin, slownessMs }: AnswerParts,
): Promise<Response | null> {
  const xml = (document: string | Uint8Array<ArrayBuffer>, type = XML): Response =>
    new Response(document, { status: 200, headers: { 'Content-Type': type } });
  const { origin } = new URL(context.req.url);
  switch (fault) {
    case 'any-secret': {
      const isKnown = request?.from.identity === systemLogin && request.sender.identity === systemLogin;
      const isRefused = good.includes('<Status code="401"') && isKnown && request.name === 'PunchOutSetupRequest';
      return isRefused ? xml(createSetupDocument(`${origin}${START_PAGE_PATH}/${randomUUID()}?openid=demo&language=ja_JP`)) : null;
    }
    case 'profile':
      return request?.name === 'ProfileRequest' && good.includes('<Status code="450"') ? xml(profileDocument(origin)) : null;
    case 'status-400':
      return xml(createStatusDocument('400', 'Bad Request', 'cXML could not be processed.'));
    case 'status-403':
      return xml(createStatusDocument('403', 'failure', formatMissingDetail(request?.payloadId ?? '', ['HOOK URL', 'EMAIL'])));
    case 'several-statuses':
      return xml(severalStatuses(['200', '401']));
    case 'no-status':
      return xml('<cXML><Response/></cXML>');
    case 'no-response':
      return xml('<cXML><Header/></cXML>');
    case 'no-start-page':
      return xml(createStatusDocument('200', 'OK'));
    case 'start-page-http':
      return xml(createSetupDocument('http://www.amazon.co.jp/eprocurement/punchout?token=demo'));
    case 'start-page-foreign':
      return xml(createSetupDocument('https://amazon.example/eprocurement/punchout?token=demo'));
    case 'echo':
      return xml(createStatusDocument('500', 'Internal Server Error', `could not read ${text}`));
    case 'http-401':
      return context.body('', 401, { 'WWW-Authenticate': 'Basic realm="orders"' });
    case 'redirect':
      return context.redirect(`${origin}/elsewhere`, 302);
    case 'empty':
      return xml('');
    case 'garbage':
      return xml('\u0000\u0001 Service Unavailable \ufffd <', 'text/plain');
    case 'html':
      return context.html(SIGN_IN_PAGE);
    case 'json':
      return context.json({ status: 200 });
    case 'truncated':
      return xml(good.slice(0, good.length * 0.6));
    case 'other-root':
      return xml('<?xml version="1.0"?><Envelope><Body/></Envelope>');
    case 'deep':
      return xml(DEEP);
    case 'internal-subset':
      return xml(INTERNAL_SUBSET);
    case 'billion-laughs':
      return xml(BILLION_LAUGHS);
    case 'wrong-encoding':
      // Shift_JIS bytes of 認証 under a UTF-8 header.
      return xml(withBytes(createStatusDocument('401', '', '@'), [0x94, 0x46, 0x8f, 0xd8]));
    case 'utf-16':
      return xml(new Uint8Array(Buffer.from(`\ufeff${good.replace('UTF-8', 'UTF-16')}`, 'utf16le')), 'text/xml');
    case 'bom':
      return xml(`\ufeff${good}`);
    case 'huge':
      return xml(new Uint8Array(HUGE_BYTES).fill(0x20));
    case 'slow':
      await wait(slownessMs);
      return xml(good);
    case 'drip':
      return streamSlowly(context, good, slownessMs);
    case 'cut':
    case 'cut-once':
      return dropMidAnswer(context, good, XML);
    default:
      if (fault.startsWith('http-')) return context.body('', Number(fault.slice(5)) as 404);
      return xml(createStatusDocument(fault.slice('status-'.length)));
  }
}

function withBytes(document: string, bytes: readonly number[]): Uint8Array<ArrayBuffer> {
  const [before = '', behind = ''] = document.split('@');
  return new Uint8Array(Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(behind)]));
}

/** One character at a time, so that the connection is never silent for long. */
function streamSlowly(context: Context<SandboxEnv>, text: string, pauseMs: number): Response {
  const { outgoing } = context.env;
  outgoing.writeHead(200, { 'Content-Type': XML });
  let at = 0;
  const timer = setInterval(() => outgoing.write(text[at++ % text.length] ?? ' '), pauseMs);
  outgoing.once('close', () => clearInterval(timer));
  return RESPONSE_ALREADY_SENT;
}

const severalStatuses = ([first, second]: readonly [string, string]): string =>
  createStatusDocument(first).replace('  </Response>', `    <Status code="${second}"/>\n  </Response>`);

const profileDocument = (origin: string): string => {
  const transaction = (name: string): string =>
    `<Transaction requestName="${name}"><URL>${origin}${new URL(DEMO_PUNCHOUT_URL).pathname}</URL></Transaction>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<cXML><Response><Status code="200" text="OK"/><ProfileResponse effectiveDate="2020-01-01T00:00:00+00:00">${transaction('PunchOutSetupRequest')}${transaction('OrderRequest')}</ProfileResponse></Response></cXML>\n`;
};

const BILLION_LAUGHS = `<?xml version="1.0"?>\n<!DOCTYPE cXML [\n<!ENTITY a0 "ha">\n${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('\n')}\n]>\n<cXML><Response><Status code="200">&a9;</Status></Response></cXML>`;

const INTERNAL_SUBSET =
  '<?xml version="1.0"?>\n<!DOCTYPE cXML [<!ENTITY where SYSTEM "file:/etc/hostname">]>\n<cXML><Response><Status code="200">&where;</Status></Response></cXML>';

const DEEP = `<?xml version="1.0"?>\n<cXML><Response>${'<Status code="200">'.repeat(200)}${'</Status>'.repeat(200)}</Response></cXML>`;
