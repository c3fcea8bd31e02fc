import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { Tooltip, UnstyledButton, useElementSize, useFormat, useText } from '#renderer/ui/index.ts';
import { EMPTY_FILTER, type FindingFilter } from '#shared/contract/matching.ts';
import type { FindingCode } from '#shared/domain/readiness/finding.ts';
import classes from '../../parts/compare-panel/chips.module.css';
import { type Chip, hiddenByTriage, SINCE, toggleSince } from './filter.ts';
import type { Findings } from './use-findings.ts';

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

interface SwitchesProps {
  readonly filter: FindingFilter;
  readonly triageCounts: Findings['triageCounts'];
  readonly sinceCounts: Findings['sinceCounts'];
  readonly onChange: (filter: FindingFilter) => void;
}

/** The other toggles: each person once, what is new or back again, and what is hidden because it was accepted. */
export const Switches = ({ filter, triageCounts, sinceCounts, onChange }: SwitchesProps) => {
  const text = useText('matching');
  const since = useText('triage.sinceHint');
  const format = useFormat();
  const hidden = hiddenByTriage(filter, triageCounts);
  const shown = filter.triage === 'all' ? triageCounts.accepted : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser.
    <div className={classes.switches} role="group" aria-label={text('filter.switches')}>
      <Tooltip label={text('filter.firstGateHint')}>
        <UnstyledButton
          className={classes.chip}
          aria-pressed={filter.firstGateOnly}
          onClick={() => onChange({ ...filter, firstGateOnly: !filter.firstGateOnly })}
        >
          {text('filter.firstGate')}
        </UnstyledButton>
      </Tooltip>
      {SINCE.filter((each) => sinceCounts[each] > 0 || filter.since.includes(each)).map((each) => (
        <Tooltip key={each} label={since(each)}>
          <UnstyledButton
            className={classes.chip}
            aria-pressed={filter.since.includes(each)}
            onClick={() => onChange(toggleSince(filter, each))}
          >
            {text(`filter.since.${each}`)} <span className={classes.count}>{format.count(sinceCounts[each])}</span>
          </UnstyledButton>
        </Tooltip>
      ))}
      {hidden > 0 ? (
        <UnstyledButton className={classes.chip} onClick={() => onChange({ ...filter, triage: 'all' })}>
          <IconEyeOff size={14} aria-hidden />
          {text('filter.hidden', { count: hidden })}
        </UnstyledButton>
      ) : shown > 0 ? (
        <UnstyledButton className={classes.chip} aria-pressed onClick={() => onChange({ ...filter, triage: EMPTY_FILTER.triage })}>
          <IconEye size={14} aria-hidden />
          {text('filter.shown', { count: shown })}
        </UnstyledButton>
      ) : null}
      <span className={classes.rule} aria-hidden />
    </div>
  );
};
