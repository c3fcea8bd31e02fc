import {
  IconArrowDown,
  IconArrowUp,
  IconClipboardCopy,
  IconClipboardList,
  IconClipboardPlus,
  IconCopy,
  IconDots,
  IconGavel,
  IconGripVertical,
  IconTrash,
} from '@tabler/icons-react';
import type { KeyboardEvent, PointerEvent, ReactNode, Ref } from 'react';
import type { Names } from '#renderer/ui/drafts/index.ts';
import { ActionIcon, Menu, Muted, Row, StateMark, TextLink, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { RoutePart } from '#shared/domain/routes/describe.ts';
import { listNamedUsers, type Step } from '#shared/domain/routes/route.ts';
import { getNoRemedyReason, type StepRemedies } from '../remedy-view.ts';
import type { RouteDiagram } from '../trial/use-diagram.ts';
import type { Stage } from '../trial/use-trial.ts';
import type { DraftProblem } from '../view-model.ts';
import classes from './line.module.css';
import { StageLines } from './stage-lines.tsx';
import { StepLane } from './step-lane.tsx';

/** Maximum people named per step. */
const NAMED = 4;

interface StepRowProps {
  readonly step: Step;
  readonly at: number;
  readonly total: number;
  readonly part: RoutePart | undefined;
  readonly names: Names;
  readonly problems: readonly DraftProblem[];
  /** Number of applicants stopped here. */
  readonly stopped: number;
  /** Remedies; `null` until searched. */
  readonly remedies: StepRemedies | null;
  readonly chosen: boolean;
  /** Only one step is reached by Tab; arrow keys move to other steps and to the controls of a row. */
  readonly isStop: boolean;
  /** `null` until the days are loaded. */
  readonly diagram: RouteDiagram | null;
  /** Acting people of a simulation; `null` = none. */
  readonly stages: readonly Stage[] | null;
  readonly dropping: 'before' | 'after' | null;
  readonly dragged: boolean;
  readonly before: ReactNode;
  readonly onGrab: (event: PointerEvent) => void;
  readonly onChoose: (open: boolean) => void;
  /** Shows problems and remedies of the step. */
  readonly onLook: () => void;
  readonly onMove: (to: number) => void;
  /** Number of copied steps that can be pasted. */
  readonly copied: number;
  readonly onDuplicate: () => void;
  /** `all`: every step of the route. */
  readonly onCopy: (all: boolean) => void;
  readonly onPaste: () => void;
  readonly onRemove: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly ref: Ref<HTMLButtonElement>;
}

/** One step: action, people, rule, days, and the number of problems. */
export const StepRow = (props: StepRowProps) => {
  const { step, at, total, part, names, problems, stopped, remedies, chosen, diagram, stages, dropping, dragged, before, ref } = props;
  const text = useText('routesScreen.line');
  const words = useText('route');
  if (part === undefined) return null;
  const who = words.phrase(part.who.key, part.who.params);
  const how = part.how.map(({ key, params }) => words.phrase(key, params)).join(words('sentence.separator'));
  const worst = problems[0];
  // Notes are not counted beside more severe problems, as in the route's outlook.
  const counted = problems.filter(({ severity }) => severity !== 'note' || worst?.severity === 'note').length;
  const here = text(worst?.severity === 'note' ? 'notesHere' : 'problemsHere', { count: counted });
  const drawn = diagram?.stepOf(step.id) ?? null;
  return (
    <li className={classes.item} data-step data-dragged={dragged || undefined} data-dropping={dropping ?? undefined}>
      {before}
      <Row
        gap="xs"
        wrap="nowrap"
        className={classes.row}
        data-chosen={chosen || undefined}
        data-severity={stopped > 0 ? 'block' : worst?.severity}
        data-outcome={drawn?.outcome ?? undefined}
      >
        <span className={classes.dot} aria-hidden>
          {at + 1}
        </span>
        <span className={classes.grip} onPointerDown={props.onGrab} title={text('drag')} aria-hidden>
          <IconGripVertical size={16} />
        </span>
        <Row
          type="button"
          ref={ref}
          component="button"
          gap="md"
          wrap="nowrap"
          className={classes.main}
          aria-current={chosen ? 'step' : undefined}
          tabIndex={props.isStop ? 0 : -1}
          aria-keyshortcuts="ArrowLeft ArrowRight Alt+ArrowUp Alt+ArrowDown Insert Control+D Delete"
          onClick={() => props.onChoose(true)}
          onKeyDown={props.onKeyDown}
        >
          <VisuallyHidden>{text('stepOf', { step: at + 1, total })}</VisuallyHidden>
          <span className={classes.role} data-role={step.role}>
            {words(`role.${step.role}`)}
          </span>
          <span className={classes.who}>
            <Who step={step} who={who} unset={/Unset|nobody/.test(part.who.key)} names={names} />
            {how === '' ? null : <Muted>{how}</Muted>}
          </span>
          <Row component="span" gap="xs md" justify="flex-end" className={classes.marks}>
            {part.conditional ? <span className={classes.mark}>{words('sentence.conditional')}</span> : null}
            {part.final ? (
              <span className={classes.final}>
                <IconGavel size={14} aria-hidden />
                {words('sentence.final')}
              </span>
            ) : null}
            <Muted size="md" className={classes.days}>
              {step.expectedDays === null ? text('daysUnset') : text('days', { days: step.expectedDays })}
            </Muted>
          </Row>
          {worst === undefined ? null : <VisuallyHidden>{here}</VisuallyHidden>}
        </Row>
        <StepMenu {...props} />
      </Row>
      {diagram === null || drawn === null ? null : <StepLane diagram={diagram} step={drawn} />}
      {stages === null ? null : <StageLines stages={stages} unreached={drawn?.outcome === 'unreached'} />}
      {problems.length === 0 && stopped === 0 ? null : (
        <ul className={classes.problems}>
          {stopped === 0 ? null : (
            <li>
              <StateMark state="block" look="icon" />
              <span>{text('stopsHere', { count: stopped })}</span>
              <TextLink tabIndex={-1} onClick={props.onLook}>
                {text(remedies?.remedies.length ? 'showStopped' : 'showWho')}
              </TextLink>
            </li>
          )}
          {/* A problem of the step itself already states the remedy. */}
          {stopped === 0 || remedies === null || remedies.remedies.length > 0 || worst?.severity === 'block' ? null : (
            <li>
              <StateMark state="note" look="icon" />
              <span>{text(`noRemedy.${getNoRemedyReason(remedies) === 'withheld' ? 'withheld' : remedies.next}`)}</span>
            </li>
          )}
          {worst === undefined ? null : (
            <li>
              <StateMark state={worst.severity} look="icon" />
              <span>{here}</span>
              <TextLink tabIndex={-1} onClick={props.onLook}>
                {text('showProblems')}
              </TextLink>
            </li>
          )}
        </ul>
      )}
    </li>
  );
};

interface WhoProps {
  readonly step: Step;
  readonly who: string;
  /** Approvers have not been chosen. */
  readonly unset: boolean;
  readonly names: Names;
}

const Who = ({ step, who, unset, names }: WhoProps) => {
  const text = useText('routesScreen.line');
  const users = step.approvers.kind === 'users' ? listNamedUsers(step.approvers) : [];
  if (users.length < 2)
    return (
      <span className={classes.chip} data-unset={unset || undefined}>
        {who}
      </span>
    );
  return (
    <>
      {users.slice(0, NAMED).map((id) => (
        <span key={id} className={classes.chip}>
          {names.user(id) ?? id}
        </span>
      ))}
      {users.length > NAMED ? <Muted>{text('others', { count: users.length - NAMED })}</Muted> : null}
    </>
  );
};

const StepMenu = ({ at, total, copied, onMove, onDuplicate, onCopy, onPaste, onRemove }: StepRowProps) => {
  const text = useText('routesScreen.line');
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon size="sm" tabIndex={-1} aria-label={text('actionsOf', { step: at + 1 })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp size={16} aria-hidden />} disabled={at === 0} onClick={() => onMove(at - 1)}>
          {text('up')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={16} aria-hidden />} disabled={at === total - 1} onClick={() => onMove(at + 1)}>
          {text('down')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={onDuplicate}>
          {text('duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={<IconClipboardCopy size={16} aria-hidden />} onClick={() => onCopy(false)}>
          {text('copy')}
        </Menu.Item>
        <Menu.Item leftSection={<IconClipboardList size={16} aria-hidden />} onClick={() => onCopy(true)}>
          {text('copyAll', { count: total })}
        </Menu.Item>
        <Menu.Item leftSection={<IconClipboardPlus size={16} aria-hidden />} disabled={copied === 0} onClick={onPaste}>
          {text('pasteBelow', { count: copied })}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
          {text('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
