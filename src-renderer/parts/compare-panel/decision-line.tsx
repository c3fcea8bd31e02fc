import { type KeyboardEvent, useEffect, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Button, isComposing, Kbd, StateMark, Textarea, useFormat, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import type { PendingDecision } from '../decisions/decision-form.ts';
import { applyDecisions } from '../decisions/decisions.ts';
import classes from './compare-panel.module.css';

interface DecisionLineProps {
  readonly row: FindingRow;
  readonly revision: number;
  readonly onAsk: (kind: PendingDecision['kind'], row: FindingRow) => void;
}

/** Decision about this finding, with author and expiry date, and the actions. */
export const DecisionLine = ({ row, revision, onAsk }: DecisionLineProps) => {
  const text = useText('matching');
  const refused = useRefusalProps();
  const words = useText('triage');
  const format = useFormat();
  const client = useClient();
  const { acceptance, assignment, note } = row.triage;
  const takeBack = (kind: 'reopen' | 'unassign'): void => void applyDecisions(client, [{ revision, rows: [row.row] }, { kind }]);
  const by = (who: string, at: string): string => (who === '' ? format.dateTime(at) : text('triage.by', { who, at: format.dateTime(at) }));
  return (
    <section className={classes.section}>
      <h4 className={classes.heading}>{text('triage.title')}</h4>
      {acceptance === null ? null : (
        <div className={classes.decision}>
          <StateMark
            state={acceptance.state === 'active' ? 'note' : 'risk'}
            look="chip"
            label={text(`triage.states.${acceptance.state}`)}
          />
          <p className={classes.decided}>{acceptance.reason}</p>
          <p className={classes.faint}>
            {acceptance.until === null ? words('field.withoutEnd') : text('triage.until', { day: format.date(acceptance.until) })}
            <span> {by(acceptance.by, acceptance.at)}</span>
          </p>
        </div>
      )}
      {assignment === null ? null : (
        <div className={classes.decision}>
          <p className={classes.decided}>
            {[assignment.side === null ? '' : text(`triage.sideLong.${assignment.side}`), assignment.person]
              .filter((part) => part !== '')
              .join('　')}
          </p>
          <p className={classes.faint}>
            {text('triage.assigned')}
            <span> {by(assignment.by, assignment.at)}</span>
          </p>
        </div>
      )}
      <div className={classes.decide}>
        <Button size="xs" variant="default" rightSection={<Kbd>I</Kbd>} onClick={() => onAsk('accept', row)} {...refused}>
          {text(acceptance === null ? 'act.accept' : 'act.acceptAgain')}
        </Button>
        <Button size="xs" variant="default" rightSection={<Kbd>O</Kbd>} onClick={() => onAsk('assign', row)} {...refused}>
          {text(assignment === null ? 'act.assign' : 'act.assignAgain')}
        </Button>
        {acceptance === null ? null : (
          <Button size="xs" variant="subtle" onClick={() => takeBack('reopen')} {...refused}>
            {words('change.reopen')}
          </Button>
        )}
        {assignment === null ? null : (
          <Button size="xs" variant="subtle" onClick={() => takeBack('unassign')} {...refused}>
            {words('change.unassign')}
          </Button>
        )}
      </div>
      <NoteField
        key={row.key}
        saved={note}
        onSave={(value) =>
          applyDecisions(client, [
            { revision, rows: [row.row] },
            { kind: 'note', text: value },
          ])
        }
      />
    </section>
  );
};

/** The note of a finding. Ctrl+Enter saves; Enter during IME composition does not. */
const NoteField = ({ saved, onSave }: { saved: string; onSave: (text: string) => Promise<boolean> }) => {
  const text = useText('matching');
  const refused = useRefusalProps();
  const words = useText('triage');
  // Typed text overrides the saved note until both are equal or editing is canceled.
  const [typing, setTyping] = useState<string | null>(null);
  useEffect(() => setTyping((now) => (now?.trim() === saved ? null : now)), [saved]);
  const [busy, setBusy] = useState(false);
  const typed = typing ?? saved;
  const changed = typed.trim() !== saved;
  const save = async (): Promise<void> => {
    if (!changed) return;
    setBusy(true);
    await onSave(typed.trim());
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    } else if (event.key === 'Escape' && changed) {
      // The first Escape discards the typed text and keeps the panel open.
      event.preventDefault();
      setTyping(null);
    }
  };
  return (
    <div className={classes.note}>
      <Textarea
        label={words('field.note')}
        autosize
        minRows={1}
        maxRows={10}
        maxLength={2000}
        value={typed}
        onChange={(event) => setTyping(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {changed ? (
        <div className={classes.noteActions}>
          <span className={classes.faint} aria-hidden>
            <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
          </span>
          <Button size="xs" loading={busy} onClick={() => void save()} {...refused}>
            {text('act.saveNote')}
          </Button>
        </div>
      ) : null}
    </div>
  );
};
