import { gzipSync } from 'node:zlib';

/** Values that no response may reveal, in any encoding. */
export const PLANTED = {
  secret: 'Zq7&Kf"3mVw9<Lx2Tn8Rb5Yc1HdPs6',
  startPage: 'session-4c19c6f2d0b8477e9a30',
  uuid: '3d7fd1a9-7b1c-4a52-9a86-2f9ce2f7a111',
} as const;

/** An HTTP response that depends only on a number. */
export interface OddAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly location: string;
  readonly authenticate: string;
  readonly body: Uint8Array;
}

/** Returns a fast pseudo-random generator (mulberry32) that yields the same numbers on every system. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below) | 0;
  };
}

const ESCAPED = PLANTED.secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const WORDS = [
  PLANTED.secret,
  ESCAPED,
  encodeURIComponent(PLANTED.secret),
  btoa(PLANTED.secret),
  PLANTED.uuid,
  'EMAIL',
  'missing',
  '認証',
  'x',
];
const START = `https://www.amazon.co.jp/eprocurement/initiate/${PLANTED.startPage}?a=1&amp;token=${PLANTED.startPage}`;
const CODES = [
  '200',
  '201',
  '204',
  '400',
  '401',
  '403',
  '406',
  '450',
  '475',
  '500',
  '560',
  '599',
  '777',
  '',
  '-1',
  '2e2',
  '２００',
  '200 ',
];
const BASES = [
  `<cXML><Response><Status code="200"/><PunchOutSetupResponse><StartPage><URL>${START}</URL></StartPage></PunchOutSetupResponse></Response></cXML>`,
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">\n<cXML payloadID="1@x" timestamp="2026-01-01T00:00:00+09:00" xml:lang="ja"><Response><Status code="401" text="Unauthorized">secret ${ESCAPED} at https://https-ats.amazonsedi.com/${PLANTED.uuid}</Status></Response></cXML>`,
  '<cXML><Response><Status code="403" text="failure">missing mandatory data: HOOK URL, EMAIL [Extrinsic UserEmail]</Status></Response></cXML>',
  '<cXML><Response><Status code="200" text="OK"/><ProfileResponse effectiveDate="2020-01-01T00:00:00+00:00"><Transaction requestName="OrderRequest"><URL>https://x/</URL></Transaction></ProfileResponse></Response></cXML>',
  `<cXML><Header><From><Credential domain="NetworkId"><Identity>Amazon</Identity></Credential><Credential domain="DUNS"><Identity>1</Identity></Credential></From><Sender><Credential domain="NetworkId"><Identity>A</Identity><SharedSecret>${ESCAPED}</SharedSecret></Credential></Sender></Header><Request><OrderRequest/></Request></cXML>`,
  '<!DOCTYPE html><html lang="ja"><head><title>サインイン</title></head><body><form action="/login">…</form></body></html>',
  `{"error":"${PLANTED.secret}"}`,
  `Service Unavailable ${PLANTED.secret}`,
  '<!DOCTYPE cXML [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><cXML><Response><Status code="200">&b;</Status></Response></cXML>',
];
const TOKENS = [
  '<',
  '>',
  '</',
  '/>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '?>',
  '<!DOCTYPE ',
  '[',
  ']',
  '<!ENTITY x "y">',
  '&',
  ';',
  '&amp;',
  '&x;',
  '&#0;',
  '&#x110000;',
  '&#x3042;',
  '"',
  "'",
  '=',
  ' ',
  '\n',
  '\0',
  '\ufffe',
  '\ufeff',
  '\ud800',
  '<cXML>',
  '</cXML>',
  '<Response>',
  '</Response>',
  '<Status code="401"/>',
  '<Status>',
  '__proto__',
  'constructor',
  '<a xmlns:b="c" b:d="e"/>',
];
const REPEATED_FRAGMENTS = [
  '<a>',
  '<a b="c">',
  '</a>',
  '<!---->',
  '<?a?>',
  '&amp;',
  '&#65;',
  ' ',
  'x',
  '<a/>',
  '"',
  '<Status code="200"/>',
  ']]',
  '[',
  '\r\n',
  '<!',
  '- ',
];
const TYPES = [
  'text/xml; charset=UTF-8',
  'text/xml',
  'application/xml;charset=shift_jis',
  'text/html',
  'application/json',
  '',
  'text/xml; charset=utf-16',
  'text/xml; charset=nonsense',
  'multipart/form-data; boundary=x',
  `text/xml; charset="${'x'.repeat(200)}"`,
];
const STATUSES = [200, 200, 200, 200, 200, 201, 204, 301, 302, 307, 400, 401, 403, 404, 405, 407, 410, 418, 429, 500, 502, 503, 504, 599];
/** Maximum length of a generated response, in characters. Only a few are as long. */
const LONGEST = 1024 * 1024;

/** Returns a response that no server should send: random, mutated, truncated, deeply nested, oversized or wrongly encoded. */
export function oddAnswer(seed: number): OddAnswer {
  const below = createRandom(seed);
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const rounds = below(6);
  let text = drawText(below, one);
  for (let round = 0; round < rounds; round++) text = mutated(text, below, one);
  return {
    status: below(2) === 0 ? 200 : one(STATUSES),
    contentType: one(TYPES),
    location: one(['', `https://login.example/?token=${PLANTED.startPage}`, '/elsewhere', 'nonsense:', 'https://[']),
    authenticate: one(['', 'Basic realm="x"', `Bearer ${PLANTED.startPage}`, 'Negotiate', '=,"']),
    body: encoded(text, below, one),
  };
}

type DrawNumber = (below: number) => number;
type DrawItem = <T>(list: readonly T[]) => T;

function drawText(below: DrawNumber, one: DrawItem): string {
  switch (below(8)) {
    case 0:
      return Array.from({ length: below(200) }, () => one([...TOKENS, ...WORDS])).join('');
    case 1:
      return Array.from({ length: below(300) }, () => String.fromCharCode(below(0x10000))).join('');
    case 2: {
      const status = `<Status code="${one(CODES)}" text="${one(['', 'OK', ESCAPED])}">${one(['', ESCAPED, START, ...TOKENS.slice(0, 4)])}</Status>`;
      return `<cXML><Response>${status.repeat(1 + below(4))}</Response></cXML>`;
    }
    case 3: {
      const depth = below(120);
      return `<cXML><Response>${'<Status code="200">'.repeat(depth)}${'</Status>'.repeat(depth)}</Response></cXML>`;
    }
    default:
      return one(BASES);
  }
}

function mutated(text: string, below: DrawNumber, one: DrawItem): string {
  const at = below(text.length + 1);
  const to = Math.min(text.length, at + below(40));
  switch (below(9)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(to);
    case 3:
      return text.slice(0, to) + text.slice(at);
    case 4:
      return text.slice(0, at) + one(WORDS) + text.slice(at);
    case 5: {
      // Mostly short; in 1 of 200 cases as long as the limit allows.
      const times = below(below(200) === 0 ? LONGEST / 4 : 200);
      return (text.slice(0, at) + one(REPEATED_FRAGMENTS).repeat(times) + text.slice(at)).slice(0, LONGEST);
    }
    case 6:
      return text.slice(0, at) + text.slice(at, to).toUpperCase() + text.slice(to);
    case 7:
      return text.slice(0, at) + String.fromCharCode(below(0x10000)) + text.slice(to);
    default:
      return text.slice(0, at) + one(TOKENS) + text.slice(to);
  }
}

function encoded(text: string, below: DrawNumber, one: DrawItem): Uint8Array {
  const utf8 = (): Uint8Array => new TextEncoder().encode(text);
  switch (below(12)) {
    case 0:
      return new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
    case 1:
      return new Uint8Array(Buffer.from(text, 'utf16le').swap16());
    case 2:
      return new Uint8Array(Buffer.from(text, 'latin1'));
    case 3:
      return new Uint8Array(gzipSync(text.slice(0, 2000)));
    case 4: {
      const bytes = utf8();
      for (let flips = below(20); flips > 0 && bytes.length > 0; flips--) bytes[below(bytes.length)] = below(256);
      return bytes;
    }
    case 5:
      return utf8().subarray(0, below(text.length + 1));
    default:
      return new Uint8Array(Buffer.concat([Buffer.from(one([[], [], [], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0, 0]])), utf8()]));
  }
}
