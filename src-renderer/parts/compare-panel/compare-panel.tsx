import type { ReactNode } from 'react';
import { useCall, useShownCompany } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, ErrorState, Notice, Skeleton, StateMark, UnstyledButton, useText } from '#renderer/ui/index.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { getActionTextKey } from '#shared/domain/fixes/fixes.ts';
import { mayHaveOwner } from '#shared/domain/readiness/finding.ts';
import type { PendingDecision } from '../decisions/decision-form.ts';
import { AdoptActions } from '../fixes/adopt-actions.tsx';
import classes from './compare-panel.module.css';
import { ComparedAddresses } from './compared-addresses.tsx';
import { DecisionLine } from './decision-line.tsx';
import { AccountRecord, DirectoryRecord, PersonRecord } from './records.tsx';

/** A finding by its row number, valid within one revision. */
export interface RowRef {
  readonly revision: number;
  readonly row: number;
}

interface ComparePanelProps {
  readonly at: RowRef;
  /** The row from the table, shown while both people are loaded. */
  readonly row: FindingRow | undefined;
  readonly onOpen: (row: number) => void;
  readonly onAsk: (kind: PendingDecision['kind'], row: FindingRow) => void;
}

/** One finding in the panel: both addresses, why they differ, what to do, and both people. */
export const ComparePanel = ({ at, row: known, onOpen, onAsk }: ComparePanelProps) => {
  const text = useText('matching');
  const finding = useText('finding');
  const words = useText('');
  const from = useShownCompany()?.matchingPolicy.amazonUsersFrom ?? 'invitations';
  const { value, error, other } = useCall('matching.finding', { revision: at.revision, row: at.row });
  const answer = other ? undefined : value;
  const row = known ?? answer?.row;

  if (error?.code === 'run-not-found') return <Notice>{text('comparePanel.changed')}</Notice>;
  if (row === undefined) return error === null ? <LensSkeleton /> : <ErrorState failure={error} />;
  return (
    <div className={classes.panel}>
      <header>
        <StateMark state={row.severity} look="chip" label={text(`severity.${row.severity}`)} />
        <h3 className={classes.title}>{finding(`${row.code}.name`)}</h3>
        <p className={classes.who}>{known === undefined ? `${row.name}　${row.organization}` : row.organization}</p>
      </header>
      <section aria-label={text('comparePanel.comparison')} className={classes.section}>
        <ComparedAddresses row={row} directory={answer?.directory ?? null} />
      </section>
      <PanelSection title={text('comparePanel.action')}>
        <p>{words(getActionTextKey(row.code, from))}</p>
        <AdoptActions key={row.key} row={row} revision={at.revision} hasKeys />
        {row.code === 'route-approver-inactive' ? <ToLeavers word="successor" /> : null}
        {row.code === 'user-suspended' ? <ToLeavers word="leavers" /> : null}
        {mayHaveOwner(row) ? <ToOwner name={String(row.reason.params['name'])} /> : null}
        {row.personId === null ? null : <OpenPerson personId={row.personId} />}
      </PanelSection>
      <DecisionLine row={row} revision={at.revision} onAsk={onAsk} />
      {answer === undefined ? (
        error === null ? (
          <LensSkeleton />
        ) : (
          <ErrorState failure={error} />
        )
      ) : (
        <>
          {row.ofCompany ? null : (
            <>
              <PersonRecord person={answer.person} />
              <AccountRecord account={answer.account} />
            </>
          )}
          {answer.directory === null ? null : <DirectoryRecord directory={answer.directory} />}
          {answer.others.length === 0 ? null : (
            <PanelSection title={text('comparePanel.others')}>
              <ul className={classes.others}>
                {answer.others.map((other) => (
                  <li key={other.row}>
                    <UnstyledButton className={classes.other} onClick={() => onOpen(other.row)}>
                      <StateMark state={other.severity} look="icon" />
                      {finding(`${other.code}.name`)}
                    </UnstyledButton>
                  </li>
                ))}
              </ul>
            </PanelSection>
          )}
        </>
      )}
    </div>
  );
};

/** Link to the screen that removes or replaces a person everywhere. */
const ToLeavers = ({ word }: { readonly word: 'successor' | 'leavers' }) => {
  const text = useText('matching.comparePanel');
  return (
    <div className={classes.openPerson}>
      <Button size="xs" variant="subtle" onClick={() => navigate('fixes', { tab: 'people' })}>
        {text(word)}
      </Button>
    </div>
  );
};

/** Link to the search over all people, because the owner may have no finding. */
const ToOwner = ({ name }: { readonly name: string }) => {
  const text = useText('matching.comparePanel');
  return (
    <div className={classes.openPerson}>
      <Button size="xs" variant="subtle" onClick={() => navigate('people', { search: name })}>
        {text('owner', { name })}
      </Button>
    </div>
  );
};

/** Button that opens the page of the finding's person. */
const OpenPerson = ({ personId }: { readonly personId: string }) => {
  const text = useText('people');
  return (
    <div className={classes.openPerson}>
      <Button size="xs" variant="subtle" onClick={() => navigate('people', { personId })}>
        {text('open')}
      </Button>
    </div>
  );
};

export const PanelSection = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.section}>
    <h4 className={classes.heading}>{title}</h4>
    {children}
  </section>
);

const LensSkeleton = () => (
  <div className={classes.skeleton}>
    {['40%', '72%', '64%', '80%', '52%'].map((width) => (
      <Skeleton key={width} width={width} />
    ))}
  </div>
);
