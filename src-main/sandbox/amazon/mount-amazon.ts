import { setTimeout as wait } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Hono } from 'hono';
import { dropMidAnswer } from '../hang-up.ts';
import { type AmazonCall, type AmazonSide, START_PAGE_PATH } from './amazon-side.ts';
import {
  BILLION_LAUGHS,
  DEEP,
  INTERNAL_SUBSET,
  missingDetail,
  SIGN_IN_PAGE,
  setupDocument,
  severalStatuses,
  statusDocument,
} from './answer-documents.ts';
import type { AmazonFault } from './faults.ts';
import { type AmazonRequest, readAmazonRequest } from './read-request.ts';

type Env = { Bindings: HttpBindings };

const CALLS_KEPT = 1000;
const HUGE_BYTES = 50 * 1024 * 1024;
const XML = 'text/xml; charset=UTF-8';

/** Mounts the demo's Amazon on a server: both punchout addresses, the PO address, and a StartPage that records who opens it. */
export function mountAmazon(app: Hono<Env>, amazon: AmazonSide): void {
  const note = (context: Context<Env>, end: AmazonCall['end'], request: AmazonRequest | null): void => {
    amazon.calls.push({
      end,
      method: context.req.method,
      request: request?.name ?? '',
      payloadId: request?.payloadId ?? '',
      deploymentMode: request?.deploymentMode ?? '',
      email: request?.email ?? '',
      secretRight: amazon.isSecretRight(request),
      authorized: context.req.header('authorization') !== undefined,
    });
    if (amazon.calls.length > CALLS_KEPT) amazon.calls.shift();
  };
  const serve =
    (end: AmazonCall['end'], answer: (request: AmazonRequest | null, origin: string) => string) => async (context: Context<Env>) => {
      const text = await context.req.text();
      const request = readAmazonRequest(text);
      note(context, end, request);
      const good = answer(request, new URL(context.req.url).origin);
      return answerWithFault(context, amazon, amazon.faultFor(request), { good, request, text });
    };
  app.post(amazon.punchoutPath, serve('punchout', amazon.answerSetup));
  app.post(`${amazon.punchoutPath}/test`, serve('punchout-test', amazon.answerSetup));
  app.post(amazon.poPath, serve('order', amazon.answerOrder));
  // Answers HEAD as well.
  app.get(amazon.poPath, async (context) => {
    note(context, 'order', null);
    const fault = amazon.faultFor(null);
    // The framework derives HEAD from GET and writes it itself, so it cannot be cut.
    return fault === null || context.req.method === 'HEAD'
      ? context.body(null, 405, { Allow: 'POST' })
      : answerWithFault(context, amazon, fault, { good: statusDocument('400'), request: null, text: '' });
  });
  app.get(`${START_PAGE_PATH}/*`, (context) => {
    note(context, 'start-page', null);
    return context.html(SIGN_IN_PAGE);
  });
}

interface Material {
  readonly good: string;
  readonly request: AmazonRequest | null;
  /** The request as it came. */
  readonly text: string;
}

/** The correct response, or the fault's. */
async function answerWithFault(
  context: Context<Env>,
  { slownessMs }: AmazonSide,
  fault: AmazonFault | null,
  { good, request, text }: Material,
): Promise<Response> {
  const xml = (document: string | Uint8Array<ArrayBuffer>, type = XML): Response =>
    new Response(document, { status: 200, headers: { 'Content-Type': type } });
  const { origin } = new URL(context.req.url);
  switch (fault) {
    case null:
    case 'any-secret':
    case 'profile':
      return xml(good);
    case 'status-400':
      return xml(statusDocument('400', 'Bad Request', 'cXML could not be processed.'));
    case 'status-403':
      return xml(statusDocument('403', 'failure', missingDetail(request?.payloadId ?? '', ['HOOK URL', 'EMAIL'])));
    case 'several-statuses':
      return xml(severalStatuses(['200', '401']));
    case 'no-status':
      return xml('<cXML><Response/></cXML>');
    case 'no-response':
      return xml('<cXML><Header/></cXML>');
    case 'no-start-page':
      return xml(statusDocument('200', 'OK'));
    case 'start-page-http':
      return xml(setupDocument('http://www.amazon.co.jp/eprocurement/punchout?token=demo'));
    case 'start-page-foreign':
      return xml(setupDocument('https://amazon.example/eprocurement/punchout?token=demo'));
    case 'echo':
      return xml(statusDocument('500', 'Internal Server Error', `could not read ${text}`));
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
      return xml(withBytes(statusDocument('401', '', '@'), [0x94, 0x46, 0x8f, 0xd8]));
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
      return drip(context, good, slownessMs);
    case 'cut':
    case 'cut-once':
      return dropMidAnswer(context, good, XML);
    default:
      if (fault.startsWith('http-')) return context.body('', Number(fault.slice(5)) as 404);
      return xml(statusDocument(fault.slice('status-'.length)));
  }
}

function withBytes(document: string, bytes: readonly number[]): Uint8Array<ArrayBuffer> {
  const [before = '', behind = ''] = document.split('@');
  return new Uint8Array(Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(behind)]));
}

/** One character at a time, so that the connection is never silent for long. */
function drip(context: Context<Env>, text: string, pauseMs: number): Response {
  const { outgoing } = context.env;
  outgoing.writeHead(200, { 'Content-Type': XML });
  let at = 0;
  const timer = setInterval(() => outgoing.write(text[at++ % text.length] ?? ' '), pauseMs);
  outgoing.once('close', () => clearInterval(timer));
  return RESPONSE_ALREADY_SENT;
}
