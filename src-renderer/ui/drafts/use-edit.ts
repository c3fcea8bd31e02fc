import { useCallback, useEffect, useRef, useState } from 'react';
import { useCall, useClient, useStoreAnswer } from '#renderer/client/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { DraftDetail } from '#shared/contract/drafts/drafts.ts';
import { addExpectedState } from '#shared/domain/drafts/expectation.ts';
import { type Bodies, type Edits, getBodyName, type Section } from '#shared/domain/drafts/sections.ts';
import { sendEdit } from './conflicts.ts';

type Sent = Parameters<typeof sendEdit>[1];

const NO_FACTS: DraftDetail['facts'] = { kind: 'none' };

export interface DraftEdit<S extends Section, E> {
  /** The displayed body, including unsaved edits of this window. `null` = to be deleted on the server. */
  readonly body: Bodies[S] | null | undefined;
  readonly state: DraftDetail['object']['state'] | undefined;
  /** True if the object was edited or exists on the server; single objects without either are shown empty. */
  readonly begun: boolean;
  /** The administrator's note about the draft, never sent to the server. */
  readonly note: string;
  /** Problems of the last saved state. */
  readonly problems: DraftDetail['problems'];
  readonly facts: DraftDetail['facts'];
  readonly failure: Failure | null;
  readonly loading: boolean;
  readonly retry: () => void;
  /**
   * Applies an edit to the screen and saves it; resolves to whether it was saved. A refused edit is reverted, and `useDraftWork` has the
   * reason. `seen`: fields that the author saw with other values than the screen shows now, while typing.
   */
  readonly edit: (edit: E, seen?: Partial<Bodies[S]>) => Promise<boolean>;
  /** Like `edit`, but also saves an edit equal to the default of an object that was never edited. */
  readonly decide: (edit: E) => Promise<boolean>;
  readonly setNote: (note: string, seen: string) => Promise<boolean>;
}

/**
 * Hook for editing one draft. `after` applies an edit like the host does and returns the same body if nothing changes; it must be a
 * stable function.
 */
export function useEdit<S extends Section, E>(section: S, id: string, after: (body: Bodies[S], edit: E) => Bodies[S]): DraftEdit<S, E> {
  const client = useClient();
  const keepAnswer = useStoreAnswer();
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
    async (edit: Omit<Sent, 'name'>, seen: Bodies[S] | null | undefined): Promise<boolean> => {
      pending.current += 1;
      const changed = await sendEdit(client, { ...edit, name: seen ? getBodyName(section, seen) : '' });
      pending.current = Math.max(0, pending.current - 1);
      const { first = null, revision = 0 } = changed ?? {};
      if (first?.object.id === id) {
        await keepAnswer('drafts.get', { section, id }, (before) =>
          before !== undefined && before.revision >= revision ? before : { ...first, revision },
        );
      }
      // Nothing was saved, so the host's state is loaded.
      if (changed === null) refetch();
      if (pending.current === 0) setOwn(null);
      return changed !== null;
    },
    [client, keepAnswer, section, id, refetch],
  );
  const begun = own !== null || (known !== undefined && (known.object.base !== null || known.object.updatedAt !== null));
  const save = useCallback(
    async (change: E, evenSame: boolean, seenWhileTyping: Partial<Bodies[S]> = {}): Promise<boolean> => {
      const before = shown.current;
      if (before === null || before === undefined) return false;
      const now = after(before, change);
      if (now === before && !evenSame) return true;
      shown.current = now;
      setOwn(now);
      const madeOn = (seen: Bodies[S]): Sent['command'] =>
        // Types of the domain are read-only and those of the contract are not; otherwise they are equal.
        ({ kind: 'edit', section, id, edit: addExpectedState(section, seen, change as unknown as Edits[S]) }) as Sent['command'];
      const restate: Sent['restate'] = ({ draft }) => (draft === null ? null : madeOn(draft as Bodies[S]));
      return apply({ command: madeOn({ ...before, ...seenWhileTyping }), restate }, before);
    },
    [apply, after, section, id],
  );
  const edit = useCallback((change: E, seen?: Partial<Bodies[S]>) => save(change, false, seen), [save]);
  const decide = useCallback((change: E) => save(change, !begun), [save, begun]);
  const setNote = useCallback(
    (note: string, seen: string) => {
      const madeOn = (was: string): Sent['command'] => ({ kind: 'note', section, id, note, was });
      return apply({ command: madeOn(seen), restate: (saved) => madeOn(saved.note) }, shown.current);
    },
    [apply, section, id],
  );

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
