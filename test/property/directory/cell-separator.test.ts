import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectSeparators, SEPARATORS, type Separator, splitCell, splitReferences } from '#shared/domain/directory/cell-separator.ts';

const MARK: Readonly<Record<Separator, string>> = {
  semicolon: ';',
  bar: '|',
  newline: '\n',
  comma: ', ',
  'ideographic-comma': '、',
  slash: '/',
  space: ' ',
};
const name = fc.stringMatching(/^[営業部人事総務経理課係]{2,4}$/u);
const names = fc.uniqueArray(name, { minLength: 3, maxLength: 12 });
const separator = fc.constantFrom(...SEPARATORS);
const counted = (texts: readonly string[]) =>
  [...new Set(texts)].map((text) => ({ text, rows: texts.filter((each) => each === text).length }));

describe('what separates in the cells of a list', () => {
  it('is any of the separator characters, if each name also occurs alone', () => {
    fc.assert(
      fc.property(names, separator, fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { maxLength: 20 }), (all, mark, picks) => {
        const cells = picks.map((pick) => [...new Set(pick.map((at) => all[at % all.length] as string))]);
        const texts = [...all, ...cells.map((parts) => parts.join(MARK[mark]))];
        const { separators, doubtful, used } = detectSeparators(counted(texts));
        expect(doubtful).toEqual([]);
        for (const parts of cells) expect(splitCell(parts.join(MARK[mark]), separators)).toEqual(parts);
        expect(used.map(({ rows }) => rows)).toEqual(
          cells.some((parts) => parts.length > 1) ? [cells.filter((parts) => parts.length > 1).length] : [],
        );
      }),
    );
  });

  it('is any of the marks between references', () => {
    const reference = fc.oneof(
      fc.nat(9999).map((id) => `*${id}`),
      fc.stringMatching(/^[A-Z0-9]{1,5}$/).map((code) => `@${code}`),
    );
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(reference, { minLength: 2, maxLength: 4 }), { minLength: 1 }), separator, (cells, mark) => {
        const { separators } = detectSeparators(counted(cells.map((parts) => parts.join(MARK[mark]))));
        for (const parts of cells) expect(splitCell(parts.join(MARK[mark]), separators)).toEqual(parts);
      }),
    );
  });

  it('is a comma or slash only with proof: otherwise it is reported as doubtful', () => {
    fc.assert(
      fc.property(names, fc.constantFrom('comma' as const, 'ideographic-comma' as const, 'slash' as const), (all, mark) => {
        // Each name appears in one cell only, together with another name.
        const cells = all.slice(0, -1).map((first, at) => `${first}甲${at}${MARK[mark]}${all[at + 1]}乙${at}`);
        const { separators, doubtful } = detectSeparators(counted(cells));
        for (const cell of cells) expect(splitCell(cell, separators)).toEqual([cell]);
        expect(doubtful.map((each) => [each.separator, each.rows])).toEqual([[mark, cells.length]]);
      }),
    );
  });

  it('does not depend on the order of the rows', () => {
    const text = fc
      .array(fc.constantFrom('営業', '人事', ',', '、', '/', ';', '|', '\n', '*1', ' '), { maxLength: 6 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.uniqueArray(text).chain((texts) => fc.tuple(fc.constant(texts), fc.shuffledSubarray(texts, { minLength: texts.length }))),
        ([texts, shuffled]) => {
          expect(detectSeparators(counted(shuffled))).toEqual(detectSeparators(counted(texts)));
        },
      ),
    );
  });

  it('treats a value between two certain separators as a single name', () => {
    const proof = [{ text: '営業;人事', rows: 1 }];
    const comma = { text: '営業,人事', rows: 2 };
    expect(detectSeparators([...proof, comma]).used).toEqual([
      { separator: 'semicolon', rows: 1, example: '営業;人事' },
      { separator: 'comma', rows: 2, example: '営業,人事' },
    ]);
    expect(detectSeparators([comma])).toMatchObject({ used: [], doubtful: [{ separator: 'comma', rows: 2, example: '営業,人事' }] });
  });

  it('is never a space in names or a slash of a path', () => {
    const blanks = ['NEO カタログ購買', '東京 本社', '大阪'].map((text) => ({ text, rows: 3 }));
    expect(detectSeparators(blanks)).toMatchObject({ used: [], doubtful: [] });
    const paths = ['本社', '本社/総務部', '本社/総務部/経理課'].map((text) => ({ text, rows: 1 }));
    expect(detectSeparators(paths)).toMatchObject({ used: [], doubtful: [{ separator: 'slash', rows: 2 }] });
  });

  it.each([' ', '\u3000', '/', ', '])('splits references joined in one cell by %j', (mark) => {
    expect(splitReferences(`@EG1${mark}@IT`)).toEqual(['@EG1', '@IT']);
    expect(splitReferences(`総務部${mark}@IT`)).toEqual([`総務部${mark}@IT`]);
  });

  it('loses no letter of a cell but marks and the blanks around the parts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.subarray([...SEPARATORS]), (text, marks) => {
        const bare = (of: string): string => of.replace(/[;；|｜\r\n,，、/／\s]/gu, '');
        expect(bare(splitCell(text, marks).join(''))).toBe(bare(text));
        for (const part of splitCell(text, marks)) expect(splitCell(part, marks)).toEqual([part]);
      }),
    );
  });
});
