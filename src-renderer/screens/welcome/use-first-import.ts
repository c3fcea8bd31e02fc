import { useRef, useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { bindToCompany, dismissJob, runJob, type Transport, useClient, useShowCompany } from '../../client/index.ts';
import { enterCompany } from '../../navigation/index.ts';
import { offerFiles } from '../../parts/given-files/given-files.ts';
import { type AssignedLists, type ListSide, needsReview, SIDES } from './first-lists-model.ts';
import { endWelcome, startWelcome } from './welcome-state.ts';

interface FirstImport {
  readonly busy: boolean;
  /** The list being imported, and its job. */
  readonly now: { readonly side: ListSide; readonly jobId: string } | null;
  readonly failure: Failure | null;
  readonly begin: (name: string, lists: AssignedLists) => Promise<void>;
}

/**
 * Creates the company, imports the lists, and continues with readiness, or with the import if a list is missing or needs a check.
 * Completed parts are not repeated after a failure.
 */
export const useFirstImport = (): FirstImport => {
  const client = useClient();
  const showCompany = useShowCompany();
  const [busy, setBusy] = useState(false);
  const [now, setNow] = useState<FirstImport['now']>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const made = useRef<string | null>(null);
  const imported = useRef(new Set<string>());

  const leave = async (id: string, screen: 'readiness' | 'import', lists: AssignedLists): Promise<Failure | null> => {
    const left = SIDES.flatMap((side) => {
      const file = lists[side]?.file;
      return file === undefined || imported.current.has(file.token) ? [] : [[side, file] as const];
    });
    offerFiles({ companyId: id, files: Object.fromEntries(left) });
    const shown = await showCompany(id);
    if (!shown.ok) return shown.error;
    enterCompany(id, screen);
    endWelcome();
    return null;
  };
  const commit = async (own: Transport, side: ListSide, token: string): Promise<Failure | 'stopped' | null> => {
    const started = await own.call('imports.commit', { token, kind: side, reading: {} });
    if (!started.ok) return started.error;
    const { jobId } = started.value;
    setNow({ side, jobId });
    const ended = await runJob(client, Promise.resolve(started));
    setNow(null);
    dismissJob(jobId);
    if (!ended.ok) return ended.error;
    if (ended.value.state === 'cancelled') return 'stopped';
    if (ended.value.error !== null) return ended.value.error;
    imported.current.add(token);
    return null;
  };
  const run = async (name: string, lists: AssignedLists): Promise<Failure | null> => {
    if (made.current === null) {
      // Without a server nothing is sent, so the kind of company is chosen later in the settings.
      const created = await client.call('companies.create', { name, kind: 'test' });
      if (!created.ok) return created.error;
      made.current = created.value.id;
    }
    const id = made.current;
    const own = bindToCompany(client, id);
    for (const side of SIDES) {
      const file = lists[side]?.file;
      if (file === undefined || imported.current.has(file.token)) continue;
      const preview = await own.call('imports.preview', { token: file.token, kind: side, reading: {} });
      if (!preview.ok) return preview.error;
      if (needsReview(preview.value)) return leave(id, 'import', lists);
      const failed = await commit(own, side, file.token);
      if (failed === 'stopped') return null;
      if (failed !== null) return failed;
    }
    return leave(id, SIDES.every((side) => lists[side] !== null) ? 'readiness' : 'import', lists);
  };
  return {
    busy,
    now,
    failure,
    begin: async (name, lists) => {
      setBusy(true);
      setFailure(null);
      startWelcome();
      const failed = await run(name, lists);
      setBusy(false);
      setFailure(failed);
    },
  };
};
