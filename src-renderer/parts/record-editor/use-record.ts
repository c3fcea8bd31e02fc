import { useCallback, useEffect, useRef, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { changeDrafts } from '#renderer/ui/drafts/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { DraftDetail } from '#shared/contract/drafts.ts';
import type { Failure } from '#shared/contract/result.ts';
import { applyRecordEdit, type RecordEdit } from '#shared/domain/drafts/record-edit.ts';
import type { Bodies, Section } from '#shared/domain/drafts/sections.ts';

export type RecordSection = Exclude<Section, 'routes'>;
export type DraftProblem = DraftDetail['problems'][number];

export interface RecordWork<S extends RecordSection> {
  /** As it is shown: edits of this window are in it before they are saved. `null` = to be deleted on the server. */
  readonly body: Bodies[S] | null | undefined;
  readonly state: DraftDetail['object']['state'] | undefined;
  readonly note: string;
  /** Of the last saved state. */
  readonly problems: readonly DraftProblem[];
  readonly facts: DraftDetail['facts'];
  readonly failure: Failure | null;
  readonly loading: boolean;
  readonly retry: () => void;
  /** Does an edit at once on the screen and saves it. */
  readonly edit: (edit: RecordEdit<Bodies[S]>) => void;
  readonly setNote: (note: string) => void;
}

interface Answer {
  readonly revision: number;
  readonly detail: DraftDetail;
}
type Applied = CallInput<'drafts.apply'>['command'];

const NO_FACTS: DraftDetail['facts'] = { kind: 'none' };

/** One record being drafted: what is typed shows at once, what the host answers takes its place. */
export function useRecord<S extends RecordSection>(section: S, id: string): RecordWork<S> {
  const client = useClient();
  const { value, error, loading, refetch } = useCall('drafts.get', { section, id });
  const [own, setOwn] = useState<Bodies[S] | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const pending = useRef(0);
  const asked: Answer | null = value === undefined || value.object.id !== id ? null : { revision: value.revision, detail: value };
  const newest = answer !== null && answer.detail.object.id === id && answer.revision > (asked?.revision ?? -1) ? answer : asked;
  const saved = newest === null ? undefined : (newest.detail.object.draft as Bodies[S] | null);
  const body = own ?? saved;
  const shown = useRef(body);
  shown.current = body;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another object begins anew.
  useEffect(() => {
    setOwn(null);
    setAnswer(null);
    pending.current = 0;
  }, [section, id]);

  const apply = useCallback(
    (command: Applied) => {
      pending.current += 1;
      void changeDrafts(client, 'drafts.apply', { command }).then((changed) => {
        pending.current = Math.max(0, pending.current - 1);
        if (changed?.first?.object.id === id) setAnswer({ revision: changed.revision, detail: changed.first });
        // Not saved: what the host has is true.
        if (changed === null) refetch();
        if (pending.current === 0) setOwn(null);
      });
    },
    [client, id, refetch],
  );
  const edit = useCallback(
    (change: RecordEdit<Bodies[S]>) => {
      const before = shown.current;
      if (before === null || before === undefined) return;
      const after = applyRecordEdit<Bodies[S]>(before, change).body;
      shown.current = after;
      setOwn(after);
      apply({ kind: 'edit', section, id, edit: change } as Applied);
    },
    [apply, section, id],
  );
  const setNote = useCallback((note: string) => apply({ kind: 'note', section, id, note }), [apply, section, id]);

  return {
    body,
    state: newest?.detail.object.state,
    note: newest?.detail.object.note ?? '',
    problems: newest?.detail.problems ?? [],
    facts: newest?.detail.facts ?? NO_FACTS,
    failure: error,
    loading,
    retry: refetch,
    edit,
    setNote,
  };
}
