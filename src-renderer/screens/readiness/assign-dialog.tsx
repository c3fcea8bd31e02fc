import { useMemo, useState } from 'react';
import { PersonPicker, useNames } from '#renderer/ui/drafts/index.ts';
import { Dialog, Form, FormEnd, Muted, Select, useText } from '#renderer/ui/index.ts';
import { useAssignment, useAssignmentText } from './use-assignment.ts';

export interface AssignmentQuestion {
  readonly routeId: string | null;
  readonly organizationId: string | null;
}

interface AssignDialogProps {
  /** What is chosen at first. */
  readonly question: AssignmentQuestion;
  readonly routes: readonly { readonly id: string; readonly name: string }[];
  readonly onAssign: (routeId: string, organizationId: string) => Promise<void>;
  readonly onClose: () => void;
}

/** The same as dragging a route onto an organisation, by keyboard. */
export const AssignDialog = ({ question, routes, onAssign, onClose }: AssignDialogProps) => {
  const text = useText('readiness.assign');
  const say = useAssignmentText();
  const [{ routeId, organizationId }, setChosen] = useState(question);
  const [busy, setBusy] = useState(false);
  const chosen = useMemo(() => (organizationId === null ? [] : [{ kind: 'organization' as const, id: organizationId }]), [organizationId]);
  const names = useNames(chosen);
  const assignment = useAssignment(routeId, organizationId);
  const assign = async (): Promise<void> => {
    if (routeId === null || organizationId === null || assignment?.outcome.kind !== 'adds') return;
    setBusy(true);
    await onAssign(routeId, organizationId);
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={text('title')}>
      <Form onSubmit={() => void assign()}>
        <Select
          label={text('route')}
          searchable
          data={routes.map(({ id, name }) => ({ value: id, label: name }))}
          value={routeId}
          onChange={(next) => setChosen({ routeId: next, organizationId })}
        />
        <PersonPicker
          label={text('organization')}
          kinds={['organization']}
          single
          chosen={chosen}
          nameOf={names.pick}
          onAdd={(pick) => {
            names.learn(pick);
            setChosen({ routeId, organizationId: pick.id });
          }}
          onRemove={() => setChosen({ routeId, organizationId: null })}
        />
        <Muted component="p" role="status" mih="3rem">
          {assignment === undefined ? text('choose') : say(assignment)}
        </Muted>
        <FormEnd changes action={text('do')} busy={busy} disabled={assignment?.outcome.kind !== 'adds'} onCancel={onClose} />
      </Form>
    </Dialog>
  );
};
