import { type BoxProps, Button, Modal, type ModalProps } from '@mantine/core';
import { type ComponentProps, type KeyboardEvent, type ReactNode, type SubmitEvent, useLayoutEffect, useRef } from 'react';
import type { Failure } from '#shared/contract/result.ts';
import { guardComposition } from './composing.ts';
import { Actions, Row, Stack } from './layout.tsx';
import { useRefused } from './refusal.tsx';
import { ErrorState } from './states.tsx';
import { useText } from './text.tsx';

/** What stands over the page until it is answered or left: Esc, the cross and a click beside it leave it. */
export const Dialog = ({ closeButtonProps, children, ...props }: ModalProps) => {
  const text = useText('ui');
  return (
    <Modal closeButtonProps={{ 'aria-label': text('close'), ...closeButtonProps }} {...props}>
      <FocusAtOnce />
      {children}
    </Modal>
  );
};

/** A menu that led to a dialog gives the keyboard back to its own button within this time. */
const OPENING_MS = 200;

/**
 * Gives the keyboard to the field that asks for it (`data-autofocus`) as soon as it is drawn: letters come right after the key that opened the
 * dialog, and the kit's trap gives it later. While the dialog opens it keeps the keyboard.
 */
const FocusAtOnce = () => {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const dialog = place.current?.closest('[role="dialog"]');
    if (!dialog) return;
    let inside = dialog.querySelector<HTMLElement>('[data-autofocus]');
    inside?.focus();
    const onFocus = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      if (dialog.contains(target)) inside = target;
      else if (target.closest('[role="dialog"]') === null) inside?.focus();
    };
    const stop = (): void => document.removeEventListener('focusin', onFocus);
    document.addEventListener('focusin', onFocus);
    const timer = setTimeout(stop, OPENING_MS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return <span ref={place} hidden />;
};

interface FailureDialogProps {
  /** What was tried. */
  readonly title: string;
  /** `null` = closed. */
  readonly failure: Failure | null;
  readonly onClose: () => void;
}

/** Why something failed that was started from a menu or a mark, where there is no room to say so. */
export const FailureDialog = ({ title, failure, onClose }: FailureDialogProps) => (
  <Dialog opened={failure !== null} onClose={onClose} title={title}>
    {failure === null ? null : <ErrorState failure={failure} />}
  </Dialog>
);

interface FormProps extends BoxProps, Omit<ComponentProps<'form'>, 'onSubmit' | keyof BoxProps> {
  /** Enter in a field and the button of type `submit`; never the Enter that ends a composition. */
  readonly onSubmit: () => void;
  /** Fields beside one another, for the few of a line. */
  readonly inline?: boolean;
}

/** Fields below one another, with `FormEnd` as the last of them. What is wrong in them is told by the console, not by the browser. */
export const Form = ({ onSubmit, onKeyDown, inline = false, ...props }: FormProps) => {
  const Layout = inline ? Row : Stack;
  return (
    <Layout
      component="form"
      noValidate
      onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => {
        guardComposition(event);
        onKeyDown?.(event);
      }}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        // A form inside what belongs to another form sends itself alone.
        event.stopPropagation();
        onSubmit();
      }}
      {...props}
    />
  );
};

interface FormEndProps {
  /** The button that does it, named by what it does. */
  readonly action: string;
  readonly onCancel: () => void;
  /** Another word than やめる. */
  readonly cancel?: string;
  readonly busy?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** It destroys something. */
  readonly danger?: boolean;
  /** It changes something of the company: refused while the company is only looked at. */
  readonly changes?: boolean;
  /** The keyboard starts on the way out. */
  readonly focusCancel?: boolean;
  /** Without it the button sends the form around it. */
  readonly onDo?: () => void;
  readonly failure?: Failure | null;
  /** Beside the buttons, at the start of the line. */
  readonly children?: ReactNode;
}

/** How a form or a dialog ends: why it did not work, the way out, and what does it. */
export const FormEnd = (props: FormEndProps) => {
  const { action, onCancel, cancel, busy = false, disabled = false, danger = false, changes = false, focusCancel = false, onDo } = props;
  const text = useText('ui');
  const refused = useRefused();
  return (
    <>
      {props.failure ? <ErrorState failure={props.failure} /> : null}
      <Actions>
        {props.children}
        <Button variant="default" onClick={onCancel} data-autofocus={focusCancel || undefined}>
          {cancel ?? text('cancel')}
        </Button>
        <Button
          {...(onDo === undefined ? { type: 'submit' } : { onClick: onDo })}
          {...(danger ? { color: 'red' } : {})}
          loading={busy}
          disabled={disabled}
          {...(changes ? refused : {})}
        >
          {action}
        </Button>
      </Actions>
    </>
  );
};
