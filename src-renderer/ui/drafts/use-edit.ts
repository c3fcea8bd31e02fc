import { useCallback, useEffect, useRef, useState } from 'react';
import { useCall, useClient, useKeepAnswer } from '#renderer/client/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { DraftDetail } from '#shared/contract/drafts.ts';
import type { Failure } from '#shared/contract/result.ts';
import { expecting } from '#shared/domain/drafts/expectation.ts';
import type { Bodies, Edits, Section } from '#shared/domain/drafts/sections.ts';
import { changeDrafts } from './work.ts';

type Applied = CallInput<'drafts.apply'>['command'];

const NO_FACTS: DraftDetail['facts'] = { kind: 'none' };

export interface DraftEdit<S extends Section, E> {
  /** The displayed body, including unsaved edits of this window. `null` = to be deleted on the server. */
  readonly body: Bodies[S] | null | undefined;
  readonly state: DraftDetail['object']['state'] | undefined;
  /** Whether the object was edited or exists on the server; single objects are shown before that, empty. */
  readonly begun: boolean;
  /** The administrator's own words beside the draft; they never go to the server. */
  readonly note: string;
  /** Of the last saved state. */
  readonly problems: DraftDetail['problems'];
  readonly facts: DraftDetail['facts'];
  readonly failure: Failure | null;
  readonly loading: boolean;
  readonly retry: () => void;
  /**
   * Applies an edit to the screen and saves it; resolves to whether it was saved. A refused edit is reverted, and `useDraftWork` has the
   * reason.
   */
  readonly edit: (edit: E) => Promise<boolean>;
  /** Like `edit`, but also saves an edit equal to the default of an object that was never edited. */
  readonly decide: (edit: E) => Promise<boolean>;
  readonly setNote: (note: string) => Promise<boolean>;
}

/**
 * Hook for editing one draft. `after` applies an edit like the host does and returns the same body if nothing changes; it must be a
 * stable function.
 */
export function useEdit<S extends Section, E>(section: S, id: string, after: (body: Bodies[S], edit: E) => Bodies[S]): DraftEdit<S, E> {
  const client = useClient();
  const keepAnswer = useKeepAnswer();
  const { value, error, loading, refetch } = useCall('drafts.get', { section, id });
  const known = value?.object.id === id && value.object.section === section ? value : undefined;
  const [own, setOwn] = useState<Bodies[S] | null>(null);
  const pending = useRef(0);
  const body = own ?? (known?.object.draft as Bodies[S] | null | undefined);
  const shown = useRef(body);
  shown.current = body;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another object begins anew.
  useEffect(() => {
    setOwn(null);
    pending.current = 0;
  }, [section, id]);

  const apply = useCallback(
    async (command: Applied): Promise<boolean> => {
      pending.current += 1;
      const changed = await changeDrafts(client, 'drafts.apply', { command });
      pending.current = Math.max(0, pending.current - 1);
      const { first = null, revision = 0 } = changed ?? {};
      if (first?.object.id === id) {
        await keepAnswer('drafts.get', { section, id }, (before) =>
          before !== undefined && before.revision >= revision ? before : { ...first, revision },
        );
      }
      // Not saved: what the host has is true.
      if (changed === null) refetch();
      if (pending.current === 0) setOwn(null);
      return changed !== null;
    },
    [client, keepAnswer, section, id, refetch],
  );
  const begun = own !== null || (known !== undefined && (known.object.base !== null || known.object.updatedAt !== null));
  const save = useCallback(
    async (change: E, evenSame: boolean): Promise<boolean> => {
      const before = shown.current;
      if (before === null || before === undefined) return false;
      const now = after(before, change);
      if (now === before && !evenSame) return true;
      shown.current = now;
      setOwn(now);
      // It says what it was done to: another window may have changed that a moment ago.
      const told = expecting(section, before, change as unknown as Edits[S]);
      // The domain's data are read-only, the contract's are not; they are the same otherwise.
      return apply({ kind: 'edit', section, id, edit: told } as Applied);
    },
    [apply, after, section, id],
  );
  const edit = useCallback((change: E) => save(change, false), [save]);
  const decide = useCallback((change: E) => save(change, !begun), [save, begun]);
  const setNote = useCallback((note: string) => apply({ kind: 'note', section, id, note }), [apply, section, id]);

  return {
    body,
    state: known?.object.state,
    begun,
    note: known?.object.note ?? '',
    problems: known?.problems ?? [],
    facts: known?.facts ?? NO_FACTS,
    failure: error,
    loading,
    retry: refetch,
    edit,
    decide,
    setNote,
  };
}
