import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { useClient } from '../../client/index.ts';
import { Button, ErrorState, Form, Notice, TextInput, useText } from '../../ui/index.ts';

/** The operator's name in records. */
export const OperatorSettings = ({ name }: { readonly name: string }) => {
  const text = useText('operator');
  const client = useClient();
  const [typed, setTyped] = useState(name);
  const [saved, setSaved] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const save = async (): Promise<void> => {
    const result = await client.call('console.changeSettings', { operatorName: typed.trim() });
    setFailure(result.ok ? null : result.error);
    setSaved(result.ok);
  };
  return (
    <Form onSubmit={() => void save()}>
      <TextInput
        label={text('name')}
        description={text('hint')}
        placeholder={text('placeholder')}
        maxLength={60}
        autoComplete="name"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setSaved(false);
        }}
      />
      {failure === null ? null : <ErrorState failure={failure} />}
      {saved ? <Notice state="ready">{text('saved')}</Notice> : null}
      <div>
        <Button type="submit" variant="default" disabled={typed.trim() === '' || typed.trim() === name}>
          {text('change')}
        </Button>
      </div>
    </Form>
  );
};
