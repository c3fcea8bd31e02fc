import { polymorphic, UnstyledButton, type UnstyledButtonProps } from '@mantine/core';
import classes from './bar-button.module.css';

/** Button inside a bar that looks like text until it is hovered. */
export const BarButton = polymorphic<'button', UnstyledButtonProps>(({ className = '', ...props }: UnstyledButtonProps) => (
  <UnstyledButton className={`${classes.button} ${className}`} {...props} />
));
