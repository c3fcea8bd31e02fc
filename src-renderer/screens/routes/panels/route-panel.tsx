import { useCall } from '#renderer/client/index.ts';
import { type Names, PersonPicker, SavedTextarea } from '#renderer/ui/drafts/index.ts';
import { Checkbox, FieldGroup, FieldLabel, Muted, Radio, SegmentedControl, Stack, useText } from '#renderer/ui/index.ts';
import type { Command } from '#shared/domain/routes/commands.ts';
import { APPLICANT_HANDLINGS, type Principal, type Route } from '#shared/domain/routes/route.ts';
import type { DraftProblem } from '../view-model.ts';
import classes from './panels.module.css';
import { type ApplyProblemFix, ProblemList } from './problem-list.tsx';

interface RoutePanelProps {
  readonly route: Route;
  readonly problems: readonly DraftProblem[];
  readonly names: Names;
  readonly onEdit: (command: Command) => void;
  readonly onMend: ApplyProblemFix;
  readonly note: string;
  readonly onNote: (note: string, seen: string) => Promise<boolean>;
}

/** Settings of the whole route: access, applicant, notes. */
export const RoutePanel = ({ route, problems, names, onEdit, onMend, note, onNote }: RoutePanelProps) => {
  const text = useText('routesScreen.route');
  const words = useText('route');
  const { access } = route;
  return (
    <Stack className={classes.form}>
      {problems.length === 0 ? null : <ProblemList route={route} names={names} problems={problems} onMend={onMend} />}
      <Stack gap="xs">
        <FieldLabel>{text('access')}</FieldLabel>
        <SegmentedControl
          aria-label={text('access')}
          value={access.kind}
          data={(['everyone', 'listed'] as const).map((kind) => ({ value: kind, label: words(`access.${kind}`) }))}
          onChange={(next) =>
            onEdit({ kind: 'set-access', access: next === 'everyone' ? { kind: 'everyone' } : { kind: 'listed', principals: [] } })
          }
        />
        <Muted component="p">
          {text(`accessHint.${access.kind === 'listed' && access.principals.length === 0 ? 'empty' : access.kind}`)}
        </Muted>
      </Stack>
      {access.kind === 'listed' ? <Principals principals={access.principals} names={names} onEdit={onEdit} /> : null}
      <Radio.Group
        label={text('handling')}
        description={text('handlingHint')}
        value={route.applicantHandling ?? 'unset'}
        onChange={(next) => onEdit({ kind: 'set-applicant-handling', handling: APPLICANT_HANDLINGS.find((each) => each === next) ?? null })}
      >
        <Stack gap="sm" pt="sm">
          {[...APPLICANT_HANDLINGS, 'unset' as const].map((handling) => (
            <Radio key={handling} value={handling} label={words(`handling.${handling}`)} description={text(`handlings.${handling}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <AmountTiers />
      <SavedTextarea label={text('notes')} description={text('notesHint')} value={note} onSave={onNote} />
    </Stack>
  );
};

/** Required approvers by amount, if recorded. */
const AmountTiers = () => {
  const text = useText('companyRules');
  const { value } = useCall('companyRules.get', {});
  if (value === undefined || value.rules.amountTiers.length === 0) return null;
  return (
    <Stack gap="xs">
      <FieldLabel>{text('tiersTitle')}</FieldLabel>
      <ul className={classes.tiers}>
        {value.rules.amountTiers.map(({ from, approvers, fewestApprovals: least }) => (
          <li key={`${from} ${approvers}`}>{text('tierLine', { from, approvers, least })}</li>
        ))}
      </ul>
    </Stack>
  );
};

interface PrincipalsProps {
  readonly principals: readonly Principal[];
  readonly names: Names;
  readonly onEdit: (command: Command) => void;
}

const Principals = ({ principals, names, onEdit }: PrincipalsProps) => {
  const text = useText('routesScreen.route');
  const set = (next: readonly Principal[]): void => onEdit({ kind: 'set-access', access: { kind: 'listed', principals: next } });
  const organizations = principals.filter((each) => each.kind === 'organization');
  return (
    <>
      <PersonPicker
        label={text('principals')}
        kinds={['organization', 'role', 'user']}
        chosen={principals}
        nameOf={names.pick}
        onAdd={(pick) => {
          names.learn(pick);
          const { kind, id } = pick;
          set([...principals, kind === 'organization' ? { kind, id, descendants: true } : { kind, id }]);
        }}
        onRemove={({ kind, id }) => set(principals.filter((each) => each.kind !== kind || each.id !== id))}
      />
      {organizations.length === 0 ? null : (
        <FieldGroup legend={text('descendants')}>
          {organizations.map((each) => (
            <Checkbox
              key={each.id}
              label={text('descendantsOf', { name: names.organization(each.id) ?? each.id })}
              checked={each.descendants}
              onChange={(event) => {
                const descendants = event.currentTarget.checked;
                set(principals.map((one) => (one.kind === 'organization' && one.id === each.id ? { ...one, descendants } : one)));
              }}
            />
          ))}
        </FieldGroup>
      )}
    </>
  );
};
