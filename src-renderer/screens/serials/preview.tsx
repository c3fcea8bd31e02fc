import { IconWand } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import {
  Button,
  ErrorState,
  Form,
  Mono,
  Muted,
  Row,
  SmallTable,
  Stack,
  StateMark,
  TextInput,
  useFormat,
  useNow,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { DraftDetail } from '#shared/contract/drafts/drafts.ts';
import { findCounter, getMaxCounterValue } from '#shared/domain/serials/counter.ts';
import { type Day, parseCalendarDay } from '#shared/domain/serials/day.ts';
import { ASSUMED_MONTHLY_VOLUME, FORECAST_YEARS, previewNumbers, previewReset } from '#shared/domain/serials/forecast.ts';
import { getLastKnownDay, getNextValue, isLastNumberUnknown, parseLastIssuedValue } from '#shared/domain/serials/last-issued.ts';
import { formatSerialNumber } from '#shared/domain/serials/numbering.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';
import { proveUniqueness, type Uniqueness } from '#shared/domain/serials/uniqueness.ts';
import { toIsoDay } from '../../parts/decisions/days.ts';
import frame from '../../parts/record-editor/record-editor.module.css';
import { parseWholeNumber } from '../../parts/record-editor/whole-number.ts';
import { getSupplyOutlook, type SupplyOutlook } from './outlook.ts';
import classes from './serials.module.css';
import {
  type DayOfNumbers,
  formatParts,
  groupNumbersByDay,
  listUniquenessFixes,
  type SerialEdit,
  type UniquenessFix,
} from './view-model.ts';

const SHOWN = 20;
/** Numbers shown on each side of the reset. */
const AROUND_RESET = 4;
const MAX_MONTHLY_VOLUME = 1_000_000;
const FALLBACK: Day = { year: 2026, month: 4, day: 1 };

interface PreviewProps {
  readonly serial: Serial;
  /** Past applications per month; `null` = unknown. */
  readonly past: Extract<DraftDetail['facts'], { readonly kind: 'serial' }> | null;
  readonly onEdit: (edit: SerialEdit) => void;
  /** The rule whose last number is entered. */
  readonly id: string;
}

/** Result of a numbering rule: next numbers, reset, end, and uniqueness. */
export const Preview = ({ id, serial, past, onEdit }: PreviewProps) => {
  const text = useText('serialsScreen');
  const format = useFormat();
  const [own, setOwn] = useState<string | null>(null);
  const typed = own ?? String(past?.perMonth ?? ASSUMED_MONTHLY_VOLUME);
  const whole = parseWholeNumber(typed, MAX_MONTHLY_VOLUME);
  // Without a volume there is no forecast, so 0 counts as missing.
  const volume = whole === 0 ? null : whole;
  const today = parseCalendarDay(toIsoDay(useNow())) ?? FALLBACK;
  const { year, month, day } = today;
  const last = past?.last ?? null;
  const next = getNextValue(serial, last, today);
  const isExample = isLastNumberUnknown(serial, last, today);
  const known = useMemo(() => {
    const from = { year, month, day };
    const monthly = volume ?? 0;
    return {
      next: groupNumbersByDay(previewNumbers(serial, from, monthly, SHOWN, next)),
      reset: groupNumbersByDay(previewReset(serial, from, monthly, AROUND_RESET, next)),
      lasts: getSupplyOutlook(serial, from, volume, last),
      unique: proveUniqueness(serial, from),
    };
  }, [serial, volume, year, month, day, next, last]);
  const { lasts } = known;
  const isCounted = lasts.kind !== 'uncounted';
  return (
    <Stack gap="xl" className={frame.aside}>
      <section>
        <h2>{text(isExample ? 'preview.first' : 'preview.nextNumber')}</h2>
        {lasts.kind === 'used-up' ? (
          <StateMark state="block" label={text('preview.full')} />
        ) : (
          <p className={classes.first} translate="no">
            {formatParts(serial, today, next).map((part, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the number.
              <span key={at} data-kind={serial.parts[at]?.kind}>
                {part}
              </span>
            ))}
            {serial.parts.length === 0 ? '–' : null}
          </p>
        )}
      </section>
      {isCounted || last !== null ? <LastNumber id={id} serial={serial} last={last} today={today} /> : null}
      {serial.parts.length === 0 ? null : <Unique unique={known.unique} ways={listUniquenessFixes(serial, today)} onEdit={onEdit} />}
      <section>
        <h2>{text('preview.ends')}</h2>
        {isCounted ? (
          <TextInput
            classNames={{ wrapper: classes.short }}
            label={text('preview.volume')}
            description={text(past === null || past.orders === 0 ? 'preview.volumeHint' : 'preview.volumePast', {
              orders: past?.orders ?? 0,
              days: past?.days ?? 0,
              until: past === null || past.until === '' ? '' : format.date(past.until),
            })}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            error={volume === null ? text('preview.volumeWrong') : null}
            onChange={(event) => setOwn(event.currentTarget.value)}
          />
        ) : null}
        <p className={classes.ends}>
          <Ends lasts={lasts} isExample={isExample} isAssumed={own === null && (past === null || past.orders === 0)} />
        </p>
      </section>
      {isCounted && known.reset.length > 0 ? (
        <section>
          <h2>{text('preview.reset')}</h2>
          <Numbers days={known.reset} label={text('preview.reset')} />
        </section>
      ) : null}
      {isCounted && known.next.some(({ numbers }) => numbers.some(({ number }) => number !== null)) ? (
        <section>
          <h2>{text('preview.next', { count: SHOWN, example: String(isExample) })}</h2>
          <Numbers days={known.next} label={text('preview.next', { count: SHOWN, example: String(isExample) })} />
        </section>
      ) : null}
    </Stack>
  );
};

interface EndsProps {
  readonly lasts: SupplyOutlook;
  readonly isExample: boolean;
  /** The monthly volume is missing. */
  readonly isAssumed: boolean;
}

/** Supply of numbers. An example or assumption is marked neither as a risk nor as sufficient. */
const Ends = ({ lasts, isExample, isAssumed }: EndsProps) => {
  const text = useText('serialsScreen.preview');
  const format = useFormat();
  const example = String(isExample);
  switch (lasts.kind) {
    case 'uncounted':
      return <StateMark wraps state="unknown" label={text('endsUncounted')} />;
    case 'unknown':
      return <StateMark wraps state="unknown" label={text('endsUnknown')} />;
    case 'used-up':
      return <StateMark wraps state="block" label={text('endsUsedUp')} />;
    case 'always':
      return (
        <StateMark wraps state={isExample || isAssumed ? 'unknown' : 'ready'} label={text('never', { years: FORECAST_YEARS, example })} />
      );
    case 'until':
      return (
        <StateMark
          wraps
          state={isExample || isAssumed ? 'unknown' : 'risk'}
          label={text('endsOn', { day: format.date(lasts.day), example })}
        />
      );
  }
};

interface LastNumberProps {
  readonly id: string;
  readonly serial: Serial;
  readonly last: Extract<DraftDetail['facts'], { readonly kind: 'serial' }>['last'];
  readonly today: Day;
}

/** The last issued number, from orders or entered; without it the display is an example. */
const LastNumber = ({ id, serial, last, today }: LastNumberProps) => {
  const text = useText('serialsScreen.last');
  const format = useFormat();
  const client = useClient();
  const refused = useRefusalProps();
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const value = parseLastIssuedValue(serial, typed, today);
  const counter = findCounter(serial);
  const enter = async (entered: number | null): Promise<void> => {
    const result = await client.call('serials.enterLastIssued', { id, value: entered });
    setFailure(result.ok ? null : result.error);
    if (result.ok) setTyped('');
  };
  const lastDay = last === null ? null : parseCalendarDay(last.day);
  return (
    <section>
      <h2>{text('title')}</h2>
      {last === null || lastDay === null ? (
        <Muted component="p" size="xs">
          {text('unknown')}
        </Muted>
      ) : (
        <p>
          <Mono>{formatSerialNumber(serial, lastDay, last.value)}</Mono> {text(`source.${last.source}`, { day: format.date(last.day) })}{' '}
          <Muted>
            {text(isLastNumberUnknown(serial, last, today) ? 'beforeReset' : 'asOf', { day: format.date(getLastKnownDay(last)) })}
          </Muted>
        </p>
      )}
      <Form
        className={classes.last}
        onSubmit={() => {
          if (value !== null) void enter(value);
        }}
      >
        {counter === null ? null : (
          <TextInput
            classNames={{ wrapper: classes.short }}
            label={text('enter')}
            description={text('hint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="off"
            value={typed}
            error={
              typed.trim() !== '' && value === null ? text('wrong', { greatest: getMaxCounterValue(counter), reset: serial.reset }) : null
            }
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Row>
          {counter === null ? null : (
            <Button type="submit" size="xs" variant="default" disabled={value === null} {...refused}>
              {text('keep')}
            </Button>
          )}
          {last?.source === 'entered' ? (
            <Button size="xs" variant="subtle" onClick={() => void enter(null)} {...refused}>
              {text('forget')}
            </Button>
          ) : null}
        </Row>
      </Form>
      {failure === null ? null : <ErrorState failure={failure} />}
    </section>
  );
};

interface UniqueProps {
  readonly unique: Uniqueness;
  readonly ways: readonly UniquenessFix[];
  readonly onEdit: (edit: SerialEdit) => void;
}

/** The proof that all numbers differ, or two equal numbers. */
const Unique = ({ unique, ways, onEdit }: UniqueProps) => {
  const text = useText('serialsScreen');
  const words = useText('serial.unique');
  const parts = useText('serial.part');
  const format = useFormat();
  const days =
    unique.kind === 'collides'
      ? { number: unique.number, first: format.date(unique.first.day), second: format.date(unique.second.day) }
      : { years: unique.kind === 'proved' && unique.years !== null ? String(unique.years) : 'none' };
  return (
    <section aria-live="polite">
      <h2>{text('preview.unique')}</h2>
      <Stack component="p" gap="xs">
        <StateMark
          state={unique.kind === 'proved' ? 'ready' : unique.kind === 'collides' ? 'block' : 'unknown'}
          label={text(`preview.${unique.kind}`)}
        />
        <span>{words(unique.because, days)}</span>
      </Stack>
      {unique.kind === 'collides' && unique.because === 'date-part-missing' ? (
        <SmallTable dense className={classes.collision} mt="sm" aria-label={text('preview.example')}>
          <tbody>
            {[unique.first, unique.second].map(({ day, value }, at) => (
              <tr key={`${day} ${value}`}>
                <th scope="row">{format.date(day)}</th>
                <td>{text(at === 0 ? 'preview.valueFirst' : 'preview.valueSecond', { value })}</td>
                <td>
                  <Mono>{unique.number}</Mono>
                </td>
              </tr>
            ))}
          </tbody>
        </SmallTable>
      ) : null}
      {ways.length === 0 ? null : (
        <Row mt="sm">
          {ways.map(({ kind, parts: added, edit }) => (
            <Button key={kind} size="xs" variant="default" leftSection={<IconWand size={14} aria-hidden />} onClick={() => onEdit(edit)}>
              {text(`preview.way.${kind}`, { parts: format.list(added.map((part) => parts(part))) })}
            </Button>
          ))}
        </Row>
      )}
    </section>
  );
};

const Numbers = ({ days, label }: { readonly days: readonly DayOfNumbers[]; readonly label: string }) => {
  const text = useText('serialsScreen');
  const format = useFormat();
  return (
    <SmallTable dense className={classes.numbers} aria-label={label}>
      <tbody>
        {days.map(({ day, afterReset, numbers }) => (
          <tr key={`${day} ${afterReset}`} data-reset={afterReset || undefined}>
            <th scope="row">
              {format.date(day)}
              {afterReset ? <span className={classes.again}>{text('preview.again')}</span> : null}
            </th>
            <td>
              {numbers.map(({ value, number }) => (
                <span key={value} className={classes.number} data-full={number === null || undefined}>
                  {number === null ? text('preview.full') : <Mono>{number}</Mono>}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </SmallTable>
  );
};
