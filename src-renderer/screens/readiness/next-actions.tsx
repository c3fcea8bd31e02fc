import { useState } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, Muted, Row, UnstyledButton, useText } from '#renderer/ui/index.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { type ActionKind, countLaterActions, listFirstActions, type NextAction } from '#shared/domain/readiness/next-actions.ts';
import { AdoptManyDialog, type FixSelection } from '../../parts/fixes/adopt-many-dialog.tsx';
import classes from './readiness.module.css';

/** Actions done by a fix file; others are done on NEO's or Amazon's screens. */
const ADOPTABLE: ReadonlySet<ActionKind> = new Set<ActionKind>(['fill', 'move', 'malformed', 'spelling', 'confirm', 'invite']);

/** Selects exactly the people that the action counts. */
const selectionOf = (codes: NextAction['codes'], revision: number): FixSelection => ({
  revision,
  filter: { ...EMPTY_FINDING_FILTER, codes: [...codes], firstGateOnly: true, triage: 'all' },
  except: [],
});

/** Next actions, those that unblock most people first; each links to its people. */
export const NextActions = ({ reasons, revision }: Pick<Readiness, 'reasons' | 'revision'>) => {
  const text = useText('readiness');
  const fixes = useText('fixesScreen');
  const [adopting, setAdopting] = useState<FixSelection | null>(null);
  const actions = listFirstActions(reasons);
  const later = countLaterActions(reasons);
  return (
    <section>
      <h2>{text('next.title')}</h2>
      {actions.length === 0 ? (
        <Muted component="p" size="md" mt="sm">
          {text('next.none')}
        </Muted>
      ) : (
        <ol className={classes.list}>
          {actions.map((action, index) => (
            <Row key={action.kind} component="li" wrap="nowrap" className={classes.adoptable}>
              <UnstyledButton className={classes.item} onClick={() => navigate('matching', { codes: action.codes, firstGateOnly: true })}>
                <span className={classes.rank}>{index + 1}</span>
                <span className={classes.itemName}>{text(`next.action.${action.kind}`)}</span>
                <Muted className={classes.gain}>{text('next.gain', { people: action.people })}</Muted>
              </UnstyledButton>
              {ADOPTABLE.has(action.kind) ? (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={fixes('bulk.openOf', { action: text(`next.action.${action.kind}`) })}
                  onClick={() => setAdopting(selectionOf(action.codes, revision))}
                >
                  {fixes('bulk.open')}
                </Button>
              ) : null}
            </Row>
          ))}
        </ol>
      )}
      {later.kinds === 0 ? null : (
        <Muted component="p" mt="sm">
          {text('next.later', { kinds: later.kinds })} {text('next.gain', { people: later.people })}
        </Muted>
      )}
      <AdoptManyDialog selection={adopting} onClose={() => setAdopting(null)} onAdopted={() => navigate('fixes', { tab: 'list' })} />
    </section>
  );
};
