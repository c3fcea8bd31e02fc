import { z } from 'zod';
import { defineCommand, defineQuery } from '../call/define.ts';
import { phraseSchema } from '../call/phrase.ts';
import { failureSchema } from '../call/result.ts';
import { PLAN_TOPICS } from '../call/topics.ts';
import { gatewaySectionSchema, runStateSchema } from './plan.ts';

const count = z.number().int().min(0);
const runId = z.uuid();
const jobSchema = z.strictObject({ jobId: z.string(), runId });

/** Behavior if another console holds the edit lock. The failure `lease-taken` contains its holder. */
const ifHeldSchema = z.enum(['refuse', 'take-over']);
/** `go-on`: items that depend on a failed one are skipped, the others are applied. */
const onFailureSchema = z.enum(['stop', 'go-on']);

/**
 * State of a step. `waiting`: not started. `sent`: sent, without a response so far. `unknown`: sent in an abandoned run without a response;
 * the next read of that server determines the result, except for secrets and objects that were changed since (`verified` is then `false`).
 * `done`: written; `verified` is set after the object was read back. `failed`: rejected, or the server could not be reached. `left-out`: an
 * item it depends on failed. `given-up`: abandoned with the run.
 */
export const stepStateSchema = z.enum(['waiting', 'sent', 'unknown', 'done', 'failed', 'left-out', 'given-up']);

const runSchema = z.strictObject({
  id: runId,
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  by: z.string(),
  /** User and machine that hold the edit lock. */
  holder: z.string(),
  reason: z.string(),
  state: runStateSchema,
  total: count,
  done: count,
  failed: count,
  /** Number of steps sent in an abandoned run without a response. */
  unknown: count,
  /** Number of `done` steps that were read back with the written values. */
  verified: count,
  /** Number of `done` steps that were read back with other values. */
  differing: count,
  /** The failure that stopped the run; `null` if there was none. */
  failure: failureSchema.nullable(),
});
export type ApplyRun = z.output<typeof runSchema>;

const stepSchema = z.strictObject({
  position: count,
  key: z.string(),
  section: gatewaySectionSchema,
  id: z.string(),
  name: z.string(),
  action: z.enum(['put', 'delete', 'secret']),
  sentence: phraseSchema,
  state: stepStateSchema,
  verified: z.boolean().nullable(),
  attempts: count,
  requestId: z.string().nullable(),
  at: z.string().nullable(),
  failure: failureSchema.nullable(),
  /** False if a retry cannot succeed, because the object was changed or a rule rejects the call. */
  retryable: z.boolean(),
});
export type ApplyStep = z.output<typeof stepSchema>;

/** One object of a run whose undo is previewed. */
const undoRowSchema = z.strictObject({
  key: z.string(),
  section: gatewaySectionSchema,
  id: z.string(),
  name: z.string(),
  /**
   * `clean`: unchanged since the run. `merged`: other fields were changed since and are kept. `clash`: the same fields were changed since
   * and are kept. `undone`: already has its former content. `impossible`: the former value of a secret is unknown.
   */
  outcome: z.enum(['clean', 'merged', 'clash', 'undone', 'impossible']),
  /** The change to send, compared with the server as last read: its first sentences, and the number of further ones. */
  does: z.strictObject({ kind: z.enum(['create', 'change', 'delete', 'nothing']), lines: z.array(phraseSchema), more: count }),
  /** Number of later runs of this console that wrote the same object. */
  later: count,
  /** Author and time of a later change, from the server; `null` if there was none. */
  since: z.strictObject({ by: z.string(), at: z.string() }).nullable(),
  /** Inactive people who would be named again; `null` if people are named and there is no list of people. */
  gone: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        as: z.enum(['approver', 'applicant', 'allowed', 'member']),
        state: z.enum(['suspended', 'login-denied', 'deleted', 'missing']),
      }),
    )
    .nullable(),
});

export const applyCalls = {
  /**
   * Sends the selected items. Starts a job with result `{ runId, done, failed, verified, differing }`. `digest` is that of the displayed
   * plan. Fails with `plan-changed` if the plan now has another digest, `plan-stale` if the server changed (a new plan is ready),
   * `plan-guarded` if a guard prevents it, `lease-taken`, and `apply-unfinished` while an earlier run is unfinished.
   */
  'apply.start': defineCommand(
    z.strictObject({ digest: z.string(), reason: z.string().trim().max(500), ifHeld: ifHeldSchema, onFailure: onFailureSchema }),
    jobSchema,
    { role: 'applier', changes: ['plan', 'drafts', 'history'], job: 'apply', recorded: true },
  ),
  /**
   * Sends exactly the calls of a plan file, or none; continues the file's own run if it is waiting. Starts a job with result `{ runId,
   * state, done, failed, verified, differing }`, also if the run pauses (see `apply.state` for the reason). Fails like `apply.start` and
   * `apply.resume`. `file`: digest of the confirmed plan file; `plan-changed` if the file has other content.
   */
  'apply.file': defineCommand(
    z.strictObject({
      token: z.string(),
      file: z.string().regex(/^[0-9a-f]{64}$/),
      reason: z.string().trim().max(500),
      ifHeld: ifHeldSchema,
      onFailure: onFailureSchema,
    }),
    z.strictObject({ jobId: z.string() }),
    // In a view-only company the guard `writable` prevents applying, after the server was read.
    { role: 'applier', changes: ['plan', 'drafts', 'history'], job: 'apply', recorded: true, from: 'cli', whileReadOnly: 'allowed' },
  ),
  /** Calls of a plan file whose object has changed on the server, as last read. */
  'apply.overtaken': defineQuery(
    z.strictObject({ token: z.string() }),
    z.strictObject({
      calls: z.array(
        z.strictObject({
          key: z.string(),
          section: gatewaySectionSchema,
          name: z.string(),
          change: z.enum(['changed', 'appeared', 'vanished', 'settled', 'unread']),
          by: z.string(),
          at: z.string(),
        }),
      ),
    }),
    { reads: ['plan'], from: 'cli' },
  ),
  /** Pauses a run after the call in progress. It waits and can be resumed. */
  'apply.pause': defineCommand(z.strictObject({ runId }), z.strictObject({}), {
    role: 'applier',
    changes: ['plan', 'history'],
    whileReadOnly: 'allowed',
  }),
  /**
   * Resumes a paused or interrupted run. Calls with an unknown result are sent again with the same request id. Fails with
   * `apply-other-server` if the company now uses another server.
   */
  'apply.resume': defineCommand(z.strictObject({ runId, ifHeld: ifHeldSchema }), jobSchema, {
    role: 'applier',
    changes: ['plan', 'drafts', 'history'],
    job: 'apply',
    recorded: true,
  }),
  /**
   * Ends a run after the call in progress. Completed changes stay. The result of a call without a response is read from the server; if that
   * does not respond within seconds, the result is `unknown`. `reason`: why a waiting run is ended; omitted = the reason of the run.
   */
  'apply.cancel': defineCommand(z.strictObject({ runId, reason: z.exactOptional(z.string().trim().max(500)) }), z.strictObject({}), {
    role: 'applier',
    changes: ['plan', 'drafts', 'history'],
    whileReadOnly: 'allowed',
  }),
  /**
   * Retries failed steps that can be retried, and the steps skipped because of them. Fails like `apply.resume`, and with
   * `apply-not-waiting` if another run was started since, because its plan already included the failed steps.
   */
  'apply.retryFailed': defineCommand(z.strictObject({ runId, ifHeld: ifHeldSchema }), jobSchema, {
    role: 'applier',
    changes: ['plan', 'drafts', 'history'],
    job: 'apply',
    recorded: true,
  }),
  /** One run with a page of its steps, in the order of work; `null` = the latest run. Fails with `run-not-found`. */
  'apply.state': defineQuery(
    z.strictObject({
      runId: runId.nullable(),
      states: z.array(stepStateSchema),
      offset: count,
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({
      run: runSchema.nullable(),
      /** Time until which the server asked to wait, ISO 8601; `null` = no wait. */
      waitingUntil: z.string().nullable(),
      total: count,
      steps: z.array(stepSchema),
    }),
    { reads: ['plan'] },
  ),
  /** A page of runs, latest first. */
  'apply.runs': defineQuery(
    z.strictObject({ offset: count, limit: z.number().int().min(1).max(500) }),
    z.strictObject({ total: count, runs: z.array(runSchema) }),
    { reads: ['plan'] },
  ),
  /** Preview of undoing a run or some of its objects, compared with the server as last read. Changes nothing. */
  'apply.previewUndo': defineQuery(
    z.strictObject({ runId, keys: z.array(z.string()).min(1).max(20_000).nullable() }),
    z.strictObject({ revision: z.number().int(), rows: z.array(undoRowSchema) }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Writes the former values to the drafts as one undo step; the plan then shows the changes. */
  'apply.undo': defineCommand(
    z.strictObject({ runId, keys: z.array(z.string()).min(1).max(20_000).nullable() }),
    z.strictObject({ revision: z.number().int(), draftRevision: z.number().int(), rows: z.array(undoRowSchema) }),
    { role: 'applier', changes: ['plan', 'drafts', 'history'], recorded: true },
  ),
} as const;
