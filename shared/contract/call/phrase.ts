import { z } from 'zod';
import type { Phrase, PhraseList } from '../../domain/sync/wording/phrase.ts';

/** A text to be formatted by the interface (`planText`): a message key and its arguments, which may be phrases. */
export const phraseSchema: z.ZodType<Phrase> = z.lazy(() =>
  z.strictObject({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), phraseSchema, phraseListSchema])) }),
);
const phraseListSchema: z.ZodType<PhraseList> = z.strictObject({
  list: z.array(z.union([z.string(), phraseSchema])),
  more: z.number().int().min(0),
  separator: z.exactOptional(z.enum(['plus', 'arrow'])),
});
