import { useMemo } from 'react';
import type { Column } from '#renderer/parts/data-table/columns/columns.ts';
import { Mono, Muted, StateMark, TruncatedText, useText } from '#renderer/ui/index.ts';
import type { PersonRow } from '#shared/contract/people.ts';
import { getPersonStateMark } from './view-model.ts';

/** Columns of the table of all people. */
export function usePeopleColumns(): readonly Column<PersonRow>[] {
  const text = useText('people');
  const finding = useText('finding');
  const moves = useText('readiness.move');
  return useMemo(
    () => [
      {
        id: 'name',
        title: text('table.name'),
        least: 130,
        grow: 1,
        naming: true,
        sortBy: 'name',
        cell: ({ name }) => <TruncatedText>{name}</TruncatedText>,
        text: ({ name }) => name,
      },
      {
        id: 'state',
        title: text('table.state'),
        least: 136,
        grow: 0,
        sortBy: 'state',
        cell: ({ state }) => <StateMark state={getPersonStateMark(state)} label={text(`orderState.${state}`)} />,
        text: ({ state }) => text(`orderState.${state}`),
      },
      {
        id: 'reason',
        title: text('table.reason'),
        least: 200,
        grow: 2,
        givesWay: 3,
        cell: ({ gate, code }) =>
          code === null ? null : (
            <TruncatedText>
              {gate === null ? null : <Muted component="span">{`${gate}. `}</Muted>}
              {finding(`${code}.name`)}
            </TruncatedText>
          ),
        text: ({ gate, code }) => (code === null ? '' : `${gate === null ? '' : `${gate}. `}${finding(`${code}.name`)}`),
      },
      {
        id: 'move',
        title: text('table.move'),
        least: 120,
        grow: 0.5,
        givesWay: 2,
        cell: ({ move }) => (move === null ? null : <TruncatedText>{moves(move)}</TruncatedText>),
        text: ({ move }) => (move === null ? '' : moves(move)),
      },
      {
        id: 'organization',
        title: text('table.organization'),
        least: 130,
        grow: 1,
        givesWay: 5,
        sortBy: 'organization',
        cell: ({ organization, title }) => <TruncatedText>{[organization, title].filter((part) => part !== '').join('　')}</TruncatedText>,
        text: ({ organization, title }) => [organization, title].filter((part) => part !== '').join(' '),
      },
      {
        id: 'workEmail',
        title: text('table.workEmail'),
        least: 200,
        grow: 1.5,
        givesWay: 4,
        cell: ({ workEmail }) => <Mono>{workEmail}</Mono>,
        text: ({ workEmail }) => workEmail,
      },
      {
        id: 'loginId',
        title: text('table.loginId'),
        least: 110,
        grow: 0.5,
        extra: true,
        cell: ({ loginId }) => <Mono>{loginId}</Mono>,
        text: ({ loginId }) => loginId,
      },
      {
        id: 'employeeCode',
        title: text('table.employeeCode'),
        least: 110,
        grow: 0.5,
        extra: true,
        cell: ({ employeeCode }) => <Mono>{employeeCode}</Mono>,
        text: ({ employeeCode }) => employeeCode,
      },
    ],
    [text, finding, moves],
  );
}
