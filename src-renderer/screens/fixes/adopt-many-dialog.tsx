import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, Modal, Mono, SegmentedControl, Skeleton, Switch, useFormat, useText } from '#renderer/ui/index.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { effectsOf } from '#shared/domain/readiness/fixes.ts';
import { adoptMany } from './adopt.ts';
import { Effects } from './effects.tsx';
import classes from './fixes.module.css';

/** Which rows; of one revision. */
export type FixSelection = CallInput<'fixes.preview'>['selection'];
type Preview = CallOutput<'fixes.preview'>;

/** Usual answer and its neighbours; 0 takes every suggestion that is not ambiguous. */
const SCORES = [0, 60, 80, 95] as const;
const USUAL = 60;

interface AdoptManyDialogProps {
  /** `null` while closed. */
  readonly selection: FixSelection | null;
  readonly onClose: () => void;
  readonly onAdopted: () => void;
}

/** Adopting many rows at once: what it would do, on which side, with what side effects, who is left out and why; then doing it. */
export const AdoptManyDialog = ({ selection, onClose, onAdopted }: AdoptManyDialogProps) => {
  const text = useText('fixesScreen');
  return (
    <Modal
      opened={selection !== null}
      onClose={onClose}
      size="lg"
      title={text('bulk.title')}
      closeButtonProps={{ 'aria-label': text('cancel') }}
    >
      {selection === null ? null : <Asking selection={selection} onClose={onClose} onAdopted={onAdopted} />}
    </Modal>
  );
};

const Asking = ({ selection, onClose, onAdopted }: AdoptManyDialogProps & { readonly selection: FixSelection }) => {
  const text = useText('fixesScreen');
  const client = useClient();
  const [minimumScore, setMinimumScore] = useState<number>(USUAL);
  const [invite, setInvite] = useState(true);
  const [busy, setBusy] = useState(false);
  const input = { selection, minimumScore, invite };
  const { value, error, stale, refetch } = useCall('fixes.preview', input);
  const ready = value !== undefined && !stale && error === null;
  const take = async (): Promise<void> => {
    setBusy(true);
    const done = await adoptMany(client, input);
    setBusy(false);
    onClose();
    if (done) onAdopted();
  };
  return (
    <div className={classes.dialog}>
      <div>
        <h3 id="bulk-score">{text('bulk.score')}</h3>
        <SegmentedControl
          aria-labelledby="bulk-score"
          value={String(minimumScore)}
          onChange={(score) => setMinimumScore(Number(score))}
          data={SCORES.map((score) => ({ value: String(score), label: text('bulk.scoreOf', { score }) }))}
        />
        <p className={classes.muted}>{text('bulk.scoreHint')}</p>
      </div>
      <Switch
        label={text('bulk.invite')}
        description={text('bulk.inviteHint')}
        checked={invite}
        onChange={(event) => setInvite(event.currentTarget.checked)}
      />
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      <div className={classes.answer} data-stale={stale || undefined} aria-live="polite">
        {value === undefined ? <Skeleton width="50%" height={20} /> : <WhatHappens preview={value} />}
      </div>
      <div className={classes.dialogActions}>
        <Button variant="default" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button disabled={!ready || value.adoptable === 0} loading={busy} onClick={() => void take()}>
          {ready ? text('bulk.do', { count: value.adoptable }) : text('adopt')}
        </Button>
      </div>
    </div>
  );
};

const WhatHappens = ({ preview }: { preview: Preview }) => {
  const text = useText('fixesScreen');
  const words = useText('fix');
  const format = useFormat();
  const { adoptable, bySide, leftOut, sample } = preview;
  const out = leftOut.reduce((sum, { rows }) => sum + rows, 0);
  const sides = [
    ['neo', 'change-neo-email', bySide.neo],
    ['amazon', 'invite-on-amazon', bySide.amazon],
  ] as const;
  return (
    <>
      <p className={classes.lead}>{text(adoptable === 0 ? 'bulk.nobody' : 'bulk.people', { count: adoptable })}</p>
      {sides
        .filter(([, , count]) => count > 0)
        .map(([side, action, count]) => (
          <section key={side} className={classes.way}>
            <p className={classes.wayName}>{text(`bulk.side.${side}`, { count })}</p>
            {side === 'amazon' ? <p className={classes.muted}>{words('effect.amazon-address-fixed')}</p> : null}
            <Effects effects={effectsOf(action)} />
          </section>
        ))}
      <div className={classes.folds}>
        {sample.length === 0 ? null : (
          <details className={classes.fold}>
            <summary>{text('bulk.sample', { count: sample.length })}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
            <section className={classes.sample} tabIndex={0} aria-label={text('bulk.sample', { count: sample.length })}>
              <table>
                <tbody>
                  {sample.map(({ row, name, side, from, to }) => (
                    <tr key={row}>
                      <th scope="row">{name}</th>
                      <td>{text(`side.${side}`)}</td>
                      <td>
                        <Mono>{side === 'neo' ? from || '–' : ''}</Mono>
                        {side === 'neo' ? ' → ' : ''}
                        <Mono>{to}</Mono>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </details>
        )}
        {out === 0 ? null : (
          <details className={classes.fold}>
            <summary>{text('bulk.leftOut', { count: out })}</summary>
            <table className={classes.people}>
              <tbody>
                {leftOut.map(({ why, rows }) => (
                  <tr key={why}>
                    <th scope="row">{words(`leftOut.${why}`)}</th>
                    <td className={classes.rowNumber}>{text('rows', { count: format.count(rows) })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        )}
      </div>
    </>
  );
};
