import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Muted, PlainList, Row, UnstyledButton, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { SetupGuide, SetupStepView } from '#shared/contract/setup.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import classes from './outline.module.css';
import shared from './setup.module.css';
import { StateIcon } from './state-icon.tsx';
import { getNeighbourStep } from './view-model.ts';

interface OutlineProps {
  readonly guide: SetupGuide;
  readonly selected: SetupStepId;
  /** Called for arrow keys: focus stays in the list. */
  readonly onSelect: (id: SetupStepId) => void;
  /** Called for a click: if the list is below the step, the step is scrolled into view. */
  readonly onOpen: (id: SetupStepId) => void;
}

/** Space above and below the shown step. */
const SPARE_PX = 40;
const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -1_000, End: 1_000 };

/** The manual's sections with progress, and their steps. One Tab stop; arrows move. */
export const Outline = ({ guide, selected, onSelect, onOpen }: OutlineProps) => {
  const text = useText('setupScreen');
  const sections = useText('setupGuide.section');
  const list = useRef<HTMLElement>(null);

  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>(`[data-step="${selected}"]`);
    const box = list.current;
    // Only the list is scrolled; the page is not scrolled if the list is below the step.
    if (box !== null && current != null && box.scrollHeight > box.clientHeight) {
      const [outer, inner] = [box.getBoundingClientRect(), current.getBoundingClientRect()];
      if (inner.top < outer.top + SPARE_PX) box.scrollTop += inner.top - outer.top - SPARE_PX;
      else if (inner.bottom > outer.bottom - SPARE_PX) box.scrollTop += inner.bottom - outer.bottom + SPARE_PX;
    }
    // Arrow keys continue from the opened step.
    if (list.current?.contains(document.activeElement) === true) current?.focus();
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = MOVES[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onSelect(getNeighbourStep(guide, selected, by));
  };
  return (
    <nav ref={list} className={classes.outline} aria-label={text('outline')} onKeyDown={onKeyDown}>
      {guide.sections.map(({ section, done, total }) => (
        <section key={section} aria-labelledby={`setup-section-${section}`}>
          <h2 id={`setup-section-${section}`} className={classes.sectionHead}>
            <span className={classes.number}>{section === '0' ? '' : section}</span>
            <span className={classes.sectionName}>{sections(section)}</span>
            <Muted size="xs" className={shared.fraction}>
              <span aria-hidden>{total === 0 ? '–' : text('fraction', { done, total })}</span>
              <VisuallyHidden>{text('progress', { done, total })}</VisuallyHidden>
            </Muted>
          </h2>
          <PlainList>
            {guide.steps
              .filter((step) => step.section === section)
              .map((step) => (
                <li key={step.id}>
                  <Item step={step} selected={step.id === selected} onOpen={onOpen} />
                </li>
              ))}
          </PlainList>
        </section>
      ))}
    </nav>
  );
};

const Item = ({ step, selected, onOpen }: { step: SetupStepView; selected: boolean; onOpen: OutlineProps['onOpen'] }) => {
  const text = useText('setupScreen');
  const names = useText('setupGuide.step');
  return (
    <UnstyledButton
      className={classes.step}
      data-step={step.id}
      data-kind={step.state.kind}
      tabIndex={selected ? 0 : -1}
      aria-current={selected ? 'step' : undefined}
      onClick={() => onOpen(step.id)}
    >
      <StateIcon kind={step.state.kind} />
      <VisuallyHidden>{`${text(`state.${step.state.kind}`)} `}</VisuallyHidden>
      <span className={classes.stepName}>{names(`${step.id}.name`)}</span>
      <Row component="span" align="stretch" wrap="nowrap" className={classes.tail}>
        {step.optional ? <span>{text('optional')}</span> : null}
        {step.manual === null || step.manual.number.length < 2 ? null : <span aria-hidden>{step.manual.number}</span>}
      </Row>
    </UnstyledButton>
  );
};
