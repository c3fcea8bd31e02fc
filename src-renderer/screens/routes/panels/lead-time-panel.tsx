import { useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { LockPolicyDialog } from '#renderer/parts/clocks/lock-policy-dialog.tsx';
import type { Names } from '#renderer/ui/drafts/index.ts';
import {
  Bar,
  Button,
  ErrorState,
  FieldGroup,
  Muted,
  Notice,
  NumberInput,
  PlainList,
  Row,
  SegmentedControl,
  SkeletonRows,
  Stack,
  TextLink,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { describeStep } from '#shared/domain/routes/describe.ts';
import { getLeadTimeAudience } from '#shared/domain/routes/health.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { createDayBars, toPercent } from '../trial/trial-view.ts';
import classes from './panels.module.css';

type Answer = CallOutput<'routes.leadTime'>;
type Estimate = NonNullable<Answer['estimate']>;
type Assumptions = Answer['assumptions'];

/** Number of order days that are evaluated: a year contains every holiday once. */
const DAYS = 365;
interface LeadTimePanelProps {
  readonly route: Route;
  readonly names: Names;
  readonly date: string;
  /** Users of the route and those who pass; `null` without people. */
  readonly people: { readonly allowed: number; readonly through: number } | null;
  readonly onJump: (stepId: string | null) => void;
}

/** Time until the last decision compared with the lock; contributions of steps. */
export const LeadTimePanel = ({ route, names, date, people, onJump }: LeadTimePanelProps) => {
  const text = useText('routesScreen.days');
  const [assumed, setAssumed] = useState<CallInput<'routes.leadTime'>['assumptions']>(null);
  const [basis, setBasis] = useState<Answer['basis']>('orders');
  const [policyOpen, setPolicyOpen] = useState(false);
  const { value, error, loading, stale, refetch } = useCall('routes.leadTime', {
    routeId: route.id,
    from: date,
    days: DAYS,
    assumptions: assumed,
    basis,
  });
  if (error !== null && value === undefined) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={6} /> : null;
  const holdOf = getLeadTimeAudience(people);
  return (
    <Stack className={classes.form} data-stale={stale || undefined}>
      {value.estimate === null ? (
        <Notice>{text('nobodyDecides')}</Notice>
      ) : (
        <>
          {holdOf === 'all' ? null : (
            <Notice state={holdOf === 'none' ? 'risk' : 'note'}>{text(`holdOf.${holdOf}`, { people: people?.through ?? 0 })}</Notice>
          )}
          <Distribution
            estimate={value.estimate}
            basis={value.basis}
            ground={value.ground}
            assumptions={value.assumptions}
            deputyAfterDays={value.assumptions.deputyAfterDays}
            reading={value.reading}
            route={route}
            names={names}
            onJump={onJump}
            onChangeReading={() => setPolicyOpen(true)}
          />
        </>
      )}
      <BasisChoice answer={value} wanted={basis} onChange={setBasis} />
      <AssumptionFields assumptions={value.assumptions} changed={assumed !== null} onChange={setAssumed} />
      <Muted component="p">{text('period')}</Muted>
      <LockPolicyDialog opened={policyOpen} onClose={() => setPolicyOpen(false)} />
    </Stack>
  );
};

interface BasisChoiceProps {
  readonly answer: Answer;
  readonly wanted: Answer['basis'];
  readonly onChange: (basis: Answer['basis']) => void;
}

/** Basis: past orders if enough, or expected days of the steps. */
const BasisChoice = ({ answer: { basis, observations }, wanted, onChange }: BasisChoiceProps) => {
  const text = useText('routesScreen.days.from');
  const tooFew = wanted === 'orders' && basis === 'steps';
  return (
    <Stack gap="sm" className={classes.group}>
      {tooFew ? null : (
        <SegmentedControl
          aria-label={text('label')}
          data={[
            { value: 'orders', label: text('orders') },
            { value: 'steps', label: text('steps') },
          ]}
          value={wanted}
          onChange={(value) => onChange(value === 'steps' ? 'steps' : 'orders')}
        />
      )}
      <Muted component="p">
        {tooFew
          ? text('tooFew', { orders: observations })
          : text(basis === 'orders' ? 'ordersText' : 'stepsText', { orders: observations })}
      </Muted>
    </Stack>
  );
};

interface DistributionProps extends Omit<LeadTimePanelProps, 'date' | 'people'> {
  readonly estimate: Estimate;
  readonly basis: Answer['basis'];
  readonly ground: Answer['ground'];
  readonly assumptions: Assumptions;
  readonly deputyAfterDays: number;
  readonly reading: Answer['reading'];
  readonly onChangeReading: () => void;
}

const Distribution = ({
  estimate,
  basis,
  ground,
  assumptions,
  deputyAfterDays,
  reading,
  route,
  names,
  onJump,
  onChangeReading,
}: DistributionProps) => {
  const text = useText('routesScreen.days');
  const words = useText('route');
  const format = useFormat();
  const bars = createDayBars(estimate.calendarDays, reading);
  const other = reading === 'hours' ? 'dates' : 'hours';
  const most = Math.max(...bars.map(({ share }) => share), 0);
  const firstLate = bars.find(({ late }) => late)?.days;
  const worst = estimate.byStart.reduce<Estimate['byStart'][number] | null>(
    (top, each) => (top === null || each.outlives[reading] > top.outlives[reading] ? each : top),
    null,
  );
  const days = Math.round(estimate.meanBusinessDays * 10) / 10;
  /** Only the steps have a number of days without branches; past orders include their branch. */
  const least = basis === 'steps' ? estimate.least : null;
  const share = (of: 'hours' | 'dates') => ({ least: toPercent(least?.outlives[of] ?? 0), percent: toPercent(estimate.outlives[of]) });
  /** Past orders limit what a deputy can save; otherwise the steps show it. */
  const withDeputy = (): string => {
    const percent = toPercent(estimate.outlivesWithDeputy[reading]);
    if (least !== null) return text('withDeputyBetween', { least: toPercent(least.outlivesWithDeputy[reading]), percent });
    if (basis === 'steps') return text('withDeputy', { percent });
    if (estimate.outlivesWithDeputy[reading] < estimate.outlives[reading])
      return text('withDeputyAtMost', { days: deputyAfterDays, percent });
    const { outlives, outlivesWithDeputy } = estimate.bySteps;
    return text('withDeputyBySteps', {
      days: deputyAfterDays,
      without: toPercent(outlives[reading]),
      percent: toPercent(outlivesWithDeputy[reading]),
    });
  };
  return (
    <>
      <div role="status">
        {ground === 'assumed' ? (
          <Roughly share={estimate.outlives[reading]} assumptions={assumptions} />
        ) : (
          <p className={classes.big}>{text(`outlivesBy.${least === null ? basis : 'branches'}`, share(reading))}</p>
        )}
        <p>
          {least === null ? text('mean', { days }) : text('meanBetween', { least: Math.round(least.meanBusinessDays * 10) / 10, days })}
          {ground === 'assumed' || estimate.outlives[other] === estimate.outlives[reading]
            ? null
            : text(`${least === null ? 'otherReading' : 'otherReadingBetween'}.${other}`, share(other))}
        </p>
        {ground === 'assumed' ? null : <p>{withDeputy()}</p>}
        {estimate.least === null ? null : <p>{text(`everyBranch.${ground === 'orders' || ground === 'assumed' ? ground : 'expected'}`)}</p>}
      </div>
      <table className={classes.chart} aria-label={text('chart')}>
        <thead>
          <tr>
            <th scope="col">{text('column.days')}</th>
            <th scope="col" colSpan={2}>
              {text('column.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ days, share, late, andMore }) => (
            <tr key={days} data-late={late || undefined} data-first-late={days === firstLate || undefined}>
              <th scope="row">{text(andMore ? 'dayAndMore' : 'day', { days })}</th>
              <td>
                <Bar value={share} of={most} state={late ? 'risk' : 'accent'} bare />
              </td>
              <td>{ground === 'assumed' ? null : format.share(share, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Muted component="p">
        {text(`lockMarkOf.${reading}`)} <TextLink onClick={onChangeReading}>{text('changeReading')}</TextLink>
      </Muted>
      {ground === 'assumed' || worst === null || worst.outlives[reading] <= estimate.outlives[reading] ? null : (
        <Muted component="p">{text('worst', { date: format.date(worst.date), percent: toPercent(worst.outlives[reading]) })}</Muted>
      )}
      <section>
        <h3>{text('steps')}</h3>
        {basis === 'orders' ? <Muted component="p">{text('stepsEstimated')}</Muted> : null}
        <PlainList className={classes.lines}>
          {estimate.steps.map(({ stepId, source, observations, meanDays, meanDaysWithDeputy, adds }) => {
            const at = route.steps.findIndex(({ id }) => id === stepId);
            const step = route.steps[at];
            if (step === undefined) return null;
            const { who } = describeStep(step, names);
            const points = Math.max(0, Math.round(adds[reading] * 1000) / 10);
            return (
              <li key={stepId}>
                <Row align="flex-start" wrap="nowrap" className={classes.reason}>
                  <TextLink size="sm" onClick={() => onJump(stepId)}>
                    {text('step', { step: at + 1, who: words.phrase(who.key, who.params) })}
                  </TextLink>
                  {ground === 'assumed' ? null : <span className={classes.points}>{text('adds', { points })}</span>}
                </Row>
                <Bar value={adds[reading]} of={Math.max(estimate.outlives[reading], adds[reading])} state="risk" bare />
                <Muted component="p">
                  {text('stepDays', {
                    source: words(`leadTime.source.${source}`, { observations }),
                    days: Math.round(meanDays * 10) / 10,
                    deputy: Math.round(meanDaysWithDeputy * 10) / 10,
                  })}
                </Muted>
              </li>
            );
          })}
        </PlainList>
      </section>
    </>
  );
};

/** Result of assumptions alone, rounded to tenths, with the assumptions. */
const Roughly = ({ share, assumptions }: { readonly share: number; readonly assumptions: Assumptions }) => {
  const text = useText('routesScreen.days');
  const percent = Math.round(share * 10) * 10;
  return (
    <>
      <p className={classes.big}>{percent === 0 ? text('roughlyNone') : text('roughly', { percent })}</p>
      <Muted component="p">
        {text('assumedBecause', {
          absent: Math.round(assumptions.absenceShare * 1000) / 10,
          longest: assumptions.longestAbsenceDays,
        })}
      </Muted>
    </>
  );
};

interface AssumptionFieldsProps {
  readonly assumptions: Assumptions;
  readonly changed: boolean;
  readonly onChange: (assumptions: Assumptions | null) => void;
}

const AssumptionFields = ({ assumptions, changed, onChange }: AssumptionFieldsProps) => {
  const text = useText('routesScreen.days');
  const PERCENT = 100;
  const field = (key: 'longestAbsenceDays' | 'deputyAfterDays', max: number) => (
    <NumberInput
      label={text(`assume.${key}`)}
      min={0}
      max={max}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      value={assumptions[key]}
      onChange={(next) => {
        if (typeof next === 'number' && next !== assumptions[key]) onChange({ ...assumptions, [key]: next });
      }}
    />
  );
  return (
    <FieldGroup legend={text('assume.title')}>
      <NumberInput
        label={text('assume.absenceShare')}
        min={0}
        max={PERCENT}
        allowNegative={false}
        clampBehavior="strict"
        suffix=" %"
        value={Math.round(assumptions.absenceShare * PERCENT * 10) / 10}
        onChange={(next) => {
          if (typeof next === 'number' && next / PERCENT !== assumptions.absenceShare)
            onChange({ ...assumptions, absenceShare: next / PERCENT });
        }}
      />
      <div className={classes.pair}>
        {field('longestAbsenceDays', 60)}
        {field('deputyAfterDays', 60)}
      </div>
      {changed ? (
        <div>
          <Button size="xs" variant="subtle" onClick={() => onChange(null)}>
            {text('assume.reset')}
          </Button>
        </div>
      ) : null}
    </FieldGroup>
  );
};
