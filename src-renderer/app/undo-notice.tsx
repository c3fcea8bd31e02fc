import { IconAlertCircle, IconArrowBackUp, IconArrowForwardUp, IconInfoCircle } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useClient } from '../client/index.ts';
import { useNavigation } from '../navigation/index.ts';
import { openDraft, placeOf } from '../parts/draft-link/draft-link.ts';
import { Button, isComposing, Kbd, Toast, useFailureText, useText, useTexts } from '../ui/index.ts';
import { type DraftStep, directionOf, hasOwnUndo, hideUndo, moveDrafts, takesText, type UndoOutcome, useUndo } from './undo.ts';

/** What was taken back or done again, with the way to it and the way back. Stays until it is put away or something else is done. */
export const UndoNotice = () => {
  const text = useText('undo');
  const client = useClient();
  const here = useNavigation((state) => state.here);
  const { outcome, busy } = useUndo();
  const say = useSay();
  useDraftKeys();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever goes to another screen has seen the notice.
  useEffect(() => hideUndo, [here.screen]);
  const done = outcome?.kind === 'done' ? outcome : null;
  const Icon =
    outcome?.kind === 'failed'
      ? IconAlertCircle
      : done === null
        ? IconInfoCircle
        : done.direction === 'undo'
          ? IconArrowBackUp
          : IconArrowForwardUp;
  return (
    <Toast
      over="window"
      onClose={hideUndo}
      toast={
        outcome === null
          ? null
          : {
              icon: <Icon size={16} aria-hidden />,
              ...(outcome.kind === 'failed' ? { tone: 'bad' } : {}),
              words: say(outcome),
              actions:
                done === null ? null : (
                  <>
                    {done.there && !isHere(done.step, here) ? (
                      <Button size="xs" variant="subtle" onClick={() => openDraft(done.step.object)}>
                        {text('open')}
                      </Button>
                    ) : null}
                    <Button
                      size="xs"
                      variant="subtle"
                      loading={busy}
                      rightSection={<Kbd>{done.direction === 'undo' ? 'Ctrl Y' : 'Ctrl Z'}</Kbd>}
                      onClick={() => void moveDrafts(client, done.direction === 'undo' ? 'redo' : 'undo')}
                    >
                      {text(done.direction === 'undo' ? 'redo' : 'undo')}
                    </Button>
                  </>
                ),
            }
      }
    />
  );
};

const isHere = ({ object }: DraftStep, here: { readonly screen: string; readonly params: object }): boolean => {
  const [screen, params] = placeOf(object);
  const id = 'id' in here.params ? here.params.id : undefined;
  return screen === here.screen && ('id' in params ? params.id : undefined) === id;
};

const useSay = (): ((outcome: UndoOutcome) => string) => {
  const text = useText('undo');
  const failure = useFailureText();
  const texts = useTexts();
  return (outcome) => {
    switch (outcome.kind) {
      case 'done':
        return text(outcome.direction === 'undo' ? 'undone' : 'redone', { step: texts.phrase(outcome.step.text, outcome.step.params) });
      case 'nothing':
        return text(outcome.direction === 'undo' ? 'nothingToUndo' : 'nothingToRedo');
      case 'failed':
        return failure(outcome.failure).what;
    }
  };
};

/** The keys work everywhere but in a text being typed, in a dialog, and where a screen takes back its own decisions. */
const useDraftKeys = (): void => {
  const client = useClient();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const direction = directionOf(event);
      if (direction === null || event.defaultPrevented || isComposing(event)) return;
      if (event.target instanceof HTMLElement && takesText(event.target as HTMLInputElement)) return;
      if (hasOwnUndo(useNavigation.getState().here.screen)) return;
      if (document.querySelector('[aria-modal="true"]') !== null) return;
      event.preventDefault();
      void moveDrafts(client, direction);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [client]);
};
