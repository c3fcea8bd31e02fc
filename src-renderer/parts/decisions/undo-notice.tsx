import { IconAlertCircle, IconArrowBackUp, IconCircleCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Button, Kbd, Toast, useFailureText, useText } from '#renderer/ui/index.ts';
import { hideOutcome, type Outcome, undoLast, useDecisions } from './decisions.ts';

/** What was just decided, with the way back. Stays until something else is done or it is put away: nobody is hurried. */
export const UndoNotice = () => {
  const text = useText('triageScreen');
  const { outcome, undoing } = useDecisions();
  const say = useSay();
  // A notice of an earlier visit tells nothing here.
  useEffect(() => hideOutcome, []);
  return (
    <Toast
      over="screen"
      onClose={hideOutcome}
      toast={
        outcome === null
          ? null
          : {
              icon: outcome.kind === 'failed' ? <IconAlertCircle size={16} aria-hidden /> : <IconCircleCheck size={16} aria-hidden />,
              tone: outcome.kind === 'failed' ? 'bad' : 'good',
              words: say(outcome),
              actions:
                outcome.kind === 'done' && outcome.undoable ? (
                  <Button
                    size="xs"
                    variant="subtle"
                    loading={undoing}
                    leftSection={<IconArrowBackUp size={16} aria-hidden />}
                    rightSection={<Kbd>Ctrl Z</Kbd>}
                    onClick={() => void undoLast()}
                  >
                    {text('undo')}
                  </Button>
                ) : null,
            }
      }
    />
  );
};

const useSay = (): ((outcome: Outcome) => string) => {
  const text = useText('triageScreen');
  const words = useText('triage');
  const fixes = useText('fixesScreen');
  const failure = useFailureText();
  return (outcome) => {
    if (outcome.kind === 'failed') {
      const { what, next } = failure(outcome.failure);
      return text('failed', { what, next });
    }
    const { kind, what, count } = outcome;
    if (what === 'adopt' || what === 'drop' || what === 'people') return fixes(`${kind}.${what}`, { count });
    if (what === 'exclusions') return text(kind === 'done' ? 'exclusions.saved' : 'exclusions.undone', { count });
    if (kind === 'undone') return words('undone', { count });
    if (count === 0) return words('done.nothing');
    const done = words(`done.${what}`, { count });
    return what === 'accept' && outcome.blocking > 0 ? text('andBlocking', { done, count: outcome.blocking }) : done;
  };
};
