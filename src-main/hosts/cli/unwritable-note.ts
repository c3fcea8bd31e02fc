import { z } from 'zod';
import type { Job } from '#shared/contract/jobs.ts';
import { type ReportEncoding, unwritableCharacterSchema } from '#shared/contract/reports.ts';
import { unwritableLines } from '#shared/messages/unwritable-text.ts';
import { unwritableOf } from '../../app/unwritable-characters.ts';
import type { Output } from './output.ts';

type Lost = ReturnType<typeof unwritableOf>;

const lostSchema = z.object({ unwritable: z.number(), unwritableKinds: z.number(), characters: z.array(unwritableCharacterSchema) });

/** The characters that the file of a job could not hold. */
export const lostOf = (result: NonNullable<Job['result']>): Lost => lostSchema.parse(result);

/** Warns which characters a written file could not hold, how often, and what replaces them. */
export function warnLost(lost: Lost, { warn, translate }: Output): void {
  if (lost.unwritable === 0) return;
  const named = unwritableLines(lost.characters, lost.unwritableKinds, translate).map((line) => `  ${line}\n`);
  warn(`${translate('report.unwritable', { count: lost.unwritable })}\n${named.join('')}`);
}

export const warnUnwritable = (written: Parameters<typeof unwritableOf>[0], encoding: ReportEncoding, output: Output): void =>
  warnLost(unwritableOf(written, encoding), output);
