import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import {
  Actions,
  Button,
  Checkbox,
  Dialog,
  ErrorState,
  Skeleton,
  Switch,
  useFormat,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { listFixEffects } from '#shared/domain/fixes/fixes.ts';
import { AddressCell } from '../compare-panel/address-cell.tsx';
import { useRowTexts } from '../compare-panel/row-words.ts';
import { AddressPair } from './address-pair.tsx';
import { adoptManyFixes } from './adopt.ts';
import { Effects } from './effects.tsx';
import classes from './fixes.module.css';
import { useEvidenceTexts } from './use-evidence.ts';

/** Selected rows of one revision. */
export type FixSelection = CallInput<'fixes.preview'>['selection'];
type Preview = CallOutput<'fixes.preview'>;

interface AdoptManyDialogProps {
  /** `null` while closed. */
  readonly selection: FixSelection | null;
  readonly onClose: () => void;
}

/** Adopts fixes for many rows: certain ones, ones to review and select, side effects, and excluded people with reasons. */
export const AdoptManyDialog = ({ selection, onClose }: AdoptManyDialogProps) => {
  const text = useText('fixesScreen');
  return (
    <Dialog
      opened={selection !== null}
      onClose={onClose}
      size={960}
      title={text('bulk.title')}
      closeButtonProps={{ 'aria-label': text('cancel') }}
    >
      {selection === null ? null : <Asking selection={selection} onClose={onClose} />}
    </Dialog>
  );
};

const Asking = ({ selection, onClose }: AdoptManyDialogProps & { readonly selection: FixSelection }) => {
  const text = useText('fixesScreen');
  const ui = useText('ui');
  const client = useClient();
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [invite, setInvite] = useState(true);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const refused = useRefusalProps();
  const input = { selection, ticked: [...ticked], invite };
  const { value, error, stale, refetch } = useCall('fixes.preview', input);
  const ready = value !== undefined && !stale && error === null;
  /** Nothing to adopt and nothing to select: the dialog only states the reason. */
  const hasNone = ready && value.adoptable === 0 && value.toLookAt.total === 0;
  const take = async (): Promise<void> => {
    setBusy(true);
    const refusal = await adoptManyFixes(client, input);
    setBusy(false);
    setFailure(refusal);
    // Manual selections stay if nothing was adopted.
    if (refusal !== null) return;
    onClose();
  };
  return (
    <div className={classes.dialog}>
      {value?.asksToInvite ? (
        <Switch
          label={text('bulk.invite')}
          description={text('bulk.inviteHint')}
          checked={invite}
          onChange={(event) => setInvite(event.currentTarget.checked)}
        />
      ) : null}
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      <div className={classes.answer} data-stale={stale || undefined} aria-live="polite">
        {value === undefined ? <Skeleton width="50%" height={20} /> : <WhatHappens preview={value} />}
      </div>
      {value === undefined || value.toLookAt.total === 0 ? null : (
        <ToLookAt toLookAt={value.toLookAt} ticked={ticked} onTick={(row, on) => setTicked((before) => withRow(before, row, on))} />
      )}
      {value === undefined ? null : <LeftOutOfPlan leftOut={value.leftOut} />}
      {failure === null ? null : <ErrorState failure={failure} />}
      <Actions>
        <Button variant="default" onClick={onClose}>
          {hasNone ? ui('close') : text('cancel')}
        </Button>
        {hasNone ? null : (
          <Button disabled={!ready || value.adoptable === 0} loading={busy} onClick={() => void take()} {...refused}>
            {ready && value.adoptable > 0 ? text('bulk.do', { count: value.adoptable }) : text('adopt')}
          </Button>
        )}
      </Actions>
    </div>
  );
};

const withRow = (rows: ReadonlySet<number>, row: number, on: boolean): ReadonlySet<number> => {
  const next = new Set(rows);
  if (on) next.add(row);
  else next.delete(row);
  return next;
};

const WhatHappens = ({ preview }: { preview: Preview }) => {
  const text = useText('fixesScreen');
  const words = useText('fix.action');
  const { adoptable, actions, sample, toLookAt } = preview;
  const nobody = toLookAt.total > 0 ? 'bulk.onlyTicked' : 'bulk.nobody';
  return (
    <>
      <p className={classes.lead}>{text(adoptable === 0 ? nobody : 'bulk.people', { count: adoptable })}</p>
      {actions.map(({ action, adoptable: count, open }) => (
        <section key={action} className={classes.way}>
          <p className={classes.wayName}>{text('bulk.action', { action: words(action), count, open })}</p>
          <Effects effects={listFixEffects(action)} />
        </section>
      ))}
      {sample.length === 0 ? null : (
        <div className={classes.folds}>
          <details className={classes.fold}>
            <summary>{text('bulk.sample', { count: sample.length })}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
            <section className={classes.sample} tabIndex={0} aria-label={text('bulk.sample', { count: sample.length })}>
              <table>
                <tbody>
                  {sample.map(({ row, name, action, from, to }) => (
                    <tr key={row}>
                      <th scope="row">{name}</th>
                      <td>{words(action)}</td>
                      <AddressPair from={from} to={to} />
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </details>
        </div>
      )}
    </>
  );
};

/** Width of an address in the dialog, in px. */
const ADDRESS_PX = 250;

interface ToLookAtProps {
  readonly toLookAt: Preview['toLookAt'];
  readonly ticked: ReadonlySet<number>;
  readonly onTick: (row: number, on: boolean) => void;
}

/** Suggestions that need a review: both addresses with their difference, the side to change, confidence and evidence. */
const ToLookAt = ({ toLookAt, ticked, onTick }: ToLookAtProps) => {
  const text = useText('fixesScreen');
  const actions = useText('fix.action');
  const evidence = useEvidenceTexts();
  const words = useRowTexts();
  const { total, first } = toLookAt;
  return (
    <div>
      <h3>{text('bulk.look', { count: total })}</h3>
      <p className={classes.muted}>{text('bulk.lookHint')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section className={classes.look} tabIndex={0} aria-label={text('bulk.look', { count: total })}>
        <table>
          <thead>
            <tr>
              <td />
              {(['name', 'neo', 'amazon', 'advice'] as const).map((column) => (
                <th key={column} scope="col">
                  {text(`bulk.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first.map(({ row, name, side, action, workEmail, amazonEmail, confidence, reasons }) => (
              <tr key={row}>
                <td>
                  <Checkbox
                    size="md"
                    aria-label={text('bulk.tick', { name })}
                    checked={ticked.has(row)}
                    onChange={(event) => onTick(row, event.currentTarget.checked)}
                  />
                </td>
                <th scope="row">{name}</th>
                {(['neo', 'amazon'] as const).map((cell) => (
                  <td key={cell} data-changes={cell === side || undefined}>
                    <AddressCell neo={workEmail || null} amazon={amazonEmail || null} side={cell} width={ADDRESS_PX} words={words} />
                  </td>
                ))}
                <td>
                  <span className={classes.adviceSide}>{actions(action)}</span>
                  <span className={classes.muted}>{evidence.line({ choice: 'suggestion', confidence, reasons })}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {total > first.length ? <p className={classes.muted}>{text('bulk.lookMore', { count: total - first.length })}</p> : null}
    </div>
  );
};

/** People left out, grouped by reason; each group can be expanded. */
const LeftOutOfPlan = ({ leftOut }: Pick<Preview, 'leftOut'>) => {
  const text = useText('fixesScreen');
  const words = useText('fix');
  const format = useFormat();
  const out = leftOut.reduce((sum, { rows }) => sum + rows, 0);
  if (out === 0) return null;
  return (
    <section aria-labelledby="bulk-left-out">
      <h3 id="bulk-left-out">{text('bulk.leftOut', { count: out })}</h3>
      {leftOut.map(({ why, rows, first }) => (
        <details key={why} className={classes.fold}>
          <summary>
            {words(`leftOut.${why}`)} <span className={classes.number}>{format.count(rows)}</span>
          </summary>
          <table className={classes.people}>
            <tbody>
              {first.map(({ row, name, found }) => (
                <tr key={row}>
                  <th scope="row">{name}</th>
                  <td translate="no">{found}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows > first.length ? <p className={classes.muted}>{text('leftOut.more', { count: rows - first.length })}</p> : null}
        </details>
      ))}
    </section>
  );
};
