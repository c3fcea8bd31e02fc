import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Result } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { useClient } from '../../client/index.ts';
import { useFileDrop } from '../../parts/file-drop/use-file-drop.ts';
import { Button, Muted, Row, StateMark, TextLink, useFormat, useText } from '../../ui/index.ts';
import { ExportPicture } from './export-picture.tsx';
import type { AssignedList, ListSide } from './first-lists-model.ts';
import classes from './list-zone.module.css';

const ACCEPT = '.csv,.tsv,.txt,.xlsx';
const STEPS = [1, 2, 3] as const;

interface ListZoneProps {
  readonly side: ListSide;
  readonly given: AssignedList | null;
  readonly disabled: boolean;
  /** A file for this list or the other one; the console detects which. */
  readonly onFile: (file: Promise<Result<FileToken | null>>) => Promise<void>;
  readonly onRemove: () => void;
  readonly onExample: () => Promise<void>;
}

/** One side's list: where to export it, the drop area, and the given file. */
export const ListZone = ({ side, given, disabled, onFile, onRemove, onExample }: ListZoneProps) => {
  const text = useText('welcome.lists');
  const format = useFormat();
  const client = useClient();
  const [busy, setBusy] = useState<'file' | 'example' | null>(null);
  const { dropFile } = client;
  const list = text(`zone.${side}`);
  const during = async (what: 'file' | 'example', work: Promise<void>): Promise<void> => {
    setBusy(what);
    await work;
    setBusy(null);
  };
  const { over, zone } = useFileDrop(
    dropFile === null || disabled
      ? null
      : (files) => {
          const takeAll = async (): Promise<void> => {
            // Both lists may be dropped together.
            for (const file of files.slice(0, 2)) await onFile(dropFile(file));
          };
          void during('file', takeAll());
        },
  );
  return (
    <section className={classes.zone} aria-label={list} data-over={over || undefined} data-given={given !== null || undefined} {...zone}>
      <h3>{list}</h3>
      {given === null ? (
        <>
          <div className={classes.where}>
            <ExportPicture side={side} label={text(`picture.${side}`)} />
            <ol className={classes.steps}>
              {STEPS.map((step) => (
                <li key={step}>{text(`steps.${side}.${step}`)}</li>
              ))}
            </ol>
          </div>
          <Row gap="md" align="center">
            <Button
              variant="default"
              loading={busy === 'file'}
              disabled={disabled}
              aria-label={text('chooseNamed', { list })}
              onClick={() => void during('file', onFile(client.pickFile(ACCEPT)))}
            >
              {text('choose')}
            </Button>
            {dropFile === null ? null : <Muted>{text('orDrop')}</Muted>}
          </Row>
        </>
      ) : (
        <div className={classes.given} role="status">
          {given.note === 'uncertain' ? (
            <StateMark state="risk" look="icon" />
          ) : (
            <IconCircleCheck size={20} stroke={1.6} className={classes.check} aria-hidden />
          )}
          <div>
            <b>{given.file.name}</b>
            <Muted component="p">{`${text('rows', { rows: given.rows })} · ${format.bytes(given.file.bytes)}`}</Muted>
            {given.note === null ? null : (
              <p className={classes.note} data-note={given.note}>
                {text(`note.${given.note}`, { list })}
              </p>
            )}
          </div>
          <Button size="xs" variant="default" disabled={disabled} aria-label={text('removeNamed', { list })} onClick={onRemove}>
            {text('remove')}
          </Button>
        </div>
      )}
      {given === null ? (
        <Muted component="p" className={classes.example}>
          {text('tryIt')}
          <TextLink
            disabled={busy === 'example'}
            aria-label={text('exampleNamed', { list })}
            onClick={() => void during('example', onExample())}
          >
            {text('example')}
          </TextLink>
        </Muted>
      ) : null}
    </section>
  );
};
