import { IconArrowBackUp, IconCheck, IconPlus } from '@tabler/icons-react';
import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Muted, Row, TextLink, UnstyledButton, useText } from '#renderer/ui/index.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { createChangeRows } from '../view-model.ts';
import classes from './changes.module.css';

const ICONS = { new: IconPlus, fixed: IconCheck, back: IconArrowBackUp };
const BLOCKING = { ...EMPTY_FINDING_FILTER, severities: ['block' as const] };
const COUNTED = { by: 'severity', direction: 'ascending' } as const;

/** Changes since the previous run, and the basis of the numbers. */
export const Changes = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness');
  const { value } = useCall('matching.rows', { filter: BLOCKING, sort: COUNTED, offset: 0, limit: 1 });
  const accepted = value?.triageCounts.accepted ?? 0;
  const rows = readiness.changes === null ? null : createChangeRows(readiness.changes);
  const open = (change: 'new' | 'fixed' | 'back'): void =>
    change === 'fixed' ? navigate('trend', { revision: readiness.revision }) : navigate('matching', { since: [change] });
  return (
    <div className={classes.changes}>
      {rows === null ? null : (
        <Row component="p" gap="none lg" className={classes.line}>
          <Muted size="md">{text('changes.label')}</Muted>
          {rows.length === 0 ? <span>{text('changes.none')}</span> : null}
          {rows.map(({ change, count }) => {
            const Icon = ICONS[change];
            return (
              <UnstyledButton key={change} className={classes.change} data-change={change} onClick={() => open(change)}>
                <Icon size={14} stroke={2.2} aria-hidden />
                {text(`changes.${change}`, { count })}
              </UnstyledButton>
            );
          })}
          <TextLink onClick={() => navigate('trend')}>{text('changes.history')}</TextLink>
        </Row>
      )}
      {readiness.excluded === 0 && accepted === 0 ? null : (
        <Row gap="none lg" className={classes.line}>
          {readiness.excluded === 0 ? null : (
            <p className={classes.apart}>
              {text('apart.excluded', { count: readiness.excluded })}
              <TextLink onClick={() => navigate('triage', { tab: 'exclusions' })}>{text('apart.excludedLink')}</TextLink>
            </p>
          )}
          {accepted === 0 ? null : (
            <p className={classes.apart}>
              {text('apart.accepted', { count: accepted })}
              <TextLink onClick={() => navigate('triage', { tab: 'ledger' })}>{text('apart.acceptedLink')}</TextLink>
            </p>
          )}
        </Row>
      )}
    </div>
  );
};
