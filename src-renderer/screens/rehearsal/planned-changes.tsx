import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import {
  Actions,
  Button,
  Checkbox,
  Dialog,
  ErrorState,
  Fold,
  Muted,
  Notice,
  PlainList,
  Row,
  Stack,
  StateMark,
  TextInput,
  TextLink,
  useFormat,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { DatedChangeView } from '#shared/contract/drafts/dated-changes.ts';
import { openDraft } from '../../parts/draft-link/draft-link.ts';
import { MissingNames } from './missing-names.tsx';
import classes from './rehearsal.module.css';
import { countMovedPeople, getChoiceKey, getSkippedKeys, isChangedSinceSaved, needsReview } from './view-model.ts';

interface PlannedProps {
  readonly changes: readonly DatedChangeView[];
  readonly revision: number;
}

/** Dated changes that wait for their day, with the action that applies them to the drafts. */
export const PlannedChanges = ({ changes, revision }: PlannedProps) => {
  const text = useText('rehearsalScreen.planned');
  return (
    <Stack component="section" gap="md" mb="xl" aria-label={text('title')}>
      <h2>{text('title')}</h2>
      {changes.length === 0 ? (
        <Muted component="p">{text('none')}</Muted>
      ) : (
        <Stack gap="lg">
          {changes.map((change) => (
            <PlannedChange key={change.id} change={change} revision={revision} />
          ))}
        </Stack>
      )}
    </Stack>
  );
};

const PlannedChange = ({ change, revision }: { readonly change: DatedChangeView; readonly revision: number }) => {
  const text = useText('rehearsalScreen.planned');
  const format = useFormat();
  const client = useClient();
  const refused = useRefusalProps();
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const skipped = getSkippedKeys(change, chosen);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [taken, setTaken] = useState<number | null>(null);
  const [asking, setAsking] = useState<'edit' | 'withdraw' | null>(null);
  const { id, name, day, due, takenAt, objects, people, moved, missing } = change;
  const stayed = people.filter(({ stays }) => stays > 0);
  const changed = objects.filter(isChangedSinceSaved);
  const take = async (): Promise<void> => {
    setBusy(true);
    const except = objects.filter((one) => skipped.has(`${one.section} ${one.id}`)).map((one) => ({ section: one.section, id: one.id }));
    const result = await client.call('datedChanges.take', { id, revision, except });
    setBusy(false);
    setFailure(result.ok ? null : result.error);
    if (result.ok) setTaken(result.value.changed.length);
  };
  return (
    <Stack component="article" gap="sm" className={classes.change} aria-label={name} data-due={(due && takenAt === null) || undefined}>
      <Row gap="sm md" align="flex-start" justify="space-between">
        <div>
          <h3>
            {name}
            {due || takenAt !== null ? <Muted>　{format.date(day)}</Muted> : null}
          </h3>
          <StateMark
            state={takenAt !== null ? 'ready' : due || needsReview(change) ? 'risk' : 'note'}
            label={
              takenAt !== null
                ? text('taken', { at: format.dateTime(takenAt) })
                : due
                  ? text('due')
                  : text(needsReview(change) ? 'look' : 'waiting', { date: format.date(day) })
            }
          />
          <Muted component="p" size="xs">
            {text('counts', { objects: objects.length, people: people.length, moved: moved === null ? 0 : countMovedPeople(moved) })}
          </Muted>
        </div>
        <Row>
          <Button size="xs" variant="default" aria-label={text('editOf', { name })} onClick={() => setAsking('edit')} {...refused}>
            {text('edit')}
          </Button>
          <Button size="xs" variant="subtle" aria-label={text('withdrawOf', { name })} onClick={() => setAsking('withdraw')} {...refused}>
            {text('withdraw')}
          </Button>
          <Button
            size="xs"
            variant={due && takenAt === null ? 'filled' : 'default'}
            aria-label={text('takeOf', { name })}
            loading={busy}
            onClick={() => void take()}
            {...refused}
          >
            {text('take')}
          </Button>
        </Row>
      </Row>
      {failure === null ? null : <ErrorState failure={failure} />}
      {/* After an undo, the change waits for its day again. */}
      {taken === null || takenAt === null ? null : (
        <Notice state="ready">
          {text(taken === 0 ? 'nothing' : 'done', { count: taken })} <TextLink onClick={() => navigate('plan')}>{text('plan')}</TextLink>
        </Notice>
      )}
      {missing.length === 0 ? null : (
        <Notice state="risk">
          <MissingNames missing={missing} />
        </Notice>
      )}
      {stayed.length === 0 ? null : (
        <Notice state="risk">
          <PlainList>
            {stayed.map((one) => (
              <li key={one.id}>{text('stays', { name: one.name, count: one.stays })}</li>
            ))}
          </PlainList>
        </Notice>
      )}
      {takenAt !== null || changed.length === 0 ? null : <Notice state="risk">{text('changedSince', { count: changed.length })}</Notice>}
      <Details
        change={change}
        skipped={skipped}
        onSkip={(one, skip) => setChosen((before) => new Map(before).set(getChoiceKey(one), skip))}
      />
      <EditDialog key={`${name} ${day}`} change={change} opened={asking === 'edit'} onClose={() => setAsking(null)} />
      <WithdrawDialog change={change} opened={asking === 'withdraw'} onClose={() => setAsking(null)} />
    </Stack>
  );
};

interface DetailsProps {
  readonly change: DatedChangeView;
  readonly skipped: ReadonlySet<string>;
  readonly onSkip: (object: DatedChangeView['objects'][number], skip: boolean) => void;
}

/** Drafts with their present state, replaced people, and moves. */
const Details = ({ change: { objects, people, moved }, skipped, onSkip }: DetailsProps) => {
  const text = useText('rehearsalScreen.planned');
  const sections = useText('draft.section');
  return (
    <Fold title={text('details')}>
      <Stack gap="md">
        {objects.length === 0 ? null : (
          <PlainList gap="xs">
            {objects.map((one) => {
              const key = `${one.section} ${one.id}`;
              const title = one.name === '' ? sections(one.section) : one.name;
              return (
                <Row component="li" key={key} gap="md" align="flex-start" justify="space-between" wrap="nowrap" maw="48rem">
                  <Checkbox
                    label={title}
                    description={
                      isChangedSinceSaved(one) ? (
                        <StateMark wraps state="risk" label={text(`standing.${one.standing}`)} />
                      ) : (
                        `${text(`what.${one.what}`)}　${text(`standing.${one.standing}`)}`
                      )
                    }
                    aria-label={text('skip', { name: title })}
                    checked={!skipped.has(key)}
                    onChange={(event) => onSkip(one, !event.currentTarget.checked)}
                  />
                  {one.there ? (
                    <TextLink size="sm" flex="none" onClick={() => openDraft({ section: one.section, id: one.id })}>
                      {sections(one.section)}
                    </TextLink>
                  ) : (
                    <Muted flex="none">{sections(one.section)}</Muted>
                  )}
                </Row>
              );
            })}
          </PlainList>
        )}
        {people.length === 0 ? null : (
          <div>
            <Muted component="p" size="xs">
              {text('people')}
            </Muted>
            <PlainList>
              {people.map(({ id, name, by }) => (
                <li key={id}>{by === null ? text('without', { name }) : text('by', { name, by: by.name })}</li>
              ))}
            </PlainList>
          </div>
        )}
        {moved === null ? null : (
          <div>
            <Muted component="p" size="xs">
              {text('moved', { users: moved.users })}
            </Muted>
            <PlainList>
              {moved.people.map(({ id, name, before, after }) => (
                <li key={id}>
                  {name}
                  <Muted>　{text(before === '' ? 'joins' : after === '' ? 'leaves' : 'moves', { before, after })}</Muted>
                </li>
              ))}
            </PlainList>
            {countMovedPeople(moved) > moved.people.length ? (
              <Muted component="p" size="xs">
                {text('movedMore', { count: countMovedPeople(moved) - moved.people.length })}
              </Muted>
            ) : null}
          </div>
        )}
      </Stack>
    </Fold>
  );
};

interface AskProps {
  readonly change: DatedChangeView;
  readonly opened: boolean;
  readonly onClose: () => void;
}

const EditDialog = ({ change, opened, onClose }: AskProps) => {
  const text = useText('rehearsalScreen.planned');
  const client = useClient();
  const [name, setName] = useState(change.name);
  const [day, setDay] = useState(change.day);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (): Promise<void> => {
    const result = await client.call('datedChanges.change', { id: change.id, name, day });
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={text('edit')}>
      <Stack gap="md">
        <TextInput label={text('name')} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput type="date" label={text('day')} value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        {failure === null ? null : <ErrorState failure={failure} />}
        <Actions>
          <Button variant="default" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button disabled={name.trim() === '' || day === ''} onClick={() => void save()}>
            {text('save')}
          </Button>
        </Actions>
      </Stack>
    </Dialog>
  );
};

const WithdrawDialog = ({ change, opened, onClose }: AskProps) => {
  const text = useText('rehearsalScreen.planned');
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const withdraw = async (): Promise<void> => {
    const result = await client.call('datedChanges.withdraw', { id: change.id });
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={text('withdrawTitle', { name: change.name })}>
      <Stack gap="md">
        <p>{text('withdrawText')}</p>
        {failure === null ? null : <ErrorState failure={failure} />}
        <Actions>
          <Button variant="default" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button color="red" onClick={() => void withdraw()}>
            {text('withdraw')}
          </Button>
        </Actions>
      </Stack>
    </Dialog>
  );
};
