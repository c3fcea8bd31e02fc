import { type KeyboardEvent, type ReactNode, useState } from 'react';
import {
  Actions,
  Button,
  Choices,
  Dialog,
  FieldGroup,
  Form,
  isComposing,
  Kbd,
  Muted,
  Notice,
  Radio,
  Row,
  Textarea,
  TextInput,
  useFormat,
  useNow,
  useText,
} from '#renderer/ui/index.ts';
import { isValidReason, MIN_REASON_LENGTH } from '#shared/domain/sync/guards/reason.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import { addMonths, getFiscalYearEnd, toIsoDay } from './days.ts';
import classes from './decision-dialog.module.css';
import { type PendingDecision, toTriageChange } from './decision-form.ts';
import type { TriageChange } from './decisions.ts';

interface DecisionDialogProps {
  readonly asking: PendingDecision | null;
  readonly onClose: () => void;
  /** Returns whether the decision was saved; the dialog then closes. */
  readonly onDecide: (change: TriageChange) => Promise<boolean>;
}

/** Form for a decision (reason and day, side or person, note) that shows what it concerns. */
export const DecisionDialog = ({ asking, onClose, onDecide }: DecisionDialogProps) => {
  const text = useText('triageScreen');
  const words = useText('triage');
  return (
    <Dialog
      opened={asking !== null}
      onClose={onClose}
      size={520}
      title={asking === null ? '' : text(`ask.${asking.kind}`, { count: asking.count })}
    >
      {asking === null ? null : (
        <DecisionForm key={asking.kind} asking={asking} onClose={onClose} onDecide={onDecide}>
          {asking.kind === 'accept' ? (
            <Notice state={asking.blocking === 0 ? 'unknown' : 'risk'}>
              {asking.blocking === null || asking.blocking === 0
                ? words('stillBlocks')
                : words('stillBlocking', { count: asking.blocking })}
            </Notice>
          ) : null}
        </DecisionForm>
      )}
    </Dialog>
  );
};

interface FormProps extends Omit<DecisionDialogProps, 'asking'> {
  readonly asking: PendingDecision;
  readonly children: ReactNode;
}

const DecisionForm = ({ asking, onClose, onDecide, children }: FormProps) => {
  const text = useText('triageScreen');
  const words = useText('triage');
  const format = useFormat();
  const today = toIsoDay(useNow());
  const [reason, setReason] = useState(asking.reason ?? '');
  const [until, setUntil] = useState<string | null>(() => addMonths(today, 3));
  const [side, setSide] = useState<string>(asking.side ?? (asking.person ? 'none' : 'neo'));
  const [person, setPerson] = useState(asking.person ?? '');
  const [note, setNote] = useState(asking.note ?? '');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);

  const change = toTriageChange(asking.kind, { reason, until, side, person, note });
  const problem = (field: MessageKey<'triageScreen.required'>): string | null =>
    tried && change === null ? text(`required.${field}`, { least: MIN_REASON_LENGTH }) : null;
  const dayProblem = until !== null && (until === '' || until < today) ? text('required.until') : null;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (busy || change === null || (asking.kind === 'accept' && dayProblem !== null)) return;
    setBusy(true);
    const done = await onDecide(change);
    setBusy(false);
    if (done) onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isComposing(event)) {
      event.preventDefault();
      void submit();
    }
  };
  return (
    <Form onKeyDown={onKeyDown} onSubmit={() => void submit()}>
      {asking.name === undefined ? null : <p className={classes.name}>{asking.name}</p>}
      {asking.kind === 'accept' ? (
        <>
          <Textarea
            data-autofocus
            label={words('field.reason')}
            description={text('reasonHint')}
            withAsterisk={false}
            required
            autosize
            minRows={2}
            maxRows={6}
            maxLength={500}
            value={reason}
            error={isValidReason(reason) ? null : problem('reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <FieldGroup legend={text('untilWhen')}>
            <Row align="flex-start" className={classes.dayLine}>
              <TextInput
                type="date"
                aria-label={text('lastDay')}
                min={today}
                disabled={until === null}
                value={until ?? ''}
                error={dayProblem}
                onChange={(event) => setUntil(event.currentTarget.value)}
              />
              {DAYS.map(({ key, dayOf }) => (
                <Button key={key} size="xs" variant="default" aria-pressed={until === dayOf(today)} onClick={() => setUntil(dayOf(today))}>
                  {text(`days.${key}`)}
                </Button>
              ))}
              <Button size="xs" variant="default" aria-pressed={until === null} onClick={() => setUntil(null)}>
                {words('field.withoutEnd')}
              </Button>
            </Row>
            <Muted component="p" size="xs" mt="xs">
              {until === null ? text('withoutEndHint') : dayProblem === null ? text('untilHint', { day: format.date(until) }) : ' '}
            </Muted>
          </FieldGroup>
        </>
      ) : asking.kind === 'assign' ? (
        <>
          <Radio.Group label={words('field.side')} value={side} onChange={setSide}>
            <Choices beside>
              <Radio value="neo" label={text('side.neo')} data-autofocus={side === 'neo' || undefined} />
              <Radio value="amazon" label={text('side.amazon')} data-autofocus={side === 'amazon' || undefined} />
              <Radio value="none" label={text('side.none')} data-autofocus={side === 'none' || undefined} />
            </Choices>
          </Radio.Group>
          <TextInput
            label={words('field.person')}
            description={text('personHint')}
            maxLength={100}
            value={person}
            error={side === 'none' && person.trim() === '' ? problem('person') : null}
            onChange={(event) => setPerson(event.currentTarget.value)}
          />
        </>
      ) : (
        <Textarea
          data-autofocus
          label={words('field.note')}
          description={text(asking.count > 1 ? 'noteReplaces' : 'noteHint')}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      {children}
      <Actions>
        <span className={classes.keys} aria-hidden>
          <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
        </span>
        <Button variant="default" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {text(`do.${asking.kind}`, { count: asking.count })}
        </Button>
      </Actions>
    </Form>
  );
};

const DAYS = [
  { key: 'month', dayOf: (today: string) => addMonths(today, 1) },
  { key: 'quarter', dayOf: (today: string) => addMonths(today, 3) },
  { key: 'fiscalYear', dayOf: getFiscalYearEnd },
] as const;
