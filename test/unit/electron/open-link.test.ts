import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DOCUMENTATION_HOSTS, openPermittedLink, toCanonicalHost, toOpenableLink } from '#main/hosts/policy/open-link.ts';

const HOSTS = ['neo.example.co.jp', 'Help.Example.com', '日本.example', '192.0.2.7'];

const OPENED: readonly [string, string][] = [
  ['https://www.desknets.com/neo/download/doc/ab/startup.html', 'https://www.desknets.com/neo/download/doc/ab/startup.html'],
  [
    'https://www.amazon.co.jp/gp/help/customer/display.html?nodeId=201633380',
    'https://www.amazon.co.jp/gp/help/customer/display.html?nodeId=201633380',
  ],
  ['https://business.amazon.co.jp/', 'https://business.amazon.co.jp/'],
  ['https://developer-docs.amazon.com/amazon-business/', 'https://developer-docs.amazon.com/amazon-business/'],
  ['https://neo.example.co.jp', 'https://neo.example.co.jp/'],
  ['https://NEO.EXAMPLE.CO.JP/x', 'https://neo.example.co.jp/x'],
  ['HTTPS://neo.example.co.jp/', 'https://neo.example.co.jp/'],
  ['https://neo.example.co.jp:443/', 'https://neo.example.co.jp/'],
  ['https://help.example.com/#part', 'https://help.example.com/#part'],
  ['https://neo.example.co.jp/?q=%E7%B5%8C%E8%B7%AF', 'https://neo.example.co.jp/?q=%E7%B5%8C%E8%B7%AF'],
  ['https://neo.example.co.jp/経路', 'https://neo.example.co.jp/%E7%B5%8C%E8%B7%AF'],
  ['https://xn--wgv71a.example/', 'https://xn--wgv71a.example/'],
  ['https://日本.example/', 'https://xn--wgv71a.example/'],
  ['https://192.0.2.7/', 'https://192.0.2.7/'],
  ['mailto:support@example.co.jp', 'mailto:support@example.co.jp'],
  ['mailto:support@example.co.jp?subject=%E8%B3%AA%E5%95%8F', 'mailto:support@example.co.jp?subject=%E8%B3%AA%E5%95%8F'],
  ['mailto:?to=support@example.co.jp', 'mailto:?to=support@example.co.jp'],
  ['MAILTO:support@example.co.jp', 'mailto:support@example.co.jp'],
];

const REFUSED: readonly [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['a URL object', new URL('https://neo.example.co.jp/')],
  ['an object that prints as a link', { toString: () => 'https://neo.example.co.jp/' }],
  ['an array of one link', ['https://neo.example.co.jp/']],
  ['the empty string', ''],
  ['a bare host', 'neo.example.co.jp'],
  ['a relative path', '/neo/help'],
  ['a scheme-relative address', '//neo.example.co.jp/'],
  ['https without slashes', 'https:neo.example.co.jp'],
  ['https with one slash', 'https:/neo.example.co.jp'],
  ['https with three slashes', 'https:///neo.example.co.jp'],
  ['no host', 'https://'],
  ['a broken address', 'https://neo.example.co.jp:port/'],
  ['a broken IPv6 host', 'https://[::1/'],
  ['http', 'http://neo.example.co.jp/'],
  ['file', 'file:///etc/passwd'],
  ['file on a host', 'file://neo.example.co.jp/share/run.exe'],
  ['ftp', 'ftp://neo.example.co.jp/'],
  ['javascript', 'javascript:alert(1)'],
  ['javascript that looks like a host', 'javascript://neo.example.co.jp/%0aalert(1)'],
  ['data', 'data:text/html,<script>alert(1)</script>'],
  ['blob', 'blob:https://neo.example.co.jp/1'],
  ['vbscript', 'vbscript:msgbox(1)'],
  ['about', 'about:blank'],
  ['chrome', 'chrome://settings'],
  ['view-source', 'view-source:https://neo.example.co.jp/'],
  ['smb', 'smb://neo.example.co.jp/share'],
  ['search-ms', 'search-ms:query=x&crumb=location:\\\\neo.example.co.jp'],
  ['ms-msdt', 'ms-msdt:/id PCWDiagnostic'],
  ['ms-officecmd', 'ms-officecmd:{}'],
  ['ms-word', 'ms-word:ofe|u|https://neo.example.co.jp/x.doc'],
  ['vscode', 'vscode://file/etc/passwd'],
  ['slack', 'slack://open'],
  ['tel', 'tel:0312345678'],
  ['ssh', 'ssh://neo.example.co.jp'],
  ['telnet', 'telnet://neo.example.co.jp'],
  ['ldap', 'ldap://neo.example.co.jp'],
  ['jar', 'jar:https://neo.example.co.jp!/x'],
  ['intent', 'intent://neo.example.co.jp#Intent;end'],
  ['wss', 'wss://neo.example.co.jp/'],
  ['own scheme', 'app://ui/index.html'],
  ['httpsx', 'httpsx://neo.example.co.jp/'],
  ['unlisted host', 'https://example.com/'],
  ['suffix without a dot', 'https://evilneo.example.co.jp/'],
  ['listed host as a label of another', 'https://neo.example.co.jp.evil.example/'],
  ['subdomain of a listed host', 'https://a.neo.example.co.jp/'],
  ['parent of a listed host', 'https://example.co.jp/'],
  ['sibling of a documentation host', 'https://aws.amazon.co.jp/'],
  ['documentation host in the path', 'https://evil.example/www.desknets.com'],
  ['documentation host in the query', 'https://evil.example/?www.desknets.com'],
  ['documentation host in the fragment', 'https://evil.example/#www.desknets.com'],
  ['user name', 'https://neo.example.co.jp@evil.example/'],
  ['user name on a listed host', 'https://admin@neo.example.co.jp/'],
  ['user name and password', 'https://admin:secret@neo.example.co.jp/'],
  ['empty user name', 'https://@neo.example.co.jp/'],
  ['encoded at sign in the host', 'https://neo.example.co.jp%40evil.example/'],
  ['trailing dot', 'https://neo.example.co.jp./'],
  ['other port', 'https://neo.example.co.jp:8443/'],
  ['port 80', 'https://neo.example.co.jp:80/'],
  ['backslash for a slash', 'https:\\\\neo.example.co.jp\\'],
  ['backslash before the host', 'https://evil.example\\@neo.example.co.jp/'],
  ['newline', 'https://neo.example.co.jp/\nx'],
  ['newline inside the scheme', 'ht\ntps://neo.example.co.jp/'],
  ['carriage return', 'https://neo.example.co.jp/\r'],
  ['tab', 'https://neo.example\t.co.jp/'],
  ['NUL', 'https://neo.example.co.jp/\u0000'],
  ['DEL', 'https://neo.example.co.jp/\u007f'],
  ['C1 control', 'https://neo.example.co.jp/\u0085'],
  ['leading space', ' https://neo.example.co.jp/'],
  ['trailing space', 'https://neo.example.co.jp/ '],
  ['ideographic space', 'https://neo.example.co.jp/\u3000x'],
  ['zero-width space', 'https://neo.example.co.jp/\u200bx'],
  ['right-to-left override', 'https://neo.example.co.jp/\u202egnp.exe'],
  ['byte order mark', '\ufeffhttps://neo.example.co.jp/'],
  ['soft hyphen in the host', 'https://neo.exam\u00adple.co.jp/'],
  ['lone surrogate', 'https://neo.example.co.jp/\ud800'],
  ['Cyrillic look-alike host', 'https://nео.example.co.jp/'],
  ['too long', `https://neo.example.co.jp/${'a'.repeat(2_048)}`],
  ['too long only once encoded', `https://neo.example.co.jp/${'経'.repeat(1_000)}`],
  ['decimal form of a loopback address', 'https://2130706433/'],
  ['loopback', 'https://127.0.0.1/'],
  ['localhost', 'https://localhost/'],
  ['IPv6', 'https://[::1]/'],
  ['mail to nobody', 'mailto:'],
  ['mail with a body', 'mailto:support@example.co.jp?body=x'],
  ['mail with a copy', 'mailto:support@example.co.jp?cc=a@example.com'],
  ['mail with a blind copy', 'mailto:support@example.co.jp?subject=x&bcc=a@example.com'],
  ['mail with an attachment', 'mailto:support@example.co.jp?attach=/etc/passwd'],
  ['mail with two subjects', 'mailto:support@example.co.jp?subject=a&subject=b'],
  ['mail to two people', 'mailto:a@example.co.jp,b@example.co.jp'],
  ['mail to two people by field', 'mailto:a@example.co.jp?to=b@example.co.jp'],
  ['mail with an encoded line break', 'mailto:support@example.co.jp?subject=a%0d%0aBcc:%20b@example.com'],
  ['mail with an encoded line break in the address', 'mailto:support@example.co.jp%0d%0aBcc:b@example.com'],
  ['mail with broken encoding', 'mailto:support@example.co.jp?subject=%E8'],
  ['mail with a fragment', 'mailto:support@example.co.jp#x'],
  ['mail to a command', 'mailto:-attach@'],
  ['mail with slashes', 'mailto://support@example.co.jp'],
];

describe('openableLink', () => {
  test('the table is as wide as the attacks known from other programs', () => {
    expect(OPENED.length + REFUSED.length).toBeGreaterThanOrEqual(80);
  });

  test.each(OPENED)('opens %s', (link, href) => {
    expect(toOpenableLink(link, HOSTS)).toBe(href);
  });

  test.each(REFUSED)('refuses %s', (_name, link) => {
    expect(toOpenableLink(link, HOSTS)).toBeNull();
  });

  test('without hosts in the settings only the documentation opens', () => {
    expect(toOpenableLink('https://neo.example.co.jp/', [])).toBeNull();
    for (const host of DOCUMENTATION_HOSTS) expect(toOpenableLink(`https://${host}/`, [])).toBe(`https://${host}/`);
  });

  test.each([
    '',
    '*',
    '*.example.com',
    'example.com/',
    'a@example.com',
    'example.com:8443',
    'exa mple.com',
    '..',
    '%65xample.com',
    'https://example.com',
  ])('a listed entry %j that is not a host opens nothing', (entry) => {
    expect(toCanonicalHost(entry)).toBeNull();
    expect(toOpenableLink('https://example.com/', [entry])).toBeNull();
  });

  const hostLike = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...HOSTS, ...DOCUMENTATION_HOSTS) },
    fc.domain(),
    fc.string({ maxLength: 12 }),
  );
  const linkLike = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    ...[1, 2, 3].map(() =>
      fc
        .tuple(
          fc.constantFrom('https://', 'https://', 'https://', 'HTTPS://', 'https:', 'http://', 'mailto:', ' https://', 'https:\\\\', ''),
          fc.constantFrom('', '', '', 'admin@', 'a:b@', '@', '\t', '%40'),
          hostLike,
          fc.constantFrom('', '/', ':443/', '/?', '.', ':8443', '@', '\\', '%2e', '.evil.example'),
          fc.string({ maxLength: 10 }),
        )
        .map((parts) => parts.join('')),
    ),
  );

  test('every accepted link parses again to a listed host or to a plain mail address', () => {
    const listed = new Set([...DOCUMENTATION_HOSTS, 'neo.example.co.jp', 'help.example.com', 'xn--wgv71a.example', '192.0.2.7']);
    let accepted = 0;
    fc.assert(
      fc.property(linkLike, (link) => {
        const href = toOpenableLink(link, HOSTS);
        if (href === null) return;
        accepted += 1;
        const url = new URL(href);
        expect(url.href).toBe(href);
        expect(url.username + url.password + url.port).toBe('');
        if (url.protocol === 'mailto:')
          expect([...url.searchParams.keys()].every((key) => ['to', 'subject'].includes(key.toLowerCase()))).toBe(true);
        else {
          expect(url.protocol).toBe('https:');
          expect(listed).toContain(url.hostname);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});

describe('openSafely', () => {
  test('hands the system the parsed address, once', async () => {
    const opened: string[] = [];
    const result = await openPermittedLink('https://NEO.example.co.jp', HOSTS, async (href) => opened.push(href));
    expect(result).toEqual({ ok: true, value: {} });
    expect(opened).toEqual(['https://neo.example.co.jp/']);
  });

  test('a refused link never reaches the system', async () => {
    const opened: string[] = [];
    for (const [, link] of REFUSED) {
      expect(await openPermittedLink(link, HOSTS, async (href) => opened.push(href))).toEqual({
        ok: false,
        error: { code: 'external-link-refused', params: {} },
      });
    }
    expect(opened).toEqual([]);
  });

  test('a system that cannot open it is an expected failure', async () => {
    const result = await openPermittedLink('https://neo.example.co.jp/', HOSTS, () => Promise.reject(new Error('no browser')));
    expect(result).toMatchObject({ ok: false, error: { code: 'external-link-refused' } });
  });
});
