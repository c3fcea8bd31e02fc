import { navigate } from '#renderer/app/navigation.ts';
import { UnstyledButton, useText } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness.ts';
import classes from './readiness.module.css';
import { nextActions } from './view-model.ts';

/** What to do next, the action that unblocks most people first; each leads to its people. */
export const NextActions = ({ reasons }: { reasons: Readiness['reasons'] }) => {
  const text = useText('readiness');
  const actions = nextActions(reasons).slice(0, 6);
  return (
    <section>
      <h2>{text('next.title')}</h2>
      {actions.length === 0 ? (
        <p className={classes.none}>{text('next.none')}</p>
      ) : (
        <ol className={classes.list}>
          {actions.map((action, index) => (
            <li key={action.kind}>
              <UnstyledButton className={classes.item} onClick={() => navigate('matching', { codes: action.codes, firstGateOnly: true })}>
                <span className={classes.rank}>{index + 1}</span>
                <span className={classes.itemName}>{text(`next.action.${action.kind}`)}</span>
                <span className={classes.gain}>{text('next.gain', { people: action.people })}</span>
              </UnstyledButton>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
};
