import { useState } from 'react';
import { Button, Muted, Row, Stack, TextInput, useFormat, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { SetupStepView } from '#shared/contract/setup.ts';
import classes from './setup.module.css';

interface StepMarkProps {
  readonly step: SetupStepView;
  readonly today: string;
  readonly busy: boolean;
  readonly onMark: (mark: CallInput<'setup.mark'>) => void;
  readonly onUnmark: () => void;
}

const hintOf = (step: SetupStepView): 'done' | 'rest' | 'entered' | 'enteredAmazon' =>
  step.check?.people != null ? 'rest' : step.check?.level !== 'prepared' ? 'done' : step.side === 'amazon' ? 'enteredAmazon' : 'entered';

/** Records of a step (done or requested, with date), and removing them. */
export const StepCompletion = ({ step, today, busy, onMark, onUnmark }: StepMarkProps) => {
  const text = useText('setupScreen.word');
  const refused = useRefusalProps();
  const format = useFormat();
  const [day, setDay] = useState('');
  const [who, setWho] = useState('');
  const { may, mark, state } = step;
  const fallen = state.kind === 'reopened';
  const kind = hintOf(step);
  const isOpen = may.say || may.start || may.decline;
  if (!isOpen && mark === null && !fallen) return null;
  const undo = (
    <Button size={isOpen ? 'sm' : 'xs'} variant="subtle" disabled={busy} onClick={onUnmark} {...refused}>
      {text(mark === null || fallen ? 'reopen' : 'undo')}
    </Button>
  );
  if (!isOpen && mark?.kind !== 'started') return <div className={classes.taken}>{undo}</div>;
  // Input stays until the record exists.
  const say = (what: 'started' | 'done' | 'declined'): void =>
    onMark({ step: step.id, kind: what, day: day === '' ? null : day, saidBy: who.trim() });
  return (
    <Stack component="section" gap="md" className={classes.word} aria-labelledby="setup-word">
      <h3 id="setup-word">{text('title')}</h3>
      {mark?.kind === 'started' ? <p>{text('started', { day: format.date(mark.day) })}</p> : null}
      {may.decline ? <Muted component="p">{text('optional')}</Muted> : null}
      {may.say || may.start ? (
        <>
          {kind === 'done' ? null : <Muted component="p">{text(kind === 'rest' ? 'restHint' : 'enteredHint')}</Muted>}
          <div className={classes.fields}>
            <TextInput
              type="date"
              label={text('day')}
              max={today}
              value={day === '' ? today : day}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
            <TextInput
              label={text('who')}
              description={text('whoHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              maxLength={100}
              autoComplete="off"
              value={who}
              onChange={(event) => setWho(event.currentTarget.value)}
            />
          </div>
        </>
      ) : null}
      <Row>
        {may.say ? (
          <Button variant="default" loading={busy} onClick={() => say('done')} {...refused}>
            {text(kind)}
          </Button>
        ) : null}
        {may.start ? (
          <Button variant="default" loading={busy} onClick={() => say('started')} {...refused}>
            {text('start')}
          </Button>
        ) : null}
        {may.decline ? (
          <Button variant="subtle" disabled={busy} onClick={() => say('declined')} {...refused}>
            {text('decline')}
          </Button>
        ) : null}
        {mark !== null || fallen ? undo : null}
      </Row>
    </Stack>
  );
};
