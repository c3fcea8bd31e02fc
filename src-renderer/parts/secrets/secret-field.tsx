import { useEffect, useId, useRef, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import {
  Actions,
  Button,
  Dialog,
  ErrorState,
  FieldGroup,
  Form,
  Muted,
  Row,
  SkeletonRows,
  Stack,
  StateMark,
  Tooltip,
  useFormat,
  useNow,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { getLongestSecret } from '#shared/contract/connections/secret-limits.ts';
import type { SecretFacts, SecretName } from '#shared/contract/connections/secrets.ts';
import { KeychainTrouble } from './keychain-trouble.tsx';
import { SecretInput } from './secret-input.tsx';
import { getSecretMark, hasStoredValue, isKeychainFailure } from './secret-view.ts';
import classes from './secrets.module.css';

interface SecretFieldProps {
  readonly name: SecretName;
  /** Default: the usual name of the secret. */
  readonly label?: string;
  readonly hint?: string;
  /** The entered server if it differs from the saved one; the value is saved for it. */
  readonly address?: string | undefined;
}

/** One secret: its state, and setting, replacing, testing and deleting it. The saved value is never shown. */
export const SecretField = ({ name, label, hint, address }: SecretFieldProps) => {
  const names = useText('secret.name');
  const secrets = useCall('secrets.list', {});
  const facts = secrets.value?.secrets.find((each) => each.name === name);
  const title = label ?? names(name);
  if (facts === undefined)
    return secrets.error === null ? (
      // Reserves space, because the keychain may answer late.
      <FieldGroup className={classes.field} legend={title}>
        <Hint hint={hint} />
        <div className={classes.line}>{secrets.loading ? <SkeletonRows rows={1} /> : null}</div>
      </FieldGroup>
    ) : (
      <ErrorState failure={secrets.error} onRetry={secrets.refetch} />
    );
  return <Known facts={facts} title={title} called={names(name)} hint={hint} address={address} />;
};

const Hint = ({ hint }: { readonly hint: string | undefined }) =>
  hint === undefined ? null : (
    <Muted component="p" size="xs">
      {hint}
    </Muted>
  );

type SecretAction = 'typing' | 'testing' | 'clearing' | null;

interface KnownProps {
  readonly facts: SecretFacts;
  readonly title: string;
  /** Name used in buttons and sentences, without the additions of the title. */
  readonly called: string;
  readonly hint: string | undefined;
  readonly address: string | undefined;
}

const Known = ({ facts, title, called, hint, address }: KnownProps) => {
  const text = useText('secretsPart');
  const refused = useRefusalProps();
  const client = useClient();
  const [doing, setDoing] = useState<SecretAction>(null);
  const [asked, setAsked] = useState(false);
  const [failed, setFailed] = useState<{ readonly failure: Failure; readonly again: () => void } | null>(null);
  const [news, setNews] = useState<'kept' | 'keptTested' | 'keptUntested' | 'passed' | 'cleared' | null>(null);
  const first = useRef<HTMLButtonElement>(null);
  const returns = useRef(false);
  const there = hasStoredValue(facts);
  const { name } = facts;

  const begin = (what: SecretAction): void => {
    setFailed(null);
    setNews(null);
    setDoing(what);
  };
  const test = async (): Promise<void> => {
    begin('testing');
    const result = await client.call('secrets.test', { name });
    setDoing(null);
    if (result.ok) setNews('passed');
    else setFailed({ failure: result.error, again: () => void test() });
  };
  const clear = async (): Promise<void> => {
    setAsked(false);
    begin('clearing');
    const result = await client.call('secrets.clear', { name });
    setDoing(null);
    if (result.ok) setNews('cleared');
    else setFailed({ failure: result.error, again: () => void clear() });
    first.current?.focus();
  };
  const endTyping = (outcome: typeof news): void => {
    setDoing(null);
    setNews(outcome);
    returns.current = true;
  };
  // Returns focus to the button that opened the form, once it is rendered again.
  useEffect(() => {
    if (!returns.current || first.current === null) return;
    returns.current = false;
    first.current.focus();
  });

  return (
    <FieldGroup className={classes.field} legend={title}>
      <Hint hint={hint} />
      <Row gap="xs lg" justify="space-between" className={classes.line}>
        <Facts facts={facts} />
        {doing === 'typing' ? null : (
          <Row>
            <Button
              ref={first}
              size="xs"
              variant="default"
              aria-label={text(there ? 'replaceNamed' : 'setNamed', { name: called })}
              onClick={() => begin('typing')}
              {...refused}
            >
              {text(there ? 'replace' : 'set')}
            </Button>
            {there && facts.testable ? (
              <Button
                size="xs"
                variant="default"
                loading={doing === 'testing'}
                aria-label={text('testNamed', { name: called })}
                onClick={() => void test()}
              >
                {text('test')}
              </Button>
            ) : null}
            {there || facts.state === 'unreachable' ? (
              <Button
                size="xs"
                variant="subtle"
                loading={doing === 'clearing'}
                aria-label={text('clearNamed', { name: called })}
                onClick={() => setAsked(true)}
                {...refused}
              >
                {text('clear')}
              </Button>
            ) : null}
          </Row>
        )}
      </Row>
      {doing === 'typing' ? <Typing facts={facts} called={called} address={address} onEnd={endTyping} /> : null}
      <p className={classes.news} role="status">
        {news === null ? null : <StateMark state={news === 'keptUntested' ? 'unknown' : 'ready'} label={text(`news.${news}`)} />}
      </p>
      {failed === null ? null : <ErrorState failure={failed.failure} onRetry={failed.again} />}
      <Dialog opened={asked} onClose={() => setAsked(false)} size={480} title={text('clearTitle', { name: called })}>
        <Stack>
          <p>{text('clearWhat')}</p>
          {name === 'catalog-password' ? <p>{text('clearCatalog')}</p> : null}
          <Actions>
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {text('cancel')}
            </Button>
            <Button color="red" onClick={() => void clear()}>
              {text('clearDo')}
            </Button>
          </Actions>
        </Stack>
      </Dialog>
    </FieldGroup>
  );
};

/** State, age and last test as one sentence. */
const Facts = ({ facts }: { facts: SecretFacts }) => {
  const text = useText('secretsPart');
  const format = useFormat();
  const now = useNow();
  const { look, word } = getSecretMark(facts);
  return (
    <Row gap="xs md" className={classes.facts}>
      <StateMark state={look} look="chip" label={text(`state.${word}`)} />
      {facts.setAt === null ? null : (
        <Tooltip label={format.dateTime(facts.setAt)}>
          <time dateTime={facts.setAt}>{text('setAt', { age: format.age(facts.setAt, now) })}</time>
        </Tooltip>
      )}
      {facts.boundTo?.includes('://') ? <span>{text('boundTo', { place: facts.boundTo })}</span> : null}
      {!hasStoredValue(facts) ? null : facts.verifiedAt !== null ? (
        <span>{text('verifiedAt', { when: format.moment(facts.verifiedAt, now) })}</span>
      ) : facts.testable ? (
        <StateMark state="unknown" label={text('notVerified')} />
      ) : null}
    </Row>
  );
};

interface TypingProps {
  readonly facts: SecretFacts;
  readonly called: string;
  readonly address: string | undefined;
  readonly onEnd: (outcome: 'kept' | 'keptTested' | 'keptUntested' | null) => void;
}

/** Form for entering a value. A new value is tested before it replaces the old one, if a test is possible. */
const Typing = ({ facts, called, address, onEnd }: TypingProps) => {
  const text = useText('secretsPart');
  const refused = useRefusalProps();
  const client = useClient();
  const [value, setValue] = useState('');
  const untestedId = useId();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { name, testable } = facts;
  /** The test was refused or not possible. */
  const isUntested = failure !== null && testable && !isKeychainFailure(failure);
  const keep = async (call: 'secrets.set' | 'secrets.replace'): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const result = await client.call(call, { name, value, ...(address !== undefined && { address }) });
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    onEnd(!testable ? 'kept' : call === 'secrets.replace' ? 'keptTested' : 'keptUntested');
  };
  const submit = (): void => {
    if (value !== '' && !busy) void keep('secrets.replace');
  };
  return (
    <Form
      className={classes.typing}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onEnd(null);
      }}
    >
      <SecretInput
        label={text(hasStoredValue(facts) ? 'newValue' : 'value', { name: called })}
        description={text(testable ? 'typeTested' : 'type')}
        value={value}
        onChange={setValue}
        autoFocus
        maxLength={getLongestSecret(name)}
        // The values of a key file contain blanks and line breaks.
        marksSlips={!value.trimStart().startsWith('{')}
      />
      {failure === null ? null : <KeychainTrouble failure={failure} onRetry={() => void keep('secrets.replace')} />}
      {testable ? (
        <Muted id={untestedId} component="p" size="xs">
          {text(isUntested ? 'untestedAfter' : 'untested')}
        </Muted>
      ) : null}
      <Row>
        <Button type="submit" size="xs" loading={busy} disabled={value === ''} {...refused}>
          {text(testable ? 'testAndKeep' : 'keep')}
        </Button>
        {testable ? (
          <Button
            size="xs"
            variant="default"
            disabled={value === '' || busy}
            aria-describedby={untestedId}
            onClick={() => void keep('secrets.set')}
            {...refused}
          >
            {text('keepUntested')}
          </Button>
        ) : null}
        <Button size="xs" variant="default" onClick={() => onEnd(null)}>
          {text('cancel')}
        </Button>
      </Row>
    </Form>
  );
};
