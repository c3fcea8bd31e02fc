import { type KeyboardEvent, type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useCompanyId } from '#renderer/client/index.ts';
import type { Names } from '#renderer/ui/drafts/index.ts';
import { PlainList, TextLink, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { Command } from '#shared/domain/routes/commands.ts';
import { describeRoute } from '#shared/domain/routes/describe.ts';
import { createRouteStep, type Route, type Step } from '#shared/domain/routes/route.ts';
import type { StepRemedies } from '../remedy-view.ts';
import type { LateStatement } from '../trial/ending.ts';
import type { RouteDiagram } from '../trial/use-diagram.ts';
import type { Trial } from '../trial/use-trial.ts';
import {
  type DraftProblem,
  getNeighbourAfterRemoval,
  getRowTarget,
  getStepCommand,
  groupPartsByStep,
  listProblemsAt,
} from '../view-model.ts';
import { copySteps, pasteSteps, useCopiedSteps } from './copy-steps.ts';
import { InsertPoint } from './insert-point.tsx';
import classes from './line.module.css';
import { LineEnd, LineStart } from './line-ends.tsx';
import { StepRow } from './step-row.tsx';
import { useStepDrag } from './use-drag.ts';

export interface LineHandle {
  /** Focuses a step. */
  readonly focus: (stepId: string) => void;
  /** Focuses the line's Tab stop. */
  readonly enter: () => void;
}

interface LineProps {
  readonly route: Route;
  readonly problems: readonly DraftProblem[];
  readonly names: Names;
  readonly chosen: string | null;
  /** Shows a simulation with real names; `null` = none. */
  readonly trial: Trial | null;
  /** `null` until the days are loaded. */
  readonly diagram: RouteDiagram | null;
  /** Past orders compared with the lock. */
  readonly late: LateStatement | null;
  /** Number of applicants stopped at a step. */
  readonly stopped: (stepId: string) => number;
  /** Remedies for people stopped at a step; `null` until searched. */
  readonly remedies: (stepId: string) => StepRemedies | null;
  readonly onEverybody: () => void;
  readonly onChoose: (stepId: string, open: boolean) => void;
  /** Shows the problems of a step in the panel. */
  readonly onLook: (stepId: string) => void;
  readonly onEdit: (command: Command) => void;
  readonly ref: Ref<LineHandle>;
}

/** Left and right move between controls of a row: insert point, step, menu, panel links. */
function alongRow(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  if (event.defaultPrevented || target.closest('[role="menu"]') !== null) return;
  const controls = [...(target.closest('li[data-step]')?.querySelectorAll<HTMLElement>('button:not([role="menuitem"])') ?? [])];
  const to = getRowTarget(event, controls.indexOf(target), controls.length);
  if (to === null) return;
  event.preventDefault();
  controls[to]?.focus();
}

/** The route from applicant to last decision, one step per row, with insert points. */
export const Line = ({
  route,
  problems,
  names,
  chosen,
  trial,
  diagram,
  late,
  stopped,
  remedies,
  onEverybody,
  onChoose,
  onLook,
  onEdit,
  ref,
}: LineProps) => {
  const text = useText('routesScreen.line');
  const { steps } = route;
  const companyId = useCompanyId();
  const copied = useCopiedSteps();
  const rows = useRef(new Map<string, HTMLElement>());
  const wanted = useRef<string | null>(null);
  const [said, setSaid] = useState('');
  const parts = useMemo(() => groupPartsByStep(describeRoute(route, names)), [route, names]);

  const focus = useCallback((stepId: string) => {
    const row = rows.current.get(stepId);
    if (row === undefined) wanted.current = stepId;
    else row.focus();
  }, []);
  const place = useRef<HTMLOListElement>(null);
  const stop = steps.find(({ id }) => id === chosen) ?? steps[0];
  const stopId = stop?.id;
  const enter = useCallback(() => {
    if (stopId === undefined) place.current?.querySelector('button')?.focus();
    else focus(stopId);
  }, [stopId, focus]);
  useImperativeHandle(ref, () => ({ focus, enter }), [focus, enter]);
  useEffect(() => {
    // An added or moved step keeps focus when rendered.
    const row = wanted.current === null ? undefined : rows.current.get(wanted.current);
    if (row === undefined) return;
    wanted.current = null;
    row.focus();
  });

  const insert = (at: number): void => {
    const id = crypto.randomUUID();
    onEdit({ kind: 'insert-step', at, step: createRouteStep(id) });
    onChoose(id, true);
    wanted.current = id;
    setSaid(text('added', { step: at + 1, total: steps.length + 1 }));
  };
  const move = (stepId: string, to: number): void => {
    onEdit({ kind: 'move-step', stepId, to });
    wanted.current = stepId;
    setSaid(text('moved', { step: to + 1, total: steps.length }));
  };
  const duplicate = (stepId: string, at: number): void => {
    const newId = crypto.randomUUID();
    onEdit({ kind: 'duplicate-step', stepId, newId });
    onChoose(newId, true);
    wanted.current = newId;
    setSaid(text('added', { step: at + 2, total: steps.length + 1 }));
  };
  const copy = (chosenSteps: readonly Step[]): void => {
    copySteps(companyId, chosenSteps);
    setSaid(text('copied', { count: chosenSteps.length }));
  };
  const paste = (at: number): void => {
    const fresh = copied.map((step) => ({ ...step, id: crypto.randomUUID() }));
    const [first] = fresh;
    if (first === undefined) {
      setSaid(text('nothingCopied'));
      return;
    }
    onEdit(pasteSteps(route, fresh, at));
    onChoose(first.id, true);
    wanted.current = first.id;
    setSaid(text('pasted', { count: copied.length, step: at + 1 }));
  };
  const remove = (stepId: string, at: number): void => {
    const next = getNeighbourAfterRemoval(steps, at);
    onEdit({ kind: 'remove-step', stepId });
    if (next !== null) {
      onChoose(next, false);
      wanted.current = next;
    }
    setSaid(text('removed', { step: at + 1, total: steps.length - 1 }));
  };
  const drag = useStepDrag({
    elements: () => steps.map(({ id }) => rows.current.get(id) ?? null),
    onDrop: (from, to) => {
      const step = steps[from];
      if (step !== undefined) move(step.id, to);
    },
  });

  return (
    <section className={classes.place} aria-label={text('label')}>
      <PlainList ref={place} component="ol" className={classes.line} onKeyDown={alongRow} data-dragging={drag.from !== null || undefined}>
        <LineStart route={route} trial={trial} diagram={diagram} onEverybody={onEverybody} />
        {steps.map((step, at) => (
          <StepRow
            key={step.id}
            ref={(element) => {
              if (element === null) rows.current.delete(step.id);
              else rows.current.set(step.id, element);
            }}
            step={step}
            at={at}
            total={steps.length}
            part={parts.get(step.id)}
            names={names}
            problems={listProblemsAt(problems, step.id)}
            stopped={stopped(step.id)}
            remedies={remedies(step.id)}
            chosen={step.id === chosen}
            isStop={step.id === stopId}
            diagram={diagram}
            stages={trial?.stagesOf(step.id) ?? null}
            dropping={drag.to === at && drag.from !== null && drag.from !== at ? (drag.from > at ? 'before' : 'after') : null}
            dragged={drag.from === at}
            onGrab={(event) => drag.start(event, at)}
            before={<InsertPoint at={at} beside onInsert={() => insert(at)} />}
            onChoose={(open) => onChoose(step.id, open)}
            onLook={() => onLook(step.id)}
            onMove={(to) => move(step.id, to)}
            copied={copied.length}
            onDuplicate={() => duplicate(step.id, at)}
            onCopy={(all) => copy(all ? steps : [step])}
            onPaste={() => paste(at + 1)}
            onRemove={() => remove(step.id, at)}
            onKeyDown={(event) => {
              const key = getStepCommand(event, at, steps.length);
              // Ctrl+C copies selected text.
              if (key === null || (key.kind === 'copy' && document.getSelection()?.isCollapsed === false)) return;
              event.preventDefault();
              if (key.kind === 'focus') {
                const next = steps[key.to];
                if (next !== undefined) {
                  onChoose(next.id, false);
                  focus(next.id);
                }
              } else if (key.kind === 'move') move(step.id, key.to);
              else if (key.kind === 'insert') insert(at + 1);
              else if (key.kind === 'duplicate') duplicate(step.id, at);
              else if (key.kind === 'copy') copy([step]);
              else if (key.kind === 'paste') paste(at + 1);
              else if (key.kind === 'remove') remove(step.id, at);
              else {
                onChoose(step.id, true);
                // Runs after the panel was rendered with this choice; then its first control is focused.
                setTimeout(() => document.querySelector<HTMLElement>('[data-step-form] input')?.focus(), 0);
              }
            }}
          />
        ))}
        <LineEnd
          route={route}
          trial={trial}
          diagram={diagram}
          problems={problems}
          late={late}
          before={
            <>
              <InsertPoint at={steps.length} last={steps.length === 0} onInsert={() => insert(steps.length)} />
              {copied.length === 0 ? null : (
                <TextLink size="sm" className={classes.paste} onClick={() => paste(steps.length)}>
                  {text('pasteHere', { count: copied.length })}
                </TextLink>
              )}
            </>
          }
        />
      </PlainList>
      <p className={classes.keys}>{text('keys')}</p>
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </section>
  );
};
