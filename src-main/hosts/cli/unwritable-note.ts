import type { ReportEncoding } from '#shared/contract/reports.ts';
import { unwritableLines } from '#shared/messages/unwritable-text.ts';
import { unwritableOf } from '../../app/unwritable-characters.ts';
import type { Output } from './output.ts';

/** Reports which characters a file could not contain, how often, and their replacement. */
export function warnUnwritable(written: Parameters<typeof unwritableOf>[0], encoding: ReportEncoding, { warn, translate }: Output): void {
  const lost = unwritableOf(written, encoding);
  if (lost.unwritable === 0) return;
  const named = unwritableLines(lost.characters, lost.unwritableKinds, translate).map((line) => `  ${line}\n`);
  warn(`${translate('report.unwritable', { count: lost.unwritable })}\n${named.join('')}`);
}
