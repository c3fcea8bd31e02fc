import { type KeyboardEvent, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { Button, isComposing, SegmentedControl, TextInput, useDebouncedValue, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { adoptRowFix, type FixRowRef } from './adopt.ts';
import { Effects } from './effects.tsx';
import classes from './fixes.module.css';
import type { FixSide } from './view-model.ts';

const PAUSE_MS = 150;

interface TypeAddressProps {
  readonly place: FixRowRef;
  /** Sides on which an address can be entered for this finding. */
  readonly sides: readonly FixSide[];
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onDone: () => void;
}

/** A typed address, checked while typing: syntax, all other addresses, other fixes. */
export const AddressInput = ({ place, sides, typed, onType, onDone }: TypeAddressProps) => {
  const text = useText('fixesScreen');
  const client = useClient();
  const [side, setSide] = useState<FixSide>(sides[0] ?? 'neo');
  const [busy, setBusy] = useState(false);
  const [address] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const check = useCall('fixes.check', address === '' ? null : { ...place, side, address });
  const answer = check.stale || address !== typed.trim() ? undefined : check.value;
  const take = async (): Promise<void> => {
    if (answer?.adoptable !== true) return;
    setBusy(true);
    const done = await adoptRowFix(client, place, { kind: 'typed', side, address });
    setBusy(false);
    if (done) onDone();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Enter') void take();
    else if (event.key === 'Escape') {
      // The first Escape discards the typed text and keeps the panel open.
      event.preventDefault();
      onDone();
    }
  };
  return (
    <div className={classes.others}>
      {sides.length > 1 ? (
        <SegmentedControl
          aria-label={text('type.side')}
          value={side}
          onChange={(value) => setSide(value === 'amazon' ? 'amazon' : 'neo')}
          data={sides.map((value) => ({ value, label: text(`side.${value}`) }))}
        />
      ) : null}
      <TextInput
        label={text(`type.label.${side}`)}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div aria-live="polite">{answer === undefined ? null : <Verdict side={side} answer={answer} />}</div>
      <div className={classes.wayActions}>
        <Button size="xs" disabled={answer?.adoptable !== true} loading={busy} onClick={() => void take()}>
          {text('adopt')}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {text('cancel')}
        </Button>
      </div>
    </div>
  );
};

const Verdict = ({ side, answer }: { side: FixSide; answer: CallOutput<'fixes.check'> }) => {
  const text = useText('fixesScreen');
  const problem = useText('addressProblem');
  const where = useText('fix.where');
  const format = useFormat();
  const { problems, collisions, unchanged, onOtherSide, adoptable, effects } = answer;
  return (
    <>
      <ul className={classes.problems}>
        {problems.map(({ code, severity, params }) => (
          <li key={`${code} ${JSON.stringify(params)}`} data-severity={severity}>
            {problem.phrase(code, params)}
          </li>
        ))}
        {collisions.length === 0 ? null : (
          <li data-severity="error">
            {text('type.taken', {
              people: format.list(collisions.map((one) => text('type.who', { where: where(one.where), name: one.name }))),
            })}
          </li>
        )}
        {unchanged ? <li data-severity="error">{text('type.unchanged')}</li> : null}
        {adoptable ? <li>{text(`type.${onOtherSide ? 'known' : 'unknown'}.${side}`)}</li> : null}
      </ul>
      {adoptable ? <Effects effects={effects} /> : null}
    </>
  );
};
