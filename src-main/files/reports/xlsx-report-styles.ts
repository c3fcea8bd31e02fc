/** Cell styles of Tsunagi's workbooks, in the order of `cellXfs` below. */
const CELL_STYLES = [
  'plain',
  'title',
  'heading',
  'header',
  'text',
  'wrapped',
  'block',
  'risk',
  'muted',
  'count',
  'percent',
  'big-percent',
] as const;
export type CellStyle = (typeof CELL_STYLES)[number];

export const getStyleIndex = (style: CellStyle): number => CELL_STYLES.indexOf(style);

const font = (rgb: string, { bold = false, size = 11 } = {}): string =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><color rgb="FF${rgb}"/><name val="Yu Gothic"/><family val="2"/></font>`;
const INK = '1C2733';
const FONTS = [
  font(INK),
  font(INK, { bold: true, size: 16 }),
  font(INK, { bold: true, size: 12 }),
  font(INK, { bold: true }),
  font('A93226', { bold: true }),
  font('8A5A00', { bold: true }),
  font('5B6876'),
  font('1F5F8B', { bold: true, size: 20 }),
];

const PERCENT = 164;
const COUNT = 3;
/** Number format 'Text': typed values stay text, so that an address never becomes a formula. */
const TEXT_FORMAT_ID = 49;
const look = (fontId: number, format: number, alignment = 'vertical="top"', fillId = 0, borderId = 0): string =>
  `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0" applyFont="1" applyNumberFormat="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment ${alignment}/></xf>`;
const STYLE_MARKUP: Readonly<Record<CellStyle, string>> = {
  plain: look(0, 0),
  title: look(1, TEXT_FORMAT_ID, 'vertical="center"'),
  heading: look(2, TEXT_FORMAT_ID, 'vertical="center"'),
  header: look(3, TEXT_FORMAT_ID, 'vertical="center"', 2, 1),
  text: look(0, TEXT_FORMAT_ID),
  wrapped: look(0, TEXT_FORMAT_ID, 'vertical="top" wrapText="1"'),
  block: look(4, TEXT_FORMAT_ID),
  risk: look(5, TEXT_FORMAT_ID),
  muted: look(6, TEXT_FORMAT_ID),
  count: look(0, COUNT),
  percent: look(0, PERCENT),
  'big-percent': look(7, PERCENT, 'vertical="center" horizontal="left"'),
};

/** Content of `xl/styles.xml`. */
export const STYLES_XML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="${PERCENT}" formatCode="0.0%"/></numFmts><fonts count="${FONTS.length}">${FONTS.join('')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE6EDF3"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF9FB0BF"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${CELL_STYLES.length}">${CELL_STYLES.map((style) => STYLE_MARKUP[style]).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
