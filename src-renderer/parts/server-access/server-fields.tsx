import { PasswordInput, TextInput, useText } from '../../ui/index.ts';
import { getFieldId } from '../connection-test/field.ts';

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export const ServerAddressField = ({ value, onChange }: FieldProps) => {
  const text = useText('server');
  return (
    <TextInput
      id={getFieldId('serverAddress')}
      label={text('address')}
      description={text('addressHint')}
      placeholder="https://neo.example.co.jp/cgi-bin/dneo/"
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      maxLength={2048}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
};

/** `keyKept`: a key is stored, and an empty field keeps it. */
export const AccessKeyField = ({ value, onChange, keyKept = false }: FieldProps & { readonly keyKept?: boolean }) => {
  const text = useText('server');
  return (
    <PasswordInput
      id={getFieldId('accessKey')}
      label={text('accessKey')}
      description={text(keyKept ? 'accessKeyKept' : 'accessKeyHint')}
      autoComplete="one-time-code"
      spellCheck={false}
      maxLength={512}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': text('showKey') }}
    />
  );
};
