import { PasswordInput, TextInput, useText } from '../../ui/index.ts';

/** What a connection needs. The key goes one way: into the keychain. */
export interface ServerKey {
  readonly address: string;
  readonly accessKey: string;
}

export const isServerKeyGiven = ({ address, accessKey }: ServerKey): boolean => address.trim() !== '' && accessKey !== '';

export const ServerFields = ({ value, onChange }: { value: ServerKey; onChange: (value: ServerKey) => void }) => {
  const text = useText('server');
  return (
    <>
      <TextInput
        label={text('address')}
        description={text('addressHint')}
        placeholder="https://neo.example.co.jp/cgi-bin/dneo/"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={2048}
        value={value.address}
        onChange={(event) => onChange({ ...value, address: event.currentTarget.value })}
      />
      <PasswordInput
        label={text('accessKey')}
        description={text('accessKeyHint')}
        autoComplete="off"
        maxLength={512}
        value={value.accessKey}
        onChange={(event) => onChange({ ...value, accessKey: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': text('showKey') }}
      />
    </>
  );
};
