import { useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { openPerson } from '#renderer/navigation/index.ts';
import { PersonLink } from '#renderer/parts/person-link/person-link.tsx';
import {
  Button,
  ErrorState,
  Muted,
  PlainList,
  Select,
  SkeletonRows,
  Stack,
  TextInput,
  useSettledSearch,
  useText,
} from '#renderer/ui/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { CoverageLevel } from './coverage-tree.ts';
import classes from './invoicing.module.css';
import { useAssignInvoiceGroup } from './use-assignment.ts';

const MAX_SHOWN = 200;

export interface PeopleQuestion {
  readonly which: CallInput<'invoicing.people'>['which'];
  readonly organizationId: string | null;
  readonly organization: string;
}

interface CoveragePeopleProps {
  readonly asked: PeopleQuestion;
  readonly groups: CoverageLevel['groups'];
}

/** The people behind a number of the map, with an action that closes the gap. */
export const CoveragePeople = ({ asked, groups }: CoveragePeopleProps) => {
  const text = useText('invoicingScreen');
  const [typed, setTyped] = useState('');
  const search = useSettledSearch(typed);
  const { which, organizationId } = asked;
  const { value, error, loading, refetch } = useCall('invoicing.people', { which, organizationId, search, offset: 0, limit: MAX_SHOWN });
  return (
    <Stack>
      {which.kind === 'none' && organizationId !== null ? (
        <CloseGap key={organizationId} organizationId={organizationId} groups={groups} />
      ) : null}
      <TextInput
        aria-label={text('coverage.search')}
        placeholder={text('coverage.search')}
        autoComplete="off"
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      {value === undefined ? (
        loading ? (
          <SkeletonRows rows={6} />
        ) : null
      ) : (
        <>
          <Muted component="p" size="xs" role="status">
            {text('coverage.found', { count: value.total })}
          </Muted>
          <PlainList lines="around">
            {value.people.map((person) => (
              <Stack component="li" gap="none" py="xs" lh="1.5" key={person.id}>
                <span>
                  <PersonLink id={person.id} name={person.name} onOpen={openPerson} />
                </span>
                <Muted size="xs">{[person.organization, person.title].filter((part) => part !== '').join('　')}</Muted>
                {which.kind === 'none' || person.groups.length === 0 ? null : (
                  <Muted size="xs">{text('coverage.inGroups', { groups: person.groups.map(({ name }) => name).join('、') })}</Muted>
                )}
              </Stack>
            ))}
          </PlainList>
          {value.total > value.people.length ? (
            <Muted component="p" size="xs">
              {text('coverage.more', { count: value.total - value.people.length })}
            </Muted>
          ) : null}
        </>
      )}
    </Stack>
  );
};

interface CloseGapProps {
  readonly organizationId: string;
  readonly groups: CoverageLevel['groups'];
}

/** Adds the organization with everything below it to an existing group. */
const CloseGap = ({ organizationId, groups }: CloseGapProps) => {
  const text = useText('invoicingScreen');
  const assign = useAssignInvoiceGroup();
  const [groupId, setGroupId] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (groups.length === 0) return null;
  const add = async (): Promise<void> => {
    if (groupId === null) return;
    setBusy(true);
    await assign(groupId, organizationId);
    setBusy(false);
  };
  return (
    <div className={classes.closeGap}>
      <Select
        label={text('coverage.addTo')}
        placeholder={text('coverage.choose')}
        searchable
        data={groups.map(({ id, code, name }) => ({ value: id, label: name === '' ? code : `${name}（${code}）` }))}
        value={groupId}
        onChange={setGroupId}
      />
      <Button variant="default" disabled={groupId === null} loading={busy} onClick={() => void add()}>
        {text('coverage.add')}
      </Button>
    </div>
  );
};
