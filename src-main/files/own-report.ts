/** The columns every report of ours begins with, the same in all languages, by which a report is recognised when read back. */
export const REPORT_MARK = ['code', 'severity', 'side'] as const;

export const isOwnReport = (header: readonly string[]): boolean => REPORT_MARK.every((text, column) => header[column] === text);
