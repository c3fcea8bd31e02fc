import { type FormEvent, useState } from 'react';
import { dismissJob, runJob, useClient } from '#renderer/client/index.ts';
import {
  Button,
  Checkbox,
  ErrorState,
  guardComposition,
  KindChip,
  Modal,
  Mono,
  TextInput,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { Failure } from '#shared/contract/result.ts';
import type { BundleContent, SecretName } from '#shared/contract/secrets.ts';
import { KeychainTrouble } from './keychain-trouble.tsx';
import { SecretInput } from './secret-input.tsx';
import classes from './secrets.module.css';

interface ImportDialogProps {
  /** `null` while closed. */
  readonly file: FileToken | null;
  readonly onClose: () => void;
  /** The company is made and open. */
  readonly onTaken: () => void;
}

/** Opens a transfer file with its passphrase, shows what is in it, and makes a new company of it. */
export const ImportDialog = ({ file, onClose, onTaken }: ImportDialogProps) => {
  const text = useText('secretsPart');
  return (
    <Modal
      opened={file !== null}
      onClose={onClose}
      size={520}
      title={text('bundle.importTitle')}
      closeButtonProps={{ 'aria-label': text('close') }}
    >
      {file === null ? null : <Steps key={file.token} file={file} onClose={onClose} onTaken={onTaken} />}
    </Modal>
  );
};

const Steps = ({ file, onClose, onTaken }: ImportDialogProps & { readonly file: FileToken }) => {
  const [passphrase, setPassphrase] = useState('');
  const [content, setContent] = useState<BundleContent | null>(null);
  return content === null ? (
    <Unlock file={file} passphrase={passphrase} onPassphrase={setPassphrase} onOpen={setContent} onClose={onClose} />
  ) : (
    <Take file={file} passphrase={passphrase} content={content} onClose={onClose} onTaken={onTaken} />
  );
};

interface UnlockProps {
  readonly file: FileToken;
  readonly passphrase: string;
  readonly onPassphrase: (passphrase: string) => void;
  readonly onOpen: (content: BundleContent) => void;
  readonly onClose: () => void;
}

const Unlock = ({ file, passphrase, onPassphrase, onOpen, onClose }: UnlockProps) => {
  const text = useText('secretsPart');
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const open = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (passphrase === '' || busy) return;
    setBusy(true);
    setFailure(null);
    const result = await client.call('secrets.previewBundle', { token: file.token, passphrase });
    setBusy(false);
    if (result.ok) onOpen(result.value);
    else setFailure(result.error);
  };
  return (
    <form className={classes.dialog} noValidate onSubmit={(event) => void open(event)} onKeyDown={guardComposition}>
      <p>
        <Mono>{file.name}</Mono>
      </p>
      <SecretInput label={text('bundle.passphrase')} maxLength={1_024} value={passphrase} onChange={onPassphrase} autoFocus />
      {failure === null ? null : <ErrorState failure={failure} />}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={passphrase === ''}>
          {text('bundle.open')}
        </Button>
      </div>
    </form>
  );
};

interface TakeProps extends Omit<ImportDialogProps, 'file'> {
  readonly file: FileToken;
  readonly passphrase: string;
  readonly content: BundleContent;
}

const Take = ({ file, passphrase, content, onClose, onTaken }: TakeProps) => {
  const text = useText('secretsPart');
  const names = useText('secret.name');
  const format = useFormat();
  const client = useClient();
  const [name, setName] = useState(content.nameTaken ? text('bundle.otherName', { name: content.profile.name }) : content.profile.name);
  const [ticked, setTicked] = useState<readonly SecretName[]>(content.secrets);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const order = { token: file.token, passphrase, name: name.trim(), secrets: [...ticked] };
    const ended = await runJob(client, client.call('secrets.importBundle', order));
    setBusy(false);
    if (!ended.ok) return setFailure(ended.error);
    if (ended.value.error !== null) return setFailure(ended.value.error);
    if (ended.value.state !== 'done') return;
    dismissJob(ended.value.id);
    onTaken();
  };
  const tick = (secret: SecretName, on: boolean): void =>
    setTicked((now) => (on ? [...now, secret] : now.filter((each) => each !== secret)));
  return (
    <form
      className={classes.dialog}
      noValidate
      onKeyDown={guardComposition}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && !busy) void take();
      }}
    >
      <dl className={classes.content}>
        <dt>{text('bundle.company')}</dt>
        <dd className={classes.named}>
          {content.profile.name} <KindChip kind={content.profile.kind} />
        </dd>
        <dt>{text('bundle.server')}</dt>
        <dd>{content.profile.serverAddress === null ? text('bundle.none') : <Mono>{content.profile.serverAddress}</Mono>}</dd>
        <dt>{text('bundle.drafts')}</dt>
        <dd>{text('bundle.count', { count: content.drafts })}</dd>
        {content.authorities === 0 ? null : (
          <>
            <dt>{text('bundle.authorities')}</dt>
            <dd>{text('bundle.count', { count: content.authorities })}</dd>
          </>
        )}
        <dt>{text('bundle.createdAt')}</dt>
        <dd>{format.dateTime(content.createdAt)}</dd>
      </dl>
      <TextInput
        label={text('bundle.name')}
        description={text(content.nameTaken ? 'bundle.nameTaken' : 'bundle.nameHint')}
        maxLength={60}
        autoComplete="off"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {content.secrets.length === 0 ? (
        <p className={classes.hint}>{text('bundle.noneInside')}</p>
      ) : (
        <fieldset className={classes.ticks}>
          <legend>{text('bundle.takeAlong')}</legend>
          {content.secrets.map((secret) => (
            <Checkbox
              key={secret}
              label={names(secret)}
              checked={ticked.includes(secret)}
              onChange={(event) => tick(secret, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
      )}
      {failure === null ? null : <KeychainTrouble failure={failure} onRetry={() => void take()} />}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={name.trim() === ''}>
          {text('bundle.take')}
        </Button>
      </div>
    </form>
  );
};
