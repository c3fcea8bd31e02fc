/** First columns of all Tsunagi reports in every language, by which they are recognized. */
export const REPORT_LEADING_COLUMNS = ['code', 'severity', 'side'] as const;

export const isOwnReport = (header: readonly string[]): boolean => REPORT_LEADING_COLUMNS.every((text, column) => header[column] === text);

/** Headings of the sheets in Tsunagi's workbook, in each language (`reportDocument.book`). No vendor's list contains both. */
const BOOK_MARKS = [
  ['NEO 職場メール', 'NEO のユーザー ID'],
  ['NEO work e-mail', 'NEO user ID'],
] as const;

/** Whether a header belongs to a Tsunagi report. Its rows are findings and must not be counted as people. */
export const isOwnReportOrBook = (header: readonly string[]): boolean =>
  isOwnReport(header) || BOOK_MARKS.some((marks) => marks.every((text) => header.includes(text)));
