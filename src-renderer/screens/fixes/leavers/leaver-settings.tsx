import { useState } from 'react';
import { type Transport, useCall, useClient, useHasNeoPeople } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { type PersonPick, PersonPicker } from '#renderer/ui/drafts/index.ts';
import {
  Actions,
  Button,
  Checkbox,
  ErrorState,
  Muted,
  Notice,
  PlainList,
  SkeletonRows,
  SmallTable,
  Stack,
  TextLink,
  useFormat,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { LeaverRow } from '#shared/contract/fixes/leavers.ts';
import { announceDecision, type UndoResult, wrapDecision } from '../../../parts/decisions/decisions.ts';
import { openDraft } from '../../../parts/draft-link/draft-link.ts';
import classes from '../../../parts/fixes/fixes.module.css';
import { applyChoices, canSelectAll, changePersonChoice, chooseAllLeavers, getLeaverChoices, type LeaverChoices } from './leavers-model.ts';

const NO_PEOPLE: LeaverChoices = [];

/** NEO's side: people who can no longer act but are still named, with the effect of removing them. */
export const LeaverSettings = () => {
  const text = useText('fixesScreen.people.neo');
  const client = useClient();
  const refused = useRefusalProps();
  const peopled = useHasNeoPeople();
  const [chosen, setChosen] = useState<LeaverChoices>(NO_PEOPLE);
  const [also, setAlso] = useState<readonly PersonPick[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const plan = useCall('leavers.plan', peopled ? { chosen, also: also.map(({ id }) => id) } : null);
  const { value, error, loading, refetch } = plan;
  if (!peopled) return null;
  const choose = (next: LeaverChoices): void => {
    setFailure(null);
    setChosen(next);
  };
  // While a request is pending, the next one is based on the selection, not on the old response.
  const people = plan.stale ? applyChoices(value?.people ?? [], chosen) : (value?.people ?? []);
  const change = (id: string, wanted: Parameters<typeof changePersonChoice>[2]): void => choose(changePersonChoice(people, id, wanted));
  const take = wrapDecision(async (): Promise<void> => {
    if (value === undefined) return;
    setBusy(true);
    const result = await client.call('leavers.take', {
      revision: value.revision,
      chosen: getLeaverChoices(value.people),
    });
    setBusy(false);
    setFailure(result.ok ? null : result.error);
    if (!result.ok) return;
    const { length } = result.value.changed;
    // If another window made a change first, the next undo step is not this one.
    const step = length === 0 ? null : (result.value.steps.undo?.id ?? null);
    announceDecision(
      client,
      'people',
      length,
      0,
      step === null ? null : { undo: () => replay(client, 'undo', step), redo: () => replay(client, 'redo', step) },
    );
    setChosen(NO_PEOPLE);
    setAlso([]);
  });
  const leaving = new Set(people.flatMap(({ id, chosen }) => (chosen ? [id] : [])));
  const places = value?.objects ?? 0;
  return (
    <section className={classes.leaversPart} aria-labelledby="leavers-neo">
      <h2 id="leavers-neo">{text('title')}</h2>
      <Muted component="p" maw="60rem">
        {text('hint')}
      </Muted>
      {failure === null ? null : <ErrorState failure={failure} onRetry={refetch} />}
      {error !== null ? (
        <ErrorState
          failure={error}
          onRetry={() => {
            // Restores the choice before the refused one; a choice that cannot be restored is dropped completely.
            setChosen(plan.other ? getLeaverChoices(value?.people ?? []) : NO_PEOPLE);
            refetch();
          }}
        />
      ) : value === undefined ? (
        loading ? (
          <SkeletonRows rows={4} />
        ) : null
      ) : (
        <Stack gap="md" data-stale={plan.stale || undefined}>
          {value.people.length === 0 ? (
            <p>{text('none')}</p>
          ) : (
            <People
              people={value.people}
              leaving={leaving}
              onChange={change}
              onAll={(wanted) => choose(chooseAllLeavers(people, wanted))}
            />
          )}
          {value.rolesOnly > 0 ? <Muted component="p">{text('rolesOnly', { count: value.rolesOnly })}</Muted> : null}
          {value.total > value.people.length ? (
            <Muted component="p">{text('more', { count: value.total - value.people.length })}</Muted>
          ) : null}
          {value.vacant > 0 ? <Notice state="risk">{text('vacant', { count: value.vacant })}</Notice> : null}
          <div className={classes.also}>
            <PersonPicker
              label={text('add')}
              kinds={['user']}
              chosen={[]}
              nameOf={() => undefined}
              onAdd={(pick) => setAlso((before) => [...before.filter(({ id }) => id !== pick.id), pick])}
              onRemove={() => undefined}
            />
            <Muted component="p" size="xs">
              {text('addHint')}
            </Muted>
          </div>
          <Actions>
            <Button variant="default" onClick={() => navigate('plan')}>
              {text('plan')}
            </Button>
            <Button disabled={places === 0 || plan.stale} loading={busy} onClick={() => void take()} {...refused}>
              {text('take', { count: places })}
            </Button>
          </Actions>
        </Stack>
      )}
    </section>
  );
};

/** Undoes or redoes the step if it is still the next one. */
async function replay(client: Transport, direction: 'undo' | 'redo', step: number): Promise<Result<UndoResult>> {
  const summary = await client.call('drafts.summary', {});
  if (!summary.ok) return summary;
  if (summary.value.steps[direction]?.id !== step) return { ok: false, error: { code: `draft-nothing-to-${direction}`, params: {} } };
  const moved = await client.call(`drafts.${direction}`, { step });
  return moved.ok ? { ok: true, value: { count: moved.value.changed.length, back: moved.value.back } } : moved;
}

interface PeopleProps {
  readonly people: readonly LeaverRow[];
  /** People chosen for removal or replacement. */
  readonly leaving: ReadonlySet<string>;
  readonly onChange: (id: string, change: Parameters<typeof changePersonChoice>[2]) => void;
  readonly onAll: (chosen: boolean) => void;
}

const People = ({ people, leaving, onChange, onAll }: PeopleProps) => {
  const text = useText('fixesScreen.people.neo');
  const left = people.filter(canSelectAll);
  const ticked = left.filter(({ chosen }) => chosen).length;
  return (
    <SmallTable fixed aria-labelledby="leavers-neo" className={classes.leavers}>
      <thead>
        <tr>
          <th scope="col" className={classes.who}>
            <Checkbox
              label={text('column.person')}
              aria-label={text('tickAll')}
              checked={left.length > 0 && ticked === left.length}
              indeterminate={ticked > 0 && ticked < left.length}
              disabled={left.length === 0}
              onChange={(event) => onAll(event.currentTarget.checked)}
            />
          </th>
          <th scope="col">{text('column.places')}</th>
          <th scope="col" className={classes.successor}>
            {text('column.by')}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonLine key={person.id} person={person} leaving={leaving} onChange={onChange} />
        ))}
      </tbody>
    </SmallTable>
  );
};

const PersonLine = ({ person, leaving, onChange }: { readonly person: LeaverRow } & Pick<PeopleProps, 'leaving' | 'onChange'>) => {
  const text = useText('fixesScreen.people.neo');
  const states = useText('leavers.state');
  const places = useText('leavers.place');
  const effects = useText('leavers.effect');
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const { id, name, loginId, state, chosen, by, lines, elsewhere } = person;
  const waiting = useCall('orders.byApprover', {}).value?.groups.find(({ key }) => key === id)?.pending ?? 0;
  return (
    <tr>
      <th scope="row">
        <Checkbox
          label={name}
          aria-label={text('tick', { name })}
          checked={chosen && lines.length > 0}
          disabled={lines.length === 0}
          onChange={(event) => onChange(id, { chosen: event.currentTarget.checked })}
        />
        <Muted component="p" size="xs" className={classes.under}>
          {/* Several people may have one name. */}
          {loginId === '' ? states(state) : `${states(state)}　${loginId}`}
        </Muted>
      </th>
      <td>
        <PlainList>
          {lines.map((line) => (
            <li key={`${line.section} ${line.objectId} ${line.how} ${line.step}`}>
              <TextLink onClick={() => openDraft({ section: line.section, id: line.objectId })}>
                {places(line.how, { name: line.name, step: line.step ?? 0 })}
              </TextLink>
              {chosen ? <Muted>　{effects(line.effect)}</Muted> : null}
            </li>
          ))}
        </PlainList>
        {lines.length === 0 ? <Muted component="p">{text('nothing')}</Muted> : null}
        {waiting === 0 ? null : (
          <p>
            <Muted size="xs">{text('waiting', { count: waiting })}</Muted>{' '}
            <TextLink size="sm" aria-label={text('waitingOf', { name })} onClick={() => navigate('orders', { approver: id })}>
              {text('waitingOpen')}
            </TextLink>
          </p>
        )}
        {elsewhere.length === 0 ? null : (
          <Muted component="p" size="xs">
            {text('elsewhere', { places: format.list(elsewhere.map((one) => text(one.kind, { name: one.name }))) })}
          </Muted>
        )}
      </td>
      <td>
        {lines.length === 0 ? null : by === null && !asking ? (
          <Button size="xs" variant="default" aria-label={text('successorOf', { name })} onClick={() => setAsking(true)}>
            {text('successor')}
          </Button>
        ) : (
          <PersonPicker
            label={text('by', { name })}
            kinds={['user']}
            single
            narrow
            focused={asking}
            // People who leave or cannot act cannot be successors.
            isOut={(pick) => pick.id === id || leaving.has(pick.id) || !pick.active}
            outText={text('cannotReplace')}
            chosen={by === null ? [] : [{ kind: 'user', id: by.id }]}
            nameOf={() => by ?? undefined}
            onAdd={(pick) => onChange(id, { chosen: true, by: pick.id })}
            onRemove={() => onChange(id, { by: null })}
          />
        )}
      </td>
    </tr>
  );
};
