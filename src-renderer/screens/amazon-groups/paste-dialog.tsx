import { IconClipboard, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { useAllDrafts } from '#renderer/parts/draft-list/use-all-drafts.ts';
import { changeDrafts, useDraftSaveState } from '#renderer/ui/drafts/index.ts';
import { Button, Dialog, ErrorState, FormEnd, Mono, Muted, SmallTable, Stack, StateMark, Textarea, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import { readPastedGroups } from '#shared/domain/integration/pasted-groups.ts';
import classes from './amazon-groups.module.css';
import { createPasteCommand, type PasteRow, planPaste } from './paste.ts';

const MAX_SHOWN_LINES = 100;

/** The button and dialog that import Amazon groups from a pasted table, with a preview. */
export const PasteGroupsButton = () => {
  const text = useText('invoicingScreen.paste');
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button variant="default" leftSection={<IconClipboard size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {text('open')}
      </Button>
      <Dialog opened={open} onClose={close} size={640} title={text('title')}>
        <PasteForm onClose={close} />
      </Dialog>
    </>
  );
};

const PasteForm = ({ onClose }: { readonly onClose: () => void }) => {
  const text = useText('invoicingScreen.paste');
  const client = useClient();
  const groups = useAllDrafts('amazon_groups');
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const rows = planPaste(readPastedGroups(typed), groups);
  const changing = rows.filter(({ change }) => change === 'add' || change === 'change').length;
  const take = async (): Promise<void> => {
    const command = createPasteCommand(rows, () => crypto.randomUUID());
    if (command === null) return;
    setBusy(true);
    const changed = await changeDrafts(client, 'drafts.apply', { command: command as CallInput<'drafts.apply'>['command'] });
    setBusy(false);
    if (changed !== null) onClose();
    else setFailure(useDraftSaveState.getState().failure);
  };
  /** The list of a file is inserted into the field, where it can be checked and corrected. */
  const read = async (): Promise<void> => {
    setFailure(null);
    const chosen = await client.pickFile('.csv,.tsv,.txt,.xlsx');
    if (!chosen.ok) return setFailure(chosen.error);
    if (chosen.value === null) return;
    const answer = await client.call('drafts.readAmazonGroups', { token: chosen.value.token });
    if (!answer.ok) return setFailure(answer.error);
    setTyped(answer.value.groups.map(({ name, integrationOption }) => `${name}\t${integrationOption}`).join('\n'));
  };
  return (
    <Stack>
      <Textarea
        data-autofocus
        label={text('label')}
        description={text('hint')}
        autosize
        minRows={4}
        maxRows={8}
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div>
        <Button size="xs" variant="default" leftSection={<IconUpload size={14} aria-hidden />} onClick={() => void read()}>
          {text('fromFile')}
        </Button>
      </div>
      {failure === null ? null : <ErrorState failure={failure} />}
      {rows.length === 0 ? null : (
        <div className={classes.preview}>
          <SmallTable dense fixed aria-label={text('preview')}>
            <thead>
              <tr>
                <th scope="col">{text('name')}</th>
                <th scope="col">{text('option')}</th>
                <th scope="col">{text('change')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, MAX_SHOWN_LINES).map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the text.
                <tr key={at} data-quiet={row.change === 'same' || row.change === 'twice' || undefined}>
                  <th scope="row">{row.name}</th>
                  <td>{row.option === '' ? <Muted size="xs">{text('noOption')}</Muted> : <Mono>{row.option}</Mono>}</td>
                  <td>
                    <Change row={row} />
                  </td>
                </tr>
              ))}
            </tbody>
          </SmallTable>
          {rows.length > MAX_SHOWN_LINES ? (
            <Muted component="p" size="xs">
              {text('more', { count: rows.length - MAX_SHOWN_LINES })}
            </Muted>
          ) : null}
        </div>
      )}
      <FormEnd
        onCancel={onClose}
        onDo={() => void take()}
        busy={busy}
        changes
        disabled={changing === 0}
        action={text('take', { count: changing })}
      />
    </Stack>
  );
};

/** Result of a line; skipped ones are marked with the reason. */
const Change = ({ row: { change, problem, before } }: { readonly row: PasteRow }) => {
  const text = useText('invoicingScreen.paste');
  if (change === 'refused') return problem === null ? null : <StateMark wraps state="block" label={text(`problem.${problem}`)} />;
  const words = text(`changes.${change}`, { before: before === '' ? text('noOption') : before });
  return change === 'ambiguous' ? <StateMark wraps state="risk" label={words} /> : words;
};
