import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, Muted, PlainList, Stack, StateMark, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import { useReasonText } from '../../parts/reasons/use-reason-text.ts';
import { formatFix, getResponsibleParty, listFixesOfFinding, listFixesWithoutFinding, type ResponsibleParty } from './decided.ts';
import classes from './people.module.css';
import { ReferencesToPerson } from './person-references.tsx';
import type { PersonGate, PersonView } from './person-view.ts';
import { getGateMark, getGateScreen, getReasonNotChecked, listGateEvidence, splitGateFindings } from './view-model.ts';

/** The eight gates in order, with inputs and findings. */
export const Gates = ({ view }: { readonly view: PersonView }) => {
  const text = useText('people');
  return (
    <section>
      <h2>{text('gates')}</h2>
      <PlainList component="ol" className={classes.gates}>
        {view.gates.map((gate) => (
          <Gate key={gate.gate} gate={gate} view={view} />
        ))}
      </PlainList>
    </section>
  );
};

const Gate = ({ gate, view }: { readonly gate: PersonGate; readonly view: PersonView }) => {
  const text = useText('people');
  const app = useText('app.screen');
  const moverText = useMoverText();
  const unseen = useText('readiness.partial');
  const place = getGateScreen(gate.gate, view);
  const { loginId, name } = view.person;
  const { mark, word } = getGateMark(gate, view.firstClosed);
  const isFirst = view.firstClosed === gate.gate;
  const mover = getResponsibleParty(gate, view.fixes);
  const unasked = getReasonNotChecked(gate, view);
  const { here, apart } = splitGateFindings(gate);
  const found = (finding: PersonGate['findings'][number]) => (
    <Found key={finding.row} finding={finding} revision={view.revision} search={loginId || name}>
      <Adopted fixes={listFixesOfFinding(finding, view.fixes)} />
    </Found>
  );
  return (
    <li className={classes.gate} data-first={isFirst || undefined}>
      <Muted size="md" className={classes.number} aria-hidden>
        {gate.gate}
      </Muted>
      <div className={classes.judged}>
        <h3>{text.phrase(`gate.${gate.gate}`)}</h3>
        {listGateEvidence(gate.gate, view).map(({ key, params }) => (
          <Muted key={key} component="p">
            {text(key, params)}
          </Muted>
        ))}
        {gate.unseen.length === 0 ? null : (
          <Muted component="p">{text('unseen', { list: gate.unseen.map((part) => unseen(part)).join(unseen('separator')) })}</Muted>
        )}
        {place === null && gate.state === 'closed' ? (
          <>
            <Muted component="p">{text('inNeo')}</Muted>
            <ReferencesToPerson id={view.person.id} />
          </>
        ) : null}
        {unasked === null ? null : <Muted component="p">{text(unasked.key, unasked.params)}</Muted>}
        {here.map(found)}
        {apart.length === 0 ? null : <Muted component="p">{text('unaskedOfCompany')}</Muted>}
        {apart.map(found)}
        <Adopted fixes={listFixesWithoutFinding(gate.gate, view)} />
      </div>
      <Stack gap="sm" align="flex-start" className={classes.state}>
        <StateMark state={mark} look="chip" label={text(`state.${word}`)} />
        {mover === null ? null : <Muted>{moverText(mover)}</Muted>}
        {place !== null && (gate.state === 'closed' || gate.state === 'unseen') ? (
          <Button
            size="xs"
            variant={isFirst ? 'filled' : 'default'}
            rightSection={<IconArrowRight size={14} aria-hidden />}
            onClick={() => (place === 'matching' ? navigate('matching', { search: loginId || name }) : navigate(place))}
          >
            {text('goTo', { screen: app(place) })}
          </Button>
        ) : null}
      </Stack>
    </li>
  );
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
  readonly revision: number;
  readonly search: string;
  readonly children: ReactNode;
}

const Found = ({ finding, revision, search, children }: FoundProps) => {
  const names = useText('finding');
  const reason = useReasonText();
  return (
    <div className={classes.found}>
      <StateMark state={finding.severity} look="icon" />
      <div>
        <TextLink onClick={() => navigate('matching', { search, row: finding.row, revision })}>{names(`${finding.code}.name`)}</TextLink>
        <Muted component="p">{reason(finding.reason)}</Muted>
        <Decided triage={finding.triage} />
        {children}
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
