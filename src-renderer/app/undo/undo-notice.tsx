import { IconAlertCircle, IconArrowBackUp, IconArrowForwardUp, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useCall, useClient } from '../../client/index.ts';
import { useNavigation } from '../../navigation/index.ts';
import { getDraftScreen, openDraft } from '../../parts/draft-link/draft-link.ts';
import {
  type DraftStep,
  getNextDirection,
  getNextUndoStack,
  hideNotice,
  isOutdatedNotice,
  type UndoNotice as Notice,
  useUndoNotice,
} from '../../parts/undo/undo-notice.ts';
import { Button, isComposing, Kbd, Toast, useText } from '../../ui/index.ts';
import { getUndoDirection, isTextInput, undoOrRedo } from './undo.ts';
import { useUndoTexts } from './undo-words.ts';

const KEYS = { undo: 'Ctrl Z', redo: 'Ctrl Y' } as const;

/**
 * The last decision, undo or redo with its reverse action; one per window. It is shown until it is closed, another action follows, or the
 * screen changes.
 */
export const UndoNotice = () => {
  const text = useText('undo');
  const client = useClient();
  const here = useNavigation((state) => state.here);
  const { notice, moving } = useUndoNotice();
  useHidePast(notice, moving);
  const wordsOf = useUndoTexts();
  useUndoKeys();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever goes to another screen has seen the notice.
  useEffect(() => hideNotice, [here.screen]);
  const next = notice === null ? null : getNextDirection(notice);
  const draft = notice?.kind === 'draft' && notice.there && !isHere(notice.step, here) ? notice.step : null;
  return (
    <Toast
      onClose={hideNotice}
      toast={
        notice === null
          ? null
          : {
              icon: iconOf(notice),
              ...toneOf(notice),
              words: wordsOf(notice),
              actions:
                next === null && draft === null ? null : (
                  <>
                    {draft === null ? null : (
                      <Button size="xs" variant="subtle" onClick={() => openDraft(draft.object)}>
                        {text('open')}
                      </Button>
                    )}
                    {next === null ? null : (
                      <Button
                        size="xs"
                        variant="subtle"
                        loading={moving}
                        rightSection={<Kbd>{KEYS[next]}</Kbd>}
                        onClick={() => void undoOrRedo(client, getNextUndoStack(notice) ?? 'here', next)}
                      >
                        {text(next)}
                      </Button>
                    )}
                  </>
                ),
            }
      }
    />
  );
};

/** Hides a notice about drafts once later steps exist, because its undo or redo would affect one of those. */
const useHidePast = (notice: Notice | null, moving: boolean): void => {
  const { value } = useCall('drafts.summary', notice !== null && getNextUndoStack(notice) === 'drafts' ? {} : null);
  const past = notice !== null && value !== undefined && isOutdatedNotice(notice, value);
  useEffect(() => {
    if (past && !moving) hideNotice();
  }, [past, moving]);
};

/** True if the notice reports a new action, not an undo or a redo. */
const isDone = (notice: Notice): boolean => notice.kind === 'decided' || (notice.kind === 'sentence' && notice.step !== null);

const iconOf = (notice: Notice) => {
  const Icon =
    notice.kind === 'failed'
      ? IconAlertCircle
      : isDone(notice)
        ? IconCircleCheck
        : notice.kind === 'nothing' ||
            (notice.kind === 'draft' && !notice.changed) ||
            (notice.kind === 'decision' && !notice.back) ||
            notice.kind === 'sentence' ||
            notice.kind === 'decided'
          ? IconInfoCircle
          : notice.direction === 'undo'
            ? IconArrowBackUp
            : IconArrowForwardUp;
  return <Icon size={16} aria-hidden />;
};

const toneOf = (notice: Notice): { readonly tone?: 'good' | 'bad' } =>
  notice.kind === 'failed' ? { tone: 'bad' } : isDone(notice) ? { tone: 'good' } : {};

const isHere = ({ object }: DraftStep, here: { readonly screen: string; readonly params: object }): boolean => {
  const [screen, params] = getDraftScreen(object);
  const id = 'id' in here.params ? here.params.id : undefined;
  return screen === here.screen && ('id' in params ? params.id : undefined) === id;
};

/** The undo keys work everywhere except in text fields and dialogs. */
const useUndoKeys = (): void => {
  const client = useClient();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const direction = getUndoDirection(event);
      if (direction === null || event.defaultPrevented || isComposing(event)) return;
      if (event.target instanceof HTMLElement && isTextInput(event.target as HTMLInputElement)) return;
      if (document.querySelector('[aria-modal="true"]') !== null) return;
      event.preventDefault();
      void undoOrRedo(client, 'here', direction);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [client]);
};
