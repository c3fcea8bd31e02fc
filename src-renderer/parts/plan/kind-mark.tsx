import { IconArrowsSplit, IconCheck, IconCloudDown, IconKey, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { Muted, StateMark, useText } from '#renderer/ui/index.ts';
import type { ItemKind, Risk } from '#shared/domain/sync/plan/item.ts';
import classes from './kind-mark.module.css';

const ICONS: Readonly<Record<ItemKind, typeof IconCheck>> = {
  conflict: IconArrowsSplit,
  create: IconPlus,
  change: IconPencil,
  delete: IconTrash,
  secret: IconKey,
  drift: IconCloudDown,
  'already-there': IconCheck,
};

/** The effect of an item as icon and word. Only items that need a decision are colored. */
export const KindMark = ({ kind }: { kind: ItemKind }) => {
  const text = useText('plan.kind');
  const Icon = ICONS[kind];
  return (
    <span className={classes.kind} data-kind={kind}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {text(kind)}
    </span>
  );
};

/** Risk level; a low one is inconspicuous. */
export const RiskMark = ({ risk }: { risk: Risk }) => {
  const text = useText('plan.risk.level');
  if (risk === 'low') return <Muted size="md">{text('low')}</Muted>;
  return <StateMark state={risk === 'high' ? 'block' : 'risk'} label={text(risk)} />;
};
