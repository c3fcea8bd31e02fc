import { openEngine } from '../support/engine.ts';

/**
 * Edits drafts of the company named on the command line as fast as it can and prints each edit once it is answered, so that a test can
 * end it at any moment.
 */
const [, , folder = '', companyId = ''] = process.argv;
let now = Date.parse('2026-11-24T00:00:00Z');
// Far enough apart for each edit to be a separate undo step.
const engine = openEngine(folder, companyId, { now: () => (now += 60_000) });
for (let i = 1; ; i++) {
  await engine.applyDraft({
    kind: 'edit',
    section: 'common_settings',
    id: 'common_settings',
    edit: { kind: 'set', fields: { title: String(i) } },
  });
  process.stdout.write(`saved ${i}\n`);
  if (i % 10 === 0) {
    await engine.undoDraft();
    process.stdout.write(`undone ${i}\n`);
  }
}
