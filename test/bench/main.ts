import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureOddAnswers } from './amazon-answers.ts';
import { measureApply } from './apply.ts';
import { measureAudit } from './audit-process.ts';
import { measureDrafts, measureInvoicesAndPicker } from './drafts.ts';
import { measureEdits } from './edits.ts';
import { measureLoad } from './load.ts';
import type { Measurement } from './measure.ts';
import { measureDuplicates, measureNearMisses } from './near-misses.ts';
import { measurePlan } from './plan.ts';
import { measureRoutes } from './routes.ts';
import { measureTeam } from './team.ts';
import { measureWindow } from './window.ts';

/** `npm run bench [-- --json] [-- NAME...]`: every budget of the product, measured on data made here, with its peer in the same run. */
const folder = mkdtempSync(join(tmpdir(), 'tsunagi-bench-'));
const asJson = process.argv.includes('--json');
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const SUITES: Readonly<Record<string, () => Measurement[] | Promise<Measurement[]>>> = {
  audit: () => measureAudit(folder),
  duplicates: () => [measureDuplicates()],
  suggestions: () => [measureNearMisses()],
  routes: () => measureRoutes(),
  drafts: () => measureDrafts(folder),
  amazon: () => [measureOddAnswers()],
  invoices: () => measureInvoicesAndPicker(),
  plan: () => measurePlan(),
  apply: () => measureApply(folder),
  edits: () => measureEdits(folder),
  load: () => measureLoad(folder),
  team: () => measureTeam(folder),
  window: () => measureWindow(folder),
};

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });

function line({ name, value, unit, budget, peer, note }: Measurement): string {
  const within = budget === null ? '' : (unit === 'frames/s' ? value >= budget : value <= budget) ? 'within' : 'OVER  ';
  const parts = [`${name}: ${number(value)} ${unit}`];
  if (budget !== null) parts.push(`${within} budget ${number(budget)} ${unit}`);
  if (peer !== null) parts.push(`${peer.name}: ${number(peer.value)} ${unit}, ratio ${(value / peer.value).toFixed(2)}`);
  if (note !== undefined) parts.push(note);
  return parts.join(' | ');
}

try {
  const measurements: Measurement[] = [];
  for (const [name, measure] of Object.entries(SUITES)) {
    if (only.length > 0 && !only.includes(name)) continue;
    for (const measurement of await measure()) {
      measurements.push(measurement);
      if (!asJson) process.stdout.write(`${line(measurement)}\n`);
    }
  }
  if (asJson) process.stdout.write(`${JSON.stringify({ measurements }, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
