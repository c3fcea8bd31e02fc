import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildModuleUrl,
  buildPageUrl,
  getUnencryptedOrigin,
  isNeoModule,
  readNeoAddress,
  switchModuleExtension,
} from '#shared/domain/integration/web-addresses/neo-address.ts';

const HOST = 'https://neo.example.co.jp';
/** Returns the endpoints of an address as paths, or the error. */
const placesOf = (text: string): readonly string[] | string => {
  const read = readNeoAddress(text);
  return typeof read === 'string' ? read : read.places.map((place) => buildPageUrl(place).replace(HOST, ''));
};

it.each([
  ['http://10.1.1.39/Scripts/dneo/dneo.exe', 'http://10.1.1.39'],
  ['https://neo.example.co.jp/dneo/dneo.cgi', null],
  ['http://127.0.0.1:8080/dneo/dneo.cgi', null],
  ['not an address', null],
])('%s is unprotected at %s', (text, origin) => {
  expect(getUnencryptedOrigin(text)).toBe(origin);
});

describe('an address that names a module', () => {
  it.each([
    [`${HOST}/cgi-bin/dneo/dneo.cgi`, '/cgi-bin/dneo/dneo.cgi'],
    [`${HOST}/cgi-bin/dneo/dneo.cgi?cmd=login#cmd=schindex`, '/cgi-bin/dneo/dneo.cgi'],
    [`${HOST}/scripts/dneo/dneo.exe`, '/scripts/dneo/dneo.exe'],
    [`${HOST}/Scripts/dneo/dneo.exe?cmd=schindex`, '/Scripts/dneo/dneo.exe'],
    [`${HOST}/Scripts/dneo/DNEO.EXE#cmd=schweek`, '/Scripts/dneo/dneo.exe'],
    [`${HOST}/scripts/dneo/dneor.exe?page=home`, '/scripts/dneo/dneo.exe'],
    [`${HOST}/cgi-bin/dneo/zsaml.cgi?x=1`, '/cgi-bin/dneo/dneo.cgi'],
    [`${HOST}/scripts/dneo/zforum.exe/path/behind`, '/scripts/dneo/dneo.exe'],
    [`${HOST}/groupware/neo/dneo.exe`, '/groupware/neo/dneo.exe'],
    ['neo.example.co.jp/dneo/dneo.cgi', '/dneo/dneo.cgi'],
    [`  <${HOST}/scripts/dneo/dneo.exe?cmd=a>\n`, '/scripts/dneo/dneo.exe'],
    [`「${HOST}/cgi-bin/dneo/dneo.cgi」`, '/cgi-bin/dneo/dneo.cgi'],
    ['HTTPS://NEO.example.co.jp/cgi-bin/dneo/dneo.cgi\u3000', '/cgi-bin/dneo/dneo.cgi'],
  ])('%j has one candidate page', (text, page) => {
    expect(placesOf(text)).toEqual([page]);
  });

  it('gives every module the same folder and extension', () => {
    const read = readNeoAddress('http://10.1.1.39/Scripts/dneo/dneor.exe?action=login');
    if (typeof read === 'string') throw new Error(read);
    expect(read).toMatchObject({ origin: 'http://10.1.1.39', module: 'dneor.exe' });
    expect(buildModuleUrl(read.places[0], 'zrconst')).toBe('http://10.1.1.39/Scripts/dneo/zrconst.exe');
    expect(buildModuleUrl(switchModuleExtension(read.places[0]), 'zrconst')).toBe('http://10.1.1.39/Scripts/dneo/zrconst.cgi');
  });

  it('directly below the host may also mean the usual folder of its kind', () => {
    expect(placesOf(`${HOST}/dneo.exe`)).toEqual(['/dneo.exe', '/scripts/dneo/dneo.exe']);
    expect(placesOf(`${HOST}/dneo.cgi`)).toEqual(['/dneo.cgi', '/cgi-bin/dneo/dneo.cgi']);
  });
});

describe('an address that names no module', () => {
  const usual = ['/cgi-bin/dneo/dneo.cgi', '/scripts/dneo/dneo.exe'];
  it.each([
    ['a bare host', HOST, usual],
    ['a bare host with a hash', `${HOST}/#cmd=login`, usual],
    ['the start page of a host', `${HOST}/index.html`, usual],
    ['a folder', `${HOST}/cgi-bin/dneo/`, ['/cgi-bin/dneo/dneo.cgi', '/cgi-bin/dneo/dneo.exe']],
    ['a folder without a slash', `${HOST}/Scripts/dneo`, ['/Scripts/dneo/dneo.exe', '/Scripts/dneo/dneo.cgi']],
    ['a folder of programs', `${HOST}/Scripts/`, ['/Scripts/dneo/dneo.exe']],
    ['a folder of programs on Linux', `${HOST}/neo/cgi-bin`, ['/neo/cgi-bin/dneo/dneo.cgi']],
    ['a login page beside the modules', `${HOST}/neo/login.html?return=x`, ['/neo/dneo.cgi', '/neo/dneo.exe', ...usual]],
    ['a page in the usual folder', `${HOST}/scripts/dneo/login.aspx`, ['/scripts/dneo/dneo.exe', '/scripts/dneo/dneo.cgi', usual[0]]],
  ])('%s is looked for in a fixed order', (_, text, pages) => {
    expect(placesOf(text)).toEqual(pages);
  });

  it.each([
    ['', 'empty'],
    [' \u3000\n', 'empty'],
    ['<>', 'empty'],
    ['ftp://neo.example.co.jp/dneo.exe', 'scheme'],
    ['https://user:pass@neo.example.co.jp/scripts/dneo/dneo.exe', 'credentials'],
    ['https://neo.example.co.jp\\scripts\\dneo\\dneo.exe', 'characters'],
    ['https://neo.example.co.jp./', 'host'],
    ['dneo の場所', 'characters'],
  ])('%j is rejected: %s', (text, fault) => {
    expect(placesOf(text)).toBe(fault);
  });
});

it.each([
  ['dneo.exe', true],
  ['DNEOR.CGI', true],
  ['zo365connect.exe', true],
  ['appsr.cgi', true],
  ['ag.exe', false],
  ['grn.cgi', false],
  ['index.cgi', false],
])('%s is a module of NEO: %s', (module, isNeo) => {
  expect(isNeoModule(module)).toBe(isNeo);
});

it('no candidate page is on another server, and none is listed twice, for any input', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string({ unit: 'grapheme' })), (text) => {
      const read = readNeoAddress(text);
      if (typeof read === 'string') return;
      const pages = read.places.map(buildPageUrl);
      for (const page of pages) expect(new URL(page).origin).toBe(read.origin);
      expect(new Set(pages).size).toBe(pages.length);
    }),
  );
});
