import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { generateHtmlChunks, type HtmlReport, type HtmlRow } from '#main/files/reports/html-report.ts';
import { pageWith } from '../../support/report-page.ts';

const written = (report: HtmlReport): string => Buffer.concat([...generateHtmlChunks(report)]).toString('utf8');

type Node = Readonly<Record<string, unknown>>;
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  processEntities: { enabled: true, maxTotalExpansions: 100_000, maxExpandedLength: 10_000_000 },
});
const parsed = (page: string): readonly Node[] => parser.parse(page.replace('<!doctype html>', '')) as readonly Node[];

const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ':@') as string;
const childrenOf = (node: Node): readonly Node[] => (nameOf(node) === '#text' ? [] : (node[nameOf(node)] as readonly Node[]));
const attributesOf = (node: Node): Readonly<Record<string, string>> => (node[':@'] ?? {}) as Readonly<Record<string, string>>;

/** Returns every element with its attributes, in order, except the marks for invisible characters. */
const skeleton = (nodes: readonly Node[]): string =>
  nodes
    .filter((node) => nameOf(node) !== '#text' && attributesOf(node)['class'] !== 'unseen')
    .map((node) => `<${nameOf(node)}${JSON.stringify(attributesOf(node))}>${skeleton(childrenOf(node))}</>`)
    .join('');

/** Returns the text of a node, with every mark replaced by its character. */
const textOf = (node: Node): string => {
  if (nameOf(node) === '#text') return String(node['#text']);
  const text = childrenOf(node).map(textOf).join('');
  return attributesOf(node)['class'] === 'unseen' ? String.fromCodePoint(Number.parseInt(text.slice(2), 16)) : text;
};

const all = (nodes: readonly Node[], name: string): readonly Node[] =>
  nodes.flatMap((node) => [...(nameOf(node) === name ? [node] : []), ...all(childrenOf(node), name)]);

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      { maxLength: 8 },
    )
    .map((units) => units.join('')),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '</style><img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    "' onmouseover='x",
    '<!--',
    ']]>',
    '&lt;b&gt;',
    '&#60;b>',
    '\u202egnp.exe',
    '\ud83d',
    '\0',
    ' a@example.co.jp\u3000',
  ),
);
const anyRow: fc.Arbitrary<HtmlRow> = fc.record({
  name: anyText,
  loginId: anyText,
  organization: anyText,
  workEmail: anyText,
  amazonEmail: anyText,
  reason: anyText,
  suggestion: anyText,
  advice: anyText,
});

const PLAIN_ROW: HtmlRow = {
  name: 'a',
  loginId: 'a',
  organization: 'a',
  workEmail: 'a',
  amazonEmail: 'a',
  reason: 'a',
  suggestion: 'a',
  advice: 'a',
};
const PLAIN = skeleton(parsed(written(pageWith({ rows: [PLAIN_ROW] }))));

describe('the page', () => {
  it('has the elements and attributes of a plain page, for any list content', () => {
    fc.assert(
      fc.property(anyRow, anyText, anyText, (row, company, organization) => {
        fc.pre(company !== '');
        const page = written(pageWith({ rows: [row], company, organization }));
        expect(XMLValidator.validate(page.replace('<!doctype html>', ''))).toBe(true);
        expect(skeleton(parsed(page))).toBe(PLAIN);
      }),
      { numRuns: 500 },
    );
  });

  it('shows every address exactly, with invisible characters as code points', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const codes = all(parsed(written(pageWith({ rows: [row] }))), 'code').map(textOf);
        expect(codes).toEqual([row.workEmail, row.amazonEmail, row.suggestion]);
      }),
      { numRuns: 500 },
    );
  });

  it('draws nothing that a screen would not show, or would turn around', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const page = written(pageWith({ rows: [row] })).replaceAll('\n', '');
        expect(page).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });

  it('needs nothing from elsewhere and runs nothing', () => {
    const page = written(pageWith({ rows: [PLAIN_ROW] }));
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`);
    expect(page).not.toMatch(/<script|<link|<iframe|<img|url\(|@import|https?:|javascript:/i);
  });

  it('draws the reason that most people have as the longest bar, and the others in proportion', () => {
    const report = pageWith({});
    const lines = [40, 98, 49].map((people, at) => ({ code: `reason-${at}`, name: `理由${at}`, people, count: String(people), side: '' }));
    const page = parsed(written({ ...report, reasons: { ...report.reasons, lines } }));
    const bars = all(page, 'td').filter((cell) => attributesOf(cell)['class'] === 'bar');
    expect(bars.flatMap((bar) => all([bar], 'i')).map((bar) => attributesOf(bar)['style'])).toEqual([
      'width: 40.82%',
      'width: 100.00%',
      'width: 50.00%',
    ]);
  });

  it('splits a long list into tables that repeat its header', () => {
    const rows = Array.from({ length: 401 }, () => PLAIN_ROW);
    const page = parsed(written(pageWith({ rows })));
    const tables = all(page, 'table').filter((table) => attributesOf(table)['class'] === 'list long');
    expect(tables.map((table) => all([table], 'tr').length - 1)).toEqual([200, 200, 1]);
    for (const table of tables) expect(all([table], 'thead')).toHaveLength(1);
  });
});
