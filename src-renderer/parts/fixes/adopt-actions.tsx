import { useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, CopyButton, Kbd, Mono, Notice, Skeleton, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { adoptRowFix, dropFixes } from './adopt.ts';
import { Effects } from './effects.tsx';
import { FixStateMark } from './fix-state.tsx';
import classes from './fixes.module.css';
import { AddressInput } from './type-address.tsx';
import { useAccountTexts } from './use-account-words.ts';
import { useEvidenceTexts } from './use-evidence.ts';
import { type FixOption, findPlainOption, getFixDoubt, toFixChoice } from './view-model.ts';

interface AdoptActionsProps {
  readonly row: FindingRow;
  readonly revision: number;
  /** The screen has a key that adopts the recommended fix. */
  readonly hasKeys?: boolean;
}

/**
 * Actions for one finding: the recommended fix first, the others, a typed address, and the adopted fix. Without a recommendation all
 * options are equal.
 */
export const AdoptActions = ({ row, revision, hasKeys = false }: AdoptActionsProps) => {
  const text = useText('fixesScreen');
  const refused = useRefusalProps();
  const words = useText('fix');
  const accountWords = useAccountTexts();
  const client = useClient();
  const place = { revision, row: row.row };
  const { value, error, other } = useCall('fixes.options', place);
  const [more, setMore] = useState(false);
  /** The typed address, kept here because the options are rerendered with new lists. `null` = not typing. */
  const [typed, setTyped] = useState<string | null>(null);
  const { suggestion } = row;
  // Ignore an answer that belongs to another row.
  if (value === undefined || other) return error === null ? <WaysSkeleton /> : null;
  const { options, withheld, adopted } = value;
  if (adopted !== null && adopted.state !== 'arrived') {
    return (
      <div className={classes.ways}>
        <div>
          <FixStateMark state={adopted.state} look="chip" />
        </div>
        <p>
          {text(adopted.account === null ? `adopted.${adopted.side}` : 'adopted.account')} <Mono>{adopted.to}</Mono>
          {adopted.account === null ? null : ` ${accountWords.change(adopted.account)}`}
        </p>
        <div className={classes.wayActions}>
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              navigate('fixes', { tab: 'list', search: adopted.account === null ? adopted.loginId || adopted.name : adopted.to })
            }
          >
            {text('adopted.open')}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => void dropFixes(client, { people: [adopted.person] })} {...refused}>
            {text('panel.drop')}
          </Button>
        </div>
      </div>
    );
  }
  const [first, ...others] = options;
  if (first === undefined) return null;
  const plain = findPlainOption(options, suggestion);
  const alternatives = suggestion?.alternatives ?? [];
  const canType = sidesOf(options).length > 0;
  const otherWays = alternatives.length + others.length;
  const mustLook = !first.recommended;
  const open = more || mustLook;
  const doubt = getFixDoubt(first, withheld, otherWays);
  return (
    <div className={classes.ways}>
      {suggestion?.ambiguous ? (
        <Notice state="risk">{text('ambiguous')}</Notice>
      ) : doubt !== null ? (
        <Notice state="risk">{words(`withheld.${doubt}`)}</Notice>
      ) : null}
      <Way option={first} suggestion={suggestion} place={place} isPlain={plain !== null} hasKeys={hasKeys} withheld={withheld} />
      {canType || otherWays > 0 ? (
        <div className={classes.wayActions}>
          {otherWays > 0 && !mustLook ? (
            <Button size="xs" variant="default" aria-expanded={open} onClick={() => setMore(!open)}>
              {text('others', { count: otherWays })}
            </Button>
          ) : null}
          {canType ? (
            <Button
              size="xs"
              variant="default"
              aria-expanded={typed !== null}
              onClick={() => setTyped(typed === null ? '' : null)}
              {...refused}
            >
              {text('type.open')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {open && otherWays > 0 ? (
        <div className={classes.others}>
          {alternatives.map((alternative) => (
            <div key={`${alternative.side} ${alternative.address}`} className={classes.way}>
              <AddressLine
                label={text('adoptOf', { address: alternative.address })}
                address={alternative.address}
                onAdopt={() => void adoptRowFix(client, place, { kind: 'alternative', address: alternative.address })}
              />
              <Evidence confidence={alternative.confidence} reasons={alternative.reasons} />
            </div>
          ))}
          {others.map((option) => (
            <Way
              key={`${option.action} ${option.account?.from} ${option.account?.group}`}
              option={option}
              suggestion={suggestion}
              place={place}
              isPlain={false}
              hasKeys={false}
            />
          ))}
        </div>
      ) : null}
      {typed === null ? null : (
        <AddressInput place={place} sides={sidesOf(options)} typed={typed} onType={setTyped} onDone={() => setTyped(null)} />
      )}
      {/* An effect of the option may already state this. */}
      {first.adoptable || first.effects.some((effect) => effect.endsWith('-screen-only')) ? null : (
        <p className={classes.muted}>{words(`effect.${first.side}-screen-only`)}</p>
      )}
    </div>
  );
};

const sidesOf = (options: readonly FixOption[]): readonly FixOption['side'][] => [
  ...new Set(options.filter(({ adoptable, account }) => adoptable && account === null).map(({ side }) => side)),
];

interface WayProps {
  readonly option: FixOption;
  readonly suggestion: FindingRow['suggestion'];
  readonly place: { readonly revision: number; readonly row: number };
  /** The recommended option; its button is the primary one. */
  readonly isPlain: boolean;
  readonly hasKeys: boolean;
  readonly withheld?: CallOutput<'fixes.options'>['withheld'];
}

const Way = ({ option, suggestion, place, isPlain, hasKeys, withheld }: WayProps) => {
  const text = useText('fixesScreen');
  const words = useText('fix.action');
  const client = useClient();
  const fix = useText('fix');
  const accountWords = useAccountTexts();
  const refused = useRefusalProps();
  const { action, side, address, account, adoptable, doubts } = option;
  const choice = adoptable ? toFixChoice(option, suggestion) : null;
  const judged = suggestion !== null && suggestion.side === side && suggestion.address === address ? suggestion : null;
  return (
    <div className={classes.way}>
      <p className={classes.wayName}>{account === null ? words(action) : accountWords.change(account)}</p>
      {account !== null && choice !== null ? (
        <div className={classes.wayActions}>
          <Button
            size="xs"
            variant={isPlain ? 'filled' : 'default'}
            aria-label={text('adoptAccount', { action: accountWords.change(account) })}
            onClick={() => void adoptRowFix(client, place, choice)}
            {...refused}
          >
            {text('adopt')}
          </Button>
          {isPlain && hasKeys ? <Kbd>A</Kbd> : null}
        </div>
      ) : address === null ? (
        adoptable && withheld !== 'directory-neither' ? (
          <p className={classes.muted}>{text('unknownAddress')}</p>
        ) : null
      ) : (
        <AddressLine
          label={text('adoptOf', { address })}
          address={address}
          isPlain={isPlain}
          hasKeys={hasKeys}
          onAdopt={choice === null ? null : () => void adoptRowFix(client, place, choice)}
        />
      )}
      {judged === null ? null : <Evidence confidence={judged.confidence} reasons={judged.reasons} />}
      {doubts.length === 0 ? null : (
        <ul className={classes.doubts}>
          {doubts.map(({ why, found }) => (
            <li key={why}>{fix(`doubt.${why}`, { found })}</li>
          ))}
        </ul>
      )}
      <Effects effects={option.effects} />
    </div>
  );
};

interface AddressLineProps {
  readonly address: string;
  readonly label: string;
  readonly isPlain?: boolean;
  readonly hasKeys?: boolean;
  readonly onAdopt: (() => void) | null;
}

const AddressLine = ({ address, label, isPlain = false, hasKeys = false, onAdopt }: AddressLineProps) => {
  const text = useText('fixesScreen');
  const refused = useRefusalProps();
  const ui = useText('ui');
  return (
    <>
      <p>
        <Mono>{address}</Mono>
      </p>
      <div className={classes.wayActions}>
        {onAdopt === null ? null : (
          <Button size="xs" variant={isPlain ? 'filled' : 'default'} aria-label={label} onClick={onAdopt} {...refused}>
            {text('adopt')}
          </Button>
        )}
        {onAdopt !== null && isPlain && hasKeys ? <Kbd>A</Kbd> : null}
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button size="xs" variant="subtle" onClick={copy} aria-label={text('copyOf', { address })}>
              {ui(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </div>
    </>
  );
};

const Evidence = ({ confidence, reasons }: Pick<NonNullable<FindingRow['suggestion']>, 'confidence' | 'reasons'>) => {
  const evidence = useEvidenceTexts();
  return <p className={classes.muted}>{evidence.line({ choice: 'suggestion', confidence, reasons: [...reasons] })}</p>;
};

const WaysSkeleton = () => (
  <div className={classes.ways}>
    <Skeleton width="60%" />
    <Skeleton width="80%" />
  </div>
);
