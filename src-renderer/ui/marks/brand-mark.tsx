import classes from './brand-mark.module.css';

/** The logo, used beside the name or in its place. */
export const BrandMark = () => (
  <span className={classes.mark} aria-hidden>
    つ
  </span>
);
