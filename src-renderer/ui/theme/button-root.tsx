import type { ComponentProps, MouseEvent } from 'react';

type ButtonRootProps = ComponentProps<'button'> & { readonly 'data-loading'?: boolean };

const ignoreClick = (event: MouseEvent): void => event.preventDefault();

/** Root element of the library's buttons. A busy button ignores clicks but is not disabled, because a disabled button loses focus. */
export const renderButtonRoot = ({ disabled, onClick, type = 'button', ...props }: ButtonRootProps) => {
  const isWorking = Boolean(props['data-loading']);
  return (
    <button
      {...props}
      type={type}
      disabled={disabled === true && !isWorking}
      {...(isWorking ? { 'aria-disabled': true, onClick: ignoreClick } : { onClick })}
    />
  );
};
