import { useRef, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { type PersonPick, PersonPicker } from '#renderer/ui/drafts/index.ts';
import {
  Button,
  Checkbox,
  ErrorState,
  FieldGroup,
  Form,
  Muted,
  Notice,
  PlainList,
  Row,
  Stack,
  TextInput,
  useFormat,
  useNow,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { DatedChangeView } from '#shared/contract/drafts/dated-changes.ts';
import { toIsoDay } from '../../parts/decisions/days.ts';
import { MissingNames } from './missing-names.tsx';
import classes from './rehearsal.module.css';
import { getNextApril, listLeavingPeople, type Rehearsal } from './view-model.ts';

interface KeepFormProps {
  readonly open: CallOutput<'datedChanges.list'>['open'];
  /** The last rehearsal; `null` before the first. */
  readonly result: Rehearsal | null;
}

interface Kept {
  readonly name: string;
  readonly day: string;
  readonly missing: DatedChangeView['missing'];
}

/** Saves changed drafts and leavers for a future day. */
export const DatedChangeForm = ({ open, result }: KeepFormProps) => {
  const text = useText('rehearsalScreen.keep');
  const planned = useText('rehearsalScreen.planned.what');
  const sections = useText('draft.section');
  const format = useFormat();
  const client = useClient();
  const refused = useRefusalProps();
  const [name, setName] = useState('');
  const nameField = useRef<HTMLInputElement>(null);
  const [typedDay, setDay] = useState<string | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [successors, setSuccessors] = useState<Readonly<Record<string, PersonPick | null>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [kept, setKept] = useState<Kept | null>(null);
  const [busy, setBusy] = useState(false);
  const today = toIsoDay(useNow());
  const day = typedDay ?? result?.date ?? getNextApril(today);
  const leaving = result === null ? [] : listLeavingPeople(result.lost);
  const objects = open.filter((one) => !left.has(`${one.section} ${one.id}`));
  const toggle = (key: string, on: boolean): void =>
    setLeft((before) => new Set(on ? [...before].filter((one) => one !== key) : [...before, key]));
  const keep = async (): Promise<void> => {
    setBusy(true);
    const order = {
      name,
      day,
      objects: objects.map((one) => ({ section: one.section, id: one.id })),
      people: leaving.filter(({ id }) => !left.has(`user ${id}`)).map(({ id }) => ({ id, by: successors[id]?.id ?? null })),
      rehearsed: result !== null,
    };
    const answer = await client.call('datedChanges.keep', order);
    setBusy(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setKept({ name, day, missing: answer.value.missing });
    setName('');
    // Focus moves from the button to the name; a focused picker would open over the message.
    nameField.current?.focus({ preventScroll: true });
    setLeft(new Set());
    setSuccessors({});
  };
  return (
    <Stack component="section" gap="md" mt="xxl" aria-labelledby="keep-change">
      <h2 id="keep-change">{text('title')}</h2>
      <Muted component="p" maw="60rem">
        {text('hint')}
      </Muted>
      <Form onSubmit={() => void keep()}>
        <Stack gap="md">
          <Row gap="md lg" align="flex-end">
            <TextInput
              ref={nameField}
              label={text('name')}
              placeholder={text('placeholder')}
              maxLength={100}
              w="20rem"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput type="date" label={text('day')} value={day} onChange={(event) => setDay(event.currentTarget.value)} />
          </Row>
          <FieldGroup legend={text('drafts')}>
            {open.length === 0 ? <Muted component="p">{text('noDrafts')}</Muted> : null}
            <PlainList gap="xs">
              {open.map((one) => {
                const key = `${one.section} ${one.id}`;
                return (
                  <li key={key}>
                    <Checkbox
                      label={`${one.name === '' ? sections(one.section) : one.name}　${sections(one.section)}　${planned(one.what)}`}
                      checked={!left.has(key)}
                      onChange={(event) => toggle(key, event.currentTarget.checked)}
                    />
                  </li>
                );
              })}
            </PlainList>
          </FieldGroup>
          {leaving.length === 0 ? null : (
            <FieldGroup legend={text('lost')}>
              <Muted component="p" size="xs">
                {text('lostHint')}
              </Muted>
              <PlainList gap="sm">
                {leaving.map(({ id, title }) => (
                  <Row component="li" key={id} gap="md lg" align="flex-end">
                    <Checkbox
                      w="12rem"
                      mb="xs"
                      label={title}
                      aria-label={text('include', { name: title })}
                      checked={!left.has(`user ${id}`)}
                      onChange={(event) => toggle(`user ${id}`, event.currentTarget.checked)}
                    />
                    <div className={classes.picker}>
                      <PersonPicker
                        label={text('by', { name: title })}
                        kinds={['user']}
                        single
                        chosen={successors[id] == null ? [] : [successors[id]]}
                        nameOf={() => successors[id] ?? undefined}
                        onAdd={(pick) => setSuccessors((before) => ({ ...before, [id]: pick }))}
                        onRemove={() => setSuccessors((before) => ({ ...before, [id]: null }))}
                      />
                    </div>
                  </Row>
                ))}
              </PlainList>
            </FieldGroup>
          )}
          {result === null ? null : <Muted component="p">{text('moves')}</Muted>}
          {failure === null ? null : <ErrorState failure={failure} />}
          {kept === null ? null : (
            <Notice state={kept.missing.length === 0 ? 'ready' : 'risk'}>
              {text('done', { name: kept.name, date: format.date(kept.day) })}
              {kept.missing.length === 0 ? null : <MissingNames missing={kept.missing} />}
            </Notice>
          )}
          <div>
            <Button
              type="submit"
              loading={busy}
              disabled={name.trim() === '' || day === '' || (objects.length === 0 && leaving.length === 0 && result === null)}
              {...refused}
            >
              {text('do')}
            </Button>
          </div>
        </Stack>
      </Form>
    </Stack>
  );
};
