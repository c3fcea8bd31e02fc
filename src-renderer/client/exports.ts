import type { Result } from '#shared/contract/call/result.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { dismissJob, runJob, setFileSaveState } from './jobs.ts';
import type { Transport } from './transport.ts';

/** Result of an export: the saved name and the job's result; `null` if it was stopped or its dialog was closed. */
export type ExportResult = Result<{ readonly jobId: string; readonly name: string; readonly result: Job['result'] } | null>;

/**
 * Starts a job that writes a file and saves the file when it is complete, without asking again. If the system dialog is closed or saving
 * fails, the job tray continues to offer the file.
 */
export async function exportFile(client: Transport, start: Promise<Result<{ jobId: string }>>): Promise<ExportResult> {
  const started = await start;
  if (!started.ok) return started;
  const { jobId } = started.value;
  setFileSaveState(jobId, 'saving');
  const ended = await runJob(client, start);
  if (!ended.ok) return ended;
  const { error, result } = ended.value;
  if (error !== null && ended.value.state !== 'cancelled') {
    // The caller reports the failure, so the job tray must not.
    dismissJob(jobId);
    return { ok: false, error };
  }
  const { token, name } = result ?? {};
  if (typeof token !== 'string' || typeof name !== 'string') return { ok: true, value: null };
  const saved = await client.saveFile({ token, name });
  setFileSaveState(jobId, saved.ok && saved.value.saved ? 'saved' : 'offered');
  if (!saved.ok) return saved;
  return { ok: true, value: saved.value.saved ? { jobId, name: saved.value.name ?? name, result } : null };
}
