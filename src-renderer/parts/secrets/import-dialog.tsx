import { useState } from 'react';
import { dismissJob, runJob, useClient } from '#renderer/client/index.ts';
import {
  Checkbox,
  Dialog,
  Facts,
  FieldGroup,
  Form,
  FormEnd,
  KindChip,
  Mono,
  Muted,
  Row,
  TextInput,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { BundleContent, SecretName } from '#shared/contract/connections/secrets.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { KeychainTrouble } from './keychain-trouble.tsx';
import { SecretInput } from './secret-input.tsx';

interface ImportDialogProps {
  /** `null` while closed. */
  readonly file: FileToken | null;
  readonly onClose: () => void;
  /** Called with the id of the created company. */
  readonly onTaken: (companyId: string) => void;
}

/** Opens a transfer file with its passphrase, shows its content and creates a company from it. */
export const ImportDialog = ({ file, onClose, onTaken }: ImportDialogProps) => {
  const text = useText('secretsPart');
  return (
    <Dialog opened={file !== null} onClose={onClose} size={520} title={text('bundle.importTitle')}>
      {file === null ? null : <Steps key={file.token} file={file} onClose={onClose} onTaken={onTaken} />}
    </Dialog>
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
  const open = async (): Promise<void> => {
    if (passphrase === '' || busy) return;
    setBusy(true);
    setFailure(null);
    const result = await client.call('secrets.previewBundle', { token: file.token, passphrase });
    setBusy(false);
    if (result.ok) onOpen(result.value);
    else setFailure(result.error);
  };
  return (
    <Form onSubmit={() => void open()}>
      <p>
        <Mono>{file.name}</Mono>
      </p>
      <SecretInput label={text('bundle.passphrase')} maxLength={1_024} value={passphrase} onChange={onPassphrase} autoFocus />
      <FormEnd failure={failure} onCancel={onClose} busy={busy} disabled={passphrase === ''} action={text('bundle.open')} />
    </Form>
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
  const [name, setName] = useState(content.nameTaken ? text('bundle.otherName', { name: content.company.name }) : content.company.name);
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
    const id = ended.value.result?.['companyId'];
    if (typeof id !== 'string') return;
    dismissJob(ended.value.id);
    onTaken(id);
  };
  const tick = (secret: SecretName, on: boolean): void =>
    setTicked((now) => (on ? [...now, secret] : now.filter((each) => each !== secret)));
  return (
    <Form
      onSubmit={() => {
        if (name.trim() !== '' && !busy) void take();
      }}
    >
      <Facts terms="8rem">
        <dt>{text('bundle.company')}</dt>
        <Row component="dd">
          {content.company.name} <KindChip kind={content.company.kind} />
        </Row>
        <dt>{text('bundle.server')}</dt>
        <dd>{content.company.serverAddress === null ? text('bundle.none') : <Mono>{content.company.serverAddress}</Mono>}</dd>
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
      </Facts>
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
        <Muted component="p" size="xs">
          {text('bundle.noneInside')}
        </Muted>
      ) : (
        <FieldGroup legend={text('bundle.takeAlong')}>
          {content.secrets.map((secret) => (
            <Checkbox
              key={secret}
              label={names(secret)}
              checked={ticked.includes(secret)}
              onChange={(event) => tick(secret, event.currentTarget.checked)}
            />
          ))}
        </FieldGroup>
      )}
      {failure === null ? null : <KeychainTrouble failure={failure} onRetry={() => void take()} />}
      <FormEnd onCancel={onClose} busy={busy} disabled={name.trim() === ''} action={text('bundle.take')} />
    </Form>
  );
};
