import { mkdtempSync } from 'node:fs';
import { measureDrafts, measureInvoicesAndPicker } from './drafts.ts';
for (const m of [...(await measureDrafts(mkdtempSync('/tmp/bench-'))), ...measureInvoicesAndPicker()]) console.log(m.name, m.value.toFixed(1), m.unit);
