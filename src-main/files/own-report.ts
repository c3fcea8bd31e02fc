/** The columns every report of ours begins with, the same in all languages, by which a report is recognised when read back. */
export const REPORT_MARK = ['code', 'severity', 'side'] as const;

export const isOwnReport = (header: readonly string[]): boolean => REPORT_MARK.every((text, column) => header[column] === text);

/** Headings that the sheets of our book have together, in each language (`reportDocument.book`), and no list of a vendor has. */
const BOOK_MARKS = [
  ['NEO 職場メール', 'NEO のユーザー ID'],
  ['NEO work e-mail', 'NEO user ID'],
] as const;

/** Whether a header is that of a report of ours in any form: its rows are findings, and read as people they would be counted as such. */
export const isOwnReportOrBook = (header: readonly string[]): boolean =>
  isOwnReport(header) || BOOK_MARKS.some((marks) => marks.every((text) => header.includes(text)));
