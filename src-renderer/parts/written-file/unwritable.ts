import * as z from 'zod/mini';
import type { Job } from '#shared/contract/jobs.ts';
import type { UnwritableCharacter } from '#shared/contract/reports.ts';

/** The schema of `reports.write`, repeated here because the window does not load the contract's schemas. */
const characterSchema: z.ZodMiniType<UnwritableCharacter> = z.strictObject({
  character: z.string(),
  codePoint: z.int(),
  count: z.int(),
  row: z.int(),
  standIn: z.string(),
});

/** Characters that the encoding of a written file does not contain. */
export interface UnwritableCharacters {
  readonly count: number;
  /** Number of different characters, and the first of them. */
  readonly kinds: number;
  readonly characters: readonly UnwritableCharacter[];
}

/** Reads the unwritable characters from a job's result (`reports.write`). */
export function parseUnwritable(result: Job['result']): UnwritableCharacters {
  const { unwritable, unwritableKinds, characters } = result ?? {};
  const named = z.array(characterSchema).safeParse(characters);
  return { count: Number(unwritable ?? 0), kinds: Number(unwritableKinds ?? 0), characters: named.success ? named.data : [] };
}
