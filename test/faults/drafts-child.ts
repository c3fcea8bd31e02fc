import { openEngine } from '../support/engine.ts';

/**
 * Edits drafts of the company named on the command line as fast as possible and prints each edit after its response, so that a test can
 * kill it at any moment.
 */
const [, , folder = '', companyId = ''] = process.argv;
let now = Date.parse('2026-11-24T00:00:00Z');
// Edits are far enough apart in time to be separate undo steps.
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
