import { IconArrowRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Column } from '#renderer/parts/data-table/columns/columns.ts';
import { KindMark, RiskMark } from '#renderer/parts/plan/kind-mark.tsx';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { Checkbox, DataAgeText, StateMark, UnstyledButton, useText } from '#renderer/ui/index.ts';
import type { PlanRow } from '#shared/contract/plan/plan.ts';
import { getConcernState, isExpandedConflict, listRouteConcerns } from '../view-model.ts';
import classes from './table.module.css';

const nameId = (index: number): string => `plan-name-${index}`;

interface PlanColumnsOptions {
  readonly onOpen: (index: number) => void;
  readonly onTick: (keys: readonly string[], chosen: boolean) => void;
}

/** Columns of changes: checkbox, sentence, effect, risk. Columns hidden on narrow windows are shown in the panel. */
export const usePlanColumns = ({ onOpen, onTick }: PlanColumnsOptions): readonly Column<PlanRow>[] => {
  const text = useText('planScreen.table');
  const kinds = useText('plan.kind');
  const risks = useText('plan.risk.level');
  const say = usePlanText();
  return useMemo<readonly Column<PlanRow>[]>(
    () => [
      {
        id: 'tick',
        title: text('tick'),
        quiet: true,
        least: 56,
        grow: 0,
        fixed: true,
        cell: ({ key, choosable, chosen }, { index, tabIndex }) =>
          choosable ? (
            <span className={classes.tick}>
              <Checkbox
                size="md"
                aria-labelledby={nameId(index)}
                checked={chosen}
                tabIndex={tabIndex}
                onChange={() => onTick([key], !chosen)}
              />
            </span>
          ) : null,
      },
      {
        id: 'what',
        title: text('what'),
        least: 260,
        grow: 3,
        naming: true,
        cell: (row, { index, open, tabIndex }) => {
          const { key, choosable, sentence, undecided, ignored } = row;
          return (
            <>
              <UnstyledButton
                id={nameId(index)}
                data-opener
                data-row={key}
                data-quiet={!choosable || undefined}
                className={classes.open}
                tabIndex={tabIndex}
                aria-keyshortcuts="Space Enter J K"
                aria-expanded={open}
                onClick={() => onOpen(index)}
              >
                {say(sentence)}
              </UnstyledButton>
              <Changes row={row} />
              <RouteConcerns row={row} />
              {undecided === 0 && ignored === 0 ? null : (
                <span className={classes.second}>
                  {undecided === 0 || isExpandedConflict(row, index) ? null : (
                    <StateMark state="block" label={text('undecided', { count: undecided })} />
                  )}
                  {ignored === 0 ? null : <span className={classes.muted}>{text('ignored', { count: ignored })}</span>}
                </span>
              )}
            </>
          );
        },
        text: ({ sentence }) => say(sentence),
      },
      {
        id: 'kind',
        title: text('kind'),
        least: 184,
        grow: 0.2,
        givesWay: 2,
        cell: ({ kind }) => <KindMark kind={kind} />,
        text: ({ kind }) => kinds(kind),
      },
      {
        id: 'risk',
        title: text('risk'),
        least: 80,
        grow: 0.1,
        cell: ({ risk }) => (
          <span className={classes.line}>
            <RiskMark risk={risk} />
          </span>
        ),
        text: ({ risk }) => risks(risk),
      },
      {
        id: 'server',
        title: text('server'),
        least: 176,
        grow: 0.6,
        givesWay: 1,
        cell: ({ server }) =>
          server === null ? (
            <span className={classes.muted}>{text('notThere')}</span>
          ) : (
            <span className={classes.muted}>
              {server.updatedBy === '' ? text('somebody') : server.updatedBy}{' '}
              {server.updatedAt === '' ? null : <DataAgeText at={server.updatedAt} />}
            </span>
          ),
      },
    ],
    [text, kinds, risks, say, onOpen, onTick],
  );
};

/** Concerns about a route, shown in the row because nothing else there mentions them. */
const RouteConcerns = ({ row: { risks, risk, newlyStopped } }: { readonly row: PlanRow }) => {
  const reasons = useText('plan.risk.reason');
  const text = useText('planScreen.item');
  const concerns = listRouteConcerns(risks);
  if (concerns.length === 0) return null;
  return (
    <ul className={classes.concerns}>
      {concerns.map((concern) => (
        <li key={concern}>
          <StateMark
            state={getConcernState(concern, risk)}
            label={concern === 'route-newly-stopped' ? text('newlyStopped', { count: newlyStopped }) : reasons(concern)}
          />
        </li>
      ))}
    </ul>
  );
};

/** Changes of a row, field by field. */
const Changes = ({ row: { changes, moreChanges } }: { row: PlanRow }) => {
  const text = useText('planScreen.table');
  const say = usePlanText();
  if (changes.length === 0) return null;
  return (
    <ul className={classes.changes}>
      {changes.map(({ sentence, values }) => (
        <li key={values === null ? say(sentence) : say(values.label)}>
          {values === null ? (
            say(sentence)
          ) : (
            <>
              {say(values.label)}: <span className={classes.was}>{say(values.before)}</span>
              <IconArrowRight size={14} aria-label={text('becomes')} />
              <b>{say(values.after)}</b>
            </>
          )}
        </li>
      ))}
      {moreChanges === 0 ? null : <li>{text('moreChanges', { count: moreChanges })}</li>}
    </ul>
  );
};
