import { IconArrowRight, IconChevronRight, IconCircleCheck, IconExternalLink, IconInfoCircle, IconRefresh } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { SavedTextarea, SavedTextInput } from '#renderer/ui/drafts/index.ts';
import { Bar, Button, Muted, PlainList, Row, Stack, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { SetupGuide, SetupStepView } from '#shared/contract/setup.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import { BranchChoice } from './choose.tsx';
import { VendorFieldValues } from './entries.tsx';
import classes from './setup.module.css';
import { StateChip } from './state-icon.tsx';
import { StepCompletion } from './step-mark.tsx';
import { SystemValues } from './system-values.tsx';
import { countDoneAccountSteps, formatDayParams, isDone, sortStepLocations } from './view-model.ts';

export interface StepActions {
  readonly onMark: (mark: CallInput<'setup.mark'>) => void;
  readonly onUnmark: () => void;
  readonly onAssign: (person: string) => Promise<boolean>;
  readonly onNote: (text: string) => Promise<boolean>;
  readonly onChoose: (answer: Partial<SetupGuide['branches']>) => Promise<SetupGuide['branches'] | null>;
  readonly onSelect: (id: SetupStepId) => void;
  readonly onPlace: (place: SetupStepView['places'][number]) => void;
  readonly onLink: (url: string) => void;
  /** Reads NEO back; `null` without a server that supports it. */
  readonly onReadBack: (() => void) | null;
}

interface StepPanelProps extends StepActions {
  readonly guide: SetupGuide;
  readonly step: SetupStepView;
  readonly busy: boolean;
  /** NEO is being read. */
  readonly reading: boolean;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** One step: side, tasks, values, check result, and records. */
export const StepPanel = ({ guide, step, busy, reading, heading, ...actions }: StepPanelProps) => {
  const text = useText('setupScreen');
  const names = useText('setupGuide.step');
  const position = guide.steps.findIndex(({ id }) => id === step.id) + 1;
  return (
    <Stack component="article" gap="xl" className={classes.stepPanel} aria-labelledby="setup-step">
      <Row component="p" gap="md" align="baseline" wrap="nowrap" className={classes.origin}>
        <span className={classes.side} data-side={step.side}>
          {text(`side.${step.side}`)}
        </span>
        <span lang={step.manual === null ? undefined : 'ja'}>
          {step.manual === null ? text('ours') : text(step.manual.number === '' ? 'manualPlain' : 'manual', { ...step.manual })}
        </span>
        {step.optional ? <span className={classes.nowrap}>{text('optional')}</span> : null}
        <span className={classes.position}>{text('announce', { position, total: guide.steps.length })}</span>
      </Row>
      <h2 id="setup-step" ref={heading} tabIndex={-1} className={classes.stepTitle}>
        {names(`${step.id}.name`)}
      </h2>
      <Standing step={step} />
      <p className={classes.what}>{names(`${step.id}.what`)}</p>
      {step.id === 'choose' ? (
        <BranchChoice branches={guide.branches} doneSteps={countDoneAccountSteps(guide)} onChoose={actions.onChoose} />
      ) : null}
      <StepLinks
        id="setup-unmet"
        title={text('unmet')}
        steps={step.state.kind === 'not-applicable' ? [] : step.unmet}
        onSelect={actions.onSelect}
      />
      {step.screens.length === 0 ? null : (
        <section aria-labelledby="setup-way">
          <h3 id="setup-way">{text('way')}</h3>
          <PlainList component="ol" beside gap="xs" className={classes.way} lang="ja">
            {[...step.menus, ...step.screens].map((screen, at) => (
              <li key={screen}>
                {at === 0 ? null : <IconChevronRight size={14} aria-hidden />}
                {screen}
              </li>
            ))}
          </PlainList>
          {step.menus.length === 0 ? null : <Muted component="p">{text('menus', { menus: step.menus.join(' › ') })}</Muted>}
        </section>
      )}
      <VendorFieldValues entries={step.entries} />
      {step.id === 'purchasing-system' ? <SystemValues /> : null}
      <Evidence step={step} onPlace={actions.onPlace} onReadBack={actions.onReadBack} reading={reading} />
      <StepCompletion
        key={`${step.id} ${step.mark?.at}`}
        step={step}
        today={guide.today}
        busy={busy}
        onMark={actions.onMark}
        onUnmark={actions.onUnmark}
      />
      <StepLinks id="setup-follow-ups" title={text('followUps')} steps={step.followUps} onSelect={actions.onSelect} />
      <Stack component="section" gap="md" key={step.id}>
        <SavedTextInput
          label={text('responsible')}
          placeholder={text('responsibleHint')}
          maxLength={100}
          value={step.responsible}
          onSave={actions.onAssign}
        />
        <SavedTextarea label={text('note')} description={text('noteHint')} value={step.note} onSave={actions.onNote} />
      </Stack>
      {step.links.length === 0 ? null : (
        <section aria-labelledby="setup-links">
          <h3 id="setup-links">{text('links')}</h3>
          <PlainList>
            {step.links.map(({ label, url }) => (
              <li key={label}>
                <TextLink
                  size="sm"
                  title={url}
                  aria-label={text('opens', { label })}
                  onClick={() => actions.onLink(url)}
                  after={<IconExternalLink size={14} aria-hidden />}
                >
                  <span lang="ja">{label}</span>
                </TextLink>
              </li>
            ))}
          </PlainList>
        </section>
      )}
    </Stack>
  );
};

/** The step's state and its explanation. */
const Standing = ({ step }: { step: SetupStepView }) => {
  const text = useText('setupScreen.why');
  const reasons = useText('setupGuide.reason');
  const wait = useText('setupGuide.wait');
  const format = useFormat();
  const { state } = step;
  const sentence = (): string => {
    switch (state.kind) {
      case 'checked':
        return text('checked', { date: format.date(state.at) });
      case 'declined':
        return text('declined', { by: state.by === '' ? 'none' : state.by });
      case 'recorded':
        return text('recorded', { by: state.by === '' ? 'none' : state.by, day: format.date(state.day) });
      case 'reopened':
        return text('reopened', {
          date: format.date(state.since),
          reason: reasons.phrase(state.reason.key, formatDayParams(state.reason.params, format.date)),
        });
      case 'waiting':
        return text('waiting', {
          wait: wait(state.waiting.kind),
          until:
            state.waiting.until === null ? (state.waiting.kind === 'invitations' ? 'unlisted' : 'none') : format.date(state.waiting.until),
        });
      case 'not-applicable':
        return text('not-applicable');
      default:
        return step.overdue === null ? (step.blocksFirstOrder ? text('blocks') : '') : text('overdue', { date: format.date(step.overdue) });
    }
  };
  const said = sentence();
  return (
    <Row component="p" gap="xs md" align="baseline" className={classes.standing}>
      <StateChip kind={state.kind} />
      {said === '' ? null : <span>{said}</span>}
    </Row>
  );
};

const StepLinks = ({
  id,
  title,
  steps,
  onSelect,
}: Pick<StepActions, 'onSelect'> & { id: string; title: string; steps: readonly SetupStepId[] }) => {
  const names = useText('setupGuide.step');
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <PlainList>
        {steps.map((step) => (
          <li key={step}>
            <TextLink size="sm" onClick={() => onSelect(step)} icon={<IconArrowRight size={14} aria-hidden />}>
              {names(`${step}.name`)}
            </TextLink>
          </li>
        ))}
      </PlainList>
    </section>
  );
};

/** Result of the check, missing items, and links. */
const Evidence = ({
  step,
  reading,
  onPlace,
  onReadBack,
}: { step: SetupStepView; reading: boolean } & Pick<StepActions, 'onPlace' | 'onReadBack'>) => {
  const text = useText('setupScreen');
  const reasons = useText('setupGuide.reason');
  const format = useFormat();
  const { check } = step;
  const places = sortStepLocations(step);
  const readable = step.readable && onReadBack !== null;
  const line = ({ key, params }: { key: string; params: Record<string, string | number> }): string =>
    reasons.phrase(key, formatDayParams(params, format.date));
  const silent = check === null && places.length === 0 && (step.id === 'choose' || isDone(step));
  if (step.state.kind === 'not-applicable' || silent) return null;
  return (
    <Stack aria-labelledby="setup-evidence" component="section" gap="md" className={classes.evidence}>
      <h3 id="setup-evidence">{text('evidence')}</h3>
      {check === null && !isDone(step) ? <Muted component="p">{text('noCheck')}</Muted> : null}
      {check?.people == null ? null : (
        <div className={classes.people}>
          <Bar value={check.people.done} of={check.people.of} state={check.people.done === check.people.of ? 'ready' : 'accent'} />
        </div>
      )}
      <PlainList gap="xs" className={classes.reasons}>
        {check?.lacks.map((one) => (
          <li key={line(one)} data-kind="lacks">
            <IconInfoCircle size={16} aria-hidden />
            {line(one)}
          </li>
        ))}
        {check?.found.map((one) => (
          <li key={line(one)} data-kind="found">
            <IconCircleCheck size={16} aria-hidden />
            {line(one)}
          </li>
        ))}
      </PlainList>
      {places.length === 0 && !readable ? null : (
        <Row>
          {places.map((place) => (
            <Button key={place} variant="default" rightSection={<IconArrowRight size={14} aria-hidden />} onClick={() => onPlace(place)}>
              {text(`place.${place}`)}
            </Button>
          ))}
          {readable ? (
            <Button variant="default" loading={reading} leftSection={<IconRefresh size={14} aria-hidden />} onClick={() => onReadBack?.()}>
              {text('readBack')}
            </Button>
          ) : null}
        </Row>
      )}
    </Stack>
  );
};
