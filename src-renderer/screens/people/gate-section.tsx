import { IconArrowRight } from '@tabler/icons-react';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, Muted, Row, Stack, StateMark, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import { FindingFix } from '../../parts/compare-panel/finding-fix.tsx';
import { useReasonText } from '../../parts/reasons/use-reason-text.ts';
import { formatFix, getResponsibleParty, listFixesOfFinding, listFixesWithoutFinding, type ResponsibleParty } from './decided.ts';
import classes from './people.module.css';
import { ReferencesToPerson } from './person-references.tsx';
import type { PersonGate, PersonView } from './person-view.ts';
import { getGateMark, getGateScreen, getReasonNotChecked, isFixedOnPage, listGateEvidence, splitGateFindings } from './view-model.ts';

/** One gate of the order: its state, the party that acts, evidence and findings, with the fix itself where one exists. */
export const GateSection = ({ gate, view }: { readonly gate: PersonGate; readonly view: PersonView }) => {
  const text = useText('people');
  const unseen = useText('readiness.partial');
  const screen = getGateScreen(gate.gate, view);
  const { mark, word } = getGateMark(gate, view.firstClosed);
  const unasked = getReasonNotChecked(gate, view);
  const { here, apart } = splitGateFindings(gate);
  const found = (finding: PersonGate['findings'][number]) => <Found key={finding.row} finding={finding} gate={gate.gate} view={view} />;
  return (
    <Stack gap="md" component="section">
      <div>
        <h2>{text.phrase(`gate.${gate.gate}`)}</h2>
        <Row gap="sm">
          <StateMark state={mark} look="chip" label={text(`state.${word}`)} />
          <Mover gate={gate} view={view} />
        </Row>
      </div>
      <div>
        {listGateEvidence(gate.gate, view).map(({ key, params }) => (
          <Muted key={key} component="p">
            {text(key, params)}
          </Muted>
        ))}
        {gate.unseen.length === 0 ? null : (
          <Muted component="p">{text('unseen', { list: gate.unseen.map((part) => unseen(part)).join(unseen('separator')) })}</Muted>
        )}
        {screen === null && gate.state === 'closed' ? (
          <>
            <Muted component="p">{text('inNeo')}</Muted>
            <ReferencesToPerson id={view.person.id} />
          </>
        ) : null}
        {unasked === null ? null : <Muted component="p">{text(unasked.key, unasked.params)}</Muted>}
      </div>
      {here.map(found)}
      {apart.length === 0 ? null : <Muted component="p">{text('unaskedOfCompany')}</Muted>}
      {apart.map(found)}
      <Adopted fixes={listFixesWithoutFinding(gate.gate, view)} />
      {screen === null || gate.state === 'open' || gate.state === 'unasked' ? null : (
        <div>
          <OpenGateScreen
            screen={screen}
            view={view}
            isPrimary={view.firstClosed === gate.gate && !here.some((one) => isFixedOnPage(one, gate.gate))}
          />
        </div>
      )}
    </Stack>
  );
};

interface OpenGateScreenProps {
  readonly screen: NonNullable<ReturnType<typeof getGateScreen>>;
  readonly view: PersonView;
  readonly isPrimary: boolean;
}

const OpenGateScreen = ({ screen, view: { person }, isPrimary }: OpenGateScreenProps) => {
  const text = useText('people');
  const app = useText('app.screen');
  const search = person.loginId || person.name;
  return (
    <Button
      size="xs"
      variant={isPrimary ? 'filled' : 'default'}
      rightSection={<IconArrowRight size={14} aria-hidden />}
      onClick={() => (screen === 'matching' ? navigate('matching', { search }) : navigate(screen))}
    >
      {text('goTo', { screen: app(screen) })}
    </Button>
  );
};

const Mover = ({ gate, view }: { readonly gate: PersonGate; readonly view: PersonView }) => {
  const moverText = useMoverText();
  const mover = getResponsibleParty(gate, view.fixes);
  return mover === null ? null : <Muted>{moverText(mover)}</Muted>;
};

const useMoverText = (): ((mover: ResponsibleParty) => string) => {
  const text = useText('people');
  const moves = useText('readiness.move');
  return ({ move, who }) =>
    move === 'none'
      ? text('moveOfNobody')
      : text('moveOf', { who: move === 'write' ? text('writer') : move === 'person' ? who : moves(move) });
};

interface FoundProps {
  readonly finding: PersonGate['findings'][number];
  readonly gate: number;
  readonly view: PersonView;
}

const Found = ({ finding, gate, view: { revision, person, fixes } }: FoundProps) => {
  const names = useText('finding');
  const reason = useReasonText();
  const search = person.loginId || person.name;
  const ofFinding = listFixesOfFinding(finding, fixes);
  return (
    <div className={classes.found}>
      <StateMark state={finding.severity} look="icon" />
      <div>
        <TextLink onClick={() => navigate('matching', { search, row: finding.row, revision })}>{names(`${finding.code}.name`)}</TextLink>
        {isFixedOnPage(finding, gate) ? (
          <>
            <FindingFix at={{ revision, row: finding.row }} />
            <NextOfFixes fixes={ofFinding} />
          </>
        ) : (
          <>
            <Muted component="p">{reason(finding.reason)}</Muted>
            <Adopted fixes={ofFinding} />
          </>
        )}
        <Decided triage={finding.triage} />
      </div>
    </div>
  );
};

/** Adopted fixes with their state and the party that acts next. */
const Adopted = ({ fixes }: { readonly fixes: readonly FixRow[] }) => {
  const say = useText('');
  return fixes.map((fix) => {
    const [decided, next] = formatFix(fix, say);
    return (
      <div key={fix.person}>
        <p>{decided}</p>
        <p>
          {next}{' '}
          <TextLink onClick={() => navigate('fixes', { tab: 'list', search: fix.account === null ? fix.loginId || fix.name : fix.to })}>
            {say('fixesScreen.adopted.open')}
          </TextLink>
        </p>
      </div>
    );
  });
};

/** Next action for fixes whose address and state are shown above. */
const NextOfFixes = ({ fixes }: { readonly fixes: readonly FixRow[] }) => {
  const say = useText('');
  return fixes.map((fix) => <p key={fix.person}>{formatFix(fix, say)[1]}</p>);
};

/** Decisions about a finding. */
const Decided = ({ triage: { acceptance, assignment, note } }: { readonly triage: PersonGate['findings'][number]['triage'] }) => {
  const text = useText('people.decided');
  const sides = useText('readiness.move');
  const format = useFormat();
  const who = [assignment?.side ? sides(assignment.side) : '', assignment?.person ?? ''].filter((part) => part !== '').join('　');
  return (
    <>
      {acceptance === null ? null : (
        <p>
          {text('accepted', {
            reason: acceptance.reason,
            until: acceptance.until === null ? 'none' : format.date(acceptance.until),
            state: acceptance.state,
          })}
        </p>
      )}
      {assignment === null ? null : <p>{text('assigned', { who })}</p>}
      {note === '' ? null : <p>{text('note', { note })}</p>}
    </>
  );
};
