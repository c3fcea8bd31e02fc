import { useCall } from '#renderer/client/index.ts';
import { Choices, Count, Muted, Radio, Row, Stack, StateMark, useText } from '#renderer/ui/index.ts';
import type { RecordEdit } from '#shared/domain/drafts/record-edit.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';
import { MembersField } from '../../parts/record-editor/members-field.tsx';
import { listFieldProblems, sortWorstFirst } from '../../parts/record-editor/problem-view.ts';
import { Problems } from '../../parts/record-editor/problems.tsx';
import type { DraftProblem, RecordEditState } from '../../parts/record-editor/use-record.ts';
import { getChosenScope } from './choices.ts';
import classes from './integration.module.css';

/** Further problems are counted in the list of drafts. */
const SHOWN_PROBLEMS = 20;

/** Everyone, or users, organizations and roles, with the number of people. */
export const AllowedUsersFields = ({ work }: { readonly work: RecordEditState<'allowed_users'> }) => {
  const text = useText('integrationScreen.allowed');
  const reasons = useText('setupGuide.reason');
  const { body, begun, problems, facts } = work;
  const readiness = useCall('readiness.summary', {});
  if (body === null || body === undefined) return null;
  const fix = (problem: DraftProblem): void => {
    if (problem.fix !== null) work.edit(problem.fix as RecordEdit<AllowedUsers>);
  };
  return (
    <Stack gap="xl">
      <Radio.Group
        label={text('who')}
        value={getChosenScope(body, begun)}
        onChange={(value) => work.decide({ kind: 'set', fields: { everyone: value === 'everyone' } })}
      >
        <Choices beside>
          <Radio value="everyone" label={text('everyone')} />
          <Radio value="listed" label={text('listed')} />
        </Choices>
      </Radio.Group>
      {begun ? null : <Muted size="xs">{reasons('allowed-undecided')}</Muted>}
      <Problems problems={listFieldProblems(problems, 'everyone')} onFix={fix} />
      {body.everyone ? null : (
        <Stack gap="sm">
          <Muted size="xs">{text('beyond')}</Muted>
          <MembersField label={text('list')} kinds={['organization', 'role', 'user']} lists={body} onEdit={work.edit} />
          <Problems problems={sortWorstFirst(problems.filter(({ path }) => path !== 'everyone')).slice(0, SHOWN_PROBLEMS)} onFix={fix} />
        </Stack>
      )}
      {begun && facts.kind === 'allowed' ? (
        <Row component="p" gap="xs md" align="baseline" role="status">
          <span className={classes.number}>
            <Count value={facts.active} unit={text('unit')} />
          </span>
          <Muted size="xs">{facts.inactive === 0 ? text('active') : text('activeAndNot', { inactive: facts.inactive })}</Muted>
          {facts.unchecked === 0 ? null : <StateMark state="unknown" label={text('unchecked', { count: facts.unchecked })} />}
          {readiness.value == null ? null : <Muted size="xs">{text('ready', { ready: readiness.value.ready })}</Muted>}
        </Row>
      ) : null}
    </Stack>
  );
};
