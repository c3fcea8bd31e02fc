import { polymorphic, UnstyledButton, type UnstyledButtonProps } from '@mantine/core';
import classes from './bar-button.module.css';

/** A mark in a bar that can be pressed: reads as text until it is pointed at. */
export const BarButton = polymorphic<'button', UnstyledButtonProps>(({ className = '', ...props }: UnstyledButtonProps) => (
  <UnstyledButton className={`${classes.button} ${className}`} {...props} />
));
