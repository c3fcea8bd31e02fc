import classes from './brand-mark.module.css';

/** The logo, beside the name or instead of it. */
export const BrandMark = () => (
  <span className={classes.mark} aria-hidden>
    つ
  </span>
);
