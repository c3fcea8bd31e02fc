import classes from './brand-mark.module.css';

/** The sign of the console, beside its name or instead of it. */
export const BrandMark = () => (
  <span className={classes.mark} aria-hidden>
    つ
  </span>
);
