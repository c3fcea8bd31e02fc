import type { ReportEncoding } from '#shared/contract/reports.ts';
import { formatUnwritableCharacters } from '#shared/messages/unwritable-text.ts';
import { toUnwritableSummary } from '../../../app/unwritable-characters.ts';
import type { Output } from './output.ts';

type Lost = ReturnType<typeof toUnwritableSummary>;

/** Warns about characters that the file's encoding cannot represent: which, how often, and their replacement. */
export function warnUnwritableCharacters(lost: Lost, { warn, translate }: Output): void {
  if (lost.unwritable === 0) return;
  const named = formatUnwritableCharacters(lost.characters, lost.unwritableKinds, translate).map((line) => `  ${line}\n`);
  warn(`${translate('report.unwritable', { count: lost.unwritable })}\n${named.join('')}`);
}

export const warnUnwritable = (written: Parameters<typeof toUnwritableSummary>[0], encoding: ReportEncoding, output: Output): void =>
  warnUnwritableCharacters(toUnwritableSummary(written, encoding), output);
