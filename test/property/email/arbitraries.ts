import fc from 'fast-check';
import { WRITTEN_ADDRESSES } from '../../corpus/email/addresses.ts';
import { WRITTEN_PAIRS } from '../../corpus/email/pairs.ts';

const written = [...WRITTEN_PAIRS.flatMap(([, [neo, amazon]]) => [neo, amazon]), ...WRITTEN_ADDRESSES.map(([cell]) => cell)].filter(
  (address) => address.length < 300,
);

/** Text pieces that trigger the rules: stray characters, look-alikes, encoded labels, halves of surrogate pairs. */
const piece = fc.constantFrom(
  ...[
    'a',
    'A',
    'b',
    'm',
    'rn',
    'l',
    'I',
    '1',
    '0',
    'o',
    '.',
    '..',
    '-',
    '--',
    '+',
    '@',
    '＠',
    '"',
    ' ',
    '　',
    '\u200b',
    '\ufeff',
    '\u00ad',
    '\r\n',
  ],
  ...[
    'ａ',
    'Ａ',
    '．',
    '。',
    '｡',
    '－',
    '＋',
    'ー',
    'ｰ',
    '\u2011',
    '‐',
    '−',
    '’',
    '´',
    '¨',
    'ｶ',
    'ﾞ',
    'か',
    '\u3099',
    '゛',
    'é',
    'e\u0301',
    '\u212a',
    '\u2126',
  ],
  ...[
    'а',
    'ο',
    'İ',
    'ı',
    'ß',
    'Σ',
    'ς',
    '\ufb01',
    '\u03f4',
    '\u1e9e',
    'xn--',
    'xn--wgv71a119e',
    'xn--exmple-4nf',
    'xn--a',
    'XN--',
    '日本',
    '\ud800',
    '\udc00',
    '😀',
  ],
  ...[
    'gmail.com',
    'googlemail.com',
    'yahoo.co.jp',
    'old.example',
    'example.co.jp',
    'docomo.ne.jp',
    ',',
    '；',
    '<',
    '>',
    '(',
    ')',
    'mailto:',
  ],
);

/** Any UTF-16 text, lone surrogates included. */
export const anyText = fc.array(fc.nat({ max: 0xffff }), { maxLength: 24 }).map((units) => String.fromCharCode(...units));

/** Texts that resemble addresses to different degrees. */
export const addressLike = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

/** All values that a cell may contain. */
export const anyCell = fc.oneof(
  { weight: 3, arbitrary: addressLike },
  { weight: 2, arbitrary: fc.constantFrom(...written) },
  { weight: 1, arbitrary: anyText },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.emailAddress() },
);

/** Two cells that are often similar: the second is the first with characters inserted, removed or replaced. */
export const anyPair = fc.oneof(
  fc.tuple(anyCell, anyCell),
  fc.tuple(anyCell, fc.nat(), fc.nat({ max: 2 }), piece).map(([cell, where, taken, put]): [string, string] => {
    const at = where % (cell.length + 1);
    return [cell, cell.slice(0, at) + put + cell.slice(at + taken)];
  }),
  fc.constantFrom(...WRITTEN_PAIRS.map(([, [neo, amazon]]): [string, string] => [neo, amazon])),
);
