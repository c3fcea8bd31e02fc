import {
  Count,
  Muted,
  Notice,
  PlainList,
  Row,
  SmallTable,
  Stack,
  StateMark,
  TextLink,
  useFormat,
  useText,
  useTexts,
} from '#renderer/ui/index.ts';
import { openDraft } from '../../parts/draft-link/draft-link.ts';
import { formatProblemParams } from '../../parts/record-editor/problem-view.ts';
import classes from './rehearsal.module.css';
import {
  type ChangeSection,
  getRehearsalMark,
  groupChangesBySection,
  groupLostByObject,
  listNotCompared,
  type Rehearsal,
  type RehearsalChange,
  type SectionChanges,
} from './view-model.ts';

interface RehearsalResultProps {
  readonly result: Rehearsal;
  readonly asked: RehearsalChange | null;
  readonly onAsk: (change: RehearsalChange) => void;
}

/** New problems by kind with people; then resolved ones, and named objects that will be missing. */
export const RehearsalResult = ({ result, asked, onAsk }: RehearsalResultProps) => {
  const text = useText('rehearsalScreen');
  const format = useFormat();
  const breaks = groupChangesBySection(result.changes, 'breaks');
  const mark = getRehearsalMark(result);
  const mends = groupChangesBySection(result.changes, 'mends');
  return (
    <Stack gap="xl" className={classes.result}>
      {result.stale ? <Notice state="risk">{text('stale')}</Notice> : null}
      <p className={classes.sentence}>
        {text('sentence', {
          date: format.date(result.date),
          users: result.users,
          joining: result.joining,
          leaving: result.leaving,
          moving: result.moving,
        })}
      </p>
      <NotCompared result={result} />
      {breaks.length === 0 ? (
        <StateMark state={mark.state} label={text(mark.label)} />
      ) : (
        <section>
          <h2>{text('breaks')}</h2>
          {breaks.map((kind) => (
            <Changes key={kind.section} kind={kind} deleted={result.deleted} asked={asked} onAsk={onAsk} />
          ))}
        </section>
      )}
      <Lost result={result} />
      {mends.length === 0 ? null : (
        <section>
          <h2>{text('mends')}</h2>
          {mends.map((kind) => (
            <Changes key={kind.section} kind={kind} deleted={result.deleted} asked={asked} onAsk={onAsk} />
          ))}
        </section>
      )}
    </Stack>
  );
};

/** Parts that were not evaluated: people with unknown organization, and missing drafts. */
const NotCompared = ({ result }: { readonly result: Rehearsal }) => {
  const text = useText('rehearsalScreen');
  const sections = useText('draft.section');
  const format = useFormat();
  const left = listNotCompared(result);
  return (
    <>
      {result.unplaced === 0 ? null : <Notice state="risk">{text('unplaced', { count: result.unplaced })}</Notice>}
      {result.unsure.length === 0 ? null : (
        <Notice state="risk">{text('unsure', { what: format.list(result.unsure.map((section) => sections(section))) })}</Notice>
      )}
      {left.length === 0 ? null : <p>{text('notCompared', { what: format.list(left.map((section) => sections(section))) })}</p>}
    </>
  );
};

interface ObjectNameProps extends Pick<Rehearsal, 'deleted'> {
  readonly section: ChangeSection;
  readonly id: string;
  readonly name: string;
}

/** A draft's name as a link; a deleted draft is marked. */
const ObjectName = ({ deleted, section, id, name }: ObjectNameProps) => {
  const text = useText('rehearsalScreen');
  return deleted.some((one) => one.section === section && one.id === id) ? (
    <>
      {name}
      <Muted component="p" size="xs">
        {text('deleted')}
      </Muted>
    </>
  ) : (
    <TextLink onClick={() => openDraft({ section, id })}>{name}</TextLink>
  );
};

interface ChangesProps extends Pick<Rehearsal, 'deleted'> {
  readonly kind: SectionChanges;
  readonly asked: RehearsalChange | null;
  readonly onAsk: (change: RehearsalChange) => void;
}

const Changes = ({ kind: { section, changes }, deleted, asked, onAsk }: ChangesProps) => {
  const text = useText('rehearsalScreen');
  const sections = useText('draft.section');
  const format = useFormat();
  const texts = useTexts();
  return (
    <>
      <h3>{sections(section)}</h3>
      <SmallTable fixed className={classes.table} aria-label={sections(section)}>
        <thead>
          <tr>
            <th scope="col">{text('column.name')}</th>
            <th scope="col">{text('column.what')}</th>
            <th scope="col" className={classes.number}>
              {text('column.people')}
            </th>
            <th scope="col">{text('column.where')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => {
            const { objectId } = change;
            const name = change.name === '' ? (section === 'invoice_groups' ? text('allGroups') : sections(section)) : change.name;
            return (
              <tr key={change.key} data-current={asked?.key === change.key || undefined}>
                <th scope="row">
                  {objectId === null ? name : <ObjectName deleted={deleted} section={section} id={objectId} name={name} />}
                </th>
                <td>
                  <Row component="span" align="flex-start" wrap="nowrap" className={classes.what}>
                    <StateMark state={change.change === 'mends' ? 'ready' : change.severity} look="icon" label={text(change.change)} />
                    {texts.phrase(change.text, formatProblemParams(change.params, format.date))}
                  </Row>
                </td>
                <td className={classes.number}>
                  <TextLink aria-label={text('people.open', { name, people: change.people })} onClick={() => onAsk(change)}>
                    <Count value={change.people} unit={text('unit', { count: change.people })} />
                  </TextLink>
                </td>
                <td className={classes.where}>
                  {change.organizations.map((one) => one.name).join('、')}
                  {change.more > 0 ? text('more', { count: change.more }) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </SmallTable>
    </>
  );
};

/** Named objects that will be missing or inactive. */
const Lost = ({ result }: { readonly result: Rehearsal }) => {
  const text = useText('rehearsalScreen');
  const sections = useText('draft.section');
  if (result.lost.length === 0) return null;
  return (
    <section>
      <h2>{text('lost.title')}</h2>
      <SmallTable fixed className={classes.table} aria-label={text('lost.title')}>
        <thead>
          <tr>
            <th scope="col">{text('lost.object')}</th>
            <th scope="col">{text('lost.named')}</th>
          </tr>
        </thead>
        <tbody>
          {groupLostByObject(result.lost).map(({ key, first, all }) => (
            <tr key={key}>
              <th scope="row">
                <ObjectName
                  deleted={result.deleted}
                  section={first.section}
                  id={first.objectId}
                  name={first.name === '' ? sections(first.section) : first.name}
                />
                <Muted size="xs">{sections(first.section)}</Muted>
              </th>
              <td>
                <PlainList>
                  {all.map((one) => (
                    <li key={`${one.stepId} ${one.kind} ${one.id}`}>
                      {text(`lost.${one.state}`, { kind: one.kind, title: one.title === '' ? one.id : one.title })}
                    </li>
                  ))}
                </PlainList>
              </td>
            </tr>
          ))}
        </tbody>
      </SmallTable>
    </section>
  );
};
