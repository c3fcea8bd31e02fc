import type { OutboxEntry } from '#main/app/reports/watch-outbox.ts';

/** Returns a message of a run that waits to be mailed. */
export const createOutboxEntry = (run: number): OutboxEntry => ({
  format: 'tsunagi-outbox',
  version: 1,
  run,
  id: `message-${run}`,
  at: '2026-11-30T00:00:00.000Z',
  title: '新しい所見',
  text: 'text',
  brief: 'brief',
  numbers: {},
  attachment: null,
  left: ['mail'],
  mailed: [],
});
