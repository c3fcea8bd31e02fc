import * as z from 'zod/mini';
import type { Job } from '#shared/contract/jobs.ts';
import type { UnwritableCharacter } from '#shared/contract/reports.ts';

/** As `reports.write` names it, without the contract's schemas, which the window does not load. */
const characterSchema: z.ZodMiniType<UnwritableCharacter> = z.strictObject({
  character: z.string(),
  codePoint: z.int(),
  count: z.int(),
  row: z.int(),
  standIn: z.string(),
});

/** What a written file could not say in its encoding. */
export interface Unwritable {
  readonly count: number;
  /** How many different ones, and the first of them. */
  readonly kinds: number;
  readonly characters: readonly UnwritableCharacter[];
}

/** Reads the unwritable characters from a job's result (`reports.write`). */
export function unwritableIn(result: Job['result']): Unwritable {
  const { unwritable, unwritableKinds, characters } = result ?? {};
  const named = z.array(characterSchema).safeParse(characters);
  return { count: Number(unwritable ?? 0), kinds: Number(unwritableKinds ?? 0), characters: named.success ? named.data : [] };
}
