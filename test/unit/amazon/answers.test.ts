import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCxmlAnswer } from '#main/amazon/cxml-answer.ts';
import { parseCxmlDocument, parseCxmlTime } from '#main/amazon/cxml-document.ts';
import { findMissingData, findMostSevereStatus, getStatusMeaning, hasDifferentMeanings } from '#main/amazon/status-reason.ts';
import { findChild, findDescendants } from '#main/amazon/xml-element.ts';
import { MAX_XML_LENGTH, parseXml } from '#main/amazon/xml-reader.ts';
import { bytesOf, hasSamples, SAMPLES, setupAnswer } from '../../support/cxml.ts';

const read = (text: string, contentType = 'text/xml') => parseCxmlAnswer(bytesOf(text), contentType);
const problemOf = (text: string, contentType?: string): string => {
  const answer = read(text, contentType);
  return answer.kind === 'unreadable' ? answer.problem : 'none';
};
const response = (inside: string): string => `<cXML><Response>${inside}</Response></cXML>`;

describe('an answer', () => {
  it('is understood as Amazon writes it: no DOCTYPE, no payloadID, a Status without text', () => {
    expect(read(setupAnswer('https://www.amazon.co.jp/eprocurement/x?a=1&amp;b=2'))).toEqual({
      kind: 'answer',
      statuses: [{ code: '200', text: '', detail: '' }],
      startPage: { secure: true, amazon: true, host: 'www.amazon.co.jp' },
      transactions: null,
      doubtful: false,
    });
  });

  it('never shows the address of the StartPage', () => {
    expect(JSON.stringify(read(setupAnswer('https://www.amazon.co.jp/eprocurement/SESSION?token=SESSION')))).not.toContain('SESSION');
  });

  it.each([
    ['https://abintegrations.amazon.de/x', { secure: true, amazon: true }],
    ['https://amazon.co.jp.example/x', { secure: true, amazon: false }],
    ['https://www.amazon.evl.com/x', { secure: true, amazon: false }],
    ['http://www.amazon.co.jp/x', { secure: false, amazon: true }],
    ['http://127.0.0.1:8080/x', { secure: true, amazon: true }],
    ['javascript:alert(1)', { secure: false, amazon: false }],
    ['no address', { secure: false, amazon: false, host: '' }],
  ])('judges the StartPage %s', (address, expected) => {
    const answer = read(setupAnswer(address));
    expect(answer.kind === 'answer' && answer.startPage).toMatchObject(expected);
  });

  it('shows the reason from the body of the Status', () => {
    const answer = read(response('<Status code="403" text="failure">missing <b>EMAIL</b> &#x3042;</Status>'));
    expect(answer).toMatchObject({
      statuses: [{ code: '403', text: 'failure', detail: 'missing  あ EMAIL' }],
    });
  });

  it.each([
    ['', 'answer-empty'],
    [' \n ', 'answer-empty'],
    ['Service Unavailable', 'answer-not-xml'],
    ['{"status":200}', 'answer-not-xml'],
    ['<!DOCTYPE html><html><body><p>x</body></html>', 'answer-html'],
    ['\ufeff<?xml version="1.0"?>\n<!-- x --><html xmlns="http://www.w3.org/1999/xhtml"/>', 'answer-html'],
    ['<cXML><Response><Status code="200"/></Response>', 'answer-broken-xml'],
    ['<cXML><Response><Status code="200"></Response></Status></cXML>', 'answer-broken-xml'],
    ['<cXML/><cXML/>', 'answer-broken-xml'],
    ['<Envelope/>', 'answer-not-cxml'],
    ['<cXML><Request/></cXML>', 'answer-no-response'],
    ['<cXML/>', 'answer-no-response'],
    [response(''), 'answer-no-status'],
    ['<!DOCTYPE cXML [<!ENTITY a "b">]><cXML/>', 'answer-declares-entities'],
    ['<!DOCTYPE cXML SYSTEM "a]b" [ ]><cXML/>', 'answer-declares-entities'],
    ['<!doctype cXML><!DOCTYPE cXML [<!ENTITY a "b">]><cXML/>', 'answer-declares-entities'],
    [`${response('<Status code="200"/>')}<!ENTITY a "b">`, 'answer-declares-entities'],
    [response('<a>'.repeat(100) + '</a>'.repeat(100)), 'answer-too-deep'],
    [response(`<Status code="200">${' '.repeat(MAX_XML_LENGTH)}</Status>`), 'answer-too-large'],
  ])('that is none is named: %.60s', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it.each([
    ['<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">'],
    ['<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE cXML PUBLIC "-//x//y" \'http://xml.cxml.org/"[odd]"/cXML.dtd\'>'],
    ['\ufeff\n<!-- <!ENTITY in a comment> -->'],
  ])('may begin with %s', (beginning) => {
    expect(read(beginning + setupAnswer('https://www.amazon.co.jp/'))).toMatchObject({ kind: 'answer', startPage: { amazon: true } });
  });

  it('may quote a declaration in CDATA', () => {
    expect(read(response('<Status code="500"><![CDATA[<!DOCTYPE html [<!ENTITY a "b">]>]]></Status>'))).toMatchObject({
      statuses: [{ code: '500', detail: '<!DOCTYPE html [<!ENTITY a "b">]>' }],
    });
  });

  it('keeps every status, and the prefix of a namespace does not matter', () => {
    expect(read('<x:cXML xmlns:x="u"><x:Response><x:Status code="200"/><x:Status code="401"/></x:Response></x:cXML>')).toMatchObject({
      statuses: [{ code: '200' }, { code: '401' }],
    });
  });

  it('keeps noughts and exponents: values are text', () => {
    expect(read(response('<Status code="0200" text="12e5">0314194878</Status>'))).toMatchObject({
      statuses: [{ code: '0200', text: '12e5', detail: '0314194878' }],
    });
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])('cannot change object prototypes: %s', (name) => {
    read(response(`<Status code="200" ${name}="x"><${name}>x</${name}></Status>`));
    read(`<cXML><${name}><${name} code="200"/></${name}></cXML>`);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'code')).toBe(false);
    expect(typeof {}.toString).toBe('function');
  });
});

describe('the encoding of an answer', () => {
  const document = '<?xml version="1.0"?><cXML><Response><Status code="401">認証</Status></Response></cXML>';
  const shiftJis = Buffer.concat([
    Buffer.from('<cXML><Response><Status code="401">'),
    Buffer.from([0x94, 0x46, 0x8f, 0xd8]),
    Buffer.from('</Status></Response></cXML>'),
  ]);
  const detailOf = (bytes: Uint8Array, type: string) => {
    const answer = parseCxmlAnswer(bytes, type);
    return answer.kind === 'answer' ? [answer.statuses[0]?.detail, answer.doubtful] : answer.problem;
  };
  it.each([
    [bytesOf(document), 'text/xml; charset=UTF-8', ['認証', false]],
    [bytesOf(document), 'text/xml', ['認証', false]],
    [bytesOf(document), 'text/xml; charset=us-ascii', ['認証', false]],
    [bytesOf(`\ufeff${document}`), '', ['認証', false]],
    [new Uint8Array(Buffer.from(`\ufeff${document}`, 'utf16le')), 'text/xml', ['認証', false]],
    [new Uint8Array(Buffer.from(document, 'utf16le')), 'text/xml', ['認証', false]],
    [new Uint8Array(Buffer.from(`\ufeff${document}`, 'utf16le').swap16()), 'text/xml', ['認証', false]],
    [new Uint8Array(shiftJis), 'text/xml; charset="Shift_JIS"', ['認証', false]],
    [new Uint8Array(Buffer.concat([Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?>'), shiftJis])), 'text/xml', ['認証', false]],
  ])('is the declared one (%#)', (bytes, type, expected) => {
    expect(detailOf(bytes, type)).toEqual(expected);
  });

  it('that does not match the declared one leaves the code readable, and is reported', () => {
    expect(detailOf(new Uint8Array(shiftJis), 'text/xml; charset=utf-8')).toEqual([expect.stringContaining('\ufffd'), true]);
    expect(detailOf(bytesOf(document), 'text/xml; charset=no-such-thing')).toEqual(['認証', true]);
    expect(parseCxmlAnswer(new Uint8Array([0xff, 0xff, 0x41]), '')).toMatchObject({ problem: 'answer-undecodable' });
  });
});

describe('a status', () => {
  it.each([
    ['200', 'done'],
    ['299', 'done'],
    ['201', 'status-unfinished'],
    ['280', 'status-unfinished'],
    ['400', 'status-bad-request'],
    ['406', 'status-bad-request'],
    ['401', 'status-credentials'],
    ['403', 'status-forbidden'],
    ['409', 'status-conflict'],
    ['450', 'status-not-implemented'],
    ['476', 'status-signature'],
    ['499', 'status-client-error'],
    ['500', 'status-server-error'],
    ['501', 'status-not-implemented'],
    ['560', 'status-later'],
    ['599', 'status-server-error'],
    ['100', 'status-unknown'],
    ['777', 'status-unknown'],
    ['', 'status-unknown'],
    ['2e2', 'status-unknown'],
    ['constructor', 'status-unknown'],
  ])('%s means %s', (code, meaning) => {
    expect(getStatusMeaning({ code, text: '', detail: '' })).toBe(meaning);
  });

  it('that names missing values concerns data, not permissions', () => {
    const detail = 'Request 1@x is missing mandatory data: EMAIL [Extrinsic UserEmail]; HOOK URL [BrowserFormPost/URL]';
    expect(getStatusMeaning({ code: '403', text: 'failure', detail })).toBe('status-data-missing');
    expect(findMissingData(detail)).toEqual(['email', 'return-address']);
    expect(findMissingData('The e-mail hanako@example.co.jp may not order.')).toEqual([]);
  });

  it('among several is the most severe one', () => {
    const statuses = ['200', '401', '500', '100'].map((code) => ({ code, text: '', detail: '' }));
    expect(findMostSevereStatus(statuses)?.code).toBe('500');
    expect(hasDifferentMeanings(statuses)).toBe(true);
    expect(hasDifferentMeanings([...statuses.slice(0, 1), ...statuses.slice(0, 1)])).toBe(false);
  });
});

describe('a time', () => {
  it.each([
    ['2026-01-01T09:00:00+09:00', '2026-01-01T00:00:00.000Z', false],
    ['2026-01-01T09:00:00.123Z', '2026-01-01T09:00:00.000Z', false],
    // Amazon repeats the clock time as the offset.
    ['2014-11-26T17:37:27+17:37', '2014-11-26T17:37:27.000Z', true],
    ['2026-01-01', null, false],
    ['2026-13-45T99:00:00Z', null, false],
  ])('%s', (raw, at, oddOffset) => {
    expect(parseCxmlTime(raw)).toEqual({ raw, at, oddOffset });
  });
});

describe.skipIf(!hasSamples)("other people's documents (left out where they are not at hand)", () => {
  const sample = (name: string) => {
    const reading = parseXml(readFileSync(join(SAMPLES, name), 'utf8'));
    if (reading.kind !== 'read') throw new Error(reading.problem);
    return { root: reading.root, document: parseCxmlDocument(reading.root) };
  };

  it('are all read', () => {
    const names = readdirSync(SAMPLES).filter((name) => name.endsWith('.xml'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(sample(name).document?.kind, name).toMatch(/request|message/);
  });

  it('name sender and receiver', () => {
    expect(sample('PunchOutSetupRequest.xml').document).toMatchObject({
      payloadId: '933695160890',
      time: { at: '2023-01-23T17:00:06.000Z', oddOffset: false },
      from: [{ domain: 'NetworkId', identity: 'inbound@prominate-platform.com', hasSecret: false }],
      sender: [{ hasSecret: true }],
      userAgent: 'Workchairs cXML Application',
      deploymentMode: 'test',
      content: { name: 'PunchOutSetupRequest' },
    });
    expect(sample('simple-profile-request.xml').document).toMatchObject({
      to: [{ domain: 'DUNS', identity: '012345678' }],
      content: { name: 'ProfileRequest' },
    });
  });

  it('keep their items, CDATA texts and numbers unchanged', () => {
    const { root } = sample('PunchoutOrderMessage.xml');
    expect(findDescendants(root, 'ItemIn')).toHaveLength(2);
    expect(findDescendants(root, 'ShortName')[0]?.text).toBe('Excelsior Desk Chair');
    expect(findDescendants(root, 'Money')[0]?.text).toBe('763.20');
    expect(findDescendants(sample('OrderRequest.xml').root, 'PostalCode').map(({ text }) => text)).toEqual(['90489', '42699']);
    expect(findChild(sample('ShipNoticeRequest.xml').root, 'Request')?.children[0]?.name).toBe('ShipNoticeRequest');
  });
});
