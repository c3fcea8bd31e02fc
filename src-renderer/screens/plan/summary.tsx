import { IconAlertTriangle } from '@tabler/icons-react';
import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { Notice, UnstyledButton, useText } from '#renderer/ui/index.ts';
import { createRefusedSentence } from '#shared/domain/sync/plan/overview.ts';
import classes from './plan.module.css';
import type { PlanState } from './view-model.ts';

/** Lists that open beside the plan. */
export type PanelKind = 'gain' | 'lose' | 'ignored' | 'server-changes';

interface SummaryProps {
  readonly state: PlanState;
  readonly panel: string | null;
  readonly onPanel: (kind: PanelKind) => void;
}

/** Summary of the plan, affected people, and parts that are not in the list. */
export const Summary = ({ state, panel, onPanel }: SummaryProps) => {
  const text = useText('planScreen.summary');
  const say = usePlanText();
  const { refused, totals } = state;
  const settled = state.read?.settled ?? 0;
  const changes = useCall('plan.serverChanges', { offset: 0, limit: 1 }).value?.total ?? 0;
  return (
    <div className={classes.summary}>
      <p className={classes.big}>{say(state.headline)}</p>
      <div className={classes.rest}>
        <Effects panel={panel} onPanel={onPanel} />
        {changes === 0 ? null : (
          <PanelLink kind="server-changes" panel={panel} onPanel={onPanel}>
            {text('serverChanges', { count: changes })}
          </PanelLink>
        )}
        {totals.ignored === 0 ? null : (
          <PanelLink kind="ignored" panel={panel} onPanel={onPanel}>
            {text('ignored', { count: totals.ignored })}
          </PanelLink>
        )}
        {settled === 0 ? null : <span>{text('settled', { count: settled })}</span>}
      </div>
      {refused.length === 0 ? null : (
        <div className={classes.notices}>
          <Notice state="risk">
            {refused.slice(0, 3).map((part) => (
              <div key={`${part.section} ${part.id}`}>{say(createRefusedSentence(part))}</div>
            ))}
            {refused.length > 3 ? <div>{text('moreRefused', { count: refused.length - 3 })}</div> : null}
          </Notice>
        </div>
      )}
    </div>
  );
};

interface LinkProps extends Omit<SummaryProps, 'state'> {
  readonly kind: PanelKind;
  readonly danger?: boolean;
  readonly children: string;
}

const PanelLink = ({ kind, panel, onPanel, danger = false, children }: LinkProps) => (
  <UnstyledButton className={classes.link} data-danger={danger || undefined} aria-expanded={panel === kind} onClick={() => onPanel(kind)}>
    {danger ? <IconAlertTriangle size={14} aria-hidden /> : null}
    {children}
  </UnstyledButton>
);

const Effects = ({ panel, onPanel }: Omit<SummaryProps, 'state'>) => {
  const text = useText('planScreen.summary');
  const words = useText('plan.effect');
  const { value } = useCall('plan.effects', {});
  if (value === undefined) return null;
  if (value.effects === null)
    return (
      <span>
        {text('noLists')}{' '}
        <UnstyledButton className={classes.link} onClick={() => navigate('import')}>
          {text('import')}
        </UnstyledButton>
      </span>
    );
  const { readyBefore: before, readyAfter: after, notCheckedBefore, notCheckedAfter, gain, lose, mayLose } = value.effects;
  return (
    <>
      <span className={classes.effect}>{before === after ? words('same', { after }) : words('ready', { before, after })}</span>
      {notCheckedBefore + notCheckedAfter === 0 ? null : (
        <span>
          {words('notChecked', {
            before: notCheckedBefore,
            after: notCheckedAfter,
            same: notCheckedBefore === notCheckedAfter ? 'yes' : 'no',
          })}
        </span>
      )}
      {lose === 0 ? null : (
        <PanelLink kind="lose" danger panel={panel} onPanel={onPanel}>
          {words('loses', { count: lose })}
        </PanelLink>
      )}
      {mayLose === lose ? null : <span>{words('mayLose', { count: mayLose })}</span>}
      {gain === 0 ? null : (
        <PanelLink kind="gain" panel={panel} onPanel={onPanel}>
          {words(notCheckedAfter > 0 ? 'gainsOpen' : 'gains', { count: gain })}
        </PanelLink>
      )}
    </>
  );
};
