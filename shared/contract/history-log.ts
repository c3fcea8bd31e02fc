import { z } from 'zod';
import { defineCommand, defineQuery } from './call/define.ts';
import { phraseSchema } from './call/phrase.ts';
import { gatewaySectionSchema } from './plan/plan.ts';

const count = z.number().int().min(0);

/** Kinds of entries: changes on the server and decisions. */
export const historyKindSchema = z.enum([
  'put',
  'delete',
  'secret',
  'secret-set',
  'secret-cleared',
  'run-started',
  'run-ended',
  'outcome',
  'take-over',
  'hand-over',
  'ignore',
  'unignore',
  'approval',
  'approver',
  'trust',
  'amazon-user',
]);

export const historyFilterSchema = z.strictObject({
  /** Selected kinds; empty = all. */
  kinds: z.array(historyKindSchema),
  sections: z.array(gatewaySectionSchema),
  /** Searches person, reason and description, normalized. */
  search: z.string().max(200),
  runId: z.uuid().nullable(),
  /** First and last day, both included. */
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
});
export type HistoryFilter = z.output<typeof historyFilterSchema>;

const entrySchema = z.strictObject({
  seq: z.number().int(),
  at: z.string(),
  by: z.string(),
  kind: historyKindSchema,
  /** Section of the object; `null` for entries about a whole run. */
  section: gatewaySectionSchema.nullable(),
  id: z.string(),
  name: z.string(),
  sentence: phraseSchema,
  reason: z.string(),
  runId: z.string().nullable(),
  requestId: z.string().nullable(),
  hash: z.string(),
});
export type HistoryEntry = z.output<typeof entrySchema>;

export const historyLogCalls = {
  /** A page of entries, latest first. */
  'historyLog.list': defineQuery(
    z.strictObject({ filter: historyFilterSchema, offset: count, limit: z.number().int().min(1).max(500) }),
    z.strictObject({ total: count, entries: z.array(entrySchema) }),
    { reads: ['history'] },
  ),
  /** One complete entry, which never contains a secret's value. Fails with `history-entry-not-found`. */
  'historyLog.entry': defineQuery(
    z.strictObject({ seq: z.number().int() }),
    z.strictObject({
      entry: entrySchema,
      before: z.json(),
      after: z.json(),
      fields: z.array(
        z.strictObject({
          path: z.string(),
          label: phraseSchema,
          kind: z.enum(['set', 'added', 'removed', 'moved', 'order']),
          before: z.json(),
          after: z.json(),
          words: z.strictObject({ before: phraseSchema, after: phraseSchema }),
        }),
      ),
      previousHash: z.string(),
    }),
    { reads: ['history'] },
  ),
  /** True if an entry has this hash. */
  'historyLog.has': defineQuery(z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) }), z.strictObject({ found: z.boolean() }), {
    reads: ['history'],
    from: 'cli',
  }),
  /** Verifies the hash chain. `broken`: the first entry that does not match. */
  'historyLog.verify': defineQuery(
    z.strictObject({}),
    z.strictObject({
      state: z.enum(['intact', 'broken']),
      entries: count,
      /**
       * Hash of the last entry. If it is also recorded elsewhere, it proves that no entry was removed at the end. `''` for an empty
       * history.
       */
      head: z.string(),
      broken: z.strictObject({ seq: z.number().int(), problem: z.enum(['content', 'chain', 'missing']) }).nullable(),
    }),
    { reads: ['history'] },
  ),
  /**
   * Exports the history. Starts a job with result `{ token, name, bytes, entries, ... }` and the characters that could not be written, as
   * in `reports.write`. JSON contains all data including hashes.
   */
  'historyLog.export': defineCommand(
    z.strictObject({
      filter: historyFilterSchema,
      format: z.enum(['json', 'csv', 'html']),
      encoding: z.enum(['utf8', 'utf8-bom', 'cp932']),
      language: z.enum(['ja', 'en']),
    }),
    z.strictObject({ jobId: z.string() }),
    { role: 'viewer', changes: 'nothing', job: 'history-export', whileReadOnly: 'allowed' },
  ),
} as const;
