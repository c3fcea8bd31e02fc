import { useLayoutEffect, useRef, useState } from 'react';
import { UnstyledButton, useElementSize, useFormat, useText } from '#renderer/ui/index.ts';
import type { FindingCode } from '#shared/domain/readiness/finding.ts';
import classes from './chips.module.css';
import type { Chip } from './filter.ts';

interface ChipsProps {
  readonly chips: readonly Chip[];
  readonly onToggle: (code: FindingCode) => void;
}

/** The reasons as toggles with their numbers, on one line until unfolded. */
export const Chips = ({ chips, onToggle }: ChipsProps) => {
  const text = useText('matching');
  const finding = useText('finding');
  const format = useFormat();
  const [unfolded, setUnfolded] = useState(false);
  const { ref: boxRef, width } = useElementSize<HTMLDivElement>();
  const list = useRef<HTMLDivElement>(null);
  const [fitting, setFitting] = useState(chips.length);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the width and the chips decide how many fit.
  useLayoutEffect(() => {
    const children = [...(list.current?.children ?? [])] as HTMLElement[];
    const top = children[0]?.offsetTop ?? 0;
    const below = children.findIndex((child) => child.offsetTop > top);
    setFitting(below < 0 ? children.length : below);
  }, [width, chips, unfolded]);

  const hidden = unfolded ? 0 : chips.length - fitting;
  const hasSelectedHidden = !unfolded && chips.slice(fitting).some((chip) => chip.selected);
  return (
    <div className={classes.box} ref={boxRef}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser. */}
      <div className={classes.list} ref={list} data-unfolded={unfolded || undefined} role="group" aria-label={text('filter.codes')}>
        {chips.map((chip, index) => {
          const name = finding(`${chip.code}.name`);
          return (
            <UnstyledButton
              key={chip.code}
              className={classes.chip}
              aria-pressed={chip.selected}
              {...(!unfolded && index >= fitting ? { tabIndex: -1, 'aria-hidden': true } : {})}
              onClick={() => onToggle(chip.code)}
            >
              <span className={classes.dot} data-severity={chip.severity} aria-hidden />
              {name} <span className={classes.count}>{format.count(chip.findings)}</span>
            </UnstyledButton>
          );
        })}
      </div>
      {hidden > 0 || unfolded ? (
        <UnstyledButton
          className={classes.more}
          aria-expanded={unfolded}
          data-marked={hasSelectedHidden || undefined}
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? text('filter.less') : text('filter.more', { count: hidden })}
        </UnstyledButton>
      ) : null}
    </div>
  );
};
