import { PersonPicker, useNames } from '#renderer/ui/drafts/index.ts';
import { Checkbox, FieldGroup, Muted, Row, useText } from '#renderer/ui/index.ts';
import { addMember, listMembers, type Member, type MemberEdit, type MemberLists, removeMember, setDescendants } from './members.ts';

/** Chips above this number are shown as a count. */
const MAX_SHOWN = 200;

interface MembersFieldProps {
  readonly label: string;
  readonly kinds: readonly [Member['kind'], ...Member['kind'][]];
  readonly lists: MemberLists;
  readonly onEdit: (edit: MemberEdit) => void;
}

/** Selects members, and for each organization whether sub-organizations are included. */
export const MembersField = ({ label, kinds, lists, onEdit }: MembersFieldProps) => {
  const text = useText('recordEditor');
  const all = listMembers(lists);
  const shown = all.slice(0, MAX_SHOWN);
  const names = useNames(shown);
  const edit = (change: MemberEdit | null): void => {
    if (change !== null) onEdit(change);
  };
  const organizations = lists.organizations.slice(0, MAX_SHOWN);
  return (
    <>
      <PersonPicker
        label={label}
        kinds={kinds}
        chosen={shown}
        nameOf={names.pick}
        onAdd={(pick) => {
          names.learn(pick);
          edit(addMember(lists, pick));
        }}
        onRemove={(one) => edit(removeMember(lists, one))}
      />
      {all.length > MAX_SHOWN ? (
        <Muted component="p" size="xs">
          {text('more', { count: all.length - MAX_SHOWN })}
        </Muted>
      ) : null}
      {organizations.length === 0 ? null : (
        <FieldGroup legend={text('descendants')}>
          <Row gap="xs xl">
            {organizations.map(({ id, descendants }) => (
              <Checkbox
                key={id}
                label={names.organization(id) ?? id}
                checked={descendants}
                onChange={(event) => edit(setDescendants(lists, { id, descendants: event.currentTarget.checked }))}
              />
            ))}
          </Row>
        </FieldGroup>
      )}
    </>
  );
};
