import { z } from 'zod';
import { defineCommand, defineQuery } from './call/define.ts';
import { sectionSchema } from './drafts/drafts.ts';

/** Calls about who has a company open on a team server. Kept in memory only; on other hosts the list is empty. */
export const presenceCalls = {
  /** The other people with the company open, by name. */
  'presence.list': defineQuery(
    z.strictObject({}),
    z.strictObject({
      people: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          /** The opened drafts, latest first; `name` is empty for a single object. */
          opened: z.array(z.strictObject({ section: sectionSchema, id: z.string(), name: z.string() })),
        }),
      ),
    }),
    { reads: ['presence', 'drafts'], timed: true },
  ),
  /** Reports that a window has the company open, and the draft that it shows. `isOpen: false` = the window is leaving. */
  'presence.report': defineCommand(
    z.strictObject({ isOpen: z.boolean(), opened: z.strictObject({ section: sectionSchema, id: z.string().max(200) }).nullable() }),
    z.strictObject({}),
    { role: 'viewer', changes: ['presence'], whileReadOnly: 'allowed' },
  ),
} as const;
