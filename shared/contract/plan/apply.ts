import { z } from 'zod';
import { command, query } from '../call/define.ts';
import { phraseSchema } from '../call/phrase.ts';
import { failureSchema } from '../call/result.ts';
import { PLAN_TOPICS } from '../call/topics.ts';
import { gatewaySectionSchema, runStateSchema } from './plan.ts';

const count = z.number().int().min(0);
const runId = z.uuid();
const jobSchema = z.strictObject({ jobId: z.string(), runId });

/** What to do if another console holds the edit lock; `lease-taken` names its holder. */
const ifHeldSchema = z.enum(['refuse', 'take-over']);
/** `go-on` leaves out what needs what failed and does the rest. */
const onFailureSchema = z.enum(['stop', 'go-on']);

/**
 * `waiting`: not started. `sent`: on its way, or interrupted before its answer. `unknown`: sent in an abandoned run without an answer;
 * the next read of the run's server resolves it, except for a secret or an object that was changed since (`verified` is `false` then).
 * `done`: written, and read back once `verified` says so. `failed`: refused, or the server could not be reached. `left-out`: something it
 * depends on failed. `given-up`: abandoned with the run.
 */
export const stepStateSchema = z.enum(['waiting', 'sent', 'unknown', 'done', 'failed', 'left-out', 'given-up']);

const runSchema = z.strictObject({
  id: runId,
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  by: z.string(),
  /** User and machine that hold the lease. */
  holder: z.string(),
  reason: z.string(),
  state: runStateSchema,
  total: count,
  done: count,
  failed: count,
  /** Sent in a run that was ended, without a response. */
  unknown: count,
  /** Of `done`: read back equal. */
  verified: count,
  /** Of `done`: read back with different values. */
  differing: count,
  /** What ended the run before its end. */
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
  /** False if a retry cannot help: the object was changed or a rule refuses it. */
  retryable: z.boolean(),
});
export type ApplyStep = z.output<typeof stepSchema>;

/** One object of a run that is to be taken back. */
const undoRowSchema = z.strictObject({
  key: z.string(),
  section: gatewaySectionSchema,
  id: z.string(),
  name: z.string(),
  /**
   * `clean`: unchanged since the run; `merged`: other fields were changed since and are kept; `clash`: the same fields were changed since
   * and are kept; `undone`: already as before; `impossible`: the old value of a secret is not known.
   */
  outcome: z.enum(['clean', 'merged', 'clash', 'undone', 'impossible']),
  /** What would be sent to the server as last read: the first sentences of a change, and how many more there are. */
  does: z.strictObject({ kind: z.enum(['create', 'change', 'delete', 'nothing']), lines: z.array(phraseSchema), more: count }),
  /** Later runs of this console that wrote the same object. */
  later: count,
  /** Author and time of a later change, from the server. */
  since: z.strictObject({ by: z.string(), at: z.string() }).nullable(),
  /** Inactive people that it would name again; `null` = it names people and there is no list to check them against. */
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
   * Sends the selected items: a job whose result is `{ runId, done, failed, verified, differing }`. `digest` is that of the displayed
   * plan. Fails with `plan-changed` if the plan has another digest by now, `plan-stale` if the server changed (a new plan is ready),
   * `plan-guarded` if a guard refuses, `lease-taken`, and `apply-unfinished` while an earlier run is unfinished.
   */
  'apply.start': command(
    z.strictObject({ digest: z.string(), reason: z.string().trim().max(500), ifHeld: ifHeldSchema, onFailure: onFailureSchema }),
    jobSchema,
    { changes: ['plan', 'drafts', 'history'], job: 'apply', recorded: true },
  ),
  /**
   * Sends exactly the calls of a plan file, or nothing; goes on with the file's own run where one waits. A job whose result is
   * `{ runId, state, done, failed, verified, differing }`, also for a run that pauses: `apply.state` has why. Refused as `apply.start` and
   * `apply.resume` are. `file`: digest of the plan file that was confirmed; `plan-changed` if the file has other content by now.
   */
  'apply.file': command(
    z.strictObject({
      token: z.string(),
      file: z.string().regex(/^[0-9a-f]{64}$/),
      reason: z.string().trim().max(500),
      ifHeld: ifHeldSchema,
      onFailure: onFailureSchema,
    }),
    z.strictObject({ jobId: z.string() }),
    // In a view-only company the guard `writable` refuses it, after the server was read.
    { changes: ['plan', 'drafts', 'history'], job: 'apply', recorded: true, from: 'cli', whileReadOnly: 'allowed' },
  ),
  /** Calls of a plan file that the server, as last read, has overtaken. */
  'apply.overtaken': query(
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
  /** Stops after the call that is on its way; the run waits and can be gone on with. */
  'apply.pause': command(z.strictObject({ runId }), z.strictObject({}), { changes: ['plan', 'history'], whileReadOnly: 'allowed' }),
  /**
   * Goes on with a run that was paused or cut: what is uncertain is asked again under its old request id. `apply-other-server` where the
   * company has another server by now.
   */
  'apply.resume': command(z.strictObject({ runId, ifHeld: ifHeldSchema }), jobSchema, {
    changes: ['plan', 'drafts', 'history'],
    job: 'apply',
    recorded: true,
  }),
  /**
   * Stops after the call that is on its way, for good; what was done stays done. The outcome of a call without an answer is asked of the
   * server where that answers within seconds, and is `unknown` where it does not. `reason`: why a waiting run is given up; left out = that
   * of the run.
   */
  'apply.cancel': command(z.strictObject({ runId, reason: z.exactOptional(z.string().trim().max(500)) }), z.strictObject({}), {
    changes: ['plan', 'drafts', 'history'],
    whileReadOnly: 'allowed',
  }),
  /**
   * Tries again what failed and may be tried again, and what was left out for it. Refused as `apply.resume` is, and with
   * `apply-not-waiting` once another run was begun: that one was planned with what failed in view.
   */
  'apply.retryFailed': command(z.strictObject({ runId, ifHeld: ifHeldSchema }), jobSchema, {
    changes: ['plan', 'drafts', 'history'],
    job: 'apply',
    recorded: true,
  }),
  /** One run with a window of its steps, in the order of work; `run-not-found`. `null` = the latest. */
  'apply.state': query(
    z.strictObject({
      runId: runId.nullable(),
      states: z.array(stepStateSchema),
      offset: count,
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({
      run: runSchema.nullable(),
      /** The server asked to wait until this time, ISO 8601. */
      waitingUntil: z.string().nullable(),
      total: count,
      steps: z.array(stepSchema),
    }),
    { reads: ['plan'] },
  ),
  /** Latest first. */
  'apply.runs': query(
    z.strictObject({ offset: count, limit: z.number().int().min(1).max(500) }),
    z.strictObject({ total: count, runs: z.array(runSchema) }),
    { reads: ['plan'] },
  ),
  /** What taking back a run, or some of its objects, would come to with the server as last read. Changes nothing. */
  'apply.previewUndo': query(
    z.strictObject({ runId, keys: z.array(z.string()).min(1).max(20_000).nullable() }),
    z.strictObject({ revision: z.number().int(), rows: z.array(undoRowSchema) }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Puts the former values into the drafts as one undo step; the plan then shows the changes. */
  'apply.undo': command(
    z.strictObject({ runId, keys: z.array(z.string()).min(1).max(20_000).nullable() }),
    z.strictObject({ revision: z.number().int(), draftRevision: z.number().int(), rows: z.array(undoRowSchema) }),
    { changes: ['plan', 'drafts', 'history'], recorded: true },
  ),
} as const;
