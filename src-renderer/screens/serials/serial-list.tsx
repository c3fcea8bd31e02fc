import { useMemo, useState } from 'react';
import { useDraftDetails } from '#renderer/parts/draft-details/use-draft-details.ts';
import type { DraftColumn } from '#renderer/parts/draft-list/draft-columns.tsx';
import { DraftList } from '#renderer/parts/draft-list/draft-list.tsx';
import { Mono, Muted, Row, StateMark, useFormat, useNow, useText } from '#renderer/ui/index.ts';
import type { DraftDetail } from '#shared/contract/drafts/drafts.ts';
import { parseCalendarDay } from '#shared/domain/serials/day.ts';
import { FORECAST_YEARS } from '#shared/domain/serials/forecast.ts';
import { toIsoDay } from '../../parts/decisions/days.ts';
import { getSerialOutlook } from './outlook.ts';

const NO_ROWS: readonly string[] = [];

/** All numbering rules with next number, last number and end. */
export const SerialList = ({ onOpen }: { readonly onOpen: (id: string) => void }) => {
  const text = useText('serialsScreen');
  const [shown, setShown] = useState(NO_ROWS);
  const known = useDraftDetails('serials', shown);
  const columns = useMemo<readonly DraftColumn[]>(
    () => [{ id: 'numbers', title: text('list.numbers'), least: 260, grow: 3, cell: ({ id }) => <Numbers detail={known.get(id)} /> }],
    [text, known],
  );
  return (
    <DraftList
      section="serials"
      onOpen={onOpen}
      onRows={setShown}
      columns={columns}
      empty={{ title: text('empty.title'), text: text('empty.text'), action: null }}
    />
  );
};

const Numbers = ({ detail }: { readonly detail: DraftDetail | undefined }) => {
  const text = useText('serialsScreen.list');
  const preview = useText('serialsScreen.preview');
  const format = useFormat();
  const today = parseCalendarDay(toIsoDay(useNow()));
  if (detail?.object.section !== 'serials' || detail.object.draft === null || detail.facts.kind !== 'serial' || today === null) return null;
  const { next, last, left } = getSerialOutlook(detail.object.draft, detail.facts, today);
  if (left.kind === 'uncounted') return <Muted>{text('uncounted')}</Muted>;
  return (
    <Row component="span" gap="none md">
      {next === null ? <StateMark state="block" label={preview('full')} /> : <Mono>{next}</Mono>}
      <Muted>{last === null ? text('lastUnknown') : text('last', { number: last })}</Muted>
      {last === null ? null : detail.facts.orders === 0 ? (
        <Muted>{text('leftUnknown')}</Muted>
      ) : left.kind === 'always' ? (
        <StateMark state="ready" label={text('never', { years: FORECAST_YEARS })} />
      ) : left.kind === 'until' ? (
        <StateMark state={left.days < SOON_DAYS ? 'risk' : 'ready'} label={text('left', { days: left.days, day: format.date(left.day) })} />
      ) : null}
    </Row>
  );
};

/** A quarter of a year, which is enough to create and approve another rule. */
const SOON_DAYS = 90;
