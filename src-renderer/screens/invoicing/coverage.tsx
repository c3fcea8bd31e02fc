import { useCallback, useState } from 'react';
import { useHasNeoPeople } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, EmptyState, ErrorState, Row, SkeletonRows, SplitView, StateMark, useFormat, useText } from '#renderer/ui/index.ts';
import { AssignDialog, type AssignmentQuestion } from '../../parts/drag-onto/assign-dialog.tsx';
import { DragLabel, DragTray } from '../../parts/drag-onto/drag-onto.tsx';
import { useDragOnto } from '../../parts/drag-onto/use-drag-onto.ts';
import { CoveragePeople, type PeopleQuestion } from './coverage-people.tsx';
import { CoverageTable } from './coverage-table.tsx';
import { getMissingRequirement } from './coverage-tree.ts';
import classes from './invoicing.module.css';
import { useAssignInvoiceGroup, useInvoiceAssignmentEffect } from './use-assignment.ts';
import { useCoverage } from './use-coverage.ts';

/** Screens on which the missing requirements are resolved. */
const SEE_TO = {
  nobody: () => navigate('import', { kind: 'neo-users' }),
  nobodyOrders: () => navigate('integration'),
  noOrganizations: () => navigate('import', { kind: 'organizations' }),
} as const;

/** The map of organizations and invoice groups: people per group, in none, or in several. Groups are dragged onto it. */
export const Coverage = () => {
  const text = useText('invoicingScreen');
  const format = useFormat();
  const state = useCoverage();
  const hasUsers = useHasNeoPeople();
  const [asked, setAsked] = useState<PeopleQuestion | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const give = useText('invoicingScreen.assign');
  const assign = useAssignInvoiceGroup();
  const [question, setQuestion] = useState<AssignmentQuestion | null>(null);
  const { drag, start } = useDragOnto((groupId, organizationId) => void assign(groupId, organizationId));
  const effect = useInvoiceAssignmentEffect(drag?.what ?? null, drag?.over ?? null);
  const { known, failure } = state;
  if (known === null)
    return (
      <div className={classes.page}>
        {failure === null ? <SkeletonRows rows={10} /> : <ErrorState failure={failure} onRetry={state.retry} />}
      </div>
    );
  const { top } = known;
  const lacks = getMissingRequirement(top, hasUsers);
  if (lacks !== null)
    return (
      <div className={classes.page}>
        <EmptyState
          title={text(`coverage.${lacks}.title`)}
          action={<Button onClick={SEE_TO[lacks]}>{text(`coverage.${lacks}.action`)}</Button>}
        >
          {text(`coverage.${lacks}.text`)}
        </EmptyState>
      </div>
    );
  // People of a listed organization count in the row of its top organization.
  const apart = top.people - top.rows.reduce((sum, { people }) => sum + people, 0);
  const groups = top.groups.map(({ id, code, name }) => ({ id, name: name === '' ? code : name }));
  const held = groups.find(({ id }) => id === drag?.what)?.name ?? '';
  const all = (which: 'none' | 'several'): void =>
    setAsked({ which: { kind: which }, organizationId: null, organization: text('coverage.everywhere') });
  return (
    <SplitView
      panel={
        asked === null
          ? null
          : {
              title: text(`coverage.people.${asked.which.kind}`, { organization: asked.organization }),
              body: <CoveragePeople asked={asked} groups={top.groups} />,
            }
      }
      onClose={close}
    >
      <Row gap="sm md" className={classes.coverageBar}>
        <p className={classes.sentence}>
          {text('coverage.sentence', {
            people: top.people,
            covered: top.people - top.none - top.unchecked,
            share: format.share(top.people - top.none - top.unchecked, top.people),
          })}
          {top.byCodeAlone === 0 ? null : text('coverage.byCodeAlone', { count: top.byCodeAlone })}
          {top.groups.some(({ match }) => match !== null) ? null : text('coverage.codesUnchecked')}
          {apart === 0 ? null : text('coverage.apart', { count: apart })}
        </p>
        {top.unchecked > 0 ? (
          <StateMark state="unknown" label={text('coverage.unchecked', { count: top.unchecked })} />
        ) : top.none === 0 ? (
          <StateMark state={top.groups.some(({ match }) => match !== null) ? 'ready' : 'unknown'} label={text('coverage.noGap')} />
        ) : (
          <Button size="xs" variant="default" onClick={() => all('none')}>
            {text('coverage.showNone', { count: top.none })}
          </Button>
        )}
        {top.several === 0 ? null : (
          <Button size="xs" variant="default" onClick={() => all('several')}>
            {text('coverage.showSeveral', { count: top.several })}
          </Button>
        )}
        <span className={classes.folds}>
          <Button size="xs" variant="subtle" onClick={state.unfold}>
            {text('coverage.unfold')}
          </Button>
          <Button size="xs" variant="subtle" onClick={state.fold}>
            {text('coverage.fold')}
          </Button>
        </span>
      </Row>
      {failure === null ? null : <ErrorState failure={failure} onRetry={state.retry} />}
      <div className={classes.coverageTray}>
        <DragTray
          label={give('tray')}
          hint={give('trayHint')}
          things={groups}
          chip={(group) => give('chip', { group })}
          more={(count) => give('more', { count })}
          onGrab={start}
          onAsk={(thingId) => setQuestion({ thingId, organizationId: null })}
        />
      </div>
      <CoverageTable
        state={state}
        groups={top.groups}
        levels={known.levels}
        asked={asked}
        onAsk={setAsked}
        isHeld={drag !== null}
        over={drag?.over ?? null}
      />
      {drag === null ? null : <DragLabel drag={drag} hint={give('dropHint', { group: held })} effect={effect} name={held} />}
      {question === null ? null : (
        <AssignDialog
          words={{
            title: give('title'),
            thing: give('group'),
            organization: give('organization'),
            choose: give('choose'),
            action: give('do'),
          }}
          question={question}
          things={groups}
          useEffectOf={useInvoiceAssignmentEffect}
          onAssign={assign}
          onClose={() => setQuestion(null)}
        />
      )}
    </SplitView>
  );
};
