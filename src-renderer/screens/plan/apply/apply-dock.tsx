import { IconChevronDown, IconChevronUp, IconMinus, IconSend } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { getShownCompanyId, runJob, useCall, useClient, useCompanyId, useConnection, useJobs } from '#renderer/client/index.ts';
import { dismissRun, recordSending } from '#renderer/parts/plan/shown-run.ts';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import {
  Button,
  Checkbox,
  CloseButton,
  ErrorState,
  guardComposition,
  isComposing,
  StateMark,
  TextInput,
  UnstyledButton,
  useDebouncedValue,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { describeObject } from '#shared/domain/sync/wording/label.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import type { AutomaticSelection } from '../use-select.ts';
import { type Guard, getFirstMissingGuard, getShownGuards, groupGuards, type PlanState, type ShownGuards } from '../view-model.ts';
import { ArmDialog } from './arm-dialog.tsx';
import classes from './dock.module.css';
import { type PlanDialog, RulesAndApprovalLinks } from './rules-and-approval.tsx';
import { TakeOverDialog } from './take-over.tsx';

interface DockProps {
  readonly state: PlanState;
  readonly along: readonly AutomaticSelection[];
  readonly onForget: () => void;
  readonly onDialog: (dialog: PlanDialog) => void;
}

const PAUSE_MS = 200;

/** Guards, the reason, and the apply button labeled with its effect. */
export const ApplyDock = ({ state, along, onForget, onDialog }: DockProps) => {
  const text = useText('planScreen.dock');
  const refused = useRefusalProps();
  const client = useClient();
  const companyId = useCompanyId();
  const checking = useJobs(({ jobs }) => jobs.some((job) => job.kind === 'apply' && job.state === 'running'));
  const connected = useConnection() === 'open';
  const [reason, setReason] = useState('');
  const [goOn, setGoOn] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [settled] = useDebouncedValue(reason, PAUSE_MS);
  const guards = useCall('plan.guards', { reason: settled });
  const { chosen } = state.totals;
  const known = guards.value;
  const isAnswered = known !== undefined && !guards.stale && settled === reason && known.digest === state.digest;
  const ready = isAnswered && known.passed;
  // Enter in the reason field moves focus to the button once the button is enabled; it never sends.
  const [entered, setEntered] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!entered || !ready) return;
    setEntered(false);
    button.current?.focus();
  }, [entered, ready]);
  const pressed = useRef(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || isComposing(event)) return;
    event.preventDefault();
    pressed.current = true;
  };
  // Focus moves on key-up, because a held key would press the button.
  const onKeyUp = ({ key }: KeyboardEvent): void => {
    if (key !== 'Enter' || !pressed.current) return;
    pressed.current = false;
    setEntered(true);
  };

  // The first event of the job arrives after the response: until then a second press would start another job.
  const isStarting = useRef(false);
  const start = async (ifHeld: 'refuse' | 'take-over'): Promise<void> => {
    if (isStarting.current) return;
    isStarting.current = true;
    setFailure(null);
    dismissRun();
    const order = { digest: state.digest, reason: reason.trim(), ifHeld, onFailure: goOn ? 'go-on' : 'stop' } as const;
    const started = await client.call('apply.start', order);
    isStarting.current = false;
    if (!started.ok) return setFailure(started.error);
    if (companyId === getShownCompanyId()) recordSending(companyId, started.value);
    const ended = await runJob(client, Promise.resolve(started));
    if (ended.ok && ended.value.state === 'failed') setFailure(ended.value.error);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready && !checking) void start('refuse');
  };
  return (
    <section className={classes.dock} aria-label={text('label')}>
      <h2 className={classes.title}>{text('label')}</h2>
      {along.length === 0 ? null : <AlongNotice along={along} onForget={onForget} />}
      {failure === null ? null : failure.code === 'lease-taken' ? (
        <TakeOverDialog failure={failure} onTakeOver={() => start('take-over')} onClose={() => setFailure(null)} />
      ) : (
        <ErrorState failure={failure} action={<Dismiss onClose={() => setFailure(null)} />} />
      )}
      {known === undefined ? null : <Guards guards={known.guards} digest={known.digest} state={state} onDialog={onDialog} />}
      <form className={classes.form} onSubmit={submit} onKeyDown={guardComposition}>
        <TextInput
          label={text('reason')}
          placeholder={text('reasonHint')}
          maxLength={500}
          autoComplete="off"
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setEntered(false);
          }}
          onKeyDown={onKeyDown}
          onKeyUp={onKeyUp}
          onBlur={() => setEntered(false)}
        />
        <Checkbox label={text('goOn')} checked={goOn} onChange={(event) => setGoOn(event.currentTarget.checked)} />
        <Button
          ref={button}
          type="submit"
          disabled={!ready || !connected}
          loading={checking && connected}
          leftSection={<IconSend size={16} aria-hidden />}
          {...refused}
        >
          {text('apply', { count: chosen })}
        </Button>
        <NotYet missing={entered && isAnswered ? getFirstMissingGuard(known.guards) : null} />
      </form>
    </section>
  );
};

/** Explains why Enter did not move focus to the button. */
const NotYet = ({ missing }: { readonly missing: ReturnType<typeof getFirstMissingGuard> }) => {
  const text = useText('planScreen.dock');
  const say = usePlanText();
  return (
    <p className={classes.notYet} role="status">
      {missing === null ? null : text('notYet', { why: say(missing.guard.sentence), more: missing.more })}
    </p>
  );
};

const Dismiss = ({ onClose }: { onClose: () => void }) => {
  const text = useText('planScreen.dock');
  return (
    <Button size="xs" variant="default" onClick={onClose}>
      {text('dismiss')}
    </Button>
  );
};

/** Items that were selected or deselected automatically, with the reason. */
const AlongNotice = ({ along, onForget }: Pick<DockProps, 'along' | 'onForget'>) => {
  const text = useText('planScreen.dock');
  const say = usePlanText();
  const shown = along.slice(0, 3);
  return (
    <div className={classes.along} role="status">
      <ul>
        {shown.map(({ chosen, item, because, other }) => (
          <li key={item.key}>
            {say(
              createPhrase(`plan.along.${chosen ? 'on' : 'off'}`, {
                object: describeObject(item),
                other: other === null ? '' : describeObject(other),
                because: createPhrase(`plan.because.${because}`),
              }),
            )}
          </li>
        ))}
        {along.length > shown.length ? <li>{text('moreAlong', { count: along.length - shown.length })}</li> : null}
      </ul>
      <CloseButton size="sm" aria-label={text('dismiss')} onClick={onForget} />
    </div>
  );
};

interface GuardsProps extends Pick<DockProps, 'state' | 'onDialog'> {
  readonly guards: readonly Guard[];
  /** Digest of the selection to which the results belong. */
  readonly digest: string;
}

/** The checklist: blocking guards are shown and stay visible once satisfied; others are collapsed. */
const Guards = ({ guards, digest, state, onDialog }: GuardsProps) => {
  const text = useText('planScreen.dock');
  const refused = useRefusalProps();
  const names = useText('guard');
  const say = usePlanText();
  const listId = useId();
  const [unfolded, setUnfolded] = useState(false);
  const [arming, setArming] = useState(false);
  const { shut, open, aside } = groupGuards(guards);
  const [before, setBefore] = useState<ShownGuards>({ digest: '', ids: [] });
  const told = getShownGuards(before, digest, guards);
  if (told !== before) setBefore(told);
  const lines = told.ids.flatMap((id) => guards.filter((guard) => guard.id === id));
  const isFolded = ({ id }: Guard): boolean => !told.ids.includes(id);
  const Fold = unfolded ? IconChevronUp : IconChevronDown;
  const arm = state.company.kind === 'production' && state.company.armedUntil === null;
  return (
    <div>
      <ul className={classes.list}>
        {lines.map(({ id, state: standing, sentence }) => (
          <li key={id}>
            <Standing standing={standing} />
            <span>{say(sentence)}</span>
            {id === 'armed' && arm ? (
              <Button size="xs" variant="default" onClick={() => setArming(true)} {...refused}>
                {text('arm')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <div className={classes.head}>
        <UnstyledButton
          className={classes.fold}
          aria-expanded={unfolded}
          {...(unfolded ? { 'aria-controls': listId } : {})}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Fold size={16} aria-hidden />
          {text(shut.length === 0 ? 'allHold' : 'hold', {
            count: open.length,
            all: open.length + shut.length,
            aside: aside.length,
          })}
        </UnstyledButton>
        <RulesAndApprovalLinks onOpen={onDialog} />
      </div>
      {unfolded ? (
        <ul id={listId} className={classes.open}>
          {open.filter(isFolded).map(({ id, sentence }) => (
            <li key={id}>
              <StateMark state="ready" label={names(`${id}.name`)} />
              <span className={classes.why}>{say(sentence)}</span>
            </li>
          ))}
          {aside.filter(isFolded).map(({ id, sentence }) => (
            <li key={id} data-aside>
              <span className={classes.aside}>
                <IconMinus size={16} aria-hidden />
                {names(`${id}.name`)}
                <span className={classes.asideMark}>{text('aside')}</span>
              </span>
              <span className={classes.why}>{say(sentence)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <ArmDialog opened={arming} onClose={() => setArming(false)} />
    </div>
  );
};

const MARKS = { blocked: 'block', needs: 'risk', ok: 'ready' } as const;

/** State of a guard that blocks or has blocked. */
const Standing = ({ standing }: { readonly standing: Guard['state'] }) => {
  const text = useText('planScreen.dock');
  return standing === 'not-applicable' ? (
    <IconMinus size={16} role="img" aria-label={text('aside')} />
  ) : (
    <StateMark state={MARKS[standing]} look="icon" label={text(standing)} />
  );
};
