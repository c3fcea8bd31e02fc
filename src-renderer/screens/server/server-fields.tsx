import { fieldId } from '../../parts/connection-test/field.ts';
import { PasswordInput, TextInput, useText } from '../../ui/index.ts';

/** What a connection needs. The key goes one way: into the keychain. */
export interface ServerKey {
  readonly address: string;
  readonly accessKey: string;
}

export const isServerKeyGiven = ({ address, accessKey }: ServerKey): boolean => address.trim() !== '' && accessKey !== '';

interface ServerFieldsProps {
  readonly value: ServerKey;
  readonly onChange: (value: ServerKey) => void;
  /** A key is kept already: an empty field means that one. */
  readonly keyKept?: boolean;
}

export const ServerFields = ({ value, onChange, keyKept = false }: ServerFieldsProps) => {
  const text = useText('server');
  return (
    <>
      <TextInput
        id={fieldId('serverAddress')}
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
        id={fieldId('accessKey')}
        label={text('accessKey')}
        description={text(keyKept ? 'accessKeyKept' : 'accessKeyHint')}
        autoComplete="one-time-code"
        spellCheck={false}
        maxLength={512}
        value={value.accessKey}
        onChange={(event) => onChange({ ...value, accessKey: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': text('showKey') }}
      />
    </>
  );
};
