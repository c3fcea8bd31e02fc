import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import {
  Button,
  EmptyState,
  ErrorState,
  SegmentedControl,
  SkeletonRows,
  TextInput,
  useRefusalProps,
  useSettledSearch,
  useText,
} from '#renderer/ui/index.ts';
import { DecisionDialog } from '../../parts/decisions/decision-dialog.tsx';
import type { PendingDecision } from '../../parts/decisions/decision-form.ts';
import { applyDecisions } from '../../parts/decisions/decisions.ts';
import classes from './ledger.module.css';
import { LedgerTable } from './ledger-table.tsx';
import { type LedgerEntry, type LedgerFilter, listLedgerParts } from './ledger-view.ts';

const KINDS = ['any', 'accept', 'assign'] as const;

/** All acceptances and assignments with their present effect, those needing review first. */
export const Ledger = () => {
  const text = useText('triageScreen.ledger');
  const refused = useRefusalProps();
  const client = useClient();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('any');
  const [typed, setTyped] = useState('');
  const search = useSettledSearch(typed);
  const filter: LedgerFilter = { states: [], kinds: kind === 'any' ? [] : [kind], search };
  const { value, error, loading, refetch } = useCall('triage.ledger', { filter, offset: 0, limit: 1 });
  const [renewed, setRenewed] = useState<LedgerEntry | null>(null);
  const parts = value === undefined ? [] : listLedgerParts(value.counts);
  const filtered = kind !== 'any' || search.trim() !== '';

  if (error !== null && value === undefined) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={10} /> : null;
  if (parts.length === 0 && !filtered) {
    return (
      <EmptyState title={text('empty.title')} action={<Button onClick={() => navigate('matching')}>{text('empty.action')}</Button>}>
        {text('empty.text')}
      </EmptyState>
    );
  }
  const asking: PendingDecision | null =
    renewed === null ? null : { kind: 'accept', count: 1, blocking: 0, name: renewed.name, reason: renewed.reason, note: renewed.note };
  return (
    <div className={classes.ledger}>
      <div className={classes.bar}>
        <TextInput
          className={classes.search}
          aria-label={text('search')}
          placeholder={text('search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={text('kind')}
          value={kind}
          onChange={(next) => setKind(KINDS.find((each) => each === next) ?? 'any')}
          data={KINDS.map((each) => ({ value: each, label: text(`kinds.${each}`) }))}
        />
      </div>
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      {parts.length === 0 ? <p className={classes.none}>{text('noMatches')}</p> : null}
      {parts.map((part) => (
        <section key={part.id}>
          <div className={classes.head}>
            <h2>{text(`part.${part.id}.title`, { count: part.count })}</h2>
            <p>{text(`part.${part.id}.hint`)}</p>
            {part.id === 'gone' ? (
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  const gone = { ledger: { ...filter, states: part.states } };
                  void applyDecisions(client, [gone, { kind: 'reopen' }], [gone, { kind: 'unassign' }]);
                }}
                {...refused}
              >
                {text('removeAll', { count: part.count })}
              </Button>
            ) : null}
          </div>
          <LedgerTable
            part={part.id}
            filter={{ ...filter, states: part.states }}
            label={text(`part.${part.id}.title`, { count: part.count })}
            onRenew={setRenewed}
          />
        </section>
      ))}
      <DecisionDialog
        asking={asking}
        onClose={() => setRenewed(null)}
        onDecide={async (change) => renewed !== null && (await applyDecisions(client, [{ keys: [renewed.key] }, change]))}
      />
    </div>
  );
};
