import type { ReportEncoding } from '#shared/contract/reports.ts';
import { unwritableLines } from '#shared/messages/unwritable-text.ts';
import { unwritableOf } from '../../../app/unwritable-characters.ts';
import type { Output } from './output.ts';

type Lost = ReturnType<typeof unwritableOf>;

/** Warns about characters that the file's encoding cannot represent: which, how often, and their replacement. */
export function warnUnwritableCharacters(lost: Lost, { warn, translate }: Output): void {
  if (lost.unwritable === 0) return;
  const named = unwritableLines(lost.characters, lost.unwritableKinds, translate).map((line) => `  ${line}\n`);
  warn(`${translate('report.unwritable', { count: lost.unwritable })}\n${named.join('')}`);
}

export const warnUnwritable = (written: Parameters<typeof unwritableOf>[0], encoding: ReportEncoding, output: Output): void =>
  warnUnwritableCharacters(unwritableOf(written, encoding), output);
