import { useRemainingTimeText } from '#renderer/parts/clocks/use-left.ts';
import { Muted, SmallTable, Stack, useFormat, useText, useTexts } from '#renderer/ui/index.ts';
import type { ClockView, ListTimes } from '#shared/contract/orders/clocks.ts';
import { formatUncheckedLists } from '#shared/messages/digest-words.ts';
import classes from './calendar.module.css';
import { getWaitSpan } from './view-model.ts';

/** Waiting times, each with its position in the four weeks. */
export const Waits = ({ clocks, takenAt, today }: { clocks: readonly ClockView[]; takenAt: ListTimes; today: string }) => {
  const text = useText('calendarScreen.waits');
  const words = useText('clocks');
  const format = useFormat();
  const texts = useTexts();
  const left = useRemainingTimeText();
  const near = clocks.filter((clock) => getWaitSpan(clock, today) !== null);
  const later = clocks.length - near.length;
  return (
    <Stack component="section" gap="sm">
      <h2>{text('title')}</h2>
      {clocks.length === 0 ? (
        <Muted component="p">{text('none')}</Muted>
      ) : (
        <SmallTable dense className={classes.waits} aria-label={text('title')}>
          <thead>
            <tr>
              <th scope="col">{text('what')}</th>
              <th scope="col" className={classes.began}>
                {text('from')}
              </th>
              <th scope="col">{text('until')}</th>
              <th scope="col">{text('left')}</th>
              <th scope="col" className={classes.spanColumn}>
                {text('when')}
              </th>
            </tr>
          </thead>
          <tbody>
            {near.map((clock) => {
              const span = getWaitSpan(clock, today) ?? { from: 0, to: 0 };
              const { kind, count, subject, startedOn, endsOn, businessDaysLeft } = clock;
              return (
                <tr key={`${kind} ${startedOn} ${endsOn} ${businessDaysLeft}`}>
                  <th scope="row">
                    {words(`kind.${kind}`)}
                    <Muted> {words(`count.${kind}`, { count, subject })}</Muted>
                  </th>
                  <td className={classes.began}>{startedOn === null ? '' : format.date(startedOn)}</td>
                  <td>{format.date(endsOn)}</td>
                  <td>{left(clock)}</td>
                  <td className={classes.spanColumn} aria-hidden>
                    <span className={classes.track}>
                      <span
                        className={classes.span}
                        data-kind={kind}
                        style={{ left: `${span.from * 100}%`, width: `${Math.max(0, span.to - span.from) * 100}%` }}
                      />
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </SmallTable>
      )}
      {later === 0 ? null : <Muted component="p">{text('later', { count: later })}</Muted>}
      {formatUncheckedLists(takenAt, texts).map((line) => (
        <Muted key={line} component="p">
          {line}
        </Muted>
      ))}
    </Stack>
  );
};
