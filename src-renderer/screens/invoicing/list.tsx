import { useMemo, useState } from 'react';
import { useDraftDetails } from '#renderer/parts/draft-details/use-draft-details.ts';
import type { DraftColumn } from '#renderer/parts/draft-list/draft-columns.tsx';
import { DraftList } from '#renderer/parts/draft-list/draft-list.tsx';
import { Muted, useText } from '#renderer/ui/index.ts';
import { getCodeCounterpart } from './code-counterpart.ts';
import { CounterpartMark } from './counterpart-mark.tsx';

const NO_ROWS: readonly string[] = [];

/** Invoice groups with the matching option on Amazon, and the number of people. */
export const InvoiceGroupList = ({ onOpen }: { readonly onOpen: (id: string) => void }) => {
  const text = useText('invoicingScreen');
  const [shown, setShown] = useState(NO_ROWS);
  const known = useDraftDetails('invoice_groups', shown);
  const columns = useMemo<readonly DraftColumn[]>(() => {
    const factsOf = (id: string) => {
      const facts = known.get(id)?.facts;
      return facts?.kind === 'invoice' ? facts : null;
    };
    const peopleIn = (id: string): number | null => factsOf(id)?.people ?? null;
    return [
      {
        id: 'twin',
        title: text('listOption'),
        least: 200,
        grow: 2,
        cell: ({ id, code }) => {
          const facts = factsOf(id);
          return facts === null ? null : <CounterpartMark twin={getCodeCounterpart(facts, code)} />;
        },
      },
      {
        id: 'people',
        title: text('listPeopleHead'),
        least: 96,
        grow: 0.2,
        numeric: true,
        cell: ({ id }) => {
          const people = peopleIn(id);
          return people === null ? null : <Muted size="md">{text('listPeople', { people })}</Muted>;
        },
        text: ({ id }) => String(peopleIn(id) ?? ''),
      },
    ];
  }, [text, known]);
  return (
    <DraftList
      section="invoice_groups"
      onOpen={onOpen}
      onRows={setShown}
      codeLabel={text('code')}
      columns={columns}
      empty={{ title: text('empty.title'), text: text('empty.text'), action: null }}
    />
  );
};
