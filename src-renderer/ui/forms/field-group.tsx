import { Fieldset, type FieldsetProps } from '@mantine/core';
import classes from '../text/words.module.css';

/** Related fields under a common label. */
export const FieldGroup = (props: FieldsetProps) => <Fieldset variant="unstyled" classNames={{ legend: classes.label ?? '' }} {...props} />;
