import { Fieldset, type FieldsetProps } from '@mantine/core';
import classes from '../text/words.module.css';

/** Fields that answer one question, under its name. */
export const FieldGroup = (props: FieldsetProps) => <Fieldset variant="unstyled" classNames={{ legend: classes.label ?? '' }} {...props} />;
