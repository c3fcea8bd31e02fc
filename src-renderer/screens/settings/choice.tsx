import { SegmentedControl } from '../../ui/index.ts';
import classes from './settings.module.css';

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly values: readonly V[];
  readonly nameOf: (value: V) => string;
  readonly onChange: (value: V) => void;
}

/** A choice with all options visible. */
export const ChoiceField = <V extends string>({ label, value, values, nameOf, onChange }: ChoiceProps<V>) => (
  <div className={classes.choice}>
    <span>{label}</span>
    <SegmentedControl
      aria-label={label}
      value={value}
      data={values.map((each) => ({ value: each, label: nameOf(each) }))}
      onChange={(next) => {
        const chosen = values.find((each) => each === next);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  </div>
);
