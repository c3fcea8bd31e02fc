import { type RefObject, useCallback, useId, useRef, useState } from 'react';
import { useCall, useHasNeoPeople } from '#renderer/client/index.ts';
import { useScreenAddressSync } from '#renderer/navigation/index.ts';
import { RouteHealthLines } from '#renderer/parts/route-health/route-health.tsx';
import { useRouteHealth } from '#renderer/parts/route-health/use-route-health.ts';
import { countStoppedAt, createVerdictLine } from '#renderer/parts/route-health/view-model.ts';
import { CreateDraftButton, SavedTextInput, SaveState, useNames } from '#renderer/ui/drafts/index.ts';
import {
  Button,
  EmptyState,
  ErrorState,
  Muted,
  Row,
  Screen,
  SegmentedControl,
  SkeletonRows,
  SplitView,
  Stack,
  StateMark,
  TextLink,
  UnstyledButton,
  useFormat,
  useMediaQuery,
  useText,
  ViewPanel,
  Views,
  ViewTabs,
} from '#renderer/ui/index.ts';
import { describeRoute } from '#shared/domain/routes/describe.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { ROUTE_STATUSES } from '#shared/domain/routes/route.ts';
import classes from './editor.module.css';
import { Line, type LineHandle } from './line/line.tsx';
import { RouteTable } from './line/route-table.tsx';
import { NoPeople } from './no-people.tsx';
import { EverybodyPanel } from './panels/everyone-panel.tsx';
import { LeadTimePanel } from './panels/lead-time-panel.tsx';
import { type ApplyProblemFix, ProblemList } from './panels/problem-list.tsx';
import { RoutePanel } from './panels/route-panel.tsx';
import { StepPanel } from './panels/step-panel.tsx';
import { StoppedPeople } from './panels/stopped-people.tsx';
import { TryPanel } from './panels/try-panel.tsx';
import { findStepRemedies } from './remedy-view.ts';
import { RouteSentence } from './sentence.tsx';
import { getLateStatement } from './trial/ending.ts';
import { useRouteDiagram } from './trial/use-diagram.ts';
import { useTrial } from './trial/use-trial.ts';
import { type RouteEditState, useRoute } from './use-route.ts';
import { getFocusAfterFix, listNamedObjects, listProblemsAt, listProblemsBelowLine, TABS, type Tab } from './view-model.ts';

interface RouteEditorProps {
  readonly id: string;
  /** The initially selected step. */
  readonly startAt: string | null;
  readonly onClose: () => void;
}

/** One route: the line on the left, details of route or step beside it. */
export const RouteEditor = ({ id, startAt, onClose }: RouteEditorProps) => {
  const text = useText('routesScreen');
  const work = useRoute(id);
  const line = useRef<LineHandle>(null);
  const { route, state, failure, loading, retry } = work;
  const back = { label: text('toList'), onClick: onClose };
  const title = route?.name.trim() ? route.name : text('unnamed');
  if (route === undefined || route === null || failure?.code === 'draft-not-found') {
    return (
      <Screen title={text('title')} back={back}>
        {failure !== null && failure.code !== 'draft-not-found' ? (
          <ErrorState failure={failure} onRetry={retry} />
        ) : failure !== null || state === 'deleted' ? (
          <EmptyState title={text('gone.title')} action={<CreateDraftButton section="routes" onCreated={onClose} />}>
            {text('gone.text')}
          </EmptyState>
        ) : loading ? (
          <SkeletonRows rows={6} />
        ) : null}
      </Screen>
    );
  }
  return (
    <Screen
      title={title}
      back={back}
      layout="fill"
      actions={
        <>
          <Button variant="default" data-skip className={classes.toSteps} onClick={() => line.current?.enter()}>
            {text('toSteps')}
          </Button>
          <SaveState />
        </>
      }
    >
      <Editor id={id} route={route} work={work} line={line} startAt={startAt} />
    </Screen>
  );
};

interface EditorProps {
  readonly id: string;
  readonly route: Route;
  readonly work: RouteEditState;
  readonly line: RefObject<LineHandle | null>;
  readonly startAt: string | null;
}

const Editor = ({ id, route, work, line, startAt }: EditorProps) => {
  const text = useText('routesScreen');
  const words = useText('route');
  const all = useText('routeHealth');
  const drawn = useText('routesScreen.diagram');
  const format = useFormat();
  const { problems, note, edit, setNote, failure, retry } = work;
  const names = useNames(listNamedObjects(route));
  const [chosen, setChosen] = useState<string | null>(startAt);
  // On narrow windows the line is shown first.
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  const [tab, setTab] = useState<Tab | null>(narrow ? null : startAt === null ? 'route' : 'step');
  useScreenAddressSync('routes', { id, ...(tab === 'step' && chosen !== null ? { stepId: chosen } : {}) });
  const peopled = useHasNeoPeople();
  const trial = useTrial(id);
  const health = useRouteHealth(id);
  const diagram = useRouteDiagram(route, trial, health);
  const verdict = health === null ? null : createVerdictLine(health);
  const late = getLateStatement(health?.lock ?? null);
  const shown = trial.applicant === null ? null : trial;
  const stopped = (stepId: string): number => diagram?.stepOf(stepId)?.passage?.stopping ?? countStoppedAt(health, stepId);
  const stops = route.steps.some((each) => stopped(each.id) > 0);
  const remedies = useCall('routes.remedies', stops ? { routeId: id, date: trial.date, absences: [...trial.complete] } : null);
  const usable = problems.every(({ severity }) => severity !== 'block');
  /** The step whose problems get the focus when shown. */
  const [looking, setLooking] = useState<string | null>(null);
  const looked = useCallback(() => setLooking(null), []);
  const [tabled, setTabled] = useState(false);
  const tableId = useId();
  const step = route.steps.find((each) => each.id === chosen) ?? null;
  const notes = problems.filter(({ severity }) => severity === 'note').length;
  const apart = listProblemsBelowLine(problems, tab === 'route' ? null : tab === 'step' ? step?.id : undefined);
  const close = useCallback(() => setTab(null), []);
  const choose = useCallback((stepId: string, open: boolean) => {
    setChosen(stepId);
    setTab((now) => (open ? 'step' : now === null ? null : now === 'route' ? 'step' : now));
  }, []);
  const jump = (stepId: string | null): void => {
    if (stepId === null) setTab('route');
    else {
      choose(stepId, true);
      line.current?.focus(stepId);
    }
  };
  // The fix button disappears with its problem; focus must not move to the next fix, which a second press would trigger.
  const mend: ApplyProblemFix = (command, stepId) => {
    edit(command);
    const kept = getFocusAfterFix(route, command, stepId);
    if (kept === null) toProblems();
    else line.current?.focus(kept);
  };
  const body = {
    step: () =>
      step === null ? (
        <Muted component="p">{text(route.steps.length === 0 ? 'step.noneYet' : 'step.choose')}</Muted>
      ) : (
        <StepPanel
          key={step.id}
          route={route}
          step={step}
          problems={listProblemsAt(problems, step.id)}
          names={names}
          onEdit={edit}
          onMend={mend}
          onLooked={looking === step.id ? looked : null}
          stopped={
            stopped(step.id) === 0 ? null : (
              <StoppedPeople route={route} step={step} names={names} trial={trial} remedies={remedies} onMend={mend} />
            )
          }
        />
      ),
    route: () => (
      <RoutePanel
        route={route}
        problems={listProblemsAt(problems, null)}
        names={names}
        note={note}
        onEdit={edit}
        onMend={mend}
        onNote={setNote}
      />
    ),
    try: () => (peopled ? <TryPanel route={route} trial={trial} late={late} names={names} /> : <NoPeople />),
    everybody: () => (peopled ? <EverybodyPanel routeId={id} usable={usable} trial={trial} onJump={jump} /> : <NoPeople />),
    days: () => <LeadTimePanel route={route} names={names} date={trial.date} people={diagram?.passage ?? null} onJump={jump} />,
  };
  return (
    <SplitView
      panel={
        tab === null
          ? null
          : {
              title: text(`panel.${tab}`, { step: step === null ? 0 : route.steps.indexOf(step) + 1 }),
              body: (
                <Stack className={classes.panel}>
                  <Views value={tab} views={TABS} onChange={setTab}>
                    <ViewTabs
                      size="wide"
                      label={text('tabs.label')}
                      tabs={TABS.map((each) => ({ value: each, label: text(`tabs.${each}`) }))}
                    />
                    <ViewPanel value={tab}>{body[tab]()}</ViewPanel>
                  </Views>
                </Stack>
              ),
            }
      }
      onClose={close}
    >
      <div className={classes.scroll}>
        <Row gap="sm lg">
          <SavedTextInput
            className={classes.name}
            aria-label={text('name')}
            placeholder={text('unnamed')}
            value={route.name}
            onSave={(name, seen) => edit({ kind: 'set-name', name }, { name: seen })}
          />
          <SegmentedControl
            aria-label={text('status')}
            value={route.status}
            data={ROUTE_STATUSES.map((status) => ({ value: status, label: words(`status.${status}`) }))}
            onChange={(next) => {
              const status = ROUTE_STATUSES.find((each) => each === next);
              if (status !== undefined) edit({ kind: 'set-status', status });
            }}
          />
          <UnstyledButton className={classes.toProblems} onClick={toProblems}>
            {verdict === null ? (
              <StateMark state="unknown" label={all('checking')} />
            ) : (
              <StateMark state={verdict.state} label={all(verdict.text, verdict.params)} />
            )}
          </UnstyledButton>
          {tab === null ? (
            <Button variant="default" onClick={() => setTab(step === null ? 'try' : 'step')}>
              {text('openPanel')}
            </Button>
          ) : null}
        </Row>
        {failure === null ? null : <ErrorState failure={failure} onRetry={retry} />}
        <Muted component="p" className={classes.sentence}>
          <RouteSentence line={describeRoute(route, names)} />
        </Muted>
        {diagram === null || route.steps.length === 0 ? null : (
          <>
            <Row gap="xs md" align="baseline" mb="xs">
              <Muted>{drawn('asOf', { date: format.date(diagram.schedule.date) })}</Muted>
              <TextLink size="sm" ml="auto" aria-expanded={tabled} aria-controls={tableId} onClick={() => setTabled(!tabled)}>
                {drawn(tabled ? 'hideTable' : 'showTable')}
              </TextLink>
            </Row>
            {tabled ? <RouteTable id={tableId} route={route} names={names} diagram={diagram} trial={shown} /> : null}
          </>
        )}
        <Line
          ref={line}
          route={route}
          problems={problems}
          names={names}
          chosen={chosen}
          trial={shown}
          diagram={diagram}
          late={late}
          onEverybody={() => setTab('everybody')}
          stopped={stopped}
          remedies={(stepId) => findStepRemedies(remedies, stepId)}
          onChoose={choose}
          onLook={(stepId) => {
            choose(stepId, true);
            setLooking(stepId);
          }}
          onEdit={edit}
        />
        <section id="route-problems" className={classes.problems} tabIndex={-1} aria-labelledby="route-problems-title">
          <h2 id="route-problems-title">{all('title')}</h2>
          <RouteHealthLines health={health} onShow={(about) => setTab(about === 'people' ? 'everybody' : 'days')} />
          {problems.length === 0 ? null : (
            <>
              <h2>{text('problems.title', { problems: problems.length - notes, notes })}</h2>
              {apart.beside === 0 ? null : (
                <Muted component="p">
                  {text('problems.beside', {
                    place: tab === 'route' ? 'route' : 'step',
                    step: step === null ? 0 : route.steps.indexOf(step) + 1,
                    count: apart.beside,
                  })}
                </Muted>
              )}
              <ProblemList route={route} names={names} problems={apart.here} onJump={jump} onMend={mend} />
            </>
          )}
        </section>
      </div>
    </SplitView>
  );
};

const toProblems = (): void => {
  const section = document.getElementById('route-problems');
  section?.scrollIntoView({ block: 'nearest' });
  section?.focus();
};
