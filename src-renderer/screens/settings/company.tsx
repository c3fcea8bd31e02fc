import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { Company } from '#shared/contract/companies/companies.ts';
import { useClient } from '../../client/index.ts';
import { NameDialog } from '../../parts/name-dialog/name-dialog.tsx';
import { Button, FailureDialog, Form, KindChip, Muted, Radio, Row, Stack, TextInput, useText } from '../../ui/index.ts';

const KINDS = ['production', 'test'] as const;
type Kind = (typeof KINDS)[number];

/** The company's name and kind. Removing the guards of production requires typing its name. */
export const CompanySettings = ({ company }: { company: Company }) => {
  const text = useText('settings.company');
  const client = useClient();
  const [name, setName] = useState(company.name);
  const [wanted, setWanted] = useState<Kind>('test');
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const rename = async (): Promise<void> => {
    const renamed = await client.call('companies.rename', { id: company.id, name: name.trim() });
    if (!renamed.ok) setFailure(renamed.error);
  };
  return (
    <Stack gap="md">
      <Form onSubmit={() => void rename()}>
        <Row gap="sm" align="flex-end">
          <TextInput label={text('name')} maxLength={60} w="20rem" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Button type="submit" variant="default" disabled={name.trim() === '' || name.trim() === company.name}>
            {text('rename')}
          </Button>
        </Row>
      </Form>
      {company.kind === 'demo' ? (
        <Row gap="sm" align="center">
          <KindChip kind="demo" />
          <Muted>{text('demo')}</Muted>
        </Row>
      ) : (
        <Radio.Group
          label={text('kind')}
          value={company.kind}
          onChange={(kind) => {
            setWanted(kind === 'production' ? 'production' : 'test');
            setAsking(true);
          }}
        >
          <Stack gap="sm" pt="xs">
            {KINDS.map((kind) => (
              <Radio key={kind} value={kind} label={text(`kinds.${kind}`)} description={text(`means.${kind}`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <NameDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={text(`change.${wanted}.title`, { name: company.name })}
        body={text(`change.${wanted}.body`)}
        name={wanted === 'test' ? company.name : null}
        action={text(`change.${wanted}.do`)}
        danger={wanted === 'test'}
        onDo={(typed) => client.call('companies.changeKind', { id: company.id, kind: wanted, typedName: wanted === 'test' ? typed : null })}
      />
      <FailureDialog failure={failure} onClose={() => setFailure(null)} title={text('renameFailed')} />
    </Stack>
  );
};
