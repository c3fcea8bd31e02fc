import { expect, it } from 'vitest';
import { generateReportPageChunks, generateWorkbookChunks } from '#main/app/reports/document-chunks.ts';
import type { Report } from '#main/app/reports/report-document.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

/** Enough people for several chunks of a page and of a workbook. */
const PEOPLE = 6_000;
const DIRECTORY = directoryOf(
  Array.from({ length: PEOPLE }, (_, i) =>
    neoUser({ id: `${i + 1}`, loginId: `u${i}`, name: `利用者 ${i}`, workEmail: `u${i}@example.co.jp` }),
  ),
  [amazonUser({ email: 'other@example.co.jp' })],
);

it.each([
  ['page', generateReportPageChunks],
  ['book', generateWorkbookChunks],
])('writes the %s line by line, so that neither steps nor memory grow with the list', (_, chunksOf) => {
  const found = auditDirectory(DIRECTORY, { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' });
  let [lines, atLast, mostOfAPiece] = [0, 0, 0];
  const report: Report = {
    directory: DIRECTORY,
    audit: found,
    findings: found.findings,
    count: found.findings.length,
    language: 'ja',
    company: '例示商事',
    today: '2026-11-24',
    unseen: { missingFields: new Set(), missingNeoFields: new Set(), groups: {} },
    fixOf() {
      lines++;
      return null;
    },
  };
  for (const _chunk of chunksOf(report)) {
    mostOfAPiece = Math.max(mostOfAPiece, lines - atLast);
    atLast = lines;
  }
  // The page lists all people once; the workbook lists them by person and by finding.
  expect(lines).toBeGreaterThanOrEqual(PEOPLE);
  expect(mostOfAPiece).toBeLessThan(PEOPLE / 2);
});
