import type { Failure } from '#shared/contract/call/result.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { Phrase } from '#shared/domain/sync/wording/phrase.ts';
import { readBodyColumn, readJsonColumn } from '../database/json-column.ts';
import type { JournalRun, JournalStep, PlannedItem, RunState, StepChange, StepState } from './apply-steps.ts';

const textOf = (value: unknown): string | null => (value === null ? null : String(value));
const failureOf = (text: unknown): Failure | null => (text === null ? null : (readJsonColumn(text) as Failure));

/** Converts a database row to a run. */
export const toJournalRun = (row: Record<string, unknown>): JournalRun => ({
  id: String(row['id']),
  startedAt: String(row['started_at']),
  endedAt: textOf(row['ended_at']),
  by: String(row['by']),
  holder: String(row['holder']),
  reason: String(row['reason']),
  server: String(row['server']),
  digest: String(row['digest']),
  onFailure: row['on_failure'] as JournalRun['onFailure'],
  state: row['state'] as RunState,
  failure: failureOf(row['failure']),
  seal: String(row['seal']),
});

/** All steps with their effective state in an additional column: a sent step of a canceled run is `unknown`. */
export const EFFECTIVE_STEPS_SQL = `(SELECT apply_step.*,
  CASE WHEN apply_step.state = 'sent' AND apply_run.state = 'cancelled' THEN 'unknown' ELSE apply_step.state END AS told
  FROM apply_step JOIN apply_run ON apply_run.id = run_id)`;

/** Converts a row of `EFFECTIVE_STEPS_SQL` to a step. */
export const toJournalStep = (row: Record<string, unknown>): JournalStep => ({
  position: Number(row['position']),
  key: String(row['key']),
  section: row['section'] as GatewaySection,
  id: String(row['id']),
  name: String(row['name']),
  action: row['action'] as StepChange['action'],
  sentence: readJsonColumn(row['sentence']) as Phrase,
  state: row['told'] as StepState,
  attempts: Number(row['attempts']),
  requestId: textOf(row['request_id']),
  at: textOf(row['at']),
  failure: failureOf(row['failure']),
  verified: row['verified'] === null ? null : row['verified'] === 1,
  needs: readJsonColumn(row['needs']) as string[],
  ifRevision: Number(row['if_revision']),
  before: readBodyColumn(row['before']),
  planned: row['planned'] === null ? null : (readJsonColumn(row['planned']) as PlannedItem),
  target: readBodyColumn(row['target']),
  whole: row['whole'] === null ? null : (readJsonColumn(row['whole']) as Json),
  generation: row['generation'] === null ? null : Number(row['generation']),
  revision: row['revision'] === null ? null : Number(row['revision']),
});
