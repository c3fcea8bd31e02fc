import { useState } from 'react';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { cancelJob, useCall, useClient, useJob } from '../../client/index.ts';
import { Button, ErrorState, Form, Muted, Notice, Progress, Row, TextInput, useFormat, useLanguage, useText } from '../../ui/index.ts';
import classes from './first-lists.module.css';
import { assignListToSide, findFreeName, type ListSide, NO_LISTS, SIDES, type UnsupportedList } from './first-lists-model.ts';
import { ListZone } from './list-zone.tsx';
import { useFirstImport } from './use-first-import.ts';

/** Two drop areas for two lists in any order, and the button that continues. `named`: another form asks for the name. */
export const FirstLists = ({ named }: { named: boolean }) => {
  const text = useText('welcome.lists');
  const company = useText('welcome.company');
  const other = useText('import.otherList');
  const client = useClient();
  const language = useLanguage();
  const taken = useCall('companies.list', {}).value?.companies ?? [];
  const [lists, setLists] = useState(NO_LISTS);
  const [name, setName] = useState('');
  const [refused, setRefused] = useState<{ readonly list: UnsupportedList; readonly file: string } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { busy, now, failure: failed, begin } = useFirstImport();
  const given = SIDES.filter((side) => lists[side] !== null);
  const unnamed = findFreeName(
    company('standard'),
    taken.map((company) => company.name),
  );

  const takeFile = async (place: ListSide, chosen: Promise<Result<FileToken | null>>): Promise<void> => {
    setFailure(null);
    setRefused(null);
    const file = await chosen;
    if (!file.ok) return setFailure(file.error);
    if (file.value === null) return;
    const { token, name: fileName } = file.value;
    const recognized = await client.call('files.recognize', { token });
    if (!recognized.ok) return setFailure(recognized.error);
    const chosenFile = file.value;
    const found = recognized.value;
    setLists((before) => assignListToSide(before, place, chosenFile, found).lists);
    const { refused: list } = assignListToSide(NO_LISTS, place, chosenFile, found);
    if (list !== null) setRefused({ list, file: fileName });
  };
  const saveExample = async (list: ListSide): Promise<void> => {
    setFailure(null);
    const written = await client.call('files.example', { list, language });
    if (!written.ok) return setFailure(written.error);
    const saved = await client.saveFile(written.value);
    if (!saved.ok) setFailure(saved.error);
  };
  const shown = failure ?? failed;
  return (
    <Form onSubmit={() => void begin(name.trim() || unnamed, lists)}>
      <div className={classes.zones}>
        {SIDES.map((side) => (
          <ListZone
            key={side}
            side={side}
            given={lists[side]}
            disabled={busy}
            onFile={(file) => takeFile(side, file)}
            onRemove={() => setLists({ ...lists, [side]: null })}
            onExample={() => saveExample(side)}
          />
        ))}
      </div>
      {refused === null ? null : (
        <div role="alert">
          <Notice state="risk">
            {refused.file}: {other(`what.${refused.list}`)}
          </Notice>
        </div>
      )}
      {shown === null ? null : <ErrorState failure={shown} />}
      {named ? null : (
        <Row gap="md" align="flex-end">
          <TextInput
            className={classes.name}
            label={company('name')}
            placeholder={unnamed}
            maxLength={60}
            disabled={busy}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant={given.length === 0 ? 'default' : 'filled'} loading={busy && now === null} disabled={busy}>
            {text(given.length === 2 ? 'begin' : given.length === 1 ? 'beginOne' : 'beginNone')}
          </Button>
          <Muted className={classes.hint}>{company('nameHint')}</Muted>
        </Row>
      )}
      {now === null ? null : <Importing {...now} />}
    </Form>
  );
};

const Importing = ({ side, jobId }: { side: ListSide; jobId: string }) => {
  const text = useText('welcome.lists');
  const jobText = useText('job');
  const format = useFormat();
  const client = useClient();
  const job = useJob(jobId);
  const total = job?.total ?? null;
  const label = text('importing', { list: text(`zone.${side}`) });
  return (
    <Row gap="md" align="center" wrap="nowrap" aria-live="polite">
      <span className={classes.importing}>{label}</span>
      <Progress
        className={classes.progress}
        value={job === undefined || total === null || total === 0 ? 100 : (job.done / total) * 100}
        animated={total === null}
        aria-label={label}
      />
      {job === undefined || total === null ? null : <Muted>{`${format.count(job.done)} / ${format.count(total)}`}</Muted>}
      <Button size="xs" variant="default" onClick={() => cancelJob(client, jobId)}>
        {jobText('cancel')}
      </Button>
    </Row>
  );
};
