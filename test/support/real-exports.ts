import fc from 'fast-check';
import { strToU8 } from 'fflate';
import iconv from 'iconv-lite';
import { smallBook } from '../property/files/small-workbook.ts';

/** Lists as NEO's and Amazon's screens may export them, generated from known people. The tables of the product's readers are not used. */

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly work: string;
  readonly mobile: string;
  readonly organizations: readonly string[];
}

export interface Column {
  readonly header: string;
  readonly cellOf: (person: Person, at: number) => string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const word = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 3, maxLength: 8 });
/** All of these names can be encoded in CP932. */
const FAMILY = ['阿部', '井上', '上野', '江口', '小川', '髙橋', '渡邊', '山﨑'];
const GIVEN = ['愛', '功', '海', '栄', '修', '太郎', '花子'];
export const ORGANIZATIONS = ['本社', '営業部', '人事部', '総務部', '第一工場', '開発・設計課'];

const person = fc.record({
  login: word,
  name: fc
    .tuple(fc.constantFrom(...FAMILY), fc.constantFrom(...GIVEN), fc.constantFrom(' ', '　'))
    .map(([family, given, blank]) => family + blank + given),
  mobile: fc.option(
    word.map((local) => `${local}@mobile.example`),
    { nil: '' },
  ),
  organizations: fc.uniqueArray(fc.constantFrom(...ORGANIZATIONS), { minLength: 1, maxLength: 3 }),
});
/**
 * Each organization first has one person without other organizations, because a separator within a name is recognized only by names that
 * occur alone.
 */
export const people = fc
  .uniqueArray(person, { minLength: 1, maxLength: 12, selector: ({ login }) => login })
  .map((some): readonly Person[] =>
    [
      ...ORGANIZATIONS.map((organization, at) => ({ login: `alone${at}`, name: `単独 ${at}`, mobile: '', organizations: [organization] })),
      ...some,
    ].map((each, at) => ({ ...each, id: String(at + 1), work: `${each.login}@example.co.jp` })),
  );

export interface Layout {
  readonly titles: readonly (readonly string[])[];
  readonly columns: readonly Column[];
  readonly format: 'utf8' | 'utf8-bom' | 'cp932' | 'xlsx';
}

const TITLES: readonly (readonly string[])[] = [['ユーザー一覧'], ['出力日時', '2026/11/24 10:00'], ['対象: 全社（使用停止中を含む）'], []];

/** Generates column orders, title rows and formats. */
export const layoutOf = (columns: readonly Column[]): fc.Arbitrary<Layout> =>
  fc.record({
    titles: fc.subarray([...TITLES]),
    columns: fc.shuffledSubarray([...columns], { minLength: columns.length }),
    format: fc.constantFrom('utf8' as const, 'utf8-bom' as const, 'cp932' as const, 'xlsx' as const),
  });

/** Returns the rows of the file, including titles and header. */
export const rowsOf = ({ titles, columns }: Layout, list: readonly Person[]): string[][] => [
  ...titles.map((title) => [...title]),
  columns.map(({ header }) => header),
  ...list.map((each, at) => columns.map(({ cellOf }) => cellOf(each, at))),
];

/** Encodes the rows as a file. */
export function fileOf(rows: readonly (readonly string[])[], format: Layout['format']): Buffer {
  if (format === 'xlsx') return smallBook(strToU8(sheetOf(rows)));
  const text = rows.map((cells) => cells.map(quoted).join(',')).join('\r\n');
  return iconv.encode(`${text}\r\n`, format === 'cp932' ? 'cp932' : 'utf8', { addBOM: format === 'utf8-bom' });
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '&#10;');
const columnName = (at: number): string =>
  (at < 26 ? '' : String.fromCharCode(64 + Math.floor(at / 26))) + String.fromCharCode(65 + (at % 26));
const sheetOf = (rows: readonly (readonly string[])[]): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells
          .map((text, column) =>
            text === ''
              ? ''
              : `<c r="${columnName(column)}${row + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
          )
          .join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`;
