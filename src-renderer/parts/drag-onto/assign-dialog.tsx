import { useMemo, useState } from 'react';
import { PersonPicker, useNames } from '#renderer/ui/drafts/index.ts';
import { Dialog, Form, FormEnd, Muted, Select } from '#renderer/ui/index.ts';
import type { AssignmentEffect, DraggedItem } from './drag-onto.tsx';

export interface AssignmentQuestion {
  readonly thingId: string | null;
  readonly organizationId: string | null;
}

interface AssignDialogProps {
  readonly words: {
    readonly title: string;
    /** The assigned object. */
    readonly thing: string;
    readonly organization: string;
    readonly choose: string;
    readonly action: string;
  };
  /** The initial selection. */
  readonly question: AssignmentQuestion;
  readonly things: readonly DraggedItem[];
  /** Hook returning the preview of the assignment; `undefined` while loading. */
  readonly useEffectOf: (thingId: string | null, organizationId: string | null) => AssignmentEffect | undefined;
  readonly onAssign: (thingId: string, organizationId: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Assigns an object to an organization by keyboard, as an alternative to dragging. */
export const AssignDialog = ({ words, question, things, useEffectOf, onAssign, onClose }: AssignDialogProps) => {
  const [{ thingId, organizationId }, setChosen] = useState(question);
  const [busy, setBusy] = useState(false);
  const chosen = useMemo(() => (organizationId === null ? [] : [{ kind: 'organization' as const, id: organizationId }]), [organizationId]);
  const names = useNames(chosen);
  const effect = useEffectOf(thingId, organizationId);
  const assign = async (): Promise<void> => {
    if (thingId === null || organizationId === null || effect?.adds !== true) return;
    setBusy(true);
    await onAssign(thingId, organizationId);
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={words.title}>
      <Form onSubmit={() => void assign()}>
        <Select
          label={words.thing}
          searchable
          data={things.map(({ id, name }) => ({ value: id, label: name }))}
          value={thingId}
          onChange={(next) => setChosen({ thingId: next, organizationId })}
        />
        <PersonPicker
          label={words.organization}
          kinds={['organization']}
          single
          chosen={chosen}
          nameOf={names.pick}
          onAdd={(pick) => {
            names.learn(pick);
            setChosen({ thingId, organizationId: pick.id });
          }}
          onRemove={() => setChosen({ thingId, organizationId: null })}
        />
        <Muted component="p" role="status" mih="3rem">
          {effect?.words ?? words.choose}
        </Muted>
        <FormEnd changes action={words.action} busy={busy} disabled={effect?.adds !== true} onCancel={onClose} />
      </Form>
    </Dialog>
  );
};
