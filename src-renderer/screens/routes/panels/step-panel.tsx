import { type ReactNode, useEffect, useRef } from 'react';
import { type Names, PersonPicker, SavedTextInput } from '#renderer/ui/drafts/index.ts';
import {
  CodeBlock,
  FieldLabel,
  Fold,
  Muted,
  Notice,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  useText,
} from '#renderer/ui/index.ts';
import type { Command, StepChanges } from '#shared/domain/routes/commands.ts';
import {
  APPROVAL_RULES,
  APPROVER_KINDS,
  type ApprovalRule,
  type Approver,
  MAX_ORGANIZATION_DEPTH,
  MAX_STEP_DAYS,
  RESOLVER_KINDS,
  type Resolver,
  type Route,
  STEP_ROLES,
  type Step,
} from '#shared/domain/routes/route.ts';
import { type DraftProblem, isLevelRange, isRuleRelevant, withKind, withResolver } from '../view-model.ts';
import classes from './panels.module.css';
import { type ApplyProblemFix, ProblemList } from './problem-list.tsx';

interface StepPanelProps {
  readonly route: Route;
  readonly step: Step;
  readonly problems: readonly DraftProblem[];
  readonly names: Names;
  readonly onEdit: (command: Command) => Promise<boolean>;
  readonly onMend: ApplyProblemFix;
  /** People stopped at this step and remedies; `null` = none. */
  readonly stopped: ReactNode;
  /** Called after the problems got focus; `null` = no focus. */
  readonly onLooked: (() => void) | null;
}

/** All settings of one step; saved immediately. */
export const StepPanel = ({ route, step, problems, names, onEdit, onMend, stopped, onLooked }: StepPanelProps) => {
  const text = useText('routesScreen.step');
  const words = useText('route');
  const matters = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (onLooked === null) return;
    matters.current?.focus();
    onLooked();
  }, [onLooked]);
  const change = (changes: StepChanges): Promise<boolean> => onEdit({ kind: 'set-step', stepId: step.id, changes });
  return (
    <Stack className={classes.form} data-step-form>
      {problems.length === 0 && stopped === null ? null : (
        <Stack ref={matters} role="group" aria-label={text('matters')} tabIndex={-1}>
          {problems.length === 0 ? null : <ProblemList route={route} names={names} problems={problems} onMend={onMend} />}
          {stopped}
        </Stack>
      )}
      <Stack gap="xs">
        <FieldLabel>{text('role')}</FieldLabel>
        <SegmentedControl
          aria-label={text('role')}
          value={step.role}
          data={STEP_ROLES.map((role) => ({ value: role, label: words(`role.${role}`) }))}
          onChange={(next) => {
            const role = STEP_ROLES.find((each) => each === next);
            if (role !== undefined) change({ role });
          }}
        />
        <Muted component="p">{text(`roleHint.${step.role}`)}</Muted>
      </Stack>
      <Select
        label={text('kind')}
        description={text(`kindHint.${step.approvers.kind}`)}
        data={APPROVER_KINDS.map((kind) => ({ value: kind, label: words(`kind.${kind}`) }))}
        value={step.approvers.kind}
        onChange={(next) => {
          const kind = APPROVER_KINDS.find((each) => each === next);
          if (kind !== undefined && kind !== step.approvers.kind) change(withKind(step, kind));
        }}
      />
      <ApproverFields approvers={step.approvers} names={names} onChange={(approvers) => change({ approvers })} />
      {isRuleRelevant(step) ? <RuleField rule={step.rule} onChange={(rule) => change({ rule })} /> : null}
      <NumberInput
        label={text('days')}
        description={text(isLevelRange(step) ? 'daysHintLevels' : 'daysHint')}
        min={0}
        max={MAX_STEP_DAYS}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={step.expectedDays ?? ''}
        onChange={(days) => {
          const expectedDays = typeof days === 'number' ? days : null;
          if (expectedDays !== step.expectedDays) change({ expectedDays });
        }}
      />
      <Switch
        label={text('final')}
        description={text('finalHint')}
        checked={step.finalDecider}
        onChange={(event) => onEdit({ kind: 'set-final-decider', stepId: event.currentTarget.checked ? step.id : null })}
      />
      {step.branch === null ? null : (
        <Notice state="risk">
          <p>{text('branch', { summary: step.branch.summary === '' ? 'none' : step.branch.summary })}</p>
          <Fold title={text('branchRaw')}>
            <CodeBlock mah="12rem">{JSON.stringify(step.branch.raw, null, 2)}</CodeBlock>
          </Fold>
        </Notice>
      )}
    </Stack>
  );
};

const RuleField = ({ rule, onChange }: { readonly rule: ApprovalRule; readonly onChange: (rule: ApprovalRule) => void }) => {
  const text = useText('routesScreen.step');
  const words = useText('route');
  return (
    <Stack gap="xs">
      <FieldLabel>{text('rule')}</FieldLabel>
      <SegmentedControl
        aria-label={text('rule')}
        value={rule}
        data={APPROVAL_RULES.map((each) => ({ value: each, label: words(`rule.${each}`) }))}
        onChange={(next) => {
          const chosen = APPROVAL_RULES.find((each) => each === next);
          if (chosen !== undefined) onChange(chosen);
        }}
      />
    </Stack>
  );
};

interface ApproverFieldsProps {
  readonly approvers: Approver;
  readonly names: Names;
  readonly onChange: (approvers: Approver) => Promise<boolean>;
}

const ApproverFields = ({ approvers, names, onChange }: ApproverFieldsProps) => {
  const text = useText('routesScreen.step');
  switch (approvers.kind) {
    case 'users':
      return <People label={text('users')} ids={approvers.users} names={names} onChange={(users) => onChange({ ...approvers, users })} />;
    case 'role':
      return <One kind="role" id={approvers.roleId} names={names} onChange={(roleId) => onChange({ ...approvers, roleId })} />;
    case 'organization':
      return (
        <>
          <One
            kind="organization"
            id={approvers.organizationId}
            names={names}
            onChange={(organizationId) => onChange({ ...approvers, organizationId })}
          />
          <ResolverFields approvers={approvers} resolver={approvers.resolver} names={names} onChange={onChange} />
        </>
      );
    case 'hierarchy':
      return (
        <>
          <div className={classes.pair}>
            <Level label={text('fromLevel')} value={approvers.from} onChange={(from) => onChange({ ...approvers, from })} />
            <Level label={text('toLevel')} value={approvers.to} onChange={(to) => onChange({ ...approvers, to })} />
          </div>
          <Muted component="p">{text('levelHint')}</Muted>
          <ResolverFields approvers={approvers} resolver={approvers.resolver} names={names} onChange={onChange} />
        </>
      );
    case 'group':
      return (
        <>
          <SavedTextInput label={text('groupName')} value={approvers.name} onSave={(name) => onChange({ ...approvers, name })} />
          <People
            label={text('members')}
            ids={approvers.members}
            names={names}
            onChange={(members) => onChange({ ...approvers, members })}
          />
          <RuleField rule={approvers.rule} onChange={(rule) => onChange({ ...approvers, rule })} />
        </>
      );
    case 'applicant':
      return null;
  }
};

interface ResolverFieldsProps {
  readonly approvers: Approver;
  readonly resolver: Resolver;
  readonly names: Names;
  readonly onChange: (approvers: Approver) => void;
}

const ResolverFields = ({ approvers, resolver, names, onChange }: ResolverFieldsProps) => {
  const text = useText('routesScreen.step');
  const set = (next: Resolver): void => {
    if ('resolver' in approvers) onChange({ ...approvers, resolver: next });
  };
  return (
    <>
      <Select
        label={text('resolver')}
        data={RESOLVER_KINDS.map((kind) => ({ value: kind, label: text(`resolvers.${kind}`) }))}
        value={resolver.kind}
        onChange={(next) => {
          const kind = RESOLVER_KINDS.find((each) => each === next);
          if (kind !== undefined && kind !== resolver.kind) onChange(withResolver(approvers, kind));
        }}
      />
      {resolver.kind === 'selected' ? (
        <People label={text('users')} ids={resolver.users} names={names} onChange={(users) => set({ kind: 'selected', users })} />
      ) : resolver.kind === 'role-members' ? (
        <One kind="role" id={resolver.roleId} names={names} onChange={(roleId) => set({ kind: 'role-members', roleId })} />
      ) : null}
    </>
  );
};

interface PeopleProps {
  readonly label: string;
  readonly ids: readonly string[];
  readonly names: Names;
  readonly onChange: (ids: readonly string[]) => void;
}

const People = ({ label, ids, names, onChange }: PeopleProps) => (
  <PersonPicker
    label={label}
    kinds={['user']}
    chosen={ids.map((id) => ({ kind: 'user', id }))}
    nameOf={names.pick}
    onAdd={(pick) => {
      names.learn(pick);
      onChange([...ids, pick.id]);
    }}
    onRemove={({ id }) => onChange(ids.filter((each) => each !== id))}
  />
);

interface OneProps {
  readonly kind: 'organization' | 'role';
  readonly id: string;
  readonly names: Names;
  readonly onChange: (id: string) => void;
}

const One = ({ kind, id, names, onChange }: OneProps) => {
  const words = useText('route.kind');
  return (
    <PersonPicker
      label={words(kind)}
      kinds={[kind]}
      single
      chosen={id === '' ? [] : [{ kind, id }]}
      nameOf={names.pick}
      onAdd={(pick) => {
        names.learn(pick);
        onChange(pick.id);
      }}
      onRemove={() => onChange('')}
    />
  );
};

const Level = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (level: number) => void;
}) => (
  <NumberInput
    label={label}
    min={1}
    max={MAX_ORGANIZATION_DEPTH}
    allowDecimal={false}
    allowNegative={false}
    clampBehavior="strict"
    value={value}
    onChange={(level) => {
      if (typeof level === 'number' && level >= 1 && level !== value) onChange(level);
    }}
  />
);
