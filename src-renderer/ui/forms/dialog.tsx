import { type BoxProps, Button, Modal, type ModalProps } from '@mantine/core';
import { type ComponentProps, type KeyboardEvent, type ReactNode, type SubmitEvent, useLayoutEffect, useRef } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { guardComposition } from '../input/composing.ts';
import { Actions, Row, Stack } from '../layout/layout.tsx';
import { useRefusalProps } from '../states/refusal.tsx';
import { ErrorState } from '../states/states.tsx';
import { useText } from '../text/text.tsx';

/** A modal dialog; Escape, the close button and a click outside close it. */
export const Dialog = ({ closeButtonProps, children, ...props }: ModalProps) => {
  const text = useText('ui');
  return (
    <Modal closeButtonProps={{ 'aria-label': text('close'), ...closeButtonProps }} {...props}>
      <FocusAtOnce />
      {children}
    </Modal>
  );
};

/** Time in which a menu that opened the dialog may return focus to its own button. */
const OPENING_MS = 200;

/**
 * Focuses the `data-autofocus` field on first render, because the next key may follow immediately and Mantine focuses later. Keeps focus
 * while the dialog opens.
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
  /** The failed action. */
  readonly title: string;
  /** `null` = closed. */
  readonly failure: Failure | null;
  readonly onClose: () => void;
}

/** Shows the failure of an action started from a menu or button without room for a message. */
export const FailureDialog = ({ title, failure, onClose }: FailureDialogProps) => (
  <Dialog opened={failure !== null} onClose={onClose} title={title}>
    {failure === null ? null : <ErrorState failure={failure} />}
  </Dialog>
);

interface FormProps extends BoxProps, Omit<ComponentProps<'form'>, 'onSubmit' | keyof BoxProps> {
  /** Enter in a field and the button of type `submit`; never the Enter that ends a composition. */
  readonly onSubmit: () => void;
  /** Fields in one line. */
  readonly inline?: boolean;
}

/** Fields in a column with `FormEnd` last. Validation is done in code, not by the browser. */
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
        // A nested form must not submit its parent.
        event.stopPropagation();
        onSubmit();
      }}
      {...props}
    />
  );
};

interface FormEndProps {
  /** Label of the button that performs the action. */
  readonly action: string;
  readonly onCancel: () => void;
  /** Label of the cancel button; default: “Cancel”. */
  readonly cancel?: string;
  readonly busy?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** The action is destructive. */
  readonly danger?: boolean;
  /** Changes the company: disabled for a view-only company. */
  readonly changes?: boolean;
  /** Initial focus is on the cancel button. */
  readonly focusCancel?: boolean;
  /** Performs the action; without it the button submits the surrounding form. */
  readonly onDo?: () => void;
  readonly failure?: Failure | null;
  /** Content at the start of the button line. */
  readonly children?: ReactNode;
}

/** End of a form or dialog: the failure, the cancel button, and the action button. */
export const FormEnd = (props: FormEndProps) => {
  const { action, onCancel, cancel, busy = false, disabled = false, danger = false, changes = false, focusCancel = false, onDo } = props;
  const text = useText('ui');
  const refused = useRefusalProps();
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
