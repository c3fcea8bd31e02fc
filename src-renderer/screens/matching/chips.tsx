import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { Fragment, useLayoutEffect, useRef, useState } from 'react';
import { Menu, Tooltip, UnstyledButton, useFormat, useMergedRef, useText, useWidth } from '#renderer/ui/index.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter } from '#shared/contract/readiness/matching.ts';
import type { FindingCode } from '#shared/domain/readiness/finding.ts';
import classes from '../../parts/compare-panel/chips.module.css';
import { type Chip, countHiddenByTriage, groupChipsByMove, SINCE_OPTIONS, toggleSince } from './filter.ts';
import type { Findings } from './use-findings.ts';

/** Maximum number of selected reasons shown beside the line; the menu has the others. */
const MAX_VISIBLE_CHIPS = 2;

interface ChipsProps {
  readonly chips: readonly Chip[];
  readonly onToggle: (code: FindingCode) => void;
}

/** Reasons as toggles with counts: those that fit on a line, and all in a menu by responsible side. */
export const Chips = ({ chips, onToggle }: ChipsProps) => {
  const text = useText('matching');
  const finding = useText('finding');
  const moves = useText('readiness.move');
  const format = useFormat();
  // The line itself, because the menu button needs part of the width.
  const { ref: observed, width } = useWidth<HTMLDivElement>();
  const list = useRef<HTMLDivElement>(null);
  const [fitting, setFitting] = useState(chips.length);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the width and the chips decide how many fit.
  useLayoutEffect(() => {
    const children = [...(list.current?.children ?? [])] as HTMLElement[];
    const top = children[0]?.offsetTop ?? 0;
    const room = list.current?.clientWidth ?? 0;
    const below = children.findIndex((child) => child.offsetTop > top || child.offsetLeft + child.offsetWidth > room);
    setFitting(below < 0 ? children.length : below);
  }, [width, chips]);

  const hidden = chips.length - fitting;
  // Selected reasons that do not fit are shown beside the line.
  const selectedHidden = chips.slice(fitting).filter((chip) => chip.selected);
  return (
    <div className={classes.box}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser. */}
      <div className={classes.list} ref={useMergedRef(list, observed)} role="group" aria-label={text('filter.codes')}>
        {chips.map((chip, index) => (
          <ChipButton key={chip.code} chip={chip} onToggle={onToggle} hidden={index >= fitting} />
        ))}
      </div>
      {selectedHidden.slice(0, MAX_VISIBLE_CHIPS).map((chip) => (
        <ChipButton key={chip.code} chip={chip} onToggle={onToggle} />
      ))}
      {hidden > 0 ? (
        <Menu position="bottom-end" closeOnItemClick={false} width={360} withinPortal>
          <Menu.Target>
            <UnstyledButton className={classes.more} data-marked={selectedHidden.length > MAX_VISIBLE_CHIPS || undefined}>
              {text('filter.more', { count: hidden })}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown className={classes.menu}>
            {groupChipsByMove(chips).map((group) => (
              <Fragment key={group.move}>
                <Menu.Label>{moves(group.move)}</Menu.Label>
                {group.chips.map((chip) => (
                  <Menu.CheckboxItem
                    key={chip.code}
                    checked={chip.selected}
                    rightSection={<span className={classes.count}>{format.count(chip.findings)}</span>}
                    onChange={() => onToggle(chip.code)}
                  >
                    <span className={classes.menuName}>
                      <span className={classes.dot} data-severity={chip.severity} aria-hidden />
                      {finding(`${chip.code}.name`)}
                    </span>
                  </Menu.CheckboxItem>
                ))}
              </Fragment>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </div>
  );
};

interface ChipButtonProps extends Pick<ChipsProps, 'onToggle'> {
  readonly chip: Chip;
  /** Keeps its space but is invisible and not focusable. */
  readonly hidden?: boolean;
}

const ChipButton = ({ chip, onToggle, hidden = false }: ChipButtonProps) => {
  const finding = useText('finding');
  const format = useFormat();
  return (
    <UnstyledButton
      className={classes.chip}
      aria-pressed={chip.selected}
      {...(hidden ? { tabIndex: -1, 'aria-hidden': true } : {})}
      onClick={() => onToggle(chip.code)}
    >
      <span className={classes.dot} data-severity={chip.severity} aria-hidden />
      {finding(`${chip.code}.name`)} <span className={classes.count}>{format.count(chip.findings)}</span>
    </UnstyledButton>
  );
};

interface SwitchesProps {
  readonly filter: FindingFilter;
  readonly triageCounts: Findings['triageCounts'];
  readonly sinceCounts: Findings['sinceCounts'];
  readonly onChange: (filter: FindingFilter) => void;
}

/** Further toggles: one row per person, new or returned findings, and accepted ones. */
export const Switches = ({ filter, triageCounts, sinceCounts, onChange }: SwitchesProps) => {
  const text = useText('matching');
  const moves = useText('readiness.move');
  const since = useText('triage.sinceHint');
  const format = useFormat();
  const hidden = countHiddenByTriage(filter, triageCounts);
  const shown = filter.triage === 'all' ? triageCounts.accepted : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser.
    <div className={classes.switches} role="group" aria-label={text('filter.switches')}>
      <Tooltip label={text('filter.perPersonHint')}>
        <UnstyledButton
          className={classes.chip}
          aria-pressed={filter.perPerson}
          onClick={() => onChange({ ...filter, perPerson: !filter.perPerson })}
        >
          {text('filter.perPerson')}
        </UnstyledButton>
      </Tooltip>
      {filter.firstGateOnly ? (
        <Tooltip label={text('filter.firstGateHint')}>
          <UnstyledButton className={classes.chip} aria-pressed onClick={() => onChange({ ...filter, firstGateOnly: false })}>
            {text('filter.firstGate')}
          </UnstyledButton>
        </Tooltip>
      ) : null}
      {(filter.sides ?? []).map((side) => (
        <Tooltip key={side} label={text('filter.sideHint')}>
          <UnstyledButton
            className={classes.chip}
            aria-pressed
            onClick={() => onChange({ ...filter, sides: (filter.sides ?? []).filter((each) => each !== side) })}
          >
            {text('filter.side', { owner: moves(side) })}
          </UnstyledButton>
        </Tooltip>
      ))}
      {SINCE_OPTIONS.filter((each) => sinceCounts[each] > 0 || filter.since.includes(each)).map((each) => (
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
        <UnstyledButton className={classes.chip} aria-pressed onClick={() => onChange({ ...filter, triage: EMPTY_FINDING_FILTER.triage })}>
          <IconEye size={14} aria-hidden />
          {text('filter.shown', { count: shown })}
        </UnstyledButton>
      ) : null}
      <span className={classes.rule} aria-hidden />
    </div>
  );
};
