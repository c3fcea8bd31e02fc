import { beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '#shared/contract/jobs.ts';
import { EventHub } from '../../../../src-renderer/client/event-hub.ts';
import { followJobs, useJobs, waitForJobEnd } from '../../../../src-renderer/client/jobs.ts';
import type { Transport } from '../../../../src-renderer/client/transport.ts';

const job = (id: string, state: Job['state'], done = 0): Job => ({
  id,
  kind: 'import',
  companyId: null,
  state,
  phase: 'reading-file',
  done,
  total: 10,
  remainingMs: null,
  startedAt: '2026-11-24T00:00:00.000Z',
  error: null,
  result: null,
});

/** Returns a fake host that implements jobs only. */
const otherEnd = (jobs: readonly Job[]): { transport: Transport; hub: EventHub } => {
  const hub = new EventHub();
  const transport = {
    host: 'node',
    call: async () => ({ ok: true, value: { jobs } }),
    cancel: () => {},
    on: (event: 'job', listener: (data: Job) => void) => hub.on(event, listener),
    pickFile: async () => ({ ok: true, value: null }),
    dropFile: null,
    saveFile: async () => ({ ok: true, value: { saved: false, name: null } }),
    onConnection: (listener: (connection: 'open') => void) => {
      listener('open');
      return () => {};
    },
  } as unknown as Transport;
  return { transport, hub };
};

describe('jobs of the window', () => {
  beforeEach(() => useJobs.setState({ all: [], jobs: [], dismissed: new Set() }));

  test('jobs that ended before the window opened are known but not announced', async () => {
    const { transport } = otherEnd([job('old', 'done'), job('now', 'running')]);
    followJobs(transport);
    await Promise.resolve();
    await Promise.resolve();
    expect(useJobs.getState().jobs.map(({ id }) => id)).toEqual(['old', 'now']);
    expect([...useJobs.getState().dismissed]).toEqual(['old']);
  });

  test('a late event does not bring an ended job back to life', async () => {
    const { transport, hub } = otherEnd([]);
    followJobs(transport);
    hub.emit('job', job('a', 'running', 1));
    hub.emit('job', job('a', 'done', 10));
    hub.emit('job', job('a', 'running', 9));
    expect(useJobs.getState().jobs).toEqual([job('a', 'done', 10)]);
  });

  test('jobs of another company are known, and not among those of the one that is shown', () => {
    const { transport, hub } = otherEnd([]);
    followJobs(transport);
    hub.emit('job', { ...job('theirs', 'running'), companyId: 'another' });
    hub.emit('job', job('ours', 'running'));
    expect(useJobs.getState().jobs.map(({ id }) => id)).toEqual(['ours']);
    expect(useJobs.getState().all.map(({ id }) => id)).toEqual(['theirs', 'ours']);
  });

  test('the end of a job is waited for, or known already', async () => {
    const { transport, hub } = otherEnd([]);
    followJobs(transport);
    const end = waitForJobEnd('b');
    hub.emit('job', job('b', 'running', 3));
    hub.emit('job', job('b', 'cancelled', 3));
    expect((await end).state).toBe('cancelled');
    expect((await waitForJobEnd('b')).state).toBe('cancelled');
  });
});
